use crate::check::Context;
use crate::check::facts::namespaces::is_there;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Class, KarpenterTier, Namespace};
use crate::source::Spanned;
use crate::values::{Name, Profile};

/// Tiers outside the list of a namespace that admit its pods all the same.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0681"),
    kind: Kind::Varies(&[(Kind::Mistake, "in production"), (Kind::Advice, "elsewhere")]),
    since: "0.2.0",
    docs: include_str!("open_tiers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A tier that could not be read is not missing.
    if !is_whole {
        return;
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.classes() {
        for namespace in &environment.namespaces {
            let kind = match model.profile_of(&namespace.environment, environment) {
                Profile::Production => Kind::Mistake,
                Profile::Development | Profile::Staging => Kind::Advice,
            };
            diagnostics.extend(check_namespace(class, namespace, kind));
        }
    }
}

fn check_namespace(class: &Class, namespace: &Namespace, kind: Kind) -> Option<Diagnostic> {
    let tiers = namespace.admission.tiers.as_ref()?;
    // A name that no tier has is another rule's finding, and probably one of these.
    if !tiers.iter().all(|tier| is_there(class, tier)) {
        return None;
    }
    let is_open = |tier: &&KarpenterTier| !tier.keeps_pods_out() && !is_listed(tiers, tier);
    let open: Vec<&KarpenterTier> = class.karpenter.iter().filter(is_open).collect();
    let names = || open.iter().map(|tier| tier.name.as_str());
    let [first, others @ ..] = open.as_slice() else { return None };
    let (plural, them) = if others.is_empty() { ("", "it") } else { ("s", "them") };
    let headline =
        format!("namespace `{}` can also run on node tier{plural} {}", namespace.name.value, listing(names(), "and"));
    let finding = RULE.finding_as(kind, tiers.span, headline).label("does not keep its pods off other tiers");
    let finding = [first]
        .into_iter()
        .chain(others)
        .filter(|tier| tier.name.is_written())
        .fold(finding, |finding, tier| finding.also(tier.name.span, "no taint keeps pods out"));
    Some(finding.help(format!("give {} a taint, or add {them} to `tiers`", listing(names(), "and"))))
}

fn is_listed(tiers: &Spanned<Vec<Spanned<Name>>>, tier: &KarpenterTier) -> bool {
    tiers.iter().any(|own| own.value == tier.name.value)
}
