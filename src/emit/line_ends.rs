//! Line ends, which Git on Windows changes in a checkout.

/// The content with the line ends that cellc writes; [`None`] when it has no others.
pub(super) fn unix(content: &[u8]) -> Option<Vec<u8>> {
    if !content.windows(2).any(|pair| pair == b"\r\n") {
        return None;
    }
    let mut lines = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        lines.extend_from_slice(line.strip_suffix(b"\r\n").unwrap_or(line));
        lines.extend(line.ends_with(b"\r\n").then_some(b'\n'));
    }
    Some(lines)
}
