use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::values::Partition;

/// Regions or ARNs of different partitions in one environment.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0406"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("partition.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let wanted = model.environment_of(cell).partition();
        let region = &cell.region;
        diagnostics.extend(differs(wanted, region.partition(), region.span, &format!("region `{}`", region.value)));
        let role = cell.deploy_role.iter();
        diagnostics.extend(role.filter_map(|role| differs(wanted, role.partition(), role.span, "the deploy role")));
    }
    for environment in model.environments.values() {
        let wanted = environment.partition();
        let principals = environment.access.iter().map(|entry| &entry.principal);
        diagnostics.extend(principals.filter_map(|principal| {
            differs(wanted, principal.partition(), principal.span, &format!("principal `{}`", principal.value))
        }));
        let policies = environment.workload_identities.iter().flat_map(|identity| identity.policies.iter());
        diagnostics.extend(policies.filter_map(|policy| {
            differs(wanted, policy.partition(), policy.span, &format!("policy `{}`", policy.value))
        }));
    }
}

fn differs(wanted: Partition, found: Partition, span: Span, what: &str) -> Option<Diagnostic> {
    (wanted != found).then(|| {
        RULE.finding(span, format!("{what} is in partition `{found}`"))
            .label(format!("the environment is in `{wanted}`"))
            .note("nothing in AWS reaches across partitions")
            .help(format!("use one in partition `{wanted}`"))
    })
}
