//! What cellc knows about an application: everything but its name.

use super::chart_values::Values;
use super::identity::Identity;
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::values::{DerivedName, PodSecurity};

/// All facts about an application of the platform. Nothing else in the compiler knows one application from another, but for
/// rules about what only one of them does.
#[derive(Debug)]
pub(crate) struct Facts {
    /// What it is for, in a sentence for reviewers.
    pub(crate) purpose: &'static str,
    /// Whether cells run it that their environment does not mention.
    pub(crate) usual: Usual,
    /// Where it runs.
    pub(crate) namespace: Namespace,
    /// When it is synced.
    pub(crate) wave: Wave,
    /// Whether nothing that it has made outlives it, so that it may go when it leaves the specification. Without the others,
    /// nodes, load balancers, Secrets and certificates would go, or stay behind with nobody who looks after them.
    pub(crate) leaves_nothing: bool,
    /// Whether it has volumes, whose data is not there while their node is lost.
    pub(crate) keeps_data: bool,
    /// The chart that brings its definitions, where Helm would never update those of its own chart.
    pub(crate) definitions: Option<Definitions>,
    /// The service account that has an identity in AWS, by its name in the chart's values.
    pub(crate) service_account: Option<&'static str>,
    /// What it needs of AWS, beside what every cell has.
    pub(crate) identity: Option<Identity>,
    /// Log groups that Terraform makes for it.
    pub(crate) log_groups: &'static [DerivedName],
    /// Services that it calls, beside those that every private cluster calls: a cell without NAT has an endpoint for each.
    pub(crate) endpoints: &'static [&'static str],
    /// The port on which all of its pods publish metrics for Prometheus without asking who reads them; [`None`] where they do
    /// not, or where Prometheus reads them without help from cellc.
    pub(crate) metrics: Option<u16>,
    /// Whether it writes names into hosted zones, which the specification then lists.
    pub(crate) writes_zones: bool,
    /// What its chart brings, among it the pods and the values that it knows.
    pub(crate) brings: File,
    /// The kinds of objects that it brings.
    pub(crate) kinds: Kinds,
    /// The values of its chart.
    pub(crate) values: Values,
}

impl Facts {
    /// Every name in AWS that Terraform gives something of it.
    pub(crate) fn names(&self) -> impl Iterator<Item = DerivedName> {
        let of_identity = self.identity.iter().flat_map(Identity::names);
        of_identity.chain(self.log_groups.iter().copied())
    }
}

/// Whether cells run an application that their environment does not mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usual {
    /// In every cell that Argo CD looks after.
    Always,
    /// Where Karpenter has tiers.
    WithTiers,
    /// Where the profile asks for logs and metrics.
    WithObservability,
    /// Nowhere.
    Never,
}

/// Where an application runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Namespace {
    /// Its name.
    pub(crate) name: &'static str,
    /// What the pods in it need; [`None`] for a namespace that the cluster brings.
    pub(crate) security: Option<PodSecurity>,
}

/// A chart that brings the definitions of an application's kinds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definitions {
    /// Name of the chart at its publisher, and of its Application. It has the version of the application's own chart.
    pub(crate) chart: &'static str,
    /// What it is for, in a sentence for reviewers.
    pub(crate) purpose: &'static str,
    /// What a reviewer would ask about its Application.
    pub(crate) because: &'static [&'static str],
}

/// The kinds of objects that an application brings, as the rest of the cell meets them.
#[derive(Debug)]
pub(crate) struct Kinds {
    /// Kinds without a namespace that Argo CD applies for it, beside those of every cell: API group and kind.
    pub(crate) of_cluster: &'static [(&'static str, &'static str)],
    /// Kinds with a namespace that keep a namespace to itself, so that only the platform may change them: API group and kind.
    pub(crate) guards: &'static [(&'static str, &'static str)],
    /// What those see who see everything in a cell: API group and resources. A few have a field for clear text beside a
    /// reference to a Secret; what stands there is no better kept than in a config map. What makes Secrets, or keeps the
    /// state of that, is left out.
    pub(crate) readable: &'static [(&'static str, &'static [&'static str])],
    /// What those see who see a namespace, in that namespace: API group and resources, of those that are readable. Each says how far
    /// something has come that a team has asked for, without what it asked for.
    pub(crate) of_teams: &'static [(&'static str, &'static [&'static str])],
    /// What a custom role that may change these does: API group, resources, and the rest of the sentence "who has that role …".
    pub(crate) fences: &'static [(&'static str, &'static [&'static str], &'static str)],
    /// What a custom role that may change these does, who is thereby an administrator of the cell: the same.
    pub(crate) powers: &'static [(&'static str, &'static [&'static str], &'static str)],
}
