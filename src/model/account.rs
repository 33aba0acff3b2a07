//! AWS accounts, as cells and environments name them, and what exists once in each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::IamDemands;
use crate::source::{Span, Spanned};
use crate::values::{
    AccountId, EnvironmentId, OrganizationId, Provenance, QuotaName, Region, RoleArn, TagKey, TagValue,
};

/// An AWS account that something of the fleet is in, or that the specification declares.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// The regions in use, each with the environments that have it as their own region or have a cell there. None if the account
    /// is only declared.
    pub regions: BTreeMap<Region, BTreeSet<EnvironmentId>>,
    /// What its `account` block says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared: Option<DeclaredAccount>,
}

/// What the specification says about an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeclaredAccount {
    /// Where it is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// Where the service-linked role for spot instances comes from.
    pub spot_role: Option<Spanned<Provenance>>,
    /// Where the records come from that validate the certificates of tenants' names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_records: Option<Spanned<Provenance>>,
    /// Requests for quotas, by region; without a region those that count over the whole account.
    pub quota_requests: BTreeMap<Option<Region>, QuotaRequests>,
    /// Role that Terraform assumes for the account baseline.
    pub deploy_role: Option<Spanned<RoleArn>>,
    /// Whether the block itself names this role; otherwise it is that of the account's cells.
    #[serde(skip)]
    pub has_own_role: bool,
    /// Its organisation, if it names one.
    pub organization_id: Option<Spanned<OrganizationId>>,
    /// What it demands in IAM of cells in it; a path of `/` is written out here, since it overrides that of an environment.
    pub iam: IamDemands,
    /// Tags of everything in the account baseline.
    pub tags: BTreeMap<TagKey, TagValue>,
    /// Name of the source file that declares it; empty when it was built in Rust.
    pub origin: String,
}

/// Requests for quotas of one region, or of the whole account.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuotaRequests {
    /// Where they are declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// The values that the specification states.
    pub stated: BTreeMap<QuotaName, Spanned<u32>>,
}

impl QuotaRequests {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}

impl Account {
    /// An account in which nothing is yet.
    pub const fn new(id: AccountId) -> Self {
        Self { id, regions: BTreeMap::new(), declared: None }
    }

    /// The environments that have something in it, whatever the region.
    pub fn environments(&self) -> BTreeSet<&EnvironmentId> {
        self.regions.values().flatten().collect()
    }

    /// Where its service-linked role for spot instances comes from, if the specification says so.
    pub fn spot_role(&self) -> Option<&Spanned<Provenance>> {
        self.declared.as_ref()?.spot_role.as_ref()
    }

    /// Where its validation records come from, if the specification says so.
    pub fn validation_records(&self) -> Option<&Spanned<Provenance>> {
        self.declared.as_ref()?.validation_records.as_ref()
    }

    /// The requests for quotas of a region, or of the whole account.
    pub fn quota_requests(&self, region: Option<&Region>) -> Option<&QuotaRequests> {
        self.declared.as_ref()?.quota_requests.get(&region.cloned())
    }
}

impl DeclaredAccount {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        let has_identity = self.organization_id.is_some() || self.iam.path.is_some() || self.iam.boundary.is_some();
        self.spot_role.is_none() && self.validation_records.is_none() && self.quota_requests.is_empty() && !has_identity
    }
}
