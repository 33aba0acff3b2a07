//! The files of a new rule.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};

/// A rule that does not exist yet.
#[derive(Debug)]
pub(crate) struct NewRule {
    code: String,
    area: String,
    name: String,
}

impl NewRule {
    /// Reads the group of a code, such as `CELL04`, or a whole code, and a place such as `network/peer_names`.
    pub(crate) fn parse(code: &str, place: &str) -> anyhow::Result<Self> {
        let digits = code.strip_prefix("CELL").unwrap_or_default();
        let is_code = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
        ensure!(is_code, "`{code}` is not a code: write a group, such as `CELL04`, or `CELL` and four digits");
        let Some((area, name)) = place.split_once('/') else {
            bail!("`{place}` is not a place: write a folder of `src/check` and a name, such as `network/peer_names`")
        };
        let is_word = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let is_name =
            |text: &str| text.starts_with(|letter: char| letter.is_ascii_lowercase()) && text.chars().all(is_word);
        ensure!(
            is_name(name),
            "`{name}` is not a name for a Rust module: write lower case words with `_` between them"
        );
        ensure!(is_name(area), "`{area}` is not a folder of `src/check`");
        Ok(Self { code: code.to_owned(), area: area.to_owned(), name: name.to_owned() })
    }

    /// Creates the files below the root of the repository and lists the rule. A group of codes becomes its next free
    /// code. Returns what is left to do.
    ///
    /// # Errors
    /// The code or the name is taken, or there is no such folder of rules. Nothing is written then.
    pub(crate) fn create(&self, root: &Path) -> anyhow::Result<String> {
        let check = root.join("src/check");
        let list = check.join(&self.area).join("mod.rs");
        let text = fs::read_to_string(&list).unwrap_or_default();
        if !text.contains("RULES: &[Rule]") {
            bail!("`{}` is not a folder of rules: choose one of {}", self.area, areas(&check)?.join(", "));
        }
        let code = self.free_code(root)?;
        self.ensure_free(root, &code)?;
        let listed = self.listed(&text)?;
        let since = version(root)?;
        let place = |ending: &str| check.join(&self.area).join(format!("{}.{ending}", self.name));
        write(&place("rs"), &self.source(&code, &since))?;
        write(&place("md"), DOCS)?;
        write(&list, &listed)?;
        Ok(self.next_steps(&code))
    }

    /// The code itself, or the one behind the last of its group: gaps may be codes that are no longer in use.
    fn free_code(&self, root: &Path) -> anyhow::Result<String> {
        if self.code.len() == "CELL0000".len() {
            return Ok(self.code.clone());
        }
        let (mut last, start) = (0, format!("\"{}", self.code));
        for folder in ["src/check", "src/diagnostic"] {
            visit(&root.join(folder), &mut |_, text| {
                let codes = text.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
                let numbers = codes.filter(|digits| digits.len() == 2).filter_map(|digits| digits.parse::<u8>().ok());
                last = numbers.fold(last, u8::max);
            })?;
        }
        ensure!(last > 0, "no code begins with `{}`: `cellc explain` lists all codes", self.code);
        ensure!(last < 99, "`{}` has no free code left", self.code);
        Ok(format!("{}{:02}", self.code, last + 1))
    }

    fn ensure_free(&self, root: &Path, code: &str) -> anyhow::Result<()> {
        let mut taken = Vec::new();
        for folder in ["src/check", "src/diagnostic"] {
            visit(&root.join(folder), &mut |path, text| {
                let file_name = path.file_stem().unwrap_or_default();
                // A rule of this name in any folder: names of rules are unique.
                if folder == "src/check" && file_name == self.name.as_str() {
                    taken.push(format!("there is a `{}` already: {}", self.name, path.display()));
                }
                if is_declaration(text, code) {
                    taken.push(format!("{code} is taken by {}", path.display()));
                }
            })?;
        }
        match taken.first() {
            Some(first) => bail!("{first}"),
            None => Ok(()),
        }
    }

