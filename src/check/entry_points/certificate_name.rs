use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::source::Span;
use crate::values::{DomainName, TenantCertificate};

/// A certificate for a name that ACM does not take as the first one.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1130"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("certificate_name.md"),
    yields_to: &[],
    check,
};

/// ACM user guide, "Quotas": a common name has 64 characters.
const LIMIT: usize = 64;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let own = model.environments.get(&cell.class.environment).filter(|own| own.front_door.is_some());
        if let Some(domain) = own.and_then(|own| own.domain.as_ref()) {
            diagnostics.extend(found(
                &format!("cell `{}`", cell.name.value),
                cell.name.value.as_str(),
                domain,
                cell.span(),
            ));
        }
    }
    diagnostics.extend(tenants(model));
}

fn tenants(model: &Model) -> Vec<Diagnostic> {
    let homes = model.tenants.homes().filter(|(tenant, ..)| tenant.certificate.value == TenantCertificate::Own);
    let named = homes.filter_map(|(tenant, environment, _)| {
        let own = model.environments.get(environment).filter(|own| own.front_door.is_some())?;
        let (name, domain) = (&tenant.name, own.domain.as_ref()?);
        found(&format!("tenant `{}`", name.value), name.value.as_str(), domain, name.span)
    });
    named.collect()
}

fn found(what: &str, label: &str, domain: &DomainName, span: Span) -> Option<Diagnostic> {
    let name = format!("{label}.{domain}");
    let length = name.len();
    (length > LIMIT).then(|| {
        let error = RULE.finding(span, format!("no certificate can be issued for {what}"));
        let error = error.label(format!("`{name}` has {length} characters, ACM takes {LIMIT}"));
        error.help("shorten this name or the domain of the environment")
    })
}
