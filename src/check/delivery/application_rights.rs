use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Application, Environment};
use crate::platform::{Gives, Path};
use objects::{Brought, in_value};

/// Values that give a chart rights over what others run.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0825"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("application_rights.md"),
    yields_to: &[],
    check,
};

mod objects;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            diagnostics.extend(turned_on(environment, application));
            diagnostics.extend(brought_along(environment, application));
        }
    }
}

fn turned_on(environment: &Environment, application: &Application) -> Vec<Diagnostic> {
    let Some(values) = &application.values else { return Vec::new() };
    let name = application.name.value;
    let finding = |(path, right, _): &(Path, &str, Gives)| {
        let headline = format!("`{}` lets `{name}` {right}", path.join("."));
        let finding = RULE.finding_in(environment.profile, values.span, headline);
        finding
            .label("sets it")
            .note("a vulnerability in that chart would then affect the whole cell")
            .help("leave it out of `values`, or say in an `allow` block why the cell needs it")
    };
    name.facts().values.rights.iter().filter(|(path, _, gives)| gives.is_met(values, path)).map(finding).collect()
}

fn brought_along(environment: &Environment, application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let found = values.keys().filter_map(|key| in_value(key, values.get(&[key])?));
    // What is known says more than what is not.
    let (headline, label, note, help) = match found.min()? {
        Brought::Kind(kind) => (
            format!("values of `{name}` add a `{kind}` to the cell"),
            "an object in the values of a chart",
            "cellc does not check what it may do",
            "remove it from `values`, or say in an `allow` block why the cell needs it",
        ),
        Brought::Unreadable(key) => (
            format!("`{key}` in the values of `{name}` cannot be checked"),
            "a template, or not YAML",
            "the chart renders it, so it can become an object of any kind, such as a `ClusterRoleBinding`",
            "use plain objects without `{{`, or say in an `allow` block why the cell needs it",
        ),
    };
    let finding = RULE.finding_in(environment.profile, values.span, headline);
    Some(finding.label(label).note(note).help(help))
}
