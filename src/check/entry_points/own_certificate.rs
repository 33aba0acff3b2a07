use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::TenantCertificate;

/// A certificate for a tenant that shares its cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1147"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("own_certificate.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (id, tenant) in model.tenants.iter() {
        if tenant.certificate.value == TenantCertificate::Own && !tenant.dedicated.value {
            let headline = format!("tenant `{id}` has a certificate of its own and shares its cells");
            let error = RULE.finding(tenant.certificate.span, headline).label("only for dedicated tenants");
            let error =
                if tenant.dedicated.is_written() { error.also(tenant.dedicated.span, "not dedicated") } else { error };
            diagnostics
                .push(error.help("add `dedicated = true`, or leave `certificate` out: `*.<domain>` covers its name"));
        }
    }
}
