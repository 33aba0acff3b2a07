//! `providers.tf`: the account, the region and the role of this cell, and the tags of everything in it.

use super::{RootContext, variables};
use crate::model::names;
use crate::terraform::{File, block, list, object, path};

pub(super) fn file(context: &RootContext<'_>) -> File {
    let cell = context.cell;
    let own = ("CellID".to_owned(), cell.name.to_string());
    let mut tags: Vec<_> =
        context.environment.resource_tags.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    tags.push(own);
    tags.sort();
    let role = cell.deploy_role.iter().map(|_| {
        block("assume_role")
            .set("role_arn", path("var").attribute(variables::DEPLOY_ROLE))
            .set("session_name", names::DEPLOY_SESSION.of(&cell.cluster))
    });
    let provider = block("provider")
        .label("aws")
        .set("region", cell.region.to_string())
        .because("Right code, wrong account: refused before anything is planned.")
        .set("allowed_account_ids", list([cell.account.to_string()]))
        .nest_all(role)
        .nest(block("default_tags").set("tags", object(tags)));
    let purpose = "The account and the region of this cell, and the tags of everything in it.";
    context.files.file("providers.tf", purpose, file!(), vec![provider])
}
