//! The lines of a text, and where what spans several of them ends.

use std::collections::BTreeMap;

use crate::secrets::key::LONGEST_KEY;

/// The lines of a text, read once however many heredocs and blocks are asked for.
pub(super) struct Lines<'a> {
    text: &'a str,
    /// The first byte of each line.
    starts: Vec<usize>,
    /// For each line, the first byte of the next one that is not indented more.
    ends: Vec<usize>,
    /// The first bytes of the lines that can end a heredoc, by what stands in them.
    markers: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut start = 0;
        let lines: Vec<(usize, &str)> = text
            .split_inclusive('\n')
            .map(|line| {
                start += line.len();
                (start - line.len(), line)
            })
            .collect();
        let mut markers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (start, line) in &lines {
            let line = line.trim();
            if !line.is_empty() && line.chars().nth(LONGEST_KEY).is_none() {
                markers.entry(line).or_default().push(*start);
            }
        }
        let starts = lines.iter().map(|(start, _)| *start).collect();
        Self { text, starts, ends: ends(&lines, text.len()), markers }
    }

    /// The first byte of the line behind the one that holds a byte, unless the text ends before.
    pub(super) fn behind(&self, byte: usize) -> Option<usize> {
        let next = self.starts.partition_point(|start| *start <= byte);
        let end = Some(self.text.len()).filter(|_| self.text.ends_with('\n'));
        self.starts.get(next).copied().or(end)
    }

    /// Where the line with nothing but this marker starts, from a byte on, or the text ends.
    pub(super) fn end_of_heredoc(&self, marker: &str, from: usize) -> usize {
        let starts = self.markers.get(marker).map(Vec::as_slice).unwrap_or_default();
        let next = starts.partition_point(|start| *start < from);
        starts.get(next).copied().unwrap_or(self.text.len())
    }

    /// Where the lines end that are indented more than the one that holds a byte.
    pub(super) fn end_of_block(&self, byte: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        self.ends.get(line).copied().unwrap_or(self.text.len())
    }
}

/// For each line, the start of the next that is neither blank nor indented more.
fn ends(lines: &[(usize, &str)], length: usize) -> Vec<usize> {
    let mut outer: Vec<(usize, usize)> = Vec::new();
    let mut ends = Vec::with_capacity(lines.len());
    for (start, line) in lines.iter().rev() {
        let indent = line.len() - line.trim_start_matches([' ', '-']).len();
        if line.trim().is_empty() {
            ends.push(length);
            continue;
        }
        while outer.last().is_some_and(|(other, _)| *other > indent) {
            outer.pop();
        }
        ends.push(outer.last().map_or(length, |(_, start)| *start));
        outer.push((indent, *start));
    }
    ends.reverse();
    ends
}
