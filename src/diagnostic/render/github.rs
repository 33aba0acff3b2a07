//! Annotations of GitHub Actions: one workflow command a diagnostic, which the runner shows beside the line.

use super::{plain_message, shown_line};
use crate::diagnostic::{Diagnostic, Severity, Waiting, visible_line};
use crate::source::SourceMap;

/// Renders all diagnostics as workflow commands, one a line.
pub fn github(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, sources)).collect()
}

/// Renders which rules wait for values that cannot be read, as a notice without a place.
pub fn github_waiting(waiting: &Waiting, sources: &SourceMap) -> String {
    format!("::notice title=cellc::{}\n", data(&shown_line(&waiting.line(sources))))
}

fn command(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = place(diagnostic, sources);
    properties.push(("title", diagnostic.code.to_string()));
    let properties: Vec<String> = properties.iter().map(|(key, value)| format!("{key}={}", property(value))).collect();
    format!("::{kind} {}::{}\n", properties.join(","), data(&plain_message(diagnostic)))
}

/// Columns count only within one line: with several the runner takes no columns.
fn place(diagnostic: &Diagnostic, sources: &SourceMap) -> Vec<(&'static str, String)> {
    let span = diagnostic.primary.span;
    let Some(file) = sources.file_of(span) else {
        return diagnostic.path().into_iter().map(|path| ("file", visible_line(path).into_owned())).collect();
    };
    let bytes = file.clamp(span);
    let ((line, column), (end_line, end_column)) = (file.line_column(bytes.start), file.line_column(bytes.end));
    let mut properties = vec![
        ("file", visible_line(&file.path).into_owned()),
        ("line", line.to_string()),
        ("endLine", end_line.to_string()),
    ];
    if line == end_line {
        properties.extend([("col", column.to_string()), ("endColumn", end_column.to_string())]);
    }
    properties
}

/// The runner ends a message at its line break.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn commands_are_escaped_and_placed() {
        let mut sources = SourceMap::new();
        let id = sources.add("a,b:100%/fleet.hcl", "fleet.hcl", "ö = 1\nb = [\n]\n");
        let at = |range| Span::new(id, range);
        let one_line = Diagnostic::error(Code::SYNTAX, at(5..6), "100% wrong: it is")
            .label("here")
            .note("a\r\nb")
            .help("write `x, y`");
        let several = Diagnostic::warning(Code::SYNTAX, at(7..14), "long");
        let nowhere = Diagnostic::advice(Code::UNREADABLE, Span::NONE, "nothing here").help("write one");
        let file = "file=a%2Cb%3A100%25/fleet.hcl";
        for (diagnostic, expected) in [
            (
                one_line,
                format!(
                    "::error {file},line=1,endLine=1,col=5,endColumn=6,title=CELL0102::100%25 wrong: it is: here%0A\
                     note: a\\r%0Ab%0Ahelp: write `x, y`\n"
                ),
            ),
            (
                Diagnostic::error(Code::EDITED, Span::NONE, "edited").about("out/a,b\u{1b}.tf"),
                "::error file=out/a%2Cb\\u{1b}.tf,title=CELL1001::edited\n".to_owned(),
            ),
            (several, format!("::warning {file},line=2,endLine=3,title=CELL0102::long\n")),
            (nowhere, "::notice title=CELL0101::nothing here%0Ahelp: write one\n".to_owned()),
        ] {
            assert_eq!(github(&[diagnostic], &sources), expected);
        }
    }
}
