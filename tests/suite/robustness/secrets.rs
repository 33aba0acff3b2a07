//! Secrets are looked for in time that grows with the text, whatever stands in it.

use std::time::{Duration, Instant};

use cellc::secrets::{is_in, is_secret, masked_source};

/// Texts to repeat. Each made a search read the rest of the text again, or looks as if it could.
const UNITS: &[&str] = &[
    "=",
    ":",
    "+ ",
    "a=",
    "password=",
    "password=====",
    "password: ",
    "name:\n",
    "name=/",
    "name=password/value=x/",
    "value=${a}/name=password/",
    "secret=/",
    "secret=a/",
    "token=x/(",
    "token=${",
    "token=${a}/",
    "--",
    "--token=x",
    "--token ",
    "--token,",
    "--token x",
    "\"",
    "\"=",
    "'=",
    "name='",
    "name=\\\"",
    "name=\\\\\\\"",
    "\\",
    "\\\"=",
    "name=\"${a}",
    "${a}",
    "{{",
    "{{a}}",
    "%(",
    "://",
    "a://",
    "a://b:c",
    "a://b:c@",
    "a:\\/\\/",
    "@",
    "a:b@",
    "a:b@c.d",
    "<<",
    "name=<<",
    "name=<<EOT\n# ",
    "secret=<<EOT\n# ",
    "name=<<EOT\nEOT\n",
    "${password=<<EOT\n",
    "name=|",
    "name: |\n",
    "name: |\n  ",
    "name: >-\n - ",
    "[",
    "{",
    "}",
    "{name=",
    "(",
    "<",
    ">",
    "=>",
    "eyJ-",
    "eyJ-.",
    "sk-",
    "sk-ant-",
    "xoxe-",
    "ghs_",
    "AKIA",
    "Bearer ",
    "$2a$",
    "$argon2",
    "SG.",
    "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN PRIVATE KEY-----\n-----END",
    "-",
    " ",
    "\n",
    "*",
    "ö=",
    "…",
];

/// What stands around a repeated text.
const AROUND: &[(&str, &str)] = &[("", ""), ("password = \"", "\""), ("token=/", "(")];

#[test]
fn four_times_the_text_takes_four_times_as_long() {
    let mut slow = Vec::new();
    for unit in UNITS {
        for (start, end) in AROUND {
            let text = |length: usize| format!("{start}{}{end}", unit.repeat(length / unit.len()));
            slow.extend(slower(&text, &format!("{start}{unit:?}…{end}")));
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn parts_that_follow_each_other_take_no_longer() {
    let mut slow = Vec::new();
    for (first, second) in
        [("\"", "="), ("=", "\n"), ("name=", " "), ("name=<<", " "), ("name=|", "\n  x"), ("\\", "\"=")]
    {
        let text = |length: usize| {
            let half = |unit: &str| unit.repeat(length / 2 / unit.len());
            format!("{}{}", half(first), half(second))
        };
        slow.extend(slower(&text, &format!("{first:?}… {second:?}…")));
    }
    let markers = |length: usize| {
        let markers: Vec<String> = (0..length / 16).map(|number| format!("name=<<M{number:06}\n")).collect();
        markers.concat()
    };
    slow.extend(slower(&markers, "heredocs that never end"));
    let deep = |length: usize| {
        let lines = (1..).map(|depth| format!("{:depth$}name: |\n", ""));
        lines.take(length.isqrt()).collect()
    };
    slow.extend(slower(&deep, "blocks in blocks"));
    let escaped = |length: usize| {
        let escaped: Vec<String> = (1..length.isqrt()).map(|count| format!("name={}\"", "\\".repeat(count))).collect();
        escaped.concat()
    };
    slow.extend(slower(&escaped, "quotes in quotes"));
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What to say of a text that takes more than its share of time when it is four times as long.
fn slower(text: &dyn Fn(usize) -> String, name: &str) -> Option<String> {
    const LENGTH: usize = 4_000;
    const LEAST: Duration = Duration::from_millis(30);
    let (short, long) = (text(LENGTH), text(4 * LENGTH));
    let (mut few, mut many) = (time(&short).max(LEAST), time(&long));
    // A busy machine makes a run slower, never faster: the best of three, and of more where that is not enough.
    for round in 1..12 {
        if many < LEAST * 6 || round >= 3 && many < few * 6 {
            return None;
        }
        (few, many) = (few.min(time(&short)).max(LEAST), many.min(time(&long)));
    }
    Some(format!("{name}: {few:.1?}, then {many:.1?}"))
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let masked = masked_source(text);
    is_in(text);
    is_secret("password", text);
    assert!(masked.len() <= text.len() * 4 + 3);
    start.elapsed()
}