    /// The list of the folder with the rule in it, both parts in the order of their names.
    fn listed(&self, text: &str) -> anyhow::Result<String> {
        let module = |line: &str| {
            let line = line.strip_prefix("pub(super) ").unwrap_or(line);
            line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';')).map(str::to_owned)
        };
        let entry = |line: &str| line.trim().strip_suffix("::RULE,").map(str::to_owned);
        let text = inserted(text, &self.name, &module, &format!("mod {};", self.name)).context("no `mod` lines")?;
        inserted(&text, &self.name, &entry, &format!("    {}::RULE,", self.name)).context("no list of rules")
    }

    fn source(&self, code: &str, since: &str) -> String {
        SOURCE.replace("{code}", code).replace("{since}", since).replace("{name}", &self.name)
    }

    fn next_steps(&self, code: &str) -> String {
        let Self { area, name, .. } = self;
        format!(
            "created src/check/{area}/{name}.rs and {name}.md, and listed the rule in src/check/{area}/mod.rs\n\n\
             next:\n\
             1. write the text and both examples in src/check/{area}/{name}.md\n\
             2. write the rule in src/check/{area}/{name}.rs, and choose its kind\n\
             3. add a case for {code} to tests/suite/bad_specs/\n\
             4. INSTA_UPDATE=always CELLC_UPDATE=1 cargo test --test suite -- bad_specs explanations two_doors documents\n\n\
             docs/adding_a_rule.md says more"
        )
    }
}

/// Whether a text declares a code, rather than naming it in a list of those that a rule yields to or in a test.
fn is_declaration(text: &str, code: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim();
        let is_rule = line.starts_with("code: Code::rule(");
        let is_constant = line.starts_with("pub const ") || line.split(' ').count() == 2;
        line.contains(&format!("\"{code}\"")) && (is_rule || is_constant)
    })
}

/// A line among others that name something, before the first that comes later in the alphabet.
fn inserted(text: &str, name: &str, named: &dyn Fn(&str) -> Option<String>, line: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let others: Vec<(usize, String)> =
        lines.iter().enumerate().filter_map(|(index, line)| Some((index, named(line)?))).collect();
    let later = others.iter().find(|(_, other)| other.as_str() > name).map(|(index, _)| *index);
    lines.insert(later.or_else(|| others.last().map(|(index, _)| index + 1))?, line);
    Some(lines.join("\n") + "\n")
}

/// The folders of rules.
fn areas(check: &Path) -> anyhow::Result<Vec<String>> {
    let mut areas = Vec::new();
    for entry in fs::read_dir(check).with_context(|| format!("cannot read {}", check.display()))? {
        let path = entry?.path();
        let list = fs::read_to_string(path.join("mod.rs")).unwrap_or_default();
        if let (Some(name), true) = (path.file_name(), list.contains("RULES: &[Rule]")) {
            areas.push(name.to_string_lossy().into_owned());
        }
    }
    areas.sort();
    Ok(areas)
}

/// The version of cellc that is being worked on.
fn version(root: &Path) -> anyhow::Result<String> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).context("cannot read Cargo.toml")?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    line.map(str::to_owned).context("Cargo.toml has no version")
}

/// Every Rust file below a folder; the folders of this repository are a few levels deep.
fn visit(folder: &Path, see: &mut dyn FnMut(&Path, &str)) -> anyhow::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                see(&path, &fs::read_to_string(&path)?);
            }
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

const SOURCE: &str = r#"use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;

/// What is wrong, in one sentence.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("{code}"),
    kind: Kind::Fails,
    since: "{since}",
    docs: include_str!("{name}.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.cells.iter().filter_map(check_cell));
}

fn check_cell(cell: &Cell) -> Option<Diagnostic> {
    let is_wrong = cell.name.value.as_str().is_empty();
    is_wrong.then(|| {
        let headline = format!("cell `{}` is wrong", cell.name.value);
        RULE.finding(cell.name.span, headline).label("what is wrong here").help("what to write instead")
    })
}
"#;

const DOCS: &str = "\
What holds, in one sentence.

## Why
What would happen otherwise: limits with their source, and who finds out when.

## Wrong
```hcl
cell \"alpha\" {}
```

