//! What is wrong with text that is not HCL: the parser's list of expected tokens, turned into a mistake that people make.

use super::brackets::Brackets;
use crate::diagnostic::{Code, Diagnostic, is_hidden, shortened};
use crate::source::{FileId, Span};

/// The finding for a file that the parser gave up on at `offset`, with its message.
pub(super) fn explain(id: FileId, text: &str, offset: usize, message: &str) -> Diagnostic {
    let before = text.get(..offset).unwrap_or(text);
    let rest = text.get(offset..).unwrap_or_default();
    let place = Place { id, before, rest, message };
    let brackets = Brackets::of(before, rest.trim().is_empty());
    place
        .endless_number()
        .or_else(|| place.odd_character())
        .or_else(|| place.unclosed_text(&brackets))
        .or_else(|| place.unclosed_bracket(&brackets))
        .or_else(|| place.stray_bracket(&brackets))
        .or_else(|| place.in_a_string())
        .or_else(|| place.in_a_list(&brackets))
        .or_else(|| place.in_an_object(&brackets))
        .or_else(|| place.after_a_value())
        .or_else(|| place.instead_of_a_value())
        .or_else(|| place.in_a_block(&brackets))
        .or_else(|| place.after_a_name())
        .or_else(|| place.unclosed_on_the_line())
        .unwrap_or_else(|| place.anything())
}

/// Where the parser stands.
struct Place<'a> {
    id: FileId,
    before: &'a str,
    rest: &'a str,
    message: &'a str,
}

