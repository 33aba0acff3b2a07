use crate::check::Context;
use crate::check::facts::quota_units::is_memory;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Namespace;
use crate::source::Spanned;
use crate::values::Quantity;

/// An amount of storage above what bounds it, or without a unit.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0667"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("storage_bounds.md"),
    yields_to: &[],
    check,
};

const LIMIT: &str = "the limit of a container";
const LARGEST_LIMIT: &str = "the maximum limit of a container";
/// The amounts that are limits of a container.
const LIMITS: [&str; 2] = [LIMIT, LARGEST_LIMIT];

/// An amount and what it is called.
type Amount<'a> = (&'a Spanned<Quantity>, &'static str);

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        let amounts = amounts(namespace);
        diagnostics.extend(amounts.into_iter().filter_map(|amount| without_unit(namespace, amount)));
        // Of an amount that is wrong by itself nothing is known about what it is above.
        let is_known = |amount: Amount<'_>| without_unit(namespace, amount).is_none();
        let pairs = pairs(namespace).into_iter().filter(|(low, high)| is_known(*low) && is_known(*high));
        diagnostics.extend(pairs.filter_map(|(low, high)| above(namespace, low, high)));
    }
}

fn amounts(namespace: &Namespace) -> [Amount<'_>; 6] {
    let (quota, container) = (&namespace.quota, &namespace.container.ephemeral_storage);
    [
        (&quota.storage, "`quota.storage`"),
        (&quota.largest_volume_claim, "`quota.largest_volume_claim`"),
        (&quota.ephemeral_storage, "`quota.ephemeral_storage`"),
        (&container.requests, "`requests` of a container"),
        (&container.limits, LIMIT),
        (&container.max, LARGEST_LIMIT),
    ]
}

/// What is never above what.
fn pairs(namespace: &Namespace) -> [(Amount<'_>, Amount<'_>); 4] {
    let [storage, claim, nodes, requests, limits, max] = amounts(namespace);
    [(claim, storage), (requests, limits), (limits, max), (limits, nodes)]
}

fn without_unit(namespace: &Namespace, (amount, what): Amount<'_>) -> Option<Diagnostic> {
    // No claims and no reservation are possible; a container that may write nothing is evicted with its first log line.
    let is_right = is_memory(amount) && !(LIMITS.contains(&what) && amount.thousandths() == 0);
    if !amount.is_written() || is_right {
        return None;
    }
    let headline = format!("{what} of namespace `{}` is {} bytes", namespace.name.value, amount.units());
    let error = RULE.finding(amount.span, headline).label("not a plausible amount of storage");
    Some(error.help("use an amount with a unit, such as `500Gi`"))
}

fn above(namespace: &Namespace, (low, what): Amount<'_>, (high, bound): Amount<'_>) -> Option<Diagnostic> {
    if low.value <= high.value {
        return None;
    }
    let headline = format!("{what} is above {bound} in namespace `{}`", namespace.name.value);
    // What is written is what can be changed.
    let (written, other) = if low.is_written() { (low, high) } else { (high, low) };
    let error = RULE.finding(written.span, headline).label(format!("{}", written.value));
    let by_default = if other.is_written() { "" } else { ", by default" };
    let error = error.also(other.span, format!("{}{by_default}", other.value));
    Some(error.help("lower one or raise the other"))
}
