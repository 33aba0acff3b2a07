use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::module_folder;
use crate::model::Class;

/// Two classes would be written into one module folder.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0306"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("module_folder.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Class> = BTreeMap::new();
    for (_, class) in model.classes() {
        let first = *seen.entry(&class.module).or_insert(class);
        if !std::ptr::eq(first, class) {
            let headline = format!(
                "{} and {} would share the folder `{}`",
                first.title(),
                class.title(),
                module_folder(&class.module)
            );
            let error = RULE.finding(class.span(), headline).label("this one");
            diagnostics.push(error.also(first.span(), "the other one").help("rename one of them"));
        }
    }
}
