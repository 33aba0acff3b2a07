use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// Shells on nodes of an isolated cell, past its endpoint policies.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0526"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("session_channel.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let classes = model.classes().map(|(_, class)| class);
    for class in classes.filter(|class| class.is_isolated() && class.session_manager.value) {
        let headline = format!("data can leave the cells of {} through Session Manager", class.title());
        diagnostics.push(
            RULE.finding(class.session_manager.span, headline)
                .label("its endpoint supports no policy")
                .also(class.nat.span, "no other route out")
                .help("leave it out and use `kubectl debug`, or say in an `allow` block why sessions are needed"),
        );
    }
}
