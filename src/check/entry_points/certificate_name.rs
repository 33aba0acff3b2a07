use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Model};
use crate::source::Span;

/// A name that is too long for a certificate.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1148"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("certificate_name.md"),
    yields_to: &[Yield { code: Code::rule("CELL1168"), within: Within::Fleet }],
    check,
};

/// ACM API reference, `RequestCertificate`: `DomainName`.
const LIMIT: usize = 64;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| environment.front_door.is_some()) {
        let too_long = names(model, environment).into_iter().filter(|(name, _)| name.len() > LIMIT);
        diagnostics.extend(too_long.filter_map(|(name, span)| finding(environment, &name, span)));
    }
}

/// The names, each with the place of what makes it so long. Where the domain alone is too long, nothing else counts.
fn names(model: &Model, environment: &Environment) -> Vec<(String, Span)> {
    let Some(domain) = &environment.domain else { return Vec::new() };
    let of_all = (format!("*.{}", domain.value), domain.span);
    if of_all.0.len() > LIMIT {
        return vec![of_all];
    }
    let id = &environment.name.value;
    let cells = model.cells_of(id).map(|cell| (format!("{}.{}", cell.name.value, domain.value), cell.span()));
    let tenants = model.tenants.with_own_certificate().filter_map(|tenant| model.tenants.get(tenant));
    let tenants = tenants.filter(|tenant| tenant.homes.contains_key(id));
    let tenants = tenants.map(|tenant| (format!("{}.{}", tenant.name.value, domain.value), tenant.name.span));
    cells.chain(tenants).collect()
}

fn finding(environment: &Environment, name: &str, span: Span) -> Option<Diagnostic> {
    let domain = environment.domain.as_ref()?;
    let headline = format!("`{name}` is too long for the name of a certificate");
    let error = RULE.finding(span, headline).label(format!("{} characters, AWS takes {LIMIT}", name.len()));
    let error = if span == domain.span {
        error
    } else {
        error.also(domain.span, format!("{} of them", domain.value.as_str().len()))
    };
    Some(error.help("shorten the domain of the environment, or this name"))
}