impl Place<'_> {
    fn span(&self, start: usize, length: usize) -> Span {
        Span::new(self.id, start..start + length)
    }

    /// The character that the parser did not like; nothing at the end of a line.
    fn here(&self) -> Span {
        let width = self.next().map_or(0, char::len_utf8);
        self.span(self.before.len(), width)
    }

    fn next(&self) -> Option<char> {
        self.rest.chars().next().filter(|next| !matches!(next, '\n' | '\r'))
    }

    /// The parser stops inside a number that no program can hold.
    fn endless_number(&self) -> Option<Diagnostic> {
        let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+');
        let line = self.line();
        let start = self.before.len() - (line.len() - line.trim_end_matches(is_of_number).len());
        let rest = self.rest.len() - self.rest.trim_start_matches(is_of_number).len();
        let number = format!("{}{}", self.before.get(start..)?, self.rest.get(..rest)?);
        let is_endless = number.starts_with(|c: char| c.is_ascii_digit()) && number.parse().is_ok_and(f64::is_infinite);
        let span = self.span(start, number.len());
        let error = Diagnostic::error(Code::SYNTAX, span, format!("the number `{}` is too large", shortened(&number)));
        is_endless.then(|| error.label("more than a program can hold").help("write it in quotes, or a smaller one"))
    }

    /// A space that is none to HCL, or a character that nobody sees.
    fn odd_character(&self) -> Option<Diagnostic> {
        let odd = self.next().filter(|next| is_hidden(*next) || (next.is_whitespace() && !next.is_ascii()))?;
        let number = format!("U+{:04X}", u32::from(odd));
        let (headline, help, instead) = match odd {
            '\u{a0}' | '\u{202f}' => {
                (format!("a no-break space ({number}) is none to HCL"), "write an ordinary space", " ")
            }
            _ if odd.is_whitespace() => (format!("the space {number} is none to HCL"), "write an ordinary space", " "),
            _ => (format!("a character that nobody sees ({number}) is no HCL"), "remove it", ""),
        };
        let error = error(self.here(), headline).label("here");
        Some(error.help_replacing(help, self.here(), instead))
    }

    /// What stands before the place on its line.
    fn line(&self) -> &str {
        self.before.rsplit('\n').next().unwrap_or_default()
    }

    /// The name that the line begins with.
    fn name(&self) -> &str {
        let line = self.line().trim_start();
        let end = line.find(|c: char| !(c.is_alphanumeric() || "_-".contains(c))).unwrap_or(line.len());
        line.get(..end).unwrap_or_default()
    }

    /// The name for a message.
    fn shown_name(&self) -> String {
        shortened(self.name())
    }

    fn unclosed_text(&self, brackets: &Brackets) -> Option<Diagnostic> {
        if let Some(start) = brackets.string {
            return Some(self.unclosed_string(start));
        }
        if let Some(start) = brackets.heredoc {
            let error = error(self.span(start, 2), "a heredoc is never closed").label("opened here");
            return Some(error.help("repeat its word on a line of its own, or write a string in double quotes"));
        }
        self.rest.starts_with("/*").then(|| {
            let error = error(self.span(self.before.len(), 2), "a comment is never closed").label("opened here");
            error.help("end it with `*/`, or begin each of its lines with `#`")
        })
    }

    /// The parser goes back to the start of a line that the file ends on.
    fn unclosed_on_the_line(&self) -> Option<Diagnostic> {
        let line = self.rest.lines().next().unwrap_or_default();
        Brackets::of(line, true).string.map(|start| self.unclosed_string(self.before.len() + start))
    }

    fn unclosed_string(&self, start: usize) -> Diagnostic {
        let error = error(self.span(start, 1), "a string is never closed").label("opened here");
        error.help("end it with `\"` on the line that it begins on")
    }

    /// The file ends, or a list goes on into what is no element.
    fn unclosed_bracket(&self, brackets: &Brackets) -> Option<Diagnostic> {
        let (start, open) = brackets.outlived.map(|start| (start, '{')).or_else(|| brackets.open.last().copied())?;
        let is_new_line = self.before.trim_end_matches([' ', '\t']).ends_with('\n');
        let ends_list = open == '[' && is_new_line && self.message.contains("`]`");
        if !self.rest.trim().is_empty() && !ends_list {
            return None;
        }
        let close = if open == '[' { ']' } else { '}' };
        let error = error(self.span(start, 1), format!("a `{open}` is never closed")).label("opened here");
        Some(error.help(format!("add the `{close}` that belongs to it")))
    }

    fn stray_bracket(&self, brackets: &Brackets) -> Option<Diagnostic> {
        let bracket = self.next().filter(|next| "}])".contains(*next) && brackets.open.is_empty())?;
        let error = error(self.here(), format!("a `{bracket}` that closes nothing")).label("nothing is open here");
        Some(error.help("remove it, or add what it should close further up"))
    }

    fn in_a_string(&self) -> Option<Diagnostic> {
        if self.message.contains("escape") {
            let error = error(self.here(), "an unknown escape in a string").label("not after a backslash");
            return Some(
                error.help("write `\\\\` for a backslash; other escapes are `\\\"`, `\\n`, `\\r`, `\\t` and `\\u…`"),
            );
        }
        self.message.contains("nesting").then(|| {
            let error = error(self.here(), "values are nested too deeply").label("64 levels at most");
            error.help("nothing in a spec is nested that deeply: remove brackets")
        })
    }

    fn in_a_list(&self, brackets: &Brackets) -> Option<Diagnostic> {
        let (start, _) = *brackets.open.last().filter(|(_, open)| *open == '[')?;
        self.message.contains("`]`").then(|| {
            let error = error(self.here(), "a comma is missing in a list").label("before this");
            let error = error.also(self.span(start, 1), "in this list");
            let end = self.span(self.before.trim_end().len(), 0);
            error.help_replacing("put a comma between two elements", end, ",")
        })
    }

    fn in_an_object(&self, brackets: &Brackets) -> Option<Diagnostic> {
        let (start, _) = *brackets.open.last()?;
        self.message.contains("object").then(|| {
            let error = error(self.here(), "an object has keys and values").label("this is neither");
            let error = error.also(self.span(start, 1), "in this object; is its `}` missing?");
            error.help("write `key = value`, each on a line of its own or with commas between them")
        })
    }

    fn after_a_value(&self) -> Option<Diagnostic> {
        if !self.message.contains("newline or eof") {
            return None;
        }
        if self.next() == Some(',') {
            let error = error(self.here(), "a comma after an attribute").label("nothing may follow the value");
            return Some(error.help_replacing("remove it: each attribute ends with its line", self.here(), ""));
        }
        let error = error(self.here(), "something follows a value on its line").label("from here");
        Some(error.help("write each attribute on a line of its own"))
    }

    fn instead_of_a_value(&self) -> Option<Diagnostic> {
        if !self.message.contains("invalid expression") {
            return None;
        }
        let Some(next) = self.next() else {
            let written = self.before.trim_end().len();
            let error = error(self.span(written.saturating_sub(1), 1), format!("`{}` has no value", self.shown_name()));
            return Some(
                error
                    .label("nothing follows")
                    .help(format!("write `{} = \"…\"`, or remove the line", self.shown_name())),
            );
        };
        let error = error(self.here(), "this is not a value");
        if "'‘’“”„`".contains(next) {
            return Some(error.label("not a double quote").help("write strings in straight double quotes: \"…\""));
        }
        Some(
            error
                .label("no value begins like this")
                .help("write a string in double quotes, a number, `true` or `false`"),
        )
    }

    fn in_a_block(&self, brackets: &Brackets) -> Option<Diagnostic> {
        if !self.message.contains("block body") {
            return None;
        }
        let name = self.shown_name();
        let is_one_line =
            brackets.open.last().is_some_and(|(start, _)| *start + self.line().len() >= self.before.len());
        if is_one_line {
            let error = error(self.here(), "a block on one line holds one attribute only").label("the second one");
            let has_label = self.line().split('{').next().is_some_and(|header| header.contains('"'));
            return Some(error.help(if has_label {
                "write each on a line of its own, without commas, and the `}` below them".to_owned()
            } else {
                format!("write each on a line of its own, or an object: `{name} = {{ … }}`")
            }));
        }
        Some(self.neither())
    }

    /// A name that is followed by neither `=` nor a block.
    fn after_a_name(&self) -> Option<Diagnostic> {
        let (line, name) = (self.line().trim(), self.name());
        if name.is_empty() || !self.message.contains("expected `{`") {
            return None;
        }
        let here = |headline: String| error(self.here(), headline);
        let shown = self.shown_name();
        if self.next() == Some(':') {
            let error = here(format!("`{shown}` is followed by a colon")).label("not `=`");
            let sign = if self.before.ends_with([' ', '\t']) { "=" } else { " =" };
            return Some(error.help_replacing(format!("write `{shown} = …`"), self.here(), sign));
        }
        if self.next() == Some('=') && line.ends_with('"') && self.is_followed_by_an_object() {
            let spaces = self.rest.get(1..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
            let error =
                here(format!("`{shown}` with a label is a block, and a block has no `=`")).label("not expected");
            return Some(error.help_replacing("remove the `=`", self.span(self.before.len(), 1 + spaces), ""));
        }
        if self.next() == Some('=') {
            let joined = line.split_whitespace().collect::<Vec<_>>().join("_");
            return Some(
                here("a name is one word".to_owned())
                    .label("after two words")
                    .help(format!("write `{} = …`", cut(&joined))),
            );
        }
        if self.rest.trim_start().starts_with('{') {
            let error = here("the `{` of a block stands on the line of its name".to_owned()).label("expected here");
            return Some(error.help(format!("write `{} {{`", cut(line))));
        }
        let is_alone = self.next().is_none() && (line == name || line.ends_with('"'));
        is_alone.then(|| {
            let value = line.strip_prefix(name).map(str::trim).filter(|value| !value.is_empty()).unwrap_or("…");
            let error = here(format!("`{shown}` has neither `=` nor a block")).label("the line ends here");
            error.help(format!("write `{shown} = {}` for an attribute, or open a block with `{{`", cut(value)))
        })
    }

    fn is_followed_by_an_object(&self) -> bool {
        self.rest.get(1..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with('{'))
    }

    fn neither(&self) -> Diagnostic {
        let error = error(self.here(), "neither an attribute nor a block").label("cannot be read");
        error.help("write `name = value`, or `name \"label\" { … }`")
    }

    fn anything(&self) -> Diagnostic {
        let error = error(self.here(), "this is not HCL").label("cannot be read");
        error.help("write `name = value`, or `name \"label\" { … }`")
    }
}

/// The start of a text for a message, quotes and all.
fn cut(text: &str) -> String {
    const LONGEST: usize = 60;
    let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).map_or_else(|| text.to_owned(), |start| format!("{start}…"))
}

fn error(span: Span, headline: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::SYNTAX, span, headline)
}
