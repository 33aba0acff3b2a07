//! Terraform accepts every generated root as it is: layout, `init` and `validate`, in the supported versions.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use tempfile::TempDir;

use crate::harness::example;
use crate::harness::library::Library;
use crate::harness::provider::Provider;
use crate::harness::root::{Root, Workspace};
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

/// More than two Terraform processes at a time are no faster on two cores.
const AT_A_TIME: usize = 2;
/// Roots that one `validate` of the installed Terraform judges. A root of its own costs 3.8 s of computing, most of it for the
/// schema of the provider; one more in the same command costs a tenth of that, if a provider runs already.
const ROOTS_IN_A_FOLDER: usize = 25;
/// The oldest version that can be had, and the newest.
const OTHER_VERSIONS: [&str; 2] = ["1.8", "1.15"];

/// Some roots, the folder that calls them, and who judges them.
struct Judgement<'a> {
    folder: PathBuf,
    roots: Vec<&'a Root>,
    judge: Judge,
}

enum Judge {
    /// The installed Terraform, as users run it.
    Installed,
    /// Terraform of another version.
    Other(&'static str, Library),
}

#[test]
fn every_root_is_formatted_and_valid() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let workspace = Workspace::of(every_example());
    terraform.fmt_check(workspace.path());
    let roots = workspace.roots();
    assert!(roots.iter().any(|root| root.directory().parent().is_some_and(|parent| parent.ends_with("accounts"))));
    let judgements = Mutex::new(judgements(workspace.path(), &roots).into_iter());
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let next = judgements.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(judgement) = next else { return };
                    judgement.judge(&terraform, workspace.path());
                }
            });
        }
    });
}

/// The output of every specification, each in a folder of its own.
fn every_example() -> TempDir {
    let outputs = TempDir::new().expect("temporary directories can be made");
    for spec in example::all() {
        let output = outputs.path().join(spec.replace('/', "-"));
        fs::create_dir(&output).expect("the temporary directory is writable");
        example::compile_into(&output, &spec);
    }
    outputs
}

/// Every root in the installed version, and in each of the others that it admits.
fn judgements<'a>(workspace: &Path, roots: &'a [Root]) -> Vec<Judgement<'a>> {
    let others = OTHER_VERSIONS.into_iter().filter_map(|version| {
        let Some(library) = Library::locate(version) else {
            tools::skip_without_terraform();
            return None;
        };
        let roots = roots.iter().filter(|root| root.admits(version)).collect();
        let folder = workspace.join(format!("calls-{version}"));
        Some(Judgement { folder, roots, judge: Judge::Other(version, library) })
    });
    let installed = roots.chunks(ROOTS_IN_A_FOLDER).enumerate().map(|(number, roots)| {
        let folder = workspace.join(format!("calls-{number}"));
        Judgement { folder, roots: roots.iter().collect(), judge: Judge::Installed }
    });
    others.chain(installed).collect()
}

impl Judgement<'_> {
    /// Validates the roots as modules of the folder, which checks of each what a `validate` of its own does: its arguments,
    /// references, types and provider. One process of the provider serves all of them.
    fn judge(&self, terraform: &Terraform, workspace: &Path) {
        let started = Instant::now();
        self.write_calls(workspace);
        let version = match &self.judge {
            Judge::Installed => {
                terraform.init_without_backend(&self.folder);
                let provider = Provider::start(&self.folder, terraform.environment());
                let terraform = terraform.with_environment(&[provider.environment()]);
                terraform.validate_calls(&self.folder, self.roots.len());
                "the installed version"
            }
            Judge::Other(version, library) => {
                library.session(terraform.environment()).init_without_backend(&self.folder);
                let provider = Provider::start(&self.folder, terraform.environment());
                let environment = [terraform.environment(), &[provider.environment()]].concat();
                library.session(&environment).validate_calls(&self.folder, self.roots.len());
                version
            }
        };
        eprintln!("{} roots in {version}: {:.1?}", self.roots.len(), started.elapsed());
    }

    fn write_calls(&self, workspace: &Path) {
        let mut calls = String::new();
        for (number, root) in self.roots.iter().enumerate() {
            // Sources of modules are relative, or Terraform copies them without what they call themselves.
            let path = root.directory().strip_prefix(workspace).expect("roots are in the workspace");
            _ = writeln!(calls, "module \"root_{number}\" {{\n  source = \"../{}\"\n}}", path.display());
        }
        fs::create_dir(&self.folder).expect("the workspace is writable");
        fs::write(self.folder.join("main.tf"), calls).expect("the workspace is writable");
    }
}
