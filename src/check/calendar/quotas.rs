use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::quotas::QuotaCode;
use crate::check::Context;
use crate::check::facts::quota_usage::{Place, Usage, usage};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::Model;
use crate::source::Spanned;
use crate::values::{EnvironmentId, QuotaName};

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
    for (place, usages) in usage(model) {
        let here = place.environments(model);
        let found = usages.into_iter().filter_map(|usage| judge(model, &here, usage));
        // What could not be read may be what AWS granted.
        let found = found.filter(|exceeded| *is_whole || exceeded.stated.is_some());
        exceeded.entry(place.clone()).or_default().extend(found);
    }
    diagnostics.extend(exceeded.into_iter().filter_map(|(place, found)| finding(model, &place, found)));
}

/// A quota that does not suffice.
struct Exceeded {
    usage: Usage,
    quota: u64,
    stated: Option<Spanned<u32>>,
}

impl Exceeded {
    /// How many of the cells fit, if all were alike.
    fn cells_that_fit(&self) -> u64 {
        self.quota * self.usage.cells / self.usage.used.max(1)
    }
}

fn judge(model: &Model, here: &BTreeSet<&EnvironmentId>, usage: Usage) -> Option<Exceeded> {
    let of_place = here.iter().filter_map(|environment| model.environments.get(*environment)?.quotas.get(&usage.name));
    // Environments may share an account: what one of them states holds for all.
    let stated = of_place.copied().max_by_key(|value| value.value);
    let quota = match stated {
        Some(value) => u64::from(value.value),
        None => u64::from(default_of(usage.name)?),
    };
    (usage.used > quota).then_some(Exceeded { usage, quota, stated })
}

/// What a new account has; [`None`] where that says nothing, because AWS raises it by itself as an account is used.
fn default_of(name: QuotaName) -> Option<u32> {
    let is_vcpus = matches!(name, QuotaName::OnDemandVcpus | QuotaName::SpotVcpus);
    (!is_vcpus).then(|| code_of(name).quota().default)
}

const fn code_of(name: QuotaName) -> QuotaCode {
    match name {
        QuotaName::Clusters => QuotaCode::CLUSTERS,
        QuotaName::ElasticIps => QuotaCode::ELASTIC_IPS,
        QuotaName::EventRules => QuotaCode::EVENT_RULES,
        QuotaName::IamPolicies => QuotaCode::CUSTOMER_MANAGED_POLICIES,
        QuotaName::IamRoles => QuotaCode::ROLES,
        QuotaName::InterfaceEndpoints => QuotaCode::INTERFACE_ENDPOINTS_PER_VPC,
        QuotaName::InternetGateways => QuotaCode::INTERNET_GATEWAYS,
        QuotaName::NatGateways => QuotaCode::NAT_GATEWAYS_PER_ZONE,
        QuotaName::OidcProviders => QuotaCode::OIDC_PROVIDERS,
        QuotaName::OnDemandVcpus => QuotaCode::ON_DEMAND_STANDARD_VCPUS,
        QuotaName::SpotVcpus => QuotaCode::SPOT_STANDARD_VCPUS,
        QuotaName::Vpcs => QuotaCode::VPCS,
    }
}

/// One finding a place: the quota that binds first, the others beside it.
fn finding(model: &Model, place: &Place, mut exceeded: Vec<Exceeded>) -> Option<Diagnostic> {
    // What is stated is certain, so it goes first.
    exceeded.sort_by_key(|found| (found.stated.is_none(), found.cells_that_fit(), found.usage.name));
    let (binding, others) = exceeded.split_first()?;
    let Exceeded { usage, quota, stated } = binding;
    let quota_facts = code_of(usage.name).quota();
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
    Some(finding.help(remedy(binding, others)))
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
