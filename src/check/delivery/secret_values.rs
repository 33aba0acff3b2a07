use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Environment, Model};
use crate::secrets;
use crate::source::{Span, Spanned};
use crate::values::{LabelValue, Profile, TagValue};

/// A password in the values of a chart.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0823"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("secret_values.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            let Some(values) = &application.values else { continue };
            for (leak, place) in values.secrets() {
                let what = format!("`{}` of `{}`", leak.path, application.name.value);
                let finding = finding(environment.profile, place.unwrap_or(values.span), &what);
                diagnostics
                    .push(finding.help("use the name of a Secret that the chart reads, such as `existingSecret`"));
            }
        }
    }
    tags_and_labels(model, diagnostics);
}

/// They are read from more places than values: everybody who may describe a resource sees them.
fn tags_and_labels(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    // The fleet's tags go to all its environments: the strictest decides.
    let profiles = model.environments.values().map(|environment| environment.profile);
    let strictest = profiles.min_by_key(|profile| Severity::of_profile(*profile)).unwrap_or(Profile::Development);
    let of_fleet = model
        .fleet
        .tags
        .iter()
        .map(|(key, value)| (strictest, "tag", key.as_str(), value.as_ref().map(TagValue::as_str)));
    for (profile, what, key, text) in of_fleet.chain(model.environments.values().flat_map(texts)) {
        if secrets::is_secret(key, &text) {
            let finding = finding(profile, text.span, &format!("the {what} `{key}`"));
            diagnostics.push(finding.help("remove it, or use the name of the Secret"));
        }
    }
}

/// A tag or a label: whose profile judges it, what it is, its key and its text.
type Text<'a> = (Profile, &'static str, &'a str, Spanned<&'a str>);

/// What an environment writes. Tiers recur in its classes: identical findings are printed once.
fn texts(environment: &Environment) -> impl Iterator<Item = Text<'_>> {
    let profile = environment.profile;
    let tags = environment.tags.iter();
    let tags = tags.map(move |(key, value)| (profile, "tag", key.as_str(), value.as_ref().map(TagValue::as_str)));
    let of_karpenter = environment.classes().flat_map(|class| &class.karpenter).flat_map(|tier| &tier.labels);
    let labels = environment.classes().flat_map(|class| &class.system.labels).chain(of_karpenter);
    let labels = labels.filter(|(_, value)| value.is_written());
    let labels =
        labels.map(move |(key, value)| (profile, "label", key.as_str(), value.as_ref().map(LabelValue::as_str)));
    tags.chain(labels)
}

fn finding(profile: Profile, span: Span, what: &str) -> Diagnostic {
    let headline = format!("{what} is a secret in clear text");
    let finding = RULE.finding_in(profile, span, headline).label("would be written to the repository");
    finding
        .secret(span)
        .note("anyone who can read the repository can use it, even after it is removed: replace the secret itself")
}
