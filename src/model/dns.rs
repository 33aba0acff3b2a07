//! Where the names of a fleet are.

use serde::Serialize;

use super::IamDemands;
use crate::source::{Span, Spanned};
use crate::values::{AccountId, HostedZoneId, Region, RoleArn};

/// The account that holds the hosted zones of all environments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DnsAccount {
    /// Where it is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// Its number.
    pub account: Spanned<AccountId>,
    /// The region in which Terraform works for it.
    pub region: Spanned<Region>,
    /// Role that Terraform assumes for the roots `dns` and `router`.
    pub deploy_role: Option<Spanned<RoleArn>>,
    /// What it demands of everything in IAM: its account block, or else the fleet.
    #[serde(skip)]
    pub iam: IamDemands,
}

impl DnsAccount {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}

/// The hosted zone of an environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HostedZone {
    /// Where it is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// Its id; unknown until its root has been applied once.
    pub zone_id: Option<Spanned<HostedZoneId>>,
    /// The zone in which the root delegates its domain.
    pub parent_zone_id: Option<Spanned<HostedZoneId>>,
}

impl HostedZone {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}
