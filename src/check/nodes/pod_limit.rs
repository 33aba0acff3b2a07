use crate::catalog::instance_types::InstanceFacts;
use crate::catalog::pods::{AddressMode, MAX_PODS_LARGE};
use crate::check::Context;
use crate::check::facts::daemons;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::types_of;
use crate::model::{Class, Environment, KarpenterTier};
use crate::source::Spanned;

/// More pods on a node than it has addresses for.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0521"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if no node of the tier can run that many pods, or none has room for even one"),
        (Kind::Mistake, "if only some of its instance types can"),
    ]),
    since: "0.1.0",
    docs: include_str!("pod_limit.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (environment, class) in model.classes() {
        let limited = class.karpenter.iter().filter_map(|tier| Some((tier, tier.max_pods?)));
        diagnostics.extend(limited.filter_map(|(tier, most)| check_tier(environment, class, tier, most)));
    }
}

fn check_tier(
    environment: &Environment,
    class: &Class,
    tier: &KarpenterTier,
    most: Spanned<u32>,
) -> Option<Diagnostic> {
    let name = &tier.name.value;
    let (of_add_ons, of_applications) = (daemons::OF_ADD_ONS, daemons::of_applications(environment));
    if most.value <= of_add_ons + of_applications {
        let headline = format!("the nodes of tier `{name}` have no room for pods");
        let error = RULE.finding_as(Kind::Fails, most.span, headline).label("the daemons on every node use them all");
        let note = format!("the add-ons run {of_add_ons} pods on every node{}", also_run(environment));
        return Some(
            error.note(note).help_removing("remove it: a node then runs as many as it has addresses for", most.span),
        );
    }
    let found = addresses(class, tier, most);
    let has_none = found.as_ref().is_some_and(|finding| finding.severity == Severity::Error);
    if has_none || most.value <= MAX_PODS_LARGE {
        return found;
    }
    let fitting =
        types_of(tier).iter().map(|facts| facts.max_pods(class.address_mode())).min().unwrap_or(MAX_PODS_LARGE);
    let fitting = fitting.min(MAX_PODS_LARGE);
    let headline = format!("the nodes of tier `{name}` may have more pods than a kubelet can manage");
    let error = RULE.finding_as(Kind::Fails, most.span, headline).label(format!("more than {MAX_PODS_LARGE}"));
    let error = error.note("EKS never sets more on nodes with its own images");
    let help = format!("write {fitting}, which every node of the tier has addresses for");
    Some(error.help_replacing(help, most.span, fitting.to_string()))
}

/// The applications that have daemons as well.
fn also_run(environment: &Environment) -> String {
    let names = environment.applications.iter().map(|application| application.name.value);
    let with_daemons = names.map(|name| (name, daemons::of(name))).filter(|(_, pods)| *pods > 0);
    with_daemons.fold(String::new(), |text, (name, pods)| format!("{text}, `{name}` {pods}"))
}

fn addresses(class: &Class, tier: &KarpenterTier, most: Spanned<u32>) -> Option<Diagnostic> {
    let (name, mode) = (&tier.name.value, class.address_mode());
    let pods = |facts: &&InstanceFacts| facts.max_pods(mode);
    let types = types_of(tier);
    let (largest, smallest) = (types.iter().copied().max_by_key(pods)?, types.iter().copied().min_by_key(pods)?);
    if smallest.max_pods(mode) >= most.value {
        return None;
    }
    let fitting = smallest.max_pods(mode);
    if mode == AddressMode::Prefix {
        let headline = format!("{} pods are too many for some nodes of tier `{name}`", most.value);
        let warning = RULE.finding_as(Kind::Mistake, most.span, headline);
        let warning = warning.label(format!("`{}` should run at most {fitting} with prefixes", smallest.name));
        return Some(warning.help(format!("write at most {fitting}, or allow larger nodes only in `cpus`")));
    }
    let finding = if largest.max_pods(mode) < most.value {
        let headline = format!("no instance type of tier `{name}` has addresses for {} pods", most.value);
        let label = format!("`{}` has enough for {}", largest.name, largest.max_pods(mode));
        RULE.finding_as(Kind::Fails, most.span, headline).label(label)
    } else {
        let headline = format!("not every instance type of tier `{name}` has addresses for {} pods", most.value);
        RULE.finding_as(Kind::Mistake, most.span, headline)
            .label(format!("`{}` has enough for {fitting}", smallest.name))
    };
    let finding = finding.note("further pods are scheduled there and wait for an address");
    Some(finding.help(format!("write at most {fitting}, or set `prefix_delegation` of the add-on `vpc-cni`")))
}
