//! As much of a shell as documents use: lines of `sh` taken apart into the commands that they run.

/// A command: its program and the arguments, without quotes. What a shell would put in place of a variable or of the output of
/// another command stays as it is written.
pub(super) type Command = Vec<String>;

/// All commands of a text, those inside `$(…)` included, in the order in which they end.
pub(super) fn commands(text: &str) -> Result<Vec<Command>, String> {
    let mut reader = Reader { rest: text.chars().collect::<Vec<_>>().into_iter().peekable(), found: Vec::new() };
    reader.list(None)?;
    let mut commands: Vec<Command> = reader.found.into_iter().map(without_syntax).collect();
    commands.retain(|command| !command.is_empty());
    let functions: Vec<String> =
        commands.iter().filter_map(|command| Some(command.first()?.strip_suffix("()")?.to_owned())).collect();
    let is_own = |command: &Command| functions.iter().any(|name| command[0].trim_end_matches("()") == name.as_str());
    commands.retain(|command| !is_own(command));
    Ok(commands)
}

/// Words before a command that are not the command: keywords, and assignments.
fn without_syntax(mut command: Command) -> Command {
    const BEFORE: [&str; 10] = ["until", "while", "if", "elif", "then", "else", "do", "!", "{", "sudo"];
    let is_assignment = |word: &String| {
        let name = word.split_once('=').map(|(name, _)| name);
        name.is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
    };
    while command.first().is_some_and(|word| BEFORE.contains(&word.as_str()) || is_assignment(word)) {
        command.remove(0);
    }
    let ends = command.first().is_none_or(|word| ["for", "done", "fi", "}", "export"].contains(&word.as_str()));
    if ends { Vec::new() } else { command }
}

struct Reader {
    rest: std::iter::Peekable<std::vec::IntoIter<char>>,
    found: Vec<Command>,
}

impl Reader {
    /// Commands up to the end, or to the character that closes the list.
    fn list(&mut self, end: Option<char>) -> Result<(), String> {
        let mut command = Command::new();
        let mut word: Option<String> = None;
        // The word after a redirection is a file.
        let mut is_file = false;
        loop {
            let next = self.rest.next();
            let is_end = next.is_none() || next == end;
            match next {
                Some(c) if !(is_end || " \t\n;|&<>".contains(c) || c == '#' && word.is_none()) => {
                    let word = word.get_or_insert_default();
                    self.piece(c, word)?;
                    continue;
                }
                _ => {}
            }
            if let Some(word) = word.take() {
                let is_number = !is_file && matches!(next, Some('<' | '>')) && word.chars().all(|c| c.is_ascii_digit());
                if !is_file && !is_number {
                    command.push(word);
                }
                is_file = false;
            }
            match next {
                Some('<' | '>') => is_file = true,
                Some('#') => while self.rest.next_if(|c| *c != '\n').is_some() {},
                Some(' ' | '\t') => {}
                _ => self.found.push(std::mem::take(&mut command)),
            }
            if is_end {
                return if next == end { Ok(()) } else { Err(format!("{end:?} is missing")) };
            }
        }
    }

    /// One character of a word, or what it opens.
    fn piece(&mut self, first: char, word: &mut String) -> Result<(), String> {
        match first {
            '\'' => loop {
                match self.rest.next().ok_or("a quote is open")? {
                    '\'' => return Ok(()),
                    c => word.push(c),
                }
            },
            '"' => loop {
                match self.rest.next().ok_or("a quote is open")? {
                    '"' => return Ok(()),
                    c => self.plain(c, word)?,
                }
            },
            c => self.plain(c, word),
        }
    }

    fn plain(&mut self, c: char, word: &mut String) -> Result<(), String> {
        match c {
            '\\' => word.extend(self.rest.next().filter(|next| *next != '\n')),
            '$' if self.rest.next_if_eq(&'(').is_some() => {
                self.list(Some(')'))?;
                word.push_str("$()");
            }
            c => word.push(c),
        }
        Ok(())
    }
}

#[test]
fn commands_are_found_wherever_a_shell_runs_them() {
    for (text, expected) in [
        ("cellc build # not this\n\nls", "cellc build; ls"),
        ("a 'b  c' \"d|e\" | f >g 2>h && i\\\n  j &", "a,b  c,d|e; f; i,j"),
        ("until k get \"$(a b $x)\"; do sleep 5; done", "a,b,$x; k,get,$(); sleep,5"),
        ("A=b C=$(d) e f\npin=v1", "d; e,f"),
        ("s() {\n  k $1 || return\n}\nfor w in 1 2; do\n s \"$w\" || exit 1\ndone", "k,$1; return; exit,1"),
    ] {
        let found: Vec<String> = commands(text).unwrap().into_iter().map(|command| command.join(",")).collect();
        assert_eq!(found.join("; "), expected.replace("cellc build", "cellc,build"), "{text}");
    }
    assert!(commands("a 'b").is_err());
    assert!(commands("a $(b").is_err());
}
