use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::platform::AddOnName;
use crate::values::AddOnVersion;

/// A VPC CNI that enforces no network policies.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0647"),
    kind: Kind::Varies(&[
        (Kind::Fails, "in an environment with namespaces"),
        (Kind::Mistake, "in an environment without namespaces"),
    ]),
    since: "0.1.0",
    docs: include_str!("network_policy_engine.md"),
    yields_to: &[],
    check,
};

/// EKS user guide, "Limit Pod traffic with Kubernetes network policies".
const FIRST: AddOnVersion = AddOnVersion { major: 1, minor: 14, patch: 0, build: 0 };

/// Add-ons are the environment's: its classes have the same.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.environments.values().filter_map(check_environment));
}

fn check_environment(environment: &Environment) -> Option<Diagnostic> {
    let version =
        environment.own_class.add_ons.get(&AddOnName::VpcCni)?.version.filter(|version| version.value < FIRST)?;
    let kind = if environment.namespaces.is_empty() { Kind::Mistake } else { Kind::Fails };
    let headline = format!("vpc-cni {} enforces no network policies", version.value);
    let finding = RULE.finding_as(kind, version.span, headline);
    let finding = finding.label("v1.14.0 is the first version that does");
    let finding = match environment.namespaces.first() {
        Some(namespace) => finding.also(namespace.span(), "isolated by network policies"),
        None => finding.note("the first namespace of the environment would be open to all others"),
    };
    Some(finding.help("leave `version` out, or use one that `aws eks describe-addon-versions` lists"))
}
