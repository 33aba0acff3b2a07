//! Tables of Markdown.

/// A table with these headings; nothing where there is no row.
pub(super) fn table(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    if rows.is_empty() {
        return rows;
    }
    let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let rule: Vec<String> = headings.iter().map(|_| "---".to_owned()).collect();
    format!("{}{}{rows}", line(&headings), line(&rule))
}

/// A name as code.
pub(super) fn code(name: impl std::fmt::Display) -> String {
    format!("`{name}`")
}
