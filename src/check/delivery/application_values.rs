use crate::catalog::charts::{BreakingValue, Wanted, breaking_values};
use crate::check::Context;
use crate::check::facts::chart_values::{gets, touches};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing, plural};
use crate::model::{Application, Environment};
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
            diagnostics.extend(not_working(environment, application));
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

fn not_working(environment: &Environment, application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let is_so = |path: &[String], wanted: Wanted| gets(values, name, path, wanted);
    let runs = |other: &String| environment.applications.iter().any(|one| one.name.value.as_str() == other);
    let found = breaking_values(&name.chart().chart).find(|breaking| {
        let touched = std::iter::once(&breaking.path).chain(breaking.unless.iter().map(|other| &other.path));
        let is_saved = breaking.unless.iter().any(|other| is_so(&other.path, other.value));
        is_so(&breaking.path, breaking.value)
            && !is_saved
            && !breaking.unless_runs.as_ref().is_some_and(runs)
            && touched.into_iter().any(|path| touches(values, path))
    })?;
    let path = found.path.join(".");
    let headline = match found.value {
        Wanted::Any(_) => format!("`{path}` of `{name}` {}", found.breaks),
        value => format!("`{path} = {value}` {}", found.breaks),
    };
    let error = RULE.finding(values.span, headline).label("sets it").note(found.because.as_str());
    Some(error.help(help(found)))
}

fn help(breaking: &BreakingValue) -> String {
    let path = breaking.path.join(".");
    let other = breaking.unless.first().map(|other| match other.value {
        Wanted::Any(_) => format!("set `{}`", other.path.join(".")),
        value => format!("set `{} = {value}`", other.path.join(".")),
    });
    let other =
        other.or_else(|| breaking.unless_runs.as_ref().map(|name| format!("add `application \"{name}\" {{}}`")));
    let leave = format!("leave `{path}` out of `values`");
    other.map_or(leave.clone(), |other| format!("{leave}, or {other}"))
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
