//! Finds Terraform and runs its commands. Every failing command panics with the command, the directory and the whole output.

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use super::drift::{Drift, unexpected_changes};
use super::mirror::Mirror;
use super::root::Root;
use super::tools;

/// Terraform with a provider, in an environment that holds nothing of the machine's own AWS or Terraform settings.
pub(crate) struct Terraform {
    mirror: &'static Mirror,
    environment: Vec<(String, String)>,
}

impl Terraform {
    /// Terraform on the search path, or `None` where there is none or where it cannot get the AWS provider.
    pub(crate) fn locate() -> Option<Self> {
        let mirror = mirror()?;
        Some(Self { mirror, environment: mirror.environment() })
    }

    /// The same Terraform with further environment variables, such as those of an emulator.
    pub(crate) fn with_environment(&self, variables: &[(String, String)]) -> Self {
        let environment = self.environment.iter().chain(variables).cloned().collect();
        Self { mirror: self.mirror, environment }
    }

    /// What every process that runs Terraform needs in its environment.
    pub(crate) fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// `fmt -check -recursive`: every file is laid out as Terraform would.
    pub(crate) fn fmt_check(&self, directory: &Path) {
        self.run(directory, &["fmt", "-check", "-diff", "-recursive"]);
    }

    /// `init -backend=false`: providers and modules only, no credentials.
    pub(crate) fn init_without_backend(&self, directory: &Path) {
        self.init_with(directory, &["init", "-backend=false"]);
    }

    /// `init` with the backend as it is generated.
    pub(crate) fn init(&self, root: &Root) {
        self.init_with(root.directory(), &["init"]);
    }

    /// `validate` of a folder that calls `roots` roots as modules. A warning is a failure too, but for the one that each root
    /// must give: its backend is not that of the folder.
    pub(crate) fn validate_calls(&self, directory: &Path, roots: usize) {
        assert_calls_valid(directory, roots, &stdout(&self.run(directory, &["validate", "-json"])));
    }

    /// `plan`, as JSON.
    pub(crate) fn planned(&self, root: &Root) -> Value {
        self.run(root.directory(), &["plan", "-input=false", "-out=harness.plan"]);
        let output = self.run(root.directory(), &["show", "-json", "harness.plan"]);
        serde_json::from_slice(&output.stdout).expect("a plan is JSON")
    }

    /// `apply` without a question. It plans by itself: each command loads the schema of the provider, three seconds of computing.
    pub(crate) fn apply(&self, root: &Root) {
        self.run(root.directory(), &["apply", "-input=false", "-auto-approve"]);
    }

