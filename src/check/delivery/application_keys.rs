use crate::catalog::charts::{Chart, Fault, FaultKind};
use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::Application;
use crate::source::Span;

/// Values that a chart does not read as they were meant.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0826"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("application_keys.md"),
    // Values that must not be set need not be spelt right.
    yields_to: &[Yield { code: Code::rule("CELL0816"), within: Within::Block }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            diagnostics.extend(misread(application));
        }
    }
}

/// A version that nobody has checked may know other keys.
fn misread(application: &Application) -> Vec<Diagnostic> {
    let name = application.name.value;
    let chart = name.facts().brings.chart();
    let checked = name.chart().oldest_checked().numbers()..=name.chart().version().numbers();
    let is_checked = checked.contains(&application.version.numbers());
    match (&application.values, &chart.keys) {
        (Some(values), Some(keys)) if is_checked => {
            let faults = keys.faults(values.as_map()).into_iter();
            let place = |fault: &Fault<'_>| fault.leaf.and_then(|leaf| values.place(leaf)).unwrap_or(values.span);
            faults.map(|fault| finding(application, chart, &fault, place(&fault))).collect()
        }
        _ => Vec::new(),
    }
}

fn finding(application: &Application, chart: &Chart, fault: &Fault<'_>, place: Span) -> Diagnostic {
    let name = application.name.value;
    let path = fault.path.join(".");
    match &fault.kind {
        FaultKind::UnknownAmong(known) => {
            let warning = RULE.finding(place, format!("the chart of `{name}` does not read `{path}`"));
            let warning = warning.label("has no effect").note(read_in(chart));
            let key = fault.path.last().copied().unwrap_or_default();
            let near = did_you_mean(key, known.iter().copied()).map(|near| near.question());
            warning.help(near.unwrap_or_else(|| "remove it, or use the key that the chart reads".to_owned()))
        }
        FaultKind::TextForBoolean => {
            let warning =
                RULE.finding(place, format!("`{path}` of `{name}` is text, and the chart takes any text as true"));
            warning.label("even `\"false\"` turns it on").help("write `true` or `false` without quotes")
        }
    }
}

/// The version whose keys are known.
fn read_in(chart: &Chart) -> String {
    format!("the keys are those of {} {}, as of {}", chart.chart, chart.rendered_version, chart.as_of)
}
