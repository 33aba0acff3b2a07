//! An environment: everything that its cells have in common, whatever their class.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use indexmap::IndexMap;
use serde::Serialize;

use super::{
    AccessEntry, Application, ArgoCd, Class, CustomRole, Endpoint, FlowLogs, FrontDoor, HostedZone, IamDemands, Logs,
    Mirror, Namespace, Partial, Perimeter, Router, WorkloadIdentity,
};
use crate::platform::{ApplicationName, Balancing, Chosen};
use crate::source::{Span, Spanned};
use crate::values::{
    AccountId, Cidr, DomainName, EnvironmentId, Exposure, GitRevision, HostedZoneId, Name, OrganizationId, Partition,
    Profile, QuotaName, Region, RoleArn, SyncMode, TagKey, TagValue, UpgradePolicy,
};

/// An environment with cells of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Environment {
    /// Its name, and where it is declared.
    pub name: Spanned<EnvironmentId>,
    /// Where the defaults came from.
    pub profile: Profile,
    /// AWS account of the environment, and of its cells that name no other.
    pub account: Spanned<AccountId>,
    /// AWS region of the environment, and of its cells that name no other. It decides the partition of all of them.
    pub region: Spanned<Region>,
    /// Its DNS domain: its own, or else the fleet's, which is not written then.
    pub domain: Option<Spanned<DomainName>>,
    /// The hosted zone of the domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<HostedZone>,
    /// The way into each cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub front_door: Option<FrontDoor>,
    /// What leads tenants to their cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub router: Option<Router>,
    /// Role that Terraform assumes for cells that name no other.
    pub deploy_role: Option<Spanned<RoleArn>>,
    /// The organisation whose principals may use the endpoints of its isolated cells.
    pub organization_id: Option<Spanned<OrganizationId>>,
    /// What its organisation demands of everything that its cells have in IAM.
    pub iam: IamDemands,
    /// The range that holds all its cells, if it has one.
    pub network: Option<Spanned<Cidr>>,
    /// Networks that are routed to its cells.
    pub peers: Vec<Spanned<Cidr>>,
    /// Range of Kubernetes service addresses inside each cell.
    pub service_cidr: Spanned<Cidr>,
    /// What EKS does at the end of standard support; EKS's own default when there is none.
    pub upgrade_policy: Option<Spanned<UpgradePolicy>>,
    /// Whether AWS may shift traffic away from an impaired zone; EKS's own default when there is none.
    pub zonal_shift: Option<Spanned<bool>>,
    /// What the endpoints of its cells admit beside their own account, if it says so.
    pub perimeter: Option<Spanned<Perimeter>>,
    /// Where copies of what the platform installs are; its publishers' own places when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mirror: Option<Mirror>,
    /// The Kubernetes API endpoint.
    pub endpoint: Spanned<Endpoint>,
    /// Control-plane logs.
    pub logs: Logs,
    /// VPC flow logs.
    pub flow_logs: FlowLogs,
    /// Days between deleting the key and losing it.
    pub deletion_window_days: Spanned<u32>,
    /// Who may use the Kubernetes API, by name; guests included.
    pub access: Vec<AccessEntry>,
    /// Roles that it declares for them, by name.
    pub roles: Vec<CustomRole>,
    /// AWS permissions of service accounts, by name.
    pub workload_identities: Vec<WorkloadIdentity>,
    /// The namespaces in each of its cells, by name; guests' included.
    pub namespaces: Vec<Namespace>,
    /// Environments that share its cells, each with the source file that declares it, which is empty when it was built in
    /// Rust.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub guests: BTreeMap<EnvironmentId, String>,
    /// What its cells run for their workloads, by name; nothing where nothing brings it there.
    pub applications: Vec<Application>,
    /// The Argo CD of each of its cells.
    pub argo_cd: ArgoCd,
    /// How a change of the repository comes into its cells.
    pub sync: Spanned<SyncMode>,
    /// Git revision that its cells follow which name no other.
    pub revision: Spanned<GitRevision>,
    /// The tags that it declares.
    pub tags: IndexMap<TagKey, Spanned<TagValue>>,
    /// The tags of every resource in its cells: the fleet's, its own, and those that cellc sets. `CellID` is the cell's.
    pub resource_tags: BTreeMap<TagKey, TagValue>,
    /// Quotas that AWS has granted in every account and region of it.
    #[serde(skip)]
    pub quotas: BTreeMap<QuotaName, Spanned<u32>>,
    /// The shape of its cells that name no class.
    pub own_class: Class,
    /// The shapes that it declares by name.
    pub named_classes: BTreeMap<Name, Class>,
    /// Name of the source file that declares it; empty when it was built in Rust.
    pub origin: String,
    /// Which of its access entries, roles and namespaces could not all be read.
    #[serde(skip)]
    pub partial: Partial,
}

impl Environment {
    /// How many health checks its router has for each cell: one of the load balancer where Route 53 reaches it, one of the switch
    /// where there is one, and one of both.
    pub fn health_checks_per_cell(&self) -> u64 {
        let Some(router) = &self.router else { return 0 };
        let is_public = self.front_door.as_ref().is_some_and(|door| door.exposure.value == Exposure::Public);
        match u64::from(is_public) + u64::from(router.evacuation.is_some()) {
            0 => 0,
            children => children + 1,
        }
    }

    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.name.span
    }

    /// How messages call it.
    pub fn title(&self) -> String {
        format!("environment `{}`", self.name.value)
    }

    /// AWS partition of all its cells.
    pub fn partition(&self) -> Partition {
        self.region.partition()
    }

    /// All its classes, its own one first, then the named ones.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        std::iter::once(&self.own_class).chain(self.named_classes.values())
    }

    /// The class of that name, or its own one.
    pub fn class(&self, name: Option<&Name>) -> Option<&Class> {
        name.map_or(Some(&self.own_class), |name| self.named_classes.get(name))
    }

    /// The source file of an environment in its cells: its own, or that of a guest.
    pub fn origin_of(&self, environment: &EnvironmentId) -> &str {
        self.guests.get(environment).unwrap_or(&self.origin)
    }

    /// The address of the Service `kubernetes`, behind which the API is: the first one of the range.
    pub fn kubernetes_service(&self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.service_cidr.network().to_bits() | 1)
    }

    /// The role of that name that it declares.
    pub fn custom_role(&self, name: &Name) -> Option<&CustomRole> {
        self.roles.iter().find(|role| role.name.value == *name)
    }

    /// An application, if its cells run it.
    pub fn application(&self, name: ApplicationName) -> Option<&Application> {
        self.applications.iter().find(|application| application.name.value == name)
    }

    /// All of them, as the platform's values and identities need them.
    pub(crate) fn chosen(&self) -> Chosen<'_> {
        self.applications.iter().map(|application| (application.name.value, application.settings())).collect()
    }

    /// The id of its hosted zone, once that is known.
    pub fn zone_id(&self) -> Option<&Spanned<HostedZoneId>> {
        self.zone.as_ref()?.zone_id.as_ref()
    }

    /// Whether its cells run an application.
    pub fn runs(&self, name: ApplicationName) -> bool {
        self.application(name).is_some()
    }

    /// For what something in its cells may make a load balancer: without a front door for everything, as far as admission
    /// policies let it through.
    pub(crate) fn balancing(&self) -> Balancing {
        let may_have = |has: fn(&Namespace) -> bool| self.front_door.is_none() || self.namespaces.iter().any(has);
        Balancing {
            ingresses: may_have(|namespace| namespace.exposed.is_some()),
            services: may_have(|namespace| namespace.admission.load_balancers.value > 0),
        }
    }
}
