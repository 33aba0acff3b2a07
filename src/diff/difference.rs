//! What differs, as data.

use serde::Serialize;

use super::tenant_change::TenantChange;
use crate::catalog::replacements::Gravity;
use crate::evaluate::{Inputs, Place, Value};
use crate::layout::RootKind;
use crate::read::Unreadable;

/// What a change does to all cells and other roots.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// Roots of a kind with the same fate and the same changes, the gravest first.
    pub groups: Vec<Group>,
    /// How many cells stay exactly as they are.
    pub unchanged: usize,
    /// How many roots that are not cells stay exactly as they are.
    pub unchanged_others: usize,
    /// The files that could not be read. What they hold is unknown.
    pub unreadable: UnreadableFiles,
    /// What is in the output folder and is not cellc's.
    pub unowned: UnownedPaths,
    /// Who is served elsewhere, by environment and what changes.
    pub tenants: Vec<TenantChange>,
}

/// What is in an output folder and is not cellc's, by its path below that folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UnownedPaths {
    /// Files that Terraform may read. They are compared with those that cellc wrote.
    pub files: Vec<String>,
    /// Links to folders, which are not followed: what is behind them is not compared.
    pub links: Vec<String>,
}

/// Files that are not Terraform.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnreadableFiles {
    /// Those of the old side.
    pub old: Vec<Unreadable>,
    /// Those of the new side.
    pub new: Vec<Unreadable>,
}

/// Roots that change in the same way: all of them cells, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What happens to them as a whole.
    pub fate: Fate,
    /// At least one, in the order of their names.
    pub roots: Vec<Root>,
    /// What happens to their resources, the gravest first. Values hold places that each cell fills in with its inputs.
    /// Empty for cells that are added or removed, because it would be all they have.
    pub changes: Vec<Change>,
}

/// One root: a cell, or what an environment or an account has beside its cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Root {
    /// `environment/cell` of a cell, and the folder of every other root.
    pub name: String,
    /// What it is for; [`None`] for a root in a folder that cellc does not know.
    pub kind: Option<RootKind>,
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
    /// What of it is not known, whatever else is.
    pub unknown: Option<Unknown>,
    /// Of a provider whose default tags change: how many resources that stay get other tags. A plan shows each of them.
    pub tagged: Option<usize>,
}

/// Something that cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Where it is written.
    pub place: Place,
    /// Why it cannot be evaluated, as a clause.
    pub why: String,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Terraform looks for the cell where it is not: it makes everything anew, and the running cell is managed by nobody.
    Abandon,
    /// AWS refuses it and the apply fails there, or the API server of the cell does and the sync fails.
    Refuse,
    /// It is destroyed and made anew.
    Replace,
    /// It cannot be told from the files: anything may happen to it.
    Unknown,
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
        self.groups.is_empty() && self.tenants.is_empty()
    }

    /// Whether some change cannot be told from the files.
    pub fn has_unknown(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.changes).any(|change| change.unknown.is_some())
    }

    /// Whether something happens that a gate against replacements has to stop: a replacement that matters, or a root or
    /// resource goes with what it holds or serves.
    pub fn is_destructive(&self) -> bool {
        let is_destructive = |group: &Group| {
            group.fate == Fate::Removed
                || group.changes.iter().any(|change| change.is_replacement_that_matters() || change.is_grave_removal())
        };
        self.groups.iter().any(is_destructive)
    }

    /// The groups in which something that matters is replaced or refused, or Terraform loses sight of the cell.
    pub fn replacing(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(|group| group.changes.iter().any(Change::is_replacement_that_matters))
    }
}

impl Group {
    /// Whether its roots are cells.
    pub fn is_of_cells(&self) -> bool {
        self.roots.iter().any(Root::is_cell)
    }
}

impl Root {
    /// The root of a folder, such as `environments/prod/cells/alpha`.
    pub(super) fn new(folder: &str, formerly: Option<&str>) -> Self {
        let name = |folder: &str| RootKind::of_folder(folder).map_or_else(|| folder.to_owned(), |kind| kind.name());
        Self {
            name: name(folder),
            kind: RootKind::of_folder(folder),
            formerly: formerly.map(name),
            inputs: Inputs::new(),
        }
    }

    /// Whether it is a cell.
    pub const fn is_cell(&self) -> bool {
        matches!(self.kind, Some(RootKind::Cell { .. }))
    }
}

impl Change {
    pub(super) fn new(address: &str, effect: Effect) -> Self {
        Self { address: address.to_owned(), effect, stakes: None, arguments: Vec::new(), unknown: None, tagged: None }
    }

    /// Whether something that is more than harmless is replaced or refused, or Terraform loses sight of the cell. What is only
    /// destroyed was asked for.
    pub fn is_replacement_that_matters(&self) -> bool {
        matches!(self.effect, Effect::Abandon | Effect::Refuse)
            || self.effect == Effect::Replace && self.gravity() > Gravity::Harmless
    }

    /// Whether it is destroyed, and data or service with it.
    pub fn is_grave_removal(&self) -> bool {
        self.effect == Effect::Destroy && self.gravity() >= Gravity::Outage
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
