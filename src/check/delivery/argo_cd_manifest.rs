use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::values::ReleaseVersion;

/// A manifest of Argo CD that changes by itself, or is of another release.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0819"),
    kind: Kind::Varies(&[
        (Kind::Conduct, "if the address contains no fixed release"),
        (Kind::Mistake, "if it contains another release than `version`"),
    ]),
    since: "0.1.0",
    docs: include_str!("argo_cd_manifest.md"),
    yields_to: &[],
    check,
};

/// Parts of an address that mean another release tomorrow.
const FLOATING: [&str; 6] = ["head", "HEAD", "latest", "main", "master", "stable"];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values().filter(|environment| !environment.argo_cd.is_release());
    for environment in environments.filter(|_| model.fleet.git.is_some()) {
        diagnostics.extend(floating(environment).or_else(|| another_release(environment)));
    }
}

fn floating(environment: &Environment) -> Option<Diagnostic> {
    let manifest = &environment.argo_cd.manifest;
    let part = manifest.as_str().split('/').find(|part| FLOATING.contains(part))?;
    let headline = format!("`{part}` can become another release of Argo CD at any time");
    let finding = RULE.finding_in(environment.profile, manifest.span, headline);
    let finding = finding.label("not a fixed release");
    let fixed =
        manifest.as_str().replacen(&format!("/{part}/"), &format!("/{}/", environment.argo_cd.version.value), 1);
    Some(finding.help_replacing(format!("write `{fixed}`"), manifest.span, format!("\"{fixed}\"")))
}

fn another_release(environment: &Environment) -> Option<Diagnostic> {
    let (version, manifest) = (&environment.argo_cd.version, &environment.argo_cd.manifest);
    let release = manifest.as_str().split('/').find_map(|part| part.parse::<ReleaseVersion>().ok())?;
    if release.numbers() == version.numbers() {
        return None;
    }
    let headline = format!("the manifest installs Argo CD {release}, not {}", version.value);
    let warning = RULE.finding_as(Kind::Mistake, manifest.span, headline).label("a different release");
    let by_default = if version.is_written() { "" } else { ", by default" };
    let warning = warning.also(version.span, format!("the version is {}{by_default}", version.value));
    Some(warning.help(format!("write `version = \"{release}\"`, or use the address of {}", version.value)))
}
