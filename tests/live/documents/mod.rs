//! Every command in README and `docs/` can be run as it stands there: cellc's own parser reads those of cellc, Terraform is asked
//! for its subcommands and options, and a table has the forms of what else documents name.

mod programs;
mod shell;
mod text;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

/// Every document for people, by its path in the repository.
fn documents() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec!["README.md".to_owned(), "catalog/README.md".to_owned()];
    for entry in root.join("docs").read_dir().unwrap() {
        let name = PathBuf::from(entry.unwrap().file_name());
        if name.extension().is_some_and(|extension| extension == "md") {
            paths.push(format!("docs/{}", name.display()));
        }
    }
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(root.join(path)).unwrap())).collect()
}

/// What is wrong in a document, but for Terraform's commands, which are handed to `of_terraform`.
fn complaints(name: &str, markdown: &str, of_terraform: &mut Vec<(String, shell::Command)>) -> Vec<String> {
    let mut complaints = Vec::new();
    for (line, command) in text::commands(markdown) {
        let place = format!("{name}:{line}");
        match command {
            Ok(command) if command[0] == "terraform" => of_terraform.push((place, command)),
            Ok(command) => {
                complaints.extend(programs::complaint(&command).map(|fault| format!("{place}: {fault}")));
            }
            Err(fault) => complaints.push(format!("{place}: {fault}")),
        }
    }
    complaints
}

#[test]
fn every_command_of_a_document_can_be_run() {
    let mut of_terraform = Vec::new();
    let documents = documents();
    let found = documents.iter().flat_map(|(name, markdown)| complaints(name, markdown, &mut of_terraform));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(of_terraform.len() > 10, "documents name Terraform more often: {of_terraform:?}");
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let mut help = Help { terraform, known: BTreeMap::new() };
    let found =
        of_terraform.iter().filter_map(|(place, command)| Some(format!("{place}: {}", help.complaint(command)?)));
    let found: Vec<String> = found.collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What Terraform says of its commands.
struct Help {
    terraform: Terraform,
    known: BTreeMap<String, Option<String>>,
}

impl Help {
    fn complaint(&mut self, command: &shell::Command) -> Option<String> {
        let words: Vec<&str> =
            command[1..].iter().map(String::as_str).take_while(|word| !word.starts_with('-')).collect();
        // `state push` is a command of two words; what else follows is an argument.
        let is_group = ["state", "workspace", "providers", "metadata"].contains(words.first()?);
        let subcommand = &words[..words.len().min(if is_group { 2 } else { 1 })];
        let Some(help) = self.of(subcommand) else {
            return Some(format!("Terraform has no command `{}`", subcommand.join(" ")));
        };
        let is_known = |option: &str| {
            let mut places = help.match_indices(option).map(|(at, _)| &help[at + option.len()..]);
            places.any(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
        };
        // Every command takes options of `plan` where it makes one.
        let plan = if subcommand == ["apply"] { self.of(&["plan"]).unwrap_or_default() } else { String::new() };
        let unknown = programs::options(command).find(|option| !is_known(option) && !plan.contains(option));
        unknown.map(|option| format!("`terraform {}` has no option {option}", subcommand.join(" ")))
    }

    fn of(&mut self, subcommand: &[&str]) -> Option<String> {
        let terraform = &self.terraform;
        self.known.entry(subcommand.join(" ")).or_insert_with(|| terraform.help(subcommand)).clone()
    }
}

/// The judges are shown what is wrong.
#[test]
fn wrong_commands_are_named() {
    for (wrong, expected) in [
        ("`cellc check --fixx`", "--fixx"),
        ("`cellc bild`", "bild"),
        ("```sh\ncellc init && cellc explain\ncellc build --emit=plan\n```", "plan"),
        ("```sh\nkubectl auth can-i create pods/exec -n payments\n```", "--subresource"),
        ("```sh\nkubectl get pods --all-of-them\n```", "--all-of-them"),
        ("```sh\necho \"$(kubectl gett pods)\"\n```", "kubectl gett pods"),
        ("```sh\nargocd app synchronise x\n```", "argocd app synchronise x"),
        ("```sh\ncellctl build\n```", "cellctl build"),
        ("```console\n$ cellc build\n```", "console"),
    ] {
        let found = complaints("x.md", wrong, &mut Vec::new());
        assert!(found.len() == 1 && found[0].contains(expected), "{wrong}: {found:?}");
    }
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let mut help = Help { terraform, known: BTreeMap::new() };
    for (command, is_wrong) in [
        ("terraform init -upgrade", false),
        ("terraform state push -force x", false),
        ("terraform plan -lock=false -var a=b", false),
        ("terraform init -upgrad", true),
        ("terraform init -up", true),
        ("terraform state pusch x", true),
        ("terraform aply", true),
    ] {
        let words = command.split(' ').map(str::to_owned).collect();
        assert_eq!(help.complaint(&words).is_some(), is_wrong, "{command}");
    }
}
