//! The kinds of change: another key of the spec, or the same key with another effect.

mod access;
mod applications;
mod cluster;
mod names;
mod network;
mod nodes;
mod tags;

use super::fleet::{Before, Edits, edited};

/// One kind of change.
#[derive(Debug)]
pub(crate) struct Kind {
    /// What changes, in words; unique.
    pub(crate) name: &'static str,
    /// Where it starts.
    pub(crate) before: &'static Before,
    /// What is edited.
    pub(crate) edits: Edits,
    /// The name of the cell afterwards, where it is another one.
    pub(crate) renamed: Option<&'static str>,
    /// Where the diff rightly tells something else than the plan.
    pub(crate) differs: &'static [Differs],
}

/// Why diff and plan rightly differ at an address.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Differs {
    /// AWS refuses what Terraform plans there.
    Refused(&'static str),
    /// It is a setting of Terraform, not a resource: the backend, the provider, the source of the module.
    Settings(&'static str),
    /// The default tags of the provider: one setting, which a plan shows at every resource that carries tags.
    Tags,
}

impl Kind {
    /// The spec after the change.
    pub(crate) fn after(&self) -> String {
        edited(&self.before.spec(), self.edits)
    }

    /// The cell after the change: `environment/cell`.
    pub(crate) fn cell(&self) -> &'static str {
        self.renamed.unwrap_or(self.before.cell)
    }

    const fn differs(self, differs: &'static [Differs]) -> Self {
        Self { differs, ..self }
    }

    const fn renamed(self, name: &'static str) -> Self {
        Self { renamed: Some(name), ..self }
    }
}

const fn kind(name: &'static str, before: &'static Before, edits: Edits) -> Kind {
    Kind { name, before, edits, renamed: None, differs: &[] }
}

/// Every block that writes something into Terraform; NAT in each zone.
pub(crate) static PRODUCTION: Before =
    Before { name: "production", fleet: include_str!("../fleets/production.hcl"), edits: &[], cell: "prod/alpha" };

/// No way out but endpoints; Bottlerocket.
static ISOLATED: Before =
    Before { name: "isolated", fleet: include_str!("../fleets/isolated.hcl"), edits: &[], cell: "prod/alpha" };

/// The defaults of development; one NAT gateway, a public endpoint, IRSA.
static DEVELOPMENT: Before =
    Before { name: "development", fleet: include_str!("../fleets/development.hcl"), edits: &[], cell: "dev/alpha" };

/// The fleet of `before` without its edits; [`None`] where it has none.
pub(crate) fn plain(before: &Before) -> Option<&'static Before> {
    let plain = [&PRODUCTION, &ISOLATED, &DEVELOPMENT].into_iter().find(|plain| plain.fleet == before.fleet);
    plain.filter(|_| !before.edits.is_empty())
}

/// All kinds, by what they are about.
pub(crate) const SUBJECTS: &[(&str, &[Kind])] = &[
    ("network", network::KINDS),
    ("cluster", cluster::KINDS),
    ("nodes", nodes::KINDS),
    ("access", access::KINDS),
    ("applications", applications::KINDS),
    ("tags", tags::KINDS),
    ("names", names::KINDS),
];

/// All kinds.
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    SUBJECTS.iter().flat_map(|(_, kinds)| kinds.iter())
}
