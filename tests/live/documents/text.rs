//! Where a document has commands: in blocks of `sh`, behind `$` in blocks of `text`, and in words between backquotes.

use super::shell;

/// A command, and the line that it begins or stands in, counted from 1.
pub(super) type Found = (usize, Result<shell::Command, String>);

/// Kinds of blocks that hold no commands.
const OTHER_KINDS: [&str; 2] = ["hcl", "rust"];

/// All commands of a Markdown document. A block of another kind is a complaint: nobody would judge what it holds.
pub(super) fn commands(markdown: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut lines = markdown.lines().enumerate().map(|(at, line)| (at + 1, line));
    while let Some((at, line)) = lines.next() {
        let Some(kind) = line.trim_start().strip_prefix("```") else {
            found.extend(inline(line).into_iter().map(|command| (at, command)));
            continue;
        };
        let block: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim_start() != "```").collect();
        match kind {
            "sh" => found.extend(of_shell(at, &block.join("\n"))),
            "text" => {
                found.extend(block.iter().enumerate().flat_map(|(below, line)| of_terminal(at + 1 + below, line)));
            }
            kind if OTHER_KINDS.contains(&kind) => {}
            kind => found.push((at, Err(format!("a block of the kind {kind:?}, which no test judges")))),
        }
    }
    found
}

fn of_shell(at: usize, text: &str) -> Vec<Found> {
    match shell::commands(text) {
        Ok(commands) => commands.into_iter().map(|command| (at, Ok(command))).collect(),
        Err(fault) => vec![(at, Err(fault))],
    }
}

/// A line of what a terminal shows: a command behind `$`, or its answer.
fn of_terminal(at: usize, line: &str) -> Vec<Found> {
    let line = line.trim_start();
    match line.strip_prefix("$ ") {
        Some(command) => of_shell(at, command),
        None if is_command(line) => vec![(at, Err(format!("{line:?} is a command without `$` before it")))],
        None => Vec::new(),
    }
}

/// Whether a text begins like a call of a program that documents call. The first argument tells it from a sentence.
fn is_command(text: &str) -> bool {
    const PROGRAMS: [&str; 7] = ["argocd", "aws", "cargo", "cellc", "helm", "kubectl", "terraform"];
    let mut words = text.split(' ');
    words.next().is_some_and(|program| PROGRAMS.contains(&program))
        && words.next().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_lowercase() || c == '-'))
}

fn inline(line: &str) -> Vec<Result<shell::Command, String>> {
    let spans = line.split('`').skip(1).step_by(2).map(|span| span.replace("\\|", "|"));
    let calls = spans.filter(|span| is_command(span) || span.starts_with("git "));
    calls.flat_map(|span| of_synopsis(&span)).flat_map(|call| of_shell(0, &call)).map(|(_, command)| command).collect()
}

/// What a synopsis stands for: `cellc x [FILE] --a=b|c` is `cellc x FILE --a=b` and `cellc x FILE --a=c`.
fn of_synopsis(span: &str) -> Vec<String> {
    let plain = without_brackets(span);
    let Some((before, after)) = plain.split_once('|').filter(|(before, _)| !before.ends_with(' ')) else {
        return vec![plain];
    };
    let start = before.rfind([' ', '=']).map_or(0, |at| at + 1);
    let others = of_synopsis(&format!("{}{after}", &before[..start]));
    std::iter::once(before.to_owned()).chain(others).collect()
}

/// `[FILE]` and `<commit>` are words; `> file` is a redirection.
fn without_brackets(span: &str) -> String {
    let mut parts = span.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    let plain = parts.fold(first, |text, part| match part.split_once('>') {
        Some((name, rest)) if name.chars().all(|c| c.is_ascii_lowercase()) => text + name + rest,
        _ => text + "<" + part,
    });
    // The one placeholder that is not a path, a code or a day.
    plain.replace(['[', ']'], "").replace(" SHELL", " bash")
}

#[test]
fn every_kind_of_block_is_read_or_refused() {
    let markdown = "Say `cellc check --fix` or `cellc`, `git`, `a b`.\n```sh\ncellc build\n```\n```text\n$ cellc diff\nan answer\n```\n```hcl\ncellc x\n```\n`cellc schema [--a\\|--b]`\n";
    let found: Vec<String> =
        commands(markdown).into_iter().map(|(at, command)| format!("{at} {}", command.unwrap().join(" "))).collect();
    assert_eq!(
        found,
        ["1 cellc check --fix", "2 cellc build", "6 cellc diff", "12 cellc schema --a", "12 cellc schema --b"]
    );
    for wrong in ["```\ncellc build\n```", "```bash\ncellc build\n```", "```text\ncellc build\n```", "```sh\na 'b\n```"]
    {
        assert!(commands(wrong).iter().any(|(_, command)| command.is_err()), "{wrong}");
    }
}
