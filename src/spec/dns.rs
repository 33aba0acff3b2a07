//! `dns { … }`: the account that holds the zones of a fleet, and the zone of an environment.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{AccountId, HostedZoneId, Region, RoleArn};

spec_block! {
    /// The account that holds the hosted zones of all environments. Terraform works in it for the roots `dns` and `router`, and each
    /// cell writes its own names there, with a role for these names only.
    pub struct DnsAccount {
        /// The AWS account, 12 digits in quotes.
        pub account: Spanned<AccountId>,
        /// The region in which Terraform works; Route 53 itself has none.
        pub region: Spanned<Region>,
        /// Role that Terraform assumes for the roots `dns` and `router`. Default: none, Terraform runs as its caller.
        pub deploy_role: Option<Spanned<RoleArn>>,
    }
}

spec_block! {
    /// The hosted zone of an environment, which its root `dns` creates. Needs a `domain` of the environment, and `dns` in the fleet.
    #[derive(Default)]
    pub struct HostedZone {
        /// The id of the zone, which the first apply of the root `dns` prints. Everything with a name in the zone waits for it.
        /// Default: none yet, and only the root `dns` is written.
        pub zone_id: Option<Spanned<HostedZoneId>>,
        /// The zone of the same account that holds the domain above this one; the root `dns` delegates the domain there. Default: none,
        /// and whoever owns the domain above enters the name servers that the root prints.
        pub parent_zone_id: Option<Spanned<HostedZoneId>>,
    }
}
