//! Objects with more keys than the parser of HCL takes in bounded time: it compares each key with all before it.

use super::brackets::walk;

/// The most comparisons of keys in one file: those of one object with 10,000 keys, or of a hundred with 1,000.
const MOST_COMPARISONS: usize = 10_000 * 10_000;

/// Files with fewer bytes cannot hold so many keys.
const LEAST_BYTES: usize = 32 * 1024;

/// The object with the most keys, and how many they are, when all objects together have too many.
pub(crate) fn crowded(text: &str) -> Option<(usize, usize)> {
    if text.len() < LEAST_BYTES {
        return None;
    }
    let mut count = Count::default();
    walk(text, true, |at, character| count.see(text, at, character));
    while !count.open.is_empty() {
        count.close();
    }
    (count.comparisons > MOST_COMPARISONS).then_some(count.largest)
}

/// Keys of the brackets that are open, and what those cost that were closed.
#[derive(Default)]
struct Count {
    open: Vec<Bracket>,
    comparisons: usize,
    largest: (usize, usize),
}

struct Bracket {
    start: usize,
    keys: usize,
    is_object: bool,
}

impl Count {
    fn see(&mut self, text: &str, at: usize, character: char) {
        match character {
            '{' | '[' | '(' => self.open.push(Bracket { start: at, keys: 0, is_object: is_object(text, at) }),
            '}' | ']' | ')' => self.close(),
            '=' | ':' => {
                if let Some(bracket) = self.open.last_mut() {
                    bracket.keys += 1;
                }
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(Bracket { start, keys, .. }) = self.open.pop().filter(|bracket| bracket.is_object) else { return };
        self.comparisons = self.comparisons.saturating_add(keys.saturating_mul(keys));
        if keys > self.largest.1 {
            self.largest = (start, keys);
        }
    }
}

/// Whether a brace opens an object: after what a value follows. The body of a block follows a name or a label.
fn is_object(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.trim_end().ends_with(['=', ':', ',', '[', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(keys: usize) -> String {
        (0..keys).fold(String::new(), |lines, key| lines + "k" + &key.to_string() + " = 1\n")
    }

    fn object(keys: usize) -> String {
        format!("a = {{\n{}}}\n", lines(keys))
    }

    #[test]
    fn objects_have_limits_and_bodies_have_none() {
        let body = lines(20_000);
        for (text, expected) in [
            (object(9_000), None),
            (object(10_001), Some((4, 10_001))),
            (object(7_000) + &object(7_500), Some((object(7_000).len() + 4, 7_500))),
            (object(3_000).repeat(10), None),
            (object(10_001).trim_end().trim_end_matches('}').to_owned(), Some((4, 10_001))),
            (format!("a {{\n{body}}}\n"), None),
            (body, None),
        ] {
            assert_eq!(crowded(&text), expected, "{} bytes", text.len());
        }
    }
}
