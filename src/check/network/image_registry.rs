use crate::catalog::image_registries;
use crate::check::Context;
use crate::check::facts::image_registries::missing;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Class};

/// An isolated cell in a region where nothing says which registries of AWS it needs.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0423"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("image_registry.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let (environment, class) = (model.environment_of(cell), model.class_of(cell));
        diagnostics.extend(missing(cell, environment, class).map(|what| unknown(cell, class, what)));
    }
}

fn unknown(cell: &Cell, class: &Class, what: &str) -> Diagnostic {
    let region = &cell.region;
    let headline = format!("the registry of {what} in {} is not known", region.value);
    let error = RULE.finding(region.span, headline).label("no node would start");
    let error = error.also(class.nat.span, "the endpoints allow only known registries");
    let table = format!("not in the table of {}", image_registries::as_of());
    let near = region.closest_known().filter(|_| !region.is_known());
    let error = error.note(table).help_if_some(near.map(|near| near.question()));
    error.help("use another region or image, or give the cells internet access")
}
