use std::collections::BTreeMap;

use crate::catalog::quotas::QuotaCode;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Model, Place, QuotaUsage, quota_usage};
use crate::source::Spanned;
use crate::values::QuotaName;

/// Cells that an account has no quota for.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0711"),
    kind: Kind::Varies(&[
        (Kind::Fails, "beyond a quota stated in `quotas`"),
        (Kind::Mistake, "beyond the quota of a new account"),
    ]),
    since: "0.1.0",
    docs: include_str!("quotas.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut exceeded: BTreeMap<Place, Vec<Exceeded>> = BTreeMap::new();
    for (place, usages) in quota_usage(model) {
        // The account baseline asks AWS for what the cells need.
        if is_asked_for(model, &place) {
            continue;
        }
        let found = usages.into_iter().filter_map(|usage| judge(model, &place, usage));
        // What could not be read may be what AWS granted.
        let found = found.filter(|exceeded| *is_whole || exceeded.stated.is_some());
        exceeded.entry(place.clone()).or_default().extend(found);
    }
    diagnostics.extend(exceeded.into_iter().filter_map(|(place, found)| finding(model, &place, found)));
}

fn is_asked_for(model: &Model, place: &Place) -> bool {
    let account = model.accounts.get(&place.account);
    account.is_some_and(|account| account.quota_requests(place.region.as_ref()).is_some())
}

/// A quota that does not suffice.
struct Exceeded {
    usage: QuotaUsage,
    quota: u64,
    stated: Option<Spanned<u32>>,
}

impl Exceeded {
    /// How many of the cells fit, if all were alike.
    fn cells_that_fit(&self) -> u64 {
        self.quota * self.usage.cells / self.usage.used.max(1)
    }
}

fn judge(model: &Model, place: &Place, usage: QuotaUsage) -> Option<Exceeded> {
    let stated = place.granted(model, usage.name);
    let quota = match stated {
        Some(value) => u64::from(value.value),
        None => u64::from(default_of(usage.name)?),
    };
    (usage.used > quota).then_some(Exceeded { usage, quota, stated })
}

/// What a new account has; [`None`] where that says nothing, because AWS raises it by itself as an account is used.
fn default_of(name: QuotaName) -> Option<u32> {
    let is_vcpus = matches!(name, QuotaName::OnDemandVcpus | QuotaName::SpotVcpus);
    (!is_vcpus).then(|| QuotaCode::of(name).quota().default)
}

/// One finding a place: the quota that binds first, the others beside it.
fn finding(model: &Model, place: &Place, mut exceeded: Vec<Exceeded>) -> Option<Diagnostic> {
    // What is stated is certain, so it goes first.
    exceeded.sort_by_key(|found| (found.stated.is_none(), found.cells_that_fit(), found.usage.name));
    let (binding, others) = exceeded.split_first()?;
    let Exceeded { usage, quota, stated } = binding;
    let quota_facts = QuotaCode::of(usage.name).quota();
    let cells = plural(usize::try_from(usage.cells).unwrap_or(usize::MAX), "cell");
    let need = if usage.cells == 1 { "needs" } else { "need" };
    let headline = format!("{cells} {need} {} `{}`, but {place} has {quota}", usage.used, usage.name);
    let fits = match binding.cells_that_fit() {
        0 => "not even one cell fits".to_owned(),
        1 => "one cell fits".to_owned(),
        fit => format!("{fit} cells fit"),
    };
    let finding = match stated {
        Some(value) => RULE.finding_as(Kind::Fails, value.span, headline).label(fits),
        None => RULE.finding_as(Kind::Mistake, place.span(model), headline).label(format!("in a new account {fits}")),
    };
    let mut finding =
        finding.note(format!("quota {} of {}, \"{}\"", quota_facts.code, quota_facts.service, quota_facts.name));
    if !others.is_empty() {
        let list: Vec<String> = others
            .iter()
            .map(|other| format!("{} `{}` of {}", other.usage.used, other.usage.name, other.quota))
            .collect();
        finding = finding.note(format!("also exceeded: {}", list.join(", ")));
    }
    Some(finding.help(remedy(binding, others)).help(request(place)))
}

/// Terraform can ask, too.
fn request(place: &Place) -> String {
    let requests = match &place.region {
        Some(region) => format!("region \"{}\" {{ quota_requests = {{}} }}", region.as_str()),
        None => "quota_requests = {}".to_owned(),
    };
    format!("or let the account baseline ask for what the cells need: `account \"{}\" {{ {requests} }}`", place.account)
}

fn remedy(binding: &Exceeded, others: &[Exceeded]) -> String {
    if binding.stated.is_some() {
        let wanted = binding.usage.used;
        return format!("ask AWS to raise it to {wanted}, or move cells to another account or region");
    }
    let unstated = std::iter::once(binding).chain(others).filter(|found| found.stated.is_none());
    let list: Vec<String> = unstated.map(|found| format!("{} = {}", found.usage.name, found.usage.used)).collect();
    format!(
        "ask AWS to raise it, and state the granted values in the environment: `quotas = {{ {} }}`",
        list.join(", ")
    )
}
