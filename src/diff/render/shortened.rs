//! Long values side by side: what both begin with is left out, so that the difference is in sight.

/// Two texts, each at most `most` characters long. Where they would look alike when cut, they begin where they differ.
pub(super) fn shortened(before: &str, after: &str, most: usize) -> (String, String) {
    let is_long = |text: &str| text.chars().count() > most;
    if !is_long(before) && !is_long(after) {
        return (before.to_owned(), after.to_owned());
    }
    let same = before.char_indices().zip(after.chars()).take_while(|((_, one), other)| one == other);
    let same = same.last().map_or(0, |((position, one), _)| position + one.len_utf8());
    let start = start(before.get(..same).unwrap_or_default(), most);
    (from(before, start, most), from(after, start, most))
}

/// Where to begin, given what both sides begin with: at the item that differs, or else, in a long text, close to the difference.
fn start(same: &str, most: usize) -> usize {
    let is_near = |start: &usize| same.get(*start..).is_some_and(|rest| rest.chars().count() < most * 2 / 3);
    let after = |separator: &str| same.rfind(separator).map(|at| at + separator.len());
    let item = after(", ").or(Some(0)).filter(is_near);
    item.or_else(|| after(" ").filter(is_near)).unwrap_or(same.len())
}

fn from(text: &str, start: usize, most: usize) -> String {
    let rest = text.get(start..).unwrap_or(text);
    let marked = if start > 0 { format!("…{rest}") } else { rest.to_owned() };
    if marked.chars().count() <= most {
        return marked;
    }
    marked.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_begin_where_they_differ() {
        for (before, after, expected) in [
            ("[a]", "[b]", ("[a]", "[b]")),
            ("[aaaa, bbbb, cccc]", "[aaaa, bbbb, dddd]", ("…cccc]", "…dddd]")),
            ("[aaaa, bbbb, cccc]", "[xxxx, bbbb, cccc]", ("[aaaa, bb…", "[xxxx, bb…")),
            ("[äaaa, bbbb, cccc]", "[äaaa]", ("[äaaa, bb…", "[äaaa]")),
            ("one text, long and old", "one text, long and new", ("…old", "…new")),
            ("aaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaac", ("…b", "…c")),
        ] {
            let (one, other) = shortened(before, after, 10);
            assert_eq!((one.as_str(), other.as_str()), expected);
        }
    }
}