## Right
```hcl
cell \"alpha\" {}
```
";

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use tempfile::TempDir;

    use super::*;

    /// The sources that the command reads, in a folder of their own.
    fn copy() -> TempDir {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let copy = TempDir::new().unwrap();
        fs::copy(root.join("Cargo.toml"), copy.path().join("Cargo.toml")).unwrap();
        for folder in ["src/check", "src/diagnostic"] {
            visit(&root.join(folder), &mut |path, text| {
                let to = copy.path().join(path.strip_prefix(&root).unwrap());
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::write(to, text).unwrap();
            })
            .unwrap();
        }
        copy
    }

    fn create(root: &Path, code: &str, place: &str) -> Result<String, String> {
        let rule = NewRule::parse(code, place).map_err(|error| error.to_string())?;
        rule.create(root).map_err(|error| error.to_string())
    }

    /// Whether rustfmt can read the files and would change nothing: so they parse, and CI takes them.
    fn are_formatted(files: &[PathBuf]) -> bool {
        let configuration = concat!(env!("CARGO_MANIFEST_DIR"), "/../rustfmt.toml");
        let rustfmt = Command::new("rustfmt")
            .args(["--edition", "2024", "--check", "--config-path", configuration])
            .args(files)
            .output();
        rustfmt.unwrap().status.success()
    }

    #[test]
    fn a_new_rule_is_complete_listed_and_formatted() {
        for (name, before, after) in [
            ("aaa_first", "mod aaa_first;\nmod ", "    aaa_first::RULE,\n    "),
            ("zzz_last", "mod zzz_last;\n\n", "    zzz_last::RULE,\n];"),
        ] {
            let root = copy();
            create(root.path(), "CELL0499", &format!("network/{name}")).unwrap();
            let folder = root.path().join("src/check/network");
            let [source, docs, list] =
                [format!("{name}.rs"), format!("{name}.md"), "mod.rs".to_owned()].map(|file| folder.join(file));
            assert!(are_formatted(std::slice::from_ref(&source)), "{}", fs::read_to_string(&source).unwrap());
            let list = fs::read_to_string(list).unwrap();
            assert!(list.contains(before) && list.contains(after), "{list}");
            let source = fs::read_to_string(source).unwrap();
            assert!(source.contains("\"CELL0499\"") && !source.contains("{name}"), "{source}");
            assert!(fs::read_to_string(docs).unwrap().contains("## Why"));
        }
    }

    #[test]
    fn a_group_becomes_the_code_behind_its_last() {
        let root = copy();
        create(root.path(), "CELL0497", "network/before").unwrap();
        let told = create(root.path(), "CELL04", "network/new_name").unwrap();
        assert!(told.contains("add a case for CELL0498"), "{told}");
        let source = fs::read_to_string(root.path().join("src/check/network/new_name.rs")).unwrap();
        assert!(source.contains("Code::rule(\"CELL0498\")"), "{source}");
        create(root.path(), "CELL0499", "network/last").unwrap();
        assert_eq!(create(root.path(), "CELL04", "network/more").unwrap_err(), "`CELL04` has no free code left");
        let unknown = create(root.path(), "CELL97", "network/more").unwrap_err();
        assert!(unknown.starts_with("no code begins with `CELL97`"), "{unknown}");
    }

    #[test]
    fn rustfmt_refuses_what_is_no_rust() {
        let root = copy();
        let file = root.path().join("wrong.rs");
        fs::write(&file, "fn x( {").unwrap();
        assert!(!are_formatted(&[file]));
    }

    #[test]
    fn what_is_taken_or_impossible_is_refused_and_changes_nothing() {
        let root = copy();
        let list = root.path().join("src/check/network/mod.rs");
        let before = fs::read_to_string(&list).unwrap();
        for (code, place, expected) in [
            ("CELL0402", "network/new_name", "CELL0402 is taken by"),
            ("CELL0301", "network/new_name", "CELL0301 is taken by"),
            ("CELL0101", "network/new_name", "CELL0101 is taken by"),
            ("CELL0499", "network/cidr_overlap", "there is a `cidr_overlap` already"),
            ("CELL0499", "network/quotas", "there is a `quotas` already"),
            ("CELL0499", "facts/new_name", "`facts` is not a folder of rules: choose one of access, calendar"),
            ("CELL0499", "nothing/new_name", "`nothing` is not a folder of rules"),
            ("CELL499", "network/new_name", "`CELL499` is not a code"),
            ("CELL0499", "network", "`network` is not a place"),
            ("CELL0499", "network/New-Name", "`New-Name` is not a name for a Rust module"),
            ("CELL0499", "../network/x", "`network/x` is not a name for a Rust module"),
        ] {
            let error = create(root.path(), code, place).unwrap_err();
            assert!(error.starts_with(expected), "{code} {place}: {error}");
            assert_eq!(fs::read_to_string(&list).unwrap(), before, "{code} {place}");
        }
    }
}
