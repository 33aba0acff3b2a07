//! `cell "name" { … }`: one autonomous cluster with all that belongs to it.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{AccountId, CellState, Cidr, GitRevision, Name, Region, RoleArn, Zone};

spec_block! {
    /// One autonomous EKS cluster with its own VPC, NAT, key, roles and state. Only these few things may differ between
    /// the cells of a class.
    pub struct Cell {
        /// The environment that it belongs to.
        pub environment: Spanned<Name>,
        /// The class that it has its shape from. Default: the environment's unnamed class.
        pub class: Option<Spanned<Name>>,
        /// Its network, /16 to /28, disjoint from every other cell's. Default: the one that `fleet.lock.json` has for it, or
        /// else the lowest free range in the `network` of its environment, which it keeps.
        pub cidr: Option<Spanned<Cidr>>,
        /// Its availability zones. Default: those of the class.
        pub zones: Option<Spanned<Vec<Spanned<Zone>>>>,
        /// Its own AWS account. Default: the environment's.
        pub account: Option<Spanned<AccountId>>,
        /// Its own region, in the partition of the environment's. Default: the environment's.
        pub region: Option<Spanned<Region>>,
        /// The role that Terraform assumes for it; required when the cell has its own account and the environment has a
        /// role. Default: the environment's.
        pub deploy_role: Option<Spanned<RoleArn>>,
        /// The Git revision that its Argo CD follows, so that changes reach cells one after the other. Default: the
        /// environment's.
        pub revision: Option<Spanned<GitRevision>>,
        /// Where it is in its life. A cell may leave the specification only when the last build had it `retiring`. Default:
        /// `active`.
        pub state: Option<Spanned<CellState>>,
        /// The tenants that it serves. A tenant has one cell in each environment.
        pub tenants: Option<Spanned<Vec<Spanned<Name>>>>,
    }
}

impl Cell {
    /// A cell with nothing but what is required.
    pub fn new(environment: Name, cidr: Cidr) -> Self {
        Self {
            environment: environment.into(),
            class: None,
            cidr: Some(cidr.into()),
            zones: None,
            account: None,
            region: None,
            deploy_role: None,
            revision: None,
            state: None,
            tenants: None,
        }
    }
}
