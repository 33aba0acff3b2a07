//! Long values side by side: what both begin with is left out, so that the difference is in sight.

/// Two texts, each at most `most` characters long. Where they would look alike when cut, they begin where they differ.
pub(super) fn shortened(before: &str, after: &str, most: usize) -> (String, String) {
    let is_long = |text: &str| text.chars().count() > most;
    if !is_long(before) && !is_long(after) {
        return (before.to_owned(), after.to_owned());
    }
    let same = before.char_indices().zip(after.chars()).take_while(|((_, one), other)| one == other);
    let same = same.last().map_or(0, |((position, one), _)| position + one.len_utf8());
    // At the start of the item that differs.
    let start = before.get(..same).and_then(|same| same.rfind(", ")).map_or(0, |comma| comma + ", ".len());
    (from(before, start, most), from(after, start, most))
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
        ] {
            let (one, other) = shortened(before, after, 10);
            assert_eq!((one.as_str(), other.as_str()), expected);
        }
    }
}
