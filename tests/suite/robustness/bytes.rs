//! Changes that know nothing about the language: what broken disks, editors and merges do.

use super::random::Random;

/// What readers trip over.
const TRAPS: &[&str] = &[
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "=",
    ":",
    ",",
    "#",
    "//",
    "/*",
    "*/",
    "\\",
    "\\u",
    "\\u{",
    "\\x",
    "${",
    "$${",
    "%{",
    "%%{",
    "${}",
    "${\"${\"",
    "~}",
    "<<EOT\n",
    "<<-EOT\n",
    "EOT\n",
    "<<",
    "\nEOT",
    "\0",
    "\u{feff}",
    "\r\n",
    "\r",
    "\t",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{202a}",
    "\u{200b}",
    "\u{200d}",
    "e\u{301}",
    "🦀",
    "👨\u{200d}👩\u{200d}👧",
    "ß",
    "İ",
    "ﬁ",
    "\u{10ffff}",
    "\u{fffd}",
    "-",
    "--1",
    "1e400",
    "-1e-400",
    "0x10",
    "007",
    "1.",
    ".5",
    "1.7976931348623159e308",
    "99999999999999999999999999999999999999",
    "null",
    "true",
    "for",
    "if",
    "in",
    "...",
    "?",
    "*",
    "==",
    "&&",
    "!",
    "var.x",
    "f(1)",
    "[*]",
    ".*.",
    "\u{7f}",
    "\u{1b}[31m",
];

/// Bytes that are no UTF-8, in the ways in which bytes can be none.
const INVALID: &[&[u8]] =
    &[b"\xff", b"\xfe\xff", b"\x80", b"\xc0\x80", b"\xe2\x82", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf0\x9f\xa6"];

/// The most bytes that a text grows to: what is larger is for the hostile tests.
const LONGEST: usize = 64 * 1024;

/// One change of `bytes`; `other` is a text to take parts of.
pub(crate) fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let end = (at + 1 + random.below(24)).min(bytes.len()).max(at);
    match random.below(11) {
        0 => flip(bytes, at, random),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let part = bytes[at..end].to_vec();
            insert(bytes, random.below(bytes.len() + 1), &part);
        }
        3 => splice(bytes, other, random),
        4 => insert(bytes, at, random.pick::<&[u8]>(INVALID)),
        5 => insert(bytes, at, &repeated(random)),
        6 => bytes.truncate(at),
        7 => *bytes = line_ends(bytes),
        8 => insert(bytes, 0, "\u{feff}".as_bytes()),
        _ => insert(bytes, at, random.pick(TRAPS).as_bytes()),
    }
    bytes.truncate(LONGEST);
}

/// The text, with a mark in place of what is no UTF-8: the command line refuses such files before it compiles.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn flip(bytes: &mut [u8], at: usize, random: &mut Random) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << random.below(8);
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    bytes.splice(at..at, part.iter().copied());
}

fn splice(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let (keep, skip) = (random.below(bytes.len() + 1), random.below(other.len() + 1));
    bytes.truncate(keep);
    bytes.extend_from_slice(&other[skip..]);
}

/// Much of the same: nesting, long numbers, long names.
fn repeated(random: &mut Random) -> Vec<u8> {
    const PARTS: &[&str] = &[
        "[", "{", "(", "a {\n", "${", "\"${", "9", "-", "a", "é", "\\", "\"", "{\"a\":", "[[", "!", "\n", " ", "0.",
        "<<A\n", "x = {", "?",
    ];
    const COUNTS: &[usize] = &[2, 30, 63, 64, 65, 128, 400, 600, 3000];
    random.pick(PARTS).repeat(*random.pick(COUNTS)).into_bytes()
}

fn line_ends(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| if *byte == b'\n' { b"\r\n".as_slice() } else { std::slice::from_ref(byte) })
        .copied()
        .collect()
}
