//! Text as IAM policies match it: with `*` and `?`, and with parts that only AWS will know.

use std::fmt;

/// Marks of what is not known in a text; no policy can hold these characters.
const HOLE_STARTS: char = '\u{e000}';
const HOLE_ENDS: char = '\u{e001}';
const UNKNOWN: char = '\u{e002}';

/// The end of the name of a hole that may hold colons and slashes, such as the path of a secret.
pub const PATH: &str = "|path";

/// A text that AWS completes, such as the id of a VPC: it is the same wherever it has the same name, and differs from that of
/// every other name. It holds no colon and no slash, unless its name ends with [`PATH`].
pub fn hole(name: &str) -> String {
    format!("{HOLE_STARTS}{name}{HOLE_ENDS}")
}

/// A text of which nothing is known: it may be the same as anything.
pub fn unknown() -> String {
    UNKNOWN.to_string()
}

/// A text as a person reads it: what only AWS knows stands in angle brackets.
pub fn readable(text: &str) -> String {
    text.replace(HOLE_STARTS, "<").replace(HOLE_ENDS, ">").replace(UNKNOWN, "<unknown>")
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Symbol {
    Letter(char),
    /// `?`
    One,
    /// `*`
    Many,
    /// At least one character that only AWS knows.
    Hole(String),
    /// Anything at all.
    Unknown,
}

/// A set of texts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern(Vec<Symbol>);

impl Pattern {
    /// What a policy writes where wildcards count. A policy variable such as `${aws:username}` may stand for anything.
    pub fn glob(text: &str) -> Self {
        Self::read(text, |letter| match letter {
            '*' => Symbol::Many,
            '?' => Symbol::One,
            letter => Symbol::Letter(letter),
        })
    }

    /// One text, where `*` is an asterisk.
    pub fn literal(text: &str) -> Self {
        Self::read(text, Symbol::Letter)
    }

    /// Without a difference between upper and lower case.
    pub fn lowercase(self) -> Self {
        let lower = |symbol| match symbol {
            Symbol::Letter(letter) => Symbol::Letter(letter.to_ascii_lowercase()),
            symbol => symbol,
        };
        Self(self.0.into_iter().map(lower).collect())
    }

    fn read(text: &str, symbol: impl Fn(char) -> Symbol) -> Self {
        let mut symbols = Vec::new();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            let after = rest.get(letter.len_utf8()..).unwrap_or_default();
            let (read, next) = match letter {
                HOLE_STARTS => named(after, HOLE_ENDS, |name| Symbol::Hole(name.to_owned())),
                UNKNOWN => (Symbol::Unknown, after),
                '$' if after.starts_with('{') => named(after.trim_start_matches('{'), '}', variable),
                letter => (symbol(letter), after),
            };
            symbols.push(read);
            rest = next;
        }
        Self(symbols)
    }

    /// Whether some text is in both.
    #[expect(clippy::indexing_slicing, reason = "every row is one longer than the other pattern")]
    pub fn intersects(&self, other: &Self) -> bool {
        if self.differs_early(other) {
            return false;
        }
        // Row by row: `reached[j]` says whether the first symbols of `self` and the first `j` of `other` can be the same text.
        let mut reached = Self::skips(&other.0);
        for own in &self.0 {
            let mut next = vec![false; reached.len()];
            for position in 0..reached.len() {
                let before = position.checked_sub(1).and_then(|before| other.0.get(before));
                next[position] = before.map_or_else(
                    || reached[0] && can_be_empty(own),
                    |theirs| can_meet(own, theirs, &reached, &next, position),
                );
            }
            reached = next;
        }
        reached.last().copied().unwrap_or_default()
    }

    /// Whether the letters before any wildcard differ already, as they do in most ARNs.
    fn differs_early(&self, other: &Self) -> bool {
        for pair in self.0.iter().zip(&other.0) {
            match pair {
                (Symbol::Letter(own), Symbol::Letter(theirs)) if own == theirs => {}
                (Symbol::Letter(_), Symbol::Letter(_)) => return true,
                _ => return false,
            }
        }
        false
    }

    /// The parts between the first five colons, as IAM compares ARNs; [`None`] when there are fewer.
    pub(super) fn arn_parts(&self) -> Option<Vec<Self>> {
        let parts: Vec<&[Symbol]> = self.0.splitn(6, |symbol| *symbol == Symbol::Letter(':')).collect();
        (parts.len() == 6).then(|| parts.into_iter().map(|part| Self(part.to_vec())).collect())
    }

    /// Which beginnings can be the empty text.
    fn skips(symbols: &[Symbol]) -> Vec<bool> {
        let mut reached = vec![true];
        for symbol in symbols {
            reached.push(reached.last().copied().unwrap_or_default() && can_be_empty(symbol));
        }
        reached
    }

    /// Whether every text of `other` is surely in it.
    #[expect(clippy::indexing_slicing, reason = "every row is one longer than the other pattern")]
    pub fn covers(&self, other: &Self) -> bool {
        let mut reached = vec![false; other.0.len() + 1];
        reached[0] = true;
        for own in &self.0 {
            let mut next = vec![false; reached.len()];
            for position in 0..reached.len() {
                let skipped = *own == Symbol::Many && reached[position];
                let taken = position.checked_sub(1).is_some_and(|before| {
                    let theirs = &other.0[before];
                    match own {
                        Symbol::Many => next[before],
                        Symbol::One => reached[before] && matches!(theirs, Symbol::Letter(_) | Symbol::One),
                        Symbol::Unknown => false,
                        own => reached[before] && own == theirs,
                    }
                });
                next[position] = skipped || taken;
            }
            reached = next;
        }
        reached.last().copied().unwrap_or_default()
    }
}

