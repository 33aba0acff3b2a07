//! What Terraform plans for a new root with the state of the old one.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::Value;
use tempfile::TempDir;

use super::fleet::{Before, Files, generated, root_of};
use super::state;
use super::table::{self, Kind};
use crate::harness::emulator::Emulator;
use crate::harness::library::{Library, Session};
use crate::harness::provider::Provider;
use crate::harness::root::{Root, Workspace};
use crate::harness::terraform_binary::Terraform;

/// More than two plans at a time are no faster on two cores.
const AT_A_TIME: usize = 2;
/// Rounds until a state is complete: a reference that leads to another one takes one more. Five are enough today.
const MOST_ROUNDS: usize = 10;
/// The account of every fleet here.
const ACCOUNT: &str = "222222222222";
/// Local state, whatever the root says.
const LOCAL: &str = "terraform {\n  backend \"local\" {}\n}\n";

/// Processes of Terraform and its provider, and the states that were made with them.
pub(crate) struct Workers {
    /// Each session has a provider of its own.
    sessions: Vec<(Mutex<Session>, Provider)>,
    /// By the name of [`Before`].
    states: Mutex<BTreeMap<&'static str, String>>,
}

/// One of them.
pub(crate) struct Worker<'a> {
    all: &'a Workers,
    session: &'a Mutex<Session>,
}

impl Workers {
    /// Starts the processes. The emulator answers what providers ask before they plan: who they are.
    pub(crate) fn start(terraform: &Terraform, library: &Library, emulator: &Emulator) -> Self {
        let terraform = terraform.with_environment(&emulator.environment(ACCOUNT));
        let workspace = written(&generated(table::PRODUCTION.fleet), table::PRODUCTION.cell);
        let root = workspace.root(&root_of(table::PRODUCTION.cell));
        terraform.init_without_backend(root.directory());
        let session = |_| {
            let provider = Provider::start(root.directory(), terraform.environment());
            let environment = [terraform.environment(), &[provider.environment()]].concat();
            (Mutex::new(library.session(&environment)), provider)
        };
        Self { sessions: (0..AT_A_TIME).map(session).collect(), states: Mutex::default() }
    }

    /// Does the work for every item, and gives the results in the order of the items. A panic ends the test.
    pub(crate) fn for_each<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&Worker<'_>, &T) -> R + Sync) -> Vec<R> {
        let queue = Mutex::new(items.iter().enumerate());
        let results = Mutex::new(BTreeMap::new());
        thread::scope(|scope| {
            for (session, _) in &self.sessions {
                let (queue, results, work) = (&queue, &results, &work);
                let worker = Worker { all: self, session };
                scope.spawn(move || {
                    loop {
                        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                        let Some((at, item)) = next else { return };
                        let result = work(&worker, item);
                        results.lock().unwrap_or_else(PoisonError::into_inner).insert(at, result);
                    }
                });
            }
        });
        results.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
    }
}

impl Worker<'_> {
    /// The state of the old root, as text.
    pub(crate) fn state_of(&self, before: &Before) -> String {
        let known = self.all.states.lock().unwrap_or_else(PoisonError::into_inner).get(before.name).cloned();
        known.unwrap_or_else(|| {
            let state = self.made_state(before);
            let mut states = self.all.states.lock().unwrap_or_else(PoisonError::into_inner);
            states.insert(before.name, state.clone());
            state
        })
    }

    /// The plan of the new root with the state of the old one (the JSON of `terraform show -json`).
    pub(crate) fn plan(&self, kind: &Kind) -> Value {
        let workspace = written(&generated(&kind.after()), kind.cell());
        let root = self.initialised(&workspace, kind.cell());
        fs::write(root.directory().join("terraform.tfstate"), self.state_of(kind.before)).unwrap();
        self.planned(&root)
    }

    fn made_state(&self, before: &Before) -> String {
        let workspace = written(&generated(&before.spec()), before.cell);
        let root = self.initialised(&workspace, before.cell);
        // What the fleet has without the edits is known; rounds are for what these add.
        if let Some(plain) = table::plain(before) {
            fs::write(root.directory().join("terraform.tfstate"), self.state_of(plain)).unwrap();
        }
        for _ in 0..MOST_ROUNDS {
            let plan = self.planned(&root);
            if state::is_empty(&plan) {
                return fs::read_to_string(root.directory().join("terraform.tfstate")).unwrap();
            }
            fs::write(root.directory().join("terraform.tfstate"), state::after(&plan).to_string()).unwrap();
        }
        panic!("{}: {MOST_ROUNDS} rounds do not lead to a state whose plan is empty", before.name);
    }

    fn initialised(&self, workspace: &Workspace, cell: &str) -> Root {
        let root = workspace.root(&root_of(cell));
        self.terraform(&root, &["init", "-input=false"]);
        root
    }

    fn planned(&self, root: &Root) -> Value {
        self.terraform(root, &["plan", "-refresh=false", "-lock=false", "-input=false", "-out=kind.plan"]);
        let shown = self.terraform(root, &["show", "-json", "kind.plan"]);
        serde_json::from_str(&shown).expect("a plan is JSON")
    }

    fn terraform(&self, root: &Root, arguments: &[&str]) -> String {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.run(root.directory(), arguments)
    }
}

/// The modules and the root of a cell in a folder, with local state.
fn written(files: &Files, cell: &str) -> Workspace {
    let directory = TempDir::new().unwrap();
    let root = root_of(cell);
    let wanted = files.iter().filter(|(path, _)| path.starts_with("modules/") || path.starts_with(&root));
    for (path, text) in wanted {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(directory.path().join(root).join("backend_override.tf"), LOCAL).unwrap();
    Workspace::of(directory)
}
