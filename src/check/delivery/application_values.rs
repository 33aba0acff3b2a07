use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing, plural};
use crate::model::Application;
use crate::platform::{Breaks, Path};
use crate::values::ChartValues;

/// Values that take away what an application's identity or place rests on.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0816"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("application_values.md"),
    yields_to: &[],
    check,
};

mod accounts;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            diagnostics.extend(taken_away(application));
            diagnostics.extend(accounts::taken_over(application));
            diagnostics.extend(not_started(application));
        }
    }
}

fn taken_away(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let facts = &name.facts().values;
    let paths = NAMES.iter().chain(facts.kept).filter(|path| values.replaces(path)).map(|path| path.join("."));
    let arguments =
        facts.kept_arguments.iter().filter(|argument| passes(values, argument)).map(|argument| format!("--{argument}"));
    let set: Vec<String> = paths.chain(arguments).collect();
    let help = if set.len() > 1 { "leave them out of `values`" } else { "leave it out of `values`" };
    let (headline, label) = match set.as_slice() {
        [] => return None,
        [one] => (format!("`{one}` of `{name}` is cellc's own"), "sets it".to_owned()),
        many => (
            format!("{} of `{name}` are cellc's own", plural(many.len(), "value")),
            format!("sets {}", listing(many.iter().map(String::as_str), "and")),
        ),
    };
    let error = RULE.finding(values.span, headline).label(label);
    Some(error.note("the application's role and its placement in this cell depend on it").help(help))
}

fn not_started(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let is_so = |(path, value): &&(Path, Breaks)| values.get(path).is_some_and(|set| value.is(set));
    let (path, value) = name.facts().values.broken.iter().find(is_so)?;
    let part = if path.len() > 1 { path.first() } else { None };
    let part = part.map_or_else(String::new, |part| format!("the {part} of "));
    let path = path.join(".");
    let (headline, note) = match value {
        Breaks::AnyValue => (
            format!("`{path}` of `{name}` is the old name of `crds.enabled`"),
            "cellc sets `crds.enabled`, and the chart rejects setting both",
        ),
        Breaks::False => (
            format!("`{path} = false` removes the custom resource definitions of `{name}`"),
            "nothing else installs them, and Argo CD cannot sync objects that use them",
        ),
        Breaks::Zero => (
            format!("`{path} = 0` runs no replica of {part}`{name}`"),
            "Argo CD reports it as healthy, but nothing does its work",
        ),
    };
    let error = RULE.finding(values.span, headline).label("sets it").note(note);
    Some(error.help(format!("leave `{path}` out of `values`")))
}

/// Names of objects, by which roles and other charts know them.
const NAMES: &[&[&str]] = &[&["fullnameOverride"], &["nameOverride"], &["namespaceOverride"]];

/// Whether `extraArgs` has an argument: as an element of a list, `--registry=noop`, or as a key.
fn passes(values: &ChartValues, argument: &str) -> bool {
    let Some(extra) = values.get(&["extraArgs"]) else { return false };
    let is_it = |text: &str| text.trim_start_matches('-').split(['=', ' ']).next() == Some(argument);
    let in_list = extra.as_array().is_some_and(|list| list.iter().filter_map(|element| element.as_str()).any(is_it));
    in_list || extra.as_object().is_some_and(|object| object.keys().any(|key| is_it(key)))
}