/// The symbol up to a closing mark, and what follows it.
fn named(text: &str, end: char, symbol: impl Fn(&str) -> Symbol) -> (Symbol, &str) {
    text.split_once(end).map_or((Symbol::Unknown, ""), |(name, rest)| (symbol(name), rest))
}

/// `${*}`, `${?}` and `${$}` are these characters; every other variable is the caller's.
fn variable(name: &str) -> Symbol {
    match name {
        "*" => Symbol::Letter('*'),
        "?" => Symbol::Letter('?'),
        "$" => Symbol::Letter('$'),
        _ => Symbol::Unknown,
    }
}

fn may_hold(hole: &str, symbol: &Symbol) -> bool {
    hole.ends_with(PATH) || !matches!(symbol, Symbol::Letter(':' | '/'))
}

fn can_be_empty(symbol: &Symbol) -> bool {
    matches!(symbol, Symbol::Many | Symbol::Unknown)
}

/// Whether two beginnings that end with these symbols can be the same text. `reached` is the row before, `next` this one.
#[expect(
    clippy::indexing_slicing,
    reason = "rows are one longer than the pattern, and the first position has its own rule"
)]
fn can_meet(own: &Symbol, theirs: &Symbol, reached: &[bool], next: &[bool], position: usize) -> bool {
    let (above, left, diagonal) = (reached[position], next[position - 1], reached[position - 1]);
    if can_be_empty(own) || can_be_empty(theirs) {
        let own_takes = can_be_empty(own) && (left || above);
        let theirs_takes = can_be_empty(theirs) && (left || above);
        return own_takes || theirs_takes || diagonal;
    }
    match (own, theirs) {
        (Symbol::Hole(own), Symbol::Hole(theirs)) => diagonal && own == theirs,
        // A hole takes one character and may take more.
        (Symbol::Hole(name), taken) => may_hold(name, taken) && (diagonal || left),
        (taken, Symbol::Hole(name)) => may_hold(name, taken) && (diagonal || above),
        (Symbol::Letter(own), Symbol::Letter(theirs)) => diagonal && own == theirs,
        _ => diagonal,
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for symbol in &self.0 {
            match symbol {
                Symbol::Letter(letter) => write!(formatter, "{letter}")?,
                Symbol::One => formatter.write_str("?")?,
                Symbol::Many => formatter.write_str("*")?,
                Symbol::Hole(name) => write!(formatter, "<{name}>")?,
                Symbol::Unknown => formatter.write_str("<unknown>")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, hole, unknown};

    #[test]
    fn wildcards_meet() {
        let meet = [
            ("a*", "ab"),
            ("a*", "a"),
            ("*", ""),
            ("a?c", "abc"),
            ("*b", "a*"),
            ("a*c", "*b*"),
            ("p-*", "*-a"),
            ("?", "*"),
            ("cell-a*", "cell-a-b"),
        ];
        for (one, other) in meet {
            let (one, other) = (Pattern::glob(one), Pattern::glob(other));
            assert!(one.intersects(&other) && other.intersects(&one), "{one} and {other}");
        }
        for (one, other) in [("a", "b"), ("a*", "b*"), ("a?", "a"), ("*a", "*b"), ("a/*", "a-b/*"), ("", "?")] {
            let (one, other) = (Pattern::glob(one), Pattern::glob(other));
            assert!(!one.intersects(&other) && !other.intersects(&one), "{one} and {other}");
        }
    }

    #[test]
    fn what_aws_gives_is_unlike_what_it_gives_to_another() {
        let vpc = |name: &str| Pattern::literal(&format!("vpc/{}", hole(name)));
        assert!(vpc("alpha").intersects(&vpc("alpha")));
        assert!(!vpc("alpha").intersects(&vpc("beta")));
        for glob in ["*", "vpc/*", "vpc/vpc-0abc", "vpc/?"] {
            assert!(vpc("beta").intersects(&Pattern::glob(glob)), "{glob}");
            assert!(Pattern::glob(glob).intersects(&vpc("beta")), "{glob}");
        }
        for glob in ["vpc/", "subnet/*", "vpc/*/x", "*:subnet/*"] {
            assert!(!vpc("beta").intersects(&Pattern::glob(glob)), "{glob}");
        }
        let secret = Pattern::literal(&format!("p-beta/{}", hole("secret|path")));
        assert!(secret.intersects(&Pattern::glob("p-beta/db/*")) && !secret.intersects(&Pattern::glob("p-beta/")));
        assert!(vpc("beta").intersects(&Pattern::glob(&unknown())));
        assert!(vpc("beta").intersects(&Pattern::glob("vpc/${aws:PrincipalTag/vpc}")));
    }

    #[test]
    fn covering_is_sure() {
        let covers = |one: &str, other: &str| Pattern::glob(one).covers(&Pattern::glob(other));
        assert!(covers("*", "") && covers("a*", "a*b") && covers("a?", "ab") && covers("a*c", "abc"));
        assert!(!covers("a?", "a*") && !covers("a*", "*") && !covers("ab", "a?"));
        assert!(covers("vpc/*", &format!("vpc/{}", hole("x"))));
        assert!(!covers("vpc/x*", &format!("vpc/{}", hole("x"))));
        assert!(!covers(&unknown(), "a"), "what is not known denies nothing");
        assert!(Pattern::glob("${*}").intersects(&Pattern::literal("*")));
        assert!(!Pattern::glob("${*}").intersects(&Pattern::literal("a")));
    }
}
