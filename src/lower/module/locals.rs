//! `locals.tf`: what every file of the module writes, once.

use super::{Content, ModuleContext};
use crate::terraform::{Expression, block, object, path, text};

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let environment = context.environment;
    let pattern = format!("{}-{}-{{}}", context.model.fleet.name.value, environment.name.value);
    let own = ("CellID".to_owned(), path("var.cell"));
    let mut tags: Vec<(String, Expression)> =
        environment.resource_tags.iter().map(|(key, value)| (key.to_string(), value.to_string().into())).collect();
    tags.push(own);
    tags.sort_by(|a, b| a.0.cmp(&b.0));
    let locals = block("locals")
        .because("Name of the cluster, and first part of every name in the cell.")
        .set("name", text(&pattern, [path("var.cell")]))
        .because("Tags of what AWS creates on the cell's behalf: the provider's default_tags do not reach it.")
        .set("tags", object(tags));
    ("locals.tf", "What the other files share.", file!(), vec![locals])
}
