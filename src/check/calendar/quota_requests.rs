use crate::catalog::quotas::QuotaCode;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, Place, QuotaRequest, quota_requests};
use crate::source::Spanned;
use crate::values::{AccountId, QuotaName, Region};

/// Requests for quotas that AWS refuses, or that help nobody.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0720"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("quota_requests.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    misplaced(model, diagnostics);
    for (account, requests) in quota_requests(model) {
        for (region, requests) in requests {
            let place = Place { account: account.clone(), region: region.clone() };
            diagnostics.extend(requests.iter().filter_map(|request| too_small(&place, request)));
        }
    }
}

/// Quotas that count elsewhere than where they are asked for.
fn misplaced(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for account in model.accounts.values() {
        let declared = account.declared.iter().flat_map(|declared| &declared.quota_requests);
        for (region, requests) in declared {
            let of_region = requests.stated.iter().map(|(name, value)| (*name, value));
            let found = of_region.filter_map(|(name, value)| elsewhere(&account.id, region.as_ref(), name, value));
            diagnostics.extend(found);
        }
    }
}

fn elsewhere(
    account: &AccountId,
    region: Option<&Region>,
    name: QuotaName,
    value: &Spanned<u32>,
) -> Option<Diagnostic> {
    let finding = |headline: String| RULE.finding(value.span, headline);
    match region {
        _ if name == QuotaName::InternetGateways => Some(
            finding("AWS takes no request for `internet-gateways`".to_owned())
                .label("rises with `vpcs`")
                .note("Amazon VPC user guide, \"Quotas\": internet gateways are raised through the VPCs per region")
                .help(format!("write `vpcs = {}`", value.value)),
        ),
        Some(region) if name.is_of_account() => Some(
            finding(format!("`{name}` counts over the whole account, not in {}", region.as_str()))
                .label("not a quota of a region")
                .help(format!("move it to `quota_requests` of `account \"{account}\"` itself")),
        ),
        None if !name.is_of_account() => Some(
            finding(format!("`{name}` counts in each region, not over the whole account"))
                .label("which region?")
                .help(format!("move it to `quota_requests` of a `region` block in `account \"{account}\"`")),
        ),
        _ => None,
    }
}

/// Unstated requests are never too small.
fn too_small(place: &Place, request: &QuotaRequest) -> Option<Diagnostic> {
    let (stated, name) = (request.stated?, request.name);
    let default = QuotaCode::of(name).quota().default;
    let has = request.granted.map_or(default, |granted| granted.value.max(default));
    if u64::from(stated.value) >= request.value || name == QuotaName::InternetGateways {
        return None;
    }
    let finding = |headline: String| RULE.finding(stated.span, headline);
    let finding = match request.granted {
        _ if stated.value >= has => finding(format!("the cells of {place} need {} `{name}`", request.need))
            .label(format!("asks for {} only", stated.value))
            .note("AWS would grant what is asked for, and the apply of a cell, or its nodes, would fail"),
        Some(granted) if granted.value > default => {
            finding(format!("AWS has granted {} `{name}` in {place}", granted.value))
                .label("asks for less")
                .also(granted.span, "granted")
                .note(REFUSED)
        }
        _ => finding(format!("every account has {default} `{name}`"))
            .label("asks for less than AWS's default")
            .note(REFUSED),
    };
    Some(finding.help(help(request)))
}

const REFUSED: &str =
    "AWS lowers no quota, and the provider refuses the apply: \"requesting … with value less than current\"";

fn help(request: &QuotaRequest) -> String {
    let largest = format!("write `{} = {}` or more", request.name, request.value);
    format!("{largest}, or leave it out: what the cells need is asked for anyway")
}
