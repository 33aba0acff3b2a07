//! What differs, as data.

use serde::Serialize;

use super::value::{Inputs, Value};
use crate::catalog::replacements::Gravity;
use crate::layout::RootKind;

/// What a change does to all cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Cells with the same fate and the same changes, the gravest first.
    pub groups: Vec<Group>,
    /// How many cells stay exactly as they are.
    pub unchanged: usize,
}

/// Cells that change in the same way.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What happens to them as a whole.
    pub fate: Fate,
    /// At least one, in the order of their names.
    pub cells: Vec<Cell>,
    /// What happens to their resources, the gravest first. Values hold places that each cell fills in with its inputs.
    /// Empty for cells that are added or removed, because it would be all they have.
    pub changes: Vec<Change>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// `environment/cell`.
    pub name: String,
    /// What it was called before, when that differs.
    pub formerly: Option<String>,
    /// What its changes are filled in with.
    pub inputs: Inputs,
}

/// What happens to a cell as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It has another name or environment: another folder, and another place of its state.
    Moved,
    /// It changes.
    Changed,
    /// It is no longer there.
    Removed,
    /// It is new.
    Added,
}

/// What happens to one resource of a cell, or to its backend, provider or module call.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// `backend`, `provider.aws`, `module.cell`, an address as in a plan, or a file of the cell's manifests such as
    /// `gitops/namespaces/payments.yaml`.
    pub address: String,
    /// What happens to it.
    pub effect: Effect,
    /// What is at stake; [`None`] when nothing is lost.
    pub stakes: Option<Stakes>,
    /// What causes it, sorted; empty for resources that are created or destroyed. A file of manifests that is, lists its objects.
    pub arguments: Vec<Argument>,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Terraform looks for the cell where it is not: it makes everything anew, and the running cell is managed by nobody.
    Abandon,
    /// AWS refuses it: the apply fails there.
    Refuse,
    /// It is destroyed and made anew.
    Replace,
    /// It is destroyed.
    Destroy,
    /// It is changed where it is.
    InPlace,
    /// It is made.
    Create,
}

/// What is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stakes {
    /// What a person calls it: `cluster`.
    pub what: &'static str,
    /// How bad it is.
    pub gravity: Gravity,
    /// What happens, as a clause.
    pub loses: &'static str,
}

/// One argument that differs.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Its path, such as `vpc_config.endpoint_public_access` or `tags["kubernetes.io/role/elb"]`.
    pub path: String,
    /// What it was; [`None`] when it was not written.
    pub before: Option<Value>,
    /// What it will be; [`None`] when it is no longer written.
    pub after: Option<Value>,
    /// Whether it is this argument that replaces the resource.
    pub replaces: bool,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The groups in which something that matters is replaced or refused, or Terraform loses sight of the cell.
    pub fn replacing(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| group.changes.iter().any(Change::is_replacement_that_matters))
    }
}

impl Cell {
    /// The cell of a root's folder, such as `environments/prod/cells/alpha`.
    pub(super) fn new(folder: &str, formerly: Option<&str>) -> Self {
        Self { name: short(folder), formerly: formerly.map(short), inputs: Inputs::new() }
    }
}

/// `environments/prod/cells/alpha` → `prod/alpha`; other folders keep their names.
fn short(folder: &str) -> String {
    RootKind::of_folder(folder).map_or_else(|| folder.to_owned(), |root| root.name())
}

impl Change {
    /// Whether something that is more than harmless is replaced, AWS refuses it, or Terraform loses sight of the cell. What is only
    /// destroyed was asked for.
    pub fn is_replacement_that_matters(&self) -> bool {
        matches!(self.effect, Effect::Abandon | Effect::Refuse)
            || self.effect == Effect::Replace && self.gravity() > Gravity::Harmless
    }

    /// How bad it is; harmless when nothing is lost.
    pub fn gravity(&self) -> Gravity {
        self.stakes.map_or(Gravity::Harmless, |stakes| stakes.gravity)
    }

    /// Whether it is replaced only because what it refers to is.
    pub fn follows(&self) -> bool {
        let mut causes = self.arguments.iter().filter(|argument| argument.replaces).peekable();
        self.effect == Effect::Replace
            && causes.peek().is_some()
            && causes.all(|cause| cause.after == Some(Value::Later))
    }
}
