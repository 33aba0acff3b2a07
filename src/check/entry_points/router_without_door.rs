use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};

/// A router that leads nowhere, or has nowhere to write.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1166"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("router_without_door.md"),
    yields_to: &[Yield { code: Code::rule("CELL1128"), within: Within::Environment }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some(router) = &environment.router else { continue };
        let missing = [
            (
                environment.front_door.is_none(),
                "front_door",
                "its cells have no names that it could lead to",
                "add `front_door { … }`",
            ),
            (environment.zone.is_none(), "dns", "it has no zone to write to", "add `dns { … }`"),
        ];
        for (_, block, why, help) in missing.into_iter().filter(|(is_missing, ..)| *is_missing) {
            let headline = format!("the router of `{}` needs `{block}`", environment.name.value);
            let error = RULE.finding(router.span(), headline).label(why);
            diagnostics.push(error.help(format!("{help} to the environment, or remove its router")));
        }
    }
}
