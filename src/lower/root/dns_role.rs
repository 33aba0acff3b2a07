//! The role with which a root writes its names in the zone of an environment, in the account that holds the zones.

use std::collections::BTreeMap;

use super::provider::{AssumedRole, ProviderSettings};
use super::variables::{self, role_variable};
use crate::model::DnsAccount;
use crate::model::names::plan_twin;
use crate::terraform::{BodyBuilder, path};
use crate::values::Partition;

/// A role that one of the provider configurations of a root assumes, beside the default one.
pub(super) struct DnsRole<'a> {
    /// The name of that configuration, such as `dns`. The variable that holds the role's ARN is named after it.
    pub(super) alias: String,
    /// The ARN that the root `dns` gives it.
    pub(super) arn: String,
    /// What it writes, in a sentence.
    pub(super) writes: String,
    /// What the session is called in the account's logs.
    pub(super) session: String,
    /// The account that holds the zones.
    pub(super) dns: &'a DnsAccount,
    /// Whether the role trusts the deploy role of the root and nobody else, so that Terraform passes through that first.
    pub(super) trusts_deploy_role: bool,
}

impl<'a> DnsRole<'a> {
    /// The configuration of the provider. Records have no tags.
    pub(super) fn provider(&self) -> ProviderSettings<'a> {
        let deploy_role = self.trusts_deploy_role.then(|| Box::new(variables::assumed(self.session.clone())));
        let arn = path("var").attribute(&self.variable_name());
        ProviderSettings {
            alias: Some(self.alias.clone()),
            region: self.dns.region.value.clone(),
            account: &self.dns.account.value,
            role: Some(AssumedRole { arn, session: self.session.clone(), after: deploy_role }),
            tags: BTreeMap::new(),
        }
    }

    /// The variable with which a run sets another role.
    pub(super) fn variable(&self) -> BodyBuilder {
        let description = format!(
            "Role that writes {} in the account of the DNS zones. A pipeline that only plans passes {}.",
            self.writes,
            plan_twin(self.arn.rsplit('/').next().unwrap_or_default())
        );
        let must_be = format!("must be a role in account {}, which holds the DNS zones.", self.dns.account.value);
        role_variable(
            &self.variable_name(),
            &description,
            &self.arn,
            (self.partition(), &self.dns.account.value),
            &must_be,
        )
    }

    fn partition(&self) -> Partition {
        self.dns.region.value.partition()
    }

    fn variable_name(&self) -> String {
        format!("{}_role_arn", self.alias)
    }
}
