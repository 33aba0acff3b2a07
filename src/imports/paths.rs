//! The paths that the text of a source file names.

/// A path from the root of the crate, such as `diagnostic::render::human`, and how a file came to name it.
#[derive(Debug, PartialEq)]
pub(super) struct Named {
    pub(super) path: String,
    /// What the file calls it. Only paths of `use` items have a name.
    pub(super) name: Option<String>,
    /// Whether it is passed on to whoever imports the file: `pub use`.
    pub(super) is_passed_on: bool,
}

/// All paths in the text of a module, outside of its tests and comments. Paths into other crates, and names of types that are
/// written like paths, lead to the module itself.
pub(super) fn named(module: &str, text: &str) -> Vec<Named> {
    let mut named = Vec::new();
    let mut rest = String::new();
    let mut item: Option<String> = None;
    for line in code(text) {
        let starts_item = item.is_none() && is_use(line);
        match &mut item {
            None if !starts_item => rest.extend([line, "\n"]),
            item => item.get_or_insert_default().push_str(line.trim()),
        }
        if let Some(whole) = item.take_if(|item| item.ends_with(';')) {
            named.extend(of_item(module, &whole));
        }
    }
    let inline = paths(&rest).map(|path| Named { path: absolute(module, path), name: None, is_passed_on: false });
    named.extend(inline);
    named
}

/// The modules that the text declares for its tests only.
pub(super) fn test_modules(text: &str) -> Vec<&str> {
    let pairs = text.lines().zip(text.lines().skip(1)).filter(|(line, _)| is_for_tests(line));
    pairs.filter_map(|(_, line)| line.strip_suffix(';')?.split_once("mod ")).map(|(_, name)| name).collect()
}

fn is_for_tests(line: &str) -> bool {
    line.trim() == "#[cfg(test)]"
}

fn is_use(line: &str) -> bool {
    let line = line.trim_start();
    let is_path_restricted = line.starts_with("pub(in ") && line.contains(") use ");
    is_path_restricted
        || ["use ", "pub use ", "pub(crate) use ", "pub(super) use "].iter().any(|start| line.starts_with(start))
}

/// The lines of a text without comments, without the items for tests that take one line, and up to the module of its tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let mut after_attribute = false;
    text.lines().filter(move |line| {
        let is_of_test = after_attribute;
        after_attribute = is_for_tests(line);
        !is_of_test && !after_attribute && !line.trim_start().starts_with("//")
    })
}

/// The paths of one `use` item.
fn of_item(module: &str, item: &str) -> Vec<Named> {
    let (visibility, tree) = item.split_once("use ").unwrap_or_default();
    let mut leaves = Vec::new();
    collect("", tree.trim_end_matches(';'), &mut leaves);
    let named = |(path, name): (String, String)| Named {
        path: absolute(module, &path),
        name: Some(name),
        is_passed_on: !visibility.is_empty(),
    };
    leaves.into_iter().map(named).collect()
}

/// The paths of a tree such as `a::{b, c as d}`, each with its name.
fn collect(before: &str, tree: &str, leaves: &mut Vec<(String, String)>) {
    let tree = tree.trim();
    if let Some((head, group)) = tree.strip_suffix('}').and_then(|tree| tree.split_once('{')) {
        for branch in branches(group) {
            collect(&format!("{before}{head}"), branch, leaves);
        }
        return;
    }
    let (path, renamed) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name)));
    let whole = format!("{before}{path}");
    let whole = whole.strip_suffix("::self").unwrap_or(&whole);
    let name = renamed.unwrap_or_else(|| whole.rsplit("::").next().unwrap_or(whole));
    leaves.push((whole.to_owned(), name.to_owned()));
}

/// The parts of a group between the commas that stand in no inner group.
fn branches(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let parts = group.split(move |letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    });
    parts.filter(|part| !part.trim().is_empty())
}

/// Everything in a text that is written as a path of two or more names.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':');
    words.map(|word| word.trim_matches(':')).filter(|word| word.contains("::"))
}

/// A path as seen from the root of the crate.
fn absolute(module: &str, path: &str) -> String {
    let mut names: Vec<&str> = module.split("::").collect();
    let mut rest = path.split("::").peekable();
    if rest.next_if_eq(&"crate").is_some() {
        names.clear();
    }
    while let Some(step) = rest.next_if(|name| ["self", "super"].contains(name)) {
        if step == "super" {
            names.pop();
        }
    }
    names.extend(rest);
    names.join("::")
}

#[test]
fn paths_are_seen_from_the_root() {
    let text = "\
//! [`crate::comment`]
use super::{Context, zones::{self, count as number}};
pub(super) use one::Kind;
use crate::{
    layout::Place,
    values,
};
#[cfg(test)]
use super::only_tests;

fn x() { crate::model::names::y(self::two::z(), super::super::w, Kind::First) }
#[cfg(test)]
mod tests {
    use crate::tests_only;
}
";
    let paths: Vec<String> = named("check::area", text).into_iter().map(|named| named.path).collect();
    let expected = [
        "check::Context",
        "check::zones",
        "check::zones::count",
        "check::area::one::Kind",
        "layout::Place",
        "values",
        "model::names::y",
        "check::area::two::z",
        "w",
        "check::area::Kind::First",
    ];
    assert_eq!(paths, expected);
}
