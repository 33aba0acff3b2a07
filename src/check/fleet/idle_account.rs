use crate::check::Context;
use crate::check::facts::misspelt_account::is_slip;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Account, DeclaredAccount, Model};
use crate::source::Span;

/// A declaration of an account that changes nothing.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0435"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("idle_account.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read may be what is in the account.
    if !is_whole {
        return;
    }
    for account in model.accounts.values() {
        let Some(declared) = &account.declared else { continue };
        // The account of the zones has their roots, whatever else is in it.
        let has_zones = model.fleet.dns.as_ref().is_some_and(|dns| dns.account.value == account.id);
        if account.regions.is_empty() && !has_zones {
            diagnostics.push(unused(model, account, declared.span()));
        } else if declared.is_empty() {
            diagnostics.push(empty(account, declared.span()));
        } else {
            diagnostics.extend(unused_regions(account, declared));
        }
    }
}

fn unused(model: &Model, account: &Account, span: Span) -> Diagnostic {
    let headline = format!("no environment or cell is in account {}", account.id);
    let finding = RULE.finding(span, headline).label("declared for nothing: it gets no root");
    let mut used = model.accounts.values().filter(|other| !other.regions.is_empty());
    match used.find(|other| other.declared.is_none() && is_slip(&account.id, &other.id)) {
        Some(meant) => finding.help(format!("did you mean `{}`?", meant.id)),
        None => finding.help("remove the block, or give an environment or a cell this `account`"),
    }
}

fn empty(account: &Account, span: Span) -> Diagnostic {
    let headline = format!("the block of account {} declares nothing", account.id);
    let finding = RULE.finding(span, headline).label("nothing for Terraform to manage");
    finding.help("declare `spot_role`, `quota_requests` or what the organisation demands there, or remove the block")
}

fn unused_regions(account: &Account, declared: &DeclaredAccount) -> Vec<Diagnostic> {
    let regions = declared.quota_requests.iter().filter_map(|(region, requests)| Some((region.as_ref()?, requests)));
    let unused = regions.filter(|(region, _)| !account.regions.contains_key(region));
    let used: Vec<String> = account.regions.keys().map(|region| format!("`{}`", region.as_str())).collect();
    unused
        .map(|(region, requests)| {
            let headline = format!("no environment or cell is in account {} in {}", account.id, region.as_str());
            let finding = RULE.finding(requests.span(), headline).label("no cell needs these quotas");
            finding.help(format!("remove the block; the account is used in {}", used.join(", ")))
        })
        .collect()
}
