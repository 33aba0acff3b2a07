//! Where the items of a body are in the text: kept beside the tree, which holds no places.

/// The lines of the items of a body, in the order of [`Body::items`](crate::terraform::Body::items). Empty for a body that
/// was not read from text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    items: Vec<ItemLines>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct ItemLines {
    line: usize,
    inside: Lines,
}

static NONE: Lines = Lines { items: Vec::new() };

impl Lines {
    /// The line, counted from 1, on which the item with that index begins, without its comment.
    pub fn line(&self, item: usize) -> Option<usize> {
        self.items.get(item).map(|item| item.line)
    }

    /// The lines of the body of the block with that index; empty for an attribute.
    pub fn inside(&self, item: usize) -> &Self {
        self.items.get(item).map_or(&NONE, |item| &item.inside)
    }

    /// Adds the next item.
    pub(super) fn push(&mut self, line: usize, inside: Self) {
        self.items.push(ItemLines { line, inside });
    }
}

/// The byte offsets at which the lines of a text begin.
pub(super) struct LineStarts {
    starts: Vec<usize>,
}

impl LineStarts {
    pub(super) fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect() }
    }

    /// The line, counted from 1, that a byte offset is on.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }
}

#[cfg(test)]
mod tests {
    use super::LineStarts;

    #[test]
    fn offsets_are_on_lines() {
        let starts = LineStarts::of("a\nbc\n\nd");
        for (offset, line) in [(0, 1), (1, 1), (2, 2), (4, 2), (5, 3), (6, 4), (99, 4)] {
            assert_eq!(starts.line(offset), line, "{offset}");
        }
        assert_eq!(LineStarts::of("").line(0), 1);
    }
}
