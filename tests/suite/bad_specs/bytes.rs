//! Files that editors and other systems leave behind.

use super::case::{Case, GOOD};

/// A name that ends the comment it stands in, and goes on as an object of Kubernetes.
const INJECTION: &str =
    "x\n---\n{apiVersion: rbac.authorization.k8s.io\\v1, kind: ClusterRoleBinding, metadata: {name: x}}\n---\n#.hcl";

pub(crate) fn cases() -> Vec<Case> {
    let wrong = GOOD.replace("eu-west-1", "eu-west-x");
    let mut latin_1 = GOOD.replace("CC-1", "Zentrale").into_bytes();
    latin_1.extend(b"# Z\xfcrich\n");
    let long = "x".repeat(5000);
    vec![
        Case::hcl("bytes-windows-line-ends", wrong.replace('\n', "\r\n")),
        Case::hcl("bytes-windows-line-ends-syntax", GOOD.replace("\"CC-1\"", "=").replace('\n', "\r\n")),
        Case::hcl("bytes-byte-order-mark", format!("\u{feff}{}", GOOD.replace("fleet", "flee"))),
        Case::bytes("bytes-utf-16", utf_16(GOOD)),
        Case::bytes("bytes-latin-1", latin_1),
        Case::edited("bytes-nul-in-string", &[("\"platform\"\n", "\"plat\0form\"\n")]),
        Case::hcl("bytes-nul-outside", format!("{GOOD}\0")),
        Case::environment("bytes-non-ascii-key", "größe = 3"),
        Case::edited("bytes-non-ascii-label", &[("\"alpha\"", "\"zürich\"")]),
        Case::edited("bytes-emoji-before-mistake", &[("owner       = \"platform\"", "owner = \"🦀\"")]),
        Case::edited("bytes-zero-width-space", &[("\"eu-west-1\"", "\"eu-west-1\u{200b}\"")]),
        Case::edited("bytes-right-to-left-override", &[("\"eu-west-1\"", "\"eu-west\u{202e}-1\"")]),
        Case::edited("bytes-right-to-left-override-in-tag", &[("\"platform\"\n", "\"plat\u{202e}form\"\n")]),
        Case::hcl("bytes-right-to-left-override-in-name", "cell \u{202e}alpha = 1\n"),
        Case::environment("bytes-right-to-left-override-in-comment", "# \u{202e}\u{2066} viewer only \u{2069}"),
        Case::environment("bytes-line-separator-in-comment", "# for viewers\u{2028}  policy = \"view\""),
        Case::environment("bytes-non-ascii-key-twice", "größe = 3\ngröße = 4").finds(2),
        Case::environment("bytes-odd-keys-twice", "tags = { \". :\" = \"a\", \". :\" = \"b\" }"),
        Case::environment("bytes-empty-key-twice", "tags = { \"\" = \"a\", \"\" = \"b\" }"),
        Case::hcl("bytes-long-name-without-value", format!("{GOOD}{} = \n", "k".repeat(600))),
        Case::hcl("bytes-long-name-alone", format!("{GOOD}{}\n", "k".repeat(600))),
        Case::edited("bytes-long-value", &[("\"platform\"\n", &format!("\"{long}\"\n"))]),
        Case::edited("bytes-long-account-in-arn", &[("iam::111111111111", &format!("iam::{}", "1".repeat(500)))]),
        Case::edited("bytes-long-region", &[("eu-west-1", &format!("{}-west-1", "e".repeat(500)))]),
        Case::edited("bytes-long-label", &[("\"alpha\"", &format!("\"{}\"", "a".repeat(500)))]),
        Case::environment("bytes-long-key", &format!("{} = 1", "k".repeat(500))),
        Case::environment("bytes-long-number", &format!("endpoint = {}", "9".repeat(400))),
        Case::environment("bytes-long-bare-word", &format!("nat = {}", "w".repeat(400))),
        Case::environment("bytes-tabs", "nat\t= \t\"both\""),
        Case::folder("bytes-line-break-in-file-name", &[("fleet.hcl", GOOD), (INJECTION, "")]),
        Case::folder("bytes-right-to-left-override-in-file-name", &[("fleet.hcl", GOOD), ("\u{202e}lch.hcl", "")]),
        Case::folder("bytes-escape-in-folder-name", &[("fleet.hcl", GOOD), ("cells\u{1b}[2J/a.hcl", "")]),
        Case::hcl("bytes-no-line-end", wrong.trim_end()),
        Case::environment("bytes-deep-nesting", &format!("zones = {}{}", "[".repeat(5000), "]".repeat(5000))),
        Case::json("bytes-deep-nesting-json", format!("{}{}", "[".repeat(50_000), "]".repeat(50_000))),
    ]
}

fn utf_16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}