    /// `apply` of one resource, whether it succeeds or not.
    pub(crate) fn try_to_apply(&self, root: &Root, resource: &str) -> Result<String, String> {
        let mut command = Command::new("terraform");
        command.args(["apply", "-input=false", "-auto-approve"]).arg(format!("-target={resource}"));
        let output = output(command, root.directory(), &self.environment);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(stdout(&output)) } else { Err(errors) }
    }

    /// `apply` of what the configuration changes, not of what the emulator has forgotten, and what Terraform tells of it: one
    /// value for each line of `-json`, in their order.
    pub(crate) fn apply_and_tell(&self, root: &Root) -> Vec<Value> {
        let apply = ["apply", "-input=false", "-auto-approve", "-refresh=false", "-json"];
        let output = self.run(root.directory(), &apply);
        stdout(&output).lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
    }

    /// A new plan changes nothing but what is `known` to drift.
    pub(crate) fn plan_is_empty_except(&self, root: &Root, known: &[Drift]) {
        let plan = self.planned(root);
        let unexpected = unexpected_changes(&plan, known);
        assert!(
            unexpected.is_empty(),
            "a second plan of {} is not empty:\n{}",
            root.directory().display(),
            unexpected.join("\n")
        );
    }

    /// `destroy` without a question.
    pub(crate) fn destroy(&self, root: &Root) {
        self.run(root.directory(), &["destroy", "-input=false", "-auto-approve"]);
    }

    /// Why `destroy` is refused.
    pub(crate) fn refuses_to_destroy(&self, root: &Root) -> String {
        let mut command = Command::new("terraform");
        command.args(["destroy", "-input=false", "-auto-approve"]);
        let output = output(command, root.directory(), &self.environment);
        assert!(!output.status.success(), "`destroy` of {} is not refused", root.directory().display());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// What Terraform says of a command; [`None`] where it has none of that name.
    pub(crate) fn help(&self, subcommand: &[&str]) -> Option<String> {
        let mut command = Command::new("terraform");
        command.args(subcommand).arg("-help");
        let folder = TempDir::new().expect("temporary directories can be made");
        let output = output(command, folder.path(), &self.environment);
        // Without such a command it shows its own help, or that of the group.
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        text.contains(&format!("terraform [global options] {}", subcommand.join(" "))).then_some(text)
    }

    /// What `destroy` says that refuses.
    pub(crate) fn is_refused_to_destroy(&self, root: &Root) -> String {
        let mut command = Command::new("terraform");
        command.args(["destroy", "-input=false", "-auto-approve", "-no-color"]);
        let output = output(command, root.directory(), &self.environment);
        assert!(!output.status.success(), "{} was destroyed", root.directory().display());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// An output of what was applied.
    pub(crate) fn output(&self, root: &Root, name: &str) -> Value {
        let output = self.run(root.directory(), &["output", "-json", name]);
        serde_json::from_slice(&output.stdout).expect("an output is JSON")
    }

    /// Nothing is left in the state.
    pub(crate) fn state_is_empty(&self, root: &Root) {
        let left = stdout(&self.run(root.directory(), &["state", "list"]));
        assert!(left.trim().is_empty(), "`destroy` of {} left in the state:\n{left}", root.directory().display());
    }

    fn init_with(&self, directory: &Path, arguments: &[&str]) {
        let lock = self.mirror.shared_cache.then(|| {
            let file =
                File::create(tools::directory().join("plugin-cache.lock")).expect("the target directory is writable");
            file.lock().expect("files can be locked");
            file
        });
        self.run(directory, &[arguments, &["-input=false"]].concat());
        drop(lock);
    }

    fn run(&self, directory: &Path, arguments: &[&str]) -> Output {
        let command = |arguments: &[&str]| {
            let mut command = Command::new("terraform");
            command.args(arguments);
            command
        };
        // On a busy machine the provider sends a request again to which the emulator was slow to answer, and the second
        // attempt to take the lock finds the lock of the first. Nobody else has this state.
        let output = output(command(arguments), directory, &self.environment);
        if let Some(lock) = lock_of_its_own(&output) {
            eprintln!("terraform {}: took its lock twice, once more", arguments.join(" "));
            run(command(&["force-unlock", "-force", &lock]), directory, &self.environment);
            return run(command(arguments), directory, &self.environment);
        }
        succeeded(&command(arguments), directory, output)
    }
}

/// The id of the lock that kept a command from starting.
fn lock_of_its_own(output: &Output) -> Option<String> {
    let errors = String::from_utf8_lossy(&output.stderr);
    let is_locked = !output.status.success() && errors.contains("Error acquiring the state lock");
    let mut lines = errors.lines().filter(|_| is_locked);
    let id = lines.find_map(|line| Some(line.split_once("ID: ")?.1.trim().to_owned()));
    id.filter(|id| id.len() == 36)
}

/// Runs a command that uses Terraform and panics with everything a reader needs when it fails.
pub(crate) fn run(command: Command, directory: &Path, environment: &[(String, String)]) -> Output {
    let shown = format!("{} {}", command.get_program().display(), arguments_of(&command));
    let output = output(command, directory, environment);
    succeeded_as(&shown, directory, output)
}

fn output(mut command: Command, directory: &Path, environment: &[(String, String)]) -> Output {
    isolate(&mut command, directory);
    command.current_dir(directory).envs(environment.iter().cloned()).env("NO_COLOR", "1");
    command.output().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"))
}

fn arguments_of(command: &Command) -> String {
    command.get_args().map(|argument| argument.display().to_string()).collect::<Vec<_>>().join(" ")
}

fn succeeded(command: &Command, directory: &Path, output: Output) -> Output {
    succeeded_as(&format!("{} {}", command.get_program().display(), arguments_of(command)), directory, output)
}

fn succeeded_as(command: &str, directory: &Path, output: Output) -> Output {
    assert!(
        output.status.success(),
        "command:   {command}\ndirectory: {}\nstatus:    {}\n{}{}",
        directory.display(),
        output.status,
        stdout(&output),
        String::from_utf8_lossy(&output.stderr),
    );
    output
}

/// Panics unless the JSON of `validate -json` says valid, without warnings but for one that older versions give of each root, and
/// unless the folder calls so many roots.
pub(crate) fn assert_calls_valid(directory: &Path, roots: usize, json: &str) {
    let mut others = complaints(json);
    others.retain(|complaint| complaint["summary"] != "Backend configuration ignored");
    assert!(others.is_empty(), "`validate` of {} says:\n{others:#?}", directory.display());
    let list = std::fs::read_to_string(directory.join(".terraform/modules/modules.json"));
    let modules: Value = serde_json::from_str(&list.expect("`init` lists the modules")).expect("the list is JSON");
    let reached = modules["Modules"].as_array().into_iter().flatten().filter(|module| is_root(&module["Key"])).count();
    assert_eq!(reached, roots, "`validate` of {} does not reach every root:\n{modules:#?}", directory.display());
}

/// Whether a key in the list of modules is that of a root: the folder itself has none, what roots call has several parts.
fn is_root(key: &Value) -> bool {
    key.as_str().is_some_and(|key| !key.is_empty() && !key.contains('.'))
}

/// The errors and warnings of `validate -json`.
///
/// One warning is allowed: newer Terraform deprecates the lock table of the `s3` backend, whose successor older Terraform does not know.
fn complaints(json: &str) -> Vec<Value> {
    let mut answer: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in: {json}"));
    let Value::Array(mut complaints) = answer["diagnostics"].take() else { panic!("no diagnostics in: {json}") };
    complaints
        .retain(|complaint| !complaint["detail"].as_str().is_some_and(|detail| detail.contains("\"dynamodb_table\"")));
    complaints
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The machine's own Terraform and AWS settings must not reach a test, nor its credentials the emulator.
pub(crate) fn isolate(command: &mut Command, directory: &Path) {
    let foreign = |name: &OsString| {
        name.to_str().is_some_and(|name| ["TF_", "AWS_"].iter().any(|prefix| name.starts_with(prefix)))
    };
    for (name, _) in std::env::vars_os().filter(|(name, _)| foreign(name)) {
        command.env_remove(name);
    }
    let absent = directory.join("no-such-file");
    command
        .env("TF_IN_AUTOMATION", "1")
        .env("CHECKPOINT_DISABLE", "1")
        .env("AWS_CONFIG_FILE", &absent)
        .env("AWS_SHARED_CREDENTIALS_FILE", &absent);
}

/// Found once a process: the search for the mirror may take seconds.
fn mirror() -> Option<&'static Mirror> {
    static FOUND: OnceLock<Option<(Mirror, TempDir)>> = OnceLock::new();
    FOUND.get_or_init(probe).as_ref().map(|(mirror, _)| mirror)
}

/// Terraform is there if it can initialise a configuration that asks for nothing but the provider.
fn probe() -> Option<(Mirror, TempDir)> {
    let directory = TempDir::new().expect("temporary directories can be made");
    let mirror = Mirror::locate(directory.path());
    let providers = "terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\" }\n  }\n}\n";
    std::fs::write(directory.path().join("main.tf"), providers).expect("the temporary directory is writable");
    let lock = File::create(tools::directory().join("plugin-cache.lock")).expect("the target directory is writable");
    lock.lock().expect("files can be locked");
    let mut command = Command::new("terraform");
    command.args(["init", "-backend=false", "-input=false"]);
    isolate(&mut command, directory.path());
    let output = command.current_dir(directory.path()).envs(mirror.environment()).output().ok()?;
    if !output.status.success() {
        eprintln!("Terraform cannot get its provider:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success().then_some((mirror, directory))
}
