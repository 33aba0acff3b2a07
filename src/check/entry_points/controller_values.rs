use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing, plural};
use crate::model::Environment;
use crate::platform::{ApplicationName, REGISTERS_ONLY};

/// Values by which the load balancer controller would do more than its role admits.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1176"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("controller_values.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.front_doors().map(|(environment, _)| environment);
    diagnostics.extend(environments.filter_map(taken_back));
}

fn taken_back(environment: &Environment) -> Option<Diagnostic> {
    if !environment.balancing().is_terraforms() {
        return None;
    }
    let name = ApplicationName::LoadBalancerController;
    let values = environment.application(name)?.values.as_ref()?;
    let set: Vec<String> =
        REGISTERS_ONLY.iter().filter(|path| values.replaces(path)).map(|path| path.join(".")).collect();
    let headline = match set.as_slice() {
        [] => return None,
        [one] => format!("`{one}` of `{name}` follows from the front door"),
        many => format!("{} of `{name}` follow from the front door", plural(many.len(), "value")),
    };
    let error = RULE.finding(values.span, headline);
    let error = error.label(format!("sets {}", listing(set.iter().map(String::as_str), "and")));
    let error =
        error.note("Terraform makes the load balancer of these cells, and the controller's role admits no other");
    Some(
        error.help(
            "leave it out of `values`; a namespace with `exposure` lets the controller make load balancers again",
        ),
    )
}
