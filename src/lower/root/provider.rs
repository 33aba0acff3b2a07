//! `providers.tf`: in which account and region, and as whom, Terraform works, and the tags of everything that it makes.

use std::collections::{BTreeMap, BTreeSet};

use super::RootContext;
use crate::terraform::{BodyBuilder, Expression, File, block, list, object};
use crate::values::{AccountId, Region};

/// A configuration of the AWS provider.
pub(super) struct ProviderSettings<'a> {
    /// What resources and module calls name it by; [`None`] for the default configuration of the root.
    pub(super) alias: Option<String>,
    /// The region.
    pub(super) region: Region,
    /// The only account that it works in.
    pub(super) account: &'a AccountId,
    /// The role that it assumes; without one it works as whoever runs Terraform.
    pub(super) role: Option<AssumedRole>,
    /// Tags of everything that is made with it.
    pub(super) tags: BTreeMap<String, String>,
}

/// A role that Terraform assumes.
pub(super) struct AssumedRole {
    /// Its ARN.
    pub(super) arn: Expression,
    /// What the session is called in the account's logs.
    pub(super) session: String,
    /// The role that is assumed first, and that assumes this one.
    pub(super) after: Option<Box<AssumedRole>>,
}

impl AssumedRole {
    /// One block for each role, in the order in which they are assumed: the provider takes several since 5.67.
    fn blocks(self) -> Vec<BodyBuilder> {
        let own = block("assume_role").set("role_arn", self.arn).set("session_name", self.session);
        let mut blocks = self.after.map_or_else(Vec::new, |first| first.blocks());
        blocks.push(own);
        blocks
    }
}

impl ProviderSettings<'_> {
    fn block(self) -> BodyBuilder {
        let roles = self.role.map_or_else(Vec::new, AssumedRole::blocks);
        let tags = (!self.tags.is_empty()).then(|| block("default_tags").set("tags", object(self.tags)));
        block("provider")
            .label("aws")
            .set_if_some("alias", self.alias)
            .set("region", self.region.to_string())
            .because("Right code, wrong account: refused before anything is planned.")
            .set("allowed_account_ids", list([self.account.to_string()]))
            .nest_all(roles)
            .nest_all(tags)
    }
}

/// The configurations of a root, the default one first.
pub(super) fn file<'a>(context: &RootContext<'_>, providers: impl IntoIterator<Item = ProviderSettings<'a>>) -> File {
    let providers: Vec<ProviderSettings<'_>> = providers.into_iter().collect();
    let accounts: BTreeSet<&AccountId> = providers.iter().map(|provider| provider.account).collect();
    let what = match (accounts.len(), providers.len()) {
        (_, 1) => "account and the region",
        (1, _) => "account and the regions",
        _ => "accounts and the regions",
    };
    let blocks = providers.into_iter().map(ProviderSettings::block).collect();
    let purpose = format!("The {what} of this {}, and the tags of everything in it.", context.kind.noun());
    context.files.file("providers.tf", &purpose, file!(), blocks)
}
