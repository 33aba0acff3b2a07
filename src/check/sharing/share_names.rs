use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Share};
use crate::source::{Span, Spanned};
use crate::values::{EnvironmentId, Name};

/// A name that two environments in the same cells give.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0655"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("share_names.md"),
    yields_to: &[],
    check,
};

/// What environments name, for each host: what it is, its name, the environment that has it first.
type Seen<'a> = BTreeMap<(&'a EnvironmentId, &'static str, &'a Name), (&'a EnvironmentId, Span)>;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut guests: Vec<(&Share, &Environment)> = model.guests().collect();
    guests.sort_by_key(|(share, _)| share.span());
    let mut seen = Seen::new();
    for (_, host) in &guests {
        let namespaces = host.namespaces.iter();
        let namespaces = namespaces.map(|namespace| ("namespace", &namespace.name, &namespace.environment));
        let access = host.access.iter().map(|entry| ("access", &entry.name, &entry.environment));
        let own = namespaces.chain(access).filter(|(_, _, environment)| **environment == host.name.value);
        seen.extend(own.map(|(kind, name, environment)| ((environment, kind, &name.value), (environment, name.span))));
    }
    for (share, _) in guests {
        let namespaces = share.namespaces.iter().map(|namespace| ("namespace", &namespace.name));
        let names = namespaces.chain(share.access.iter().map(|entry| ("access", &entry.name)));
        for (kind, name) in names {
            let own = (&share.environment.value, name.span);
            let (environment, span) = *seen.entry((&share.host.value, kind, &name.value)).or_insert(own);
            if environment != own.0 {
                diagnostics.push(twice(kind, name, own.0, environment, span));
            }
        }
    }
}

fn twice(kind: &str, name: &Spanned<Name>, of: &EnvironmentId, first: &EnvironmentId, place: Span) -> Diagnostic {
    let headline = format!("{kind} `{}` of `{of}` is also in `{first}`, in the same cells", name.value);
    let error = RULE.finding(name.span, headline).label(format!("of environment `{of}`"));
    let error = error.also(place, format!("of environment `{first}`"));
    error.help(format!("give it a unique name, such as `{}-{of}`", name.value))
}
