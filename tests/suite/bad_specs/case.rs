//! One wrong specification, and what the command line makes of it.

use std::fmt::Write as _;
use std::path::Path;

use cellc::lock::FILE_NAME;
use cellc::source::SourceMap;
use cellc_test_support::command_line::{self, Outcome};
use tempfile::TempDir;

/// A specification that builds; cases are made by changing it.
pub(crate) const GOOD: &str = r#"fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
"#;

/// Where the state of production may be.
const BACKEND: &str = r#"
  terraform {
    required_version = ">= 1.10"
    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-west-1"
    }
  }
"#;

/// A wrong specification.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    /// Name of its snapshot.
    pub(crate) name: &'static str,
    /// Paths and contents, below the folder that the command runs in.
    files: Vec<(String, Vec<u8>)>,
    /// What is compiled.
    spec: Option<&'static str>,
    /// How many findings it has.
    pub(crate) findings: usize,
    /// The day on which it is judged.
    pub(crate) as_of: &'static str,
}

/// What a build did.
#[derive(Debug)]
pub(crate) struct Built {
    /// Exit code.
    pub(crate) code: u8,
    /// All of stderr.
    pub(crate) text: String,
    /// What is in the output folder.
    pub(crate) files: Vec<String>,
}

impl Case {
    fn new(name: &'static str, spec: Option<&'static str>, files: Vec<(String, Vec<u8>)>) -> Self {
        Self { name, files, spec, findings: 1, as_of: "2026-11-21" }
    }

    /// One HCL file.
    pub(crate) fn hcl(name: &'static str, text: impl Into<String>) -> Self {
        Self::bytes(name, text.into().into_bytes())
    }

    /// One HCL file that may hold anything.
    pub(crate) fn bytes(name: &'static str, bytes: Vec<u8>) -> Self {
        Self::new(name, Some("fleet.hcl"), vec![("fleet.hcl".to_owned(), bytes)])
    }

    /// One JSON file.
    pub(crate) fn json(name: &'static str, text: impl Into<String>) -> Self {
        Self::new(name, Some("fleet.json"), vec![("fleet.json".to_owned(), text.into().into_bytes())])
    }

    /// A folder with these files.
    pub(crate) fn folder(name: &'static str, files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| (format!("spec/{path}"), text.as_bytes().to_vec()));
        Self::new(name, Some("spec"), files.collect())
    }

    /// A command line that names `spec`, or nothing, where nothing is.
    pub(crate) fn nothing(name: &'static str, spec: Option<&'static str>) -> Self {
        Self::new(name, spec, Vec::new())
    }

    /// The good specification with parts replaced.
    pub(crate) fn edited(name: &'static str, edits: &[(&str, &str)]) -> Self {
        let mut text = GOOD.to_owned();
        for (from, to) in edits {
            assert!(text.contains(from), "{name}: nothing to replace: {from}");
            text = text.replacen(from, to, 1);
        }
        Self::hcl(name, text)
    }

    /// The good specification with lines added to the fleet.
    pub(crate) fn fleet(name: &'static str, lines: &str) -> Self {
        Self::edited(name, &[("\"CC-1\"\n", &format!("\"CC-1\"\n{}", indented(lines)))])
    }

    /// The good specification with lines added to the environment; with a backend when they make it production.
    pub(crate) fn environment(name: &'static str, lines: &str) -> Self {
        let case = Self::edited(name, &[("\"eu-west-1\"\n", &format!("\"eu-west-1\"\n{}", indented(lines)))]);
        let is_production = lines.contains("\"production\"");
        if is_production { case.with("\"CC-1\"\n", &format!("\"CC-1\"\n{BACKEND}")) } else { case }
    }

    /// The good specification with lines added to the cell.
    pub(crate) fn cell(name: &'static str, lines: &str) -> Self {
        Self::edited(name, &[("\"10.0.0.0/16\"\n", &format!("\"10.0.0.0/16\"\n{}", indented(lines)))])
    }

    /// The good specification with something below it.
    pub(crate) fn appended(name: &'static str, text: &str) -> Self {
        Self::hcl(name, format!("{GOOD}\n{text}"))
    }

    /// The same case with a part of its first file replaced.
    pub(crate) fn with(mut self, from: &str, to: &str) -> Self {
        let (_, bytes) = self.files.first_mut().unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(from), "{}: nothing to replace: {from}", self.name);
        *bytes = text.replacen(from, to, 1).into_bytes();
        self
    }

    /// The same case with this lock file beside the specification.
    pub(crate) fn with_lock(mut self, text: &str) -> Self {
        self.files.push((FILE_NAME.to_owned(), text.as_bytes().to_vec()));
        self
    }

    /// A case with several mistakes.
    pub(crate) fn finds(self, findings: usize) -> Self {
        Self { findings, ..self }
    }

    /// The same case on another day.
    pub(crate) fn on(self, as_of: &'static str) -> Self {
        Self { as_of, ..self }
    }

    /// Runs `cellc build` in a folder with the files of the case.
    pub(crate) fn build(&self, folder: &TempDir) -> Built {
        let Outcome { code, stdout, stderr } = self.call(folder, &["build", "--out", "out"]);
        assert!(stdout.is_empty(), "{}: people read stderr", self.name);
        Built { code, text: stderr, files: entries(&folder.path().join("out")) }
    }

    /// A new folder with the files of the case.
    pub(crate) fn folder_of_files(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in &self.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    /// The texts of the case; [`None`] where there are none, where one is no text, and where they are only wrong together
    /// with a lock file.
    pub(crate) fn sources(&self) -> Option<SourceMap> {
        if self.files.iter().any(|(path, _)| path == FILE_NAME) {
            return None;
        }
        let mut sources = SourceMap::new();
        for (path, bytes) in &self.files {
            sources.add(path, path, std::str::from_utf8(bytes).ok()?);
        }
        (!self.files.is_empty()).then_some(sources)
    }

    /// Calls cellc in such a folder, with the command first and its options behind it.
    pub(crate) fn call(&self, folder: &TempDir, arguments: &[&str]) -> Outcome {
        let arguments: Vec<&str> = arguments.iter().copied().chain(self.spec).chain(["--as-of", self.as_of]).collect();
        command_line::cellc(folder.path(), &arguments)
    }

    /// Source and message under each other, for the snapshot.
    pub(crate) fn page(&self, built: &Built) -> String {
        let mut page = String::new();
        for (path, bytes) in &self.files {
            let path = visible(&path.replace('\n', "\\n"));
            _ = writeln!(page, "--- {path}\n{}", visible(&String::from_utf8_lossy(bytes)));
        }
        // Only a build that succeeds says how long it took.
        let findings = built.text.lines().filter(|line| !line.ends_with(" ms")).collect::<Vec<_>>().join("\n");
        _ = write!(page, "--- stderr\n{findings}");
        page
    }
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

fn indented(lines: &str) -> String {
    lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n")
}

/// Keeps pages short and free of characters that cannot be seen.
fn visible(text: &str) -> String {
    const LONGEST_LINE: usize = 160;
    let line = |line: &str| {
        let shown: String = line.chars().take(LONGEST_LINE).flat_map(shown).collect();
        if line.chars().nth(LONGEST_LINE).is_some() { format!("{shown}…") } else { shown }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

fn shown(character: char) -> Vec<char> {
    let is_plain = character == '\t' || !(character.is_control() || "\u{feff}\u{200b}\u{202e}".contains(character));
    if is_plain { vec![character] } else { character.escape_default().collect() }
}
