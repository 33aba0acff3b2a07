use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::misspelt_account::witnesses;
use crate::check::facts::names::is_too_long;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Environment, Model, WorkloadIdentity, names};
use crate::source::Spanned;
use crate::values::{EnvironmentId, Name, PolicyArn};

/// A workload identity that clashes with another, or has too many policies.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0605"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("workload_identity.md"),
    yields_to: &[],
    check,
};

/// IAM quotas: "Managed policies attached to an IAM role", default.
const MOST_POLICIES: usize = 10;
/// Service accounts whose identity every cell makes itself.
const TAKEN: [(&str, &str); 3] =
    [("kube-system", "aws-node"), ("kube-system", "ebs-csi-controller-sa"), ("kube-system", "karpenter")];

/// Whether the cell makes the identity: for itself, or for an application that it runs.
fn is_taken(environment: &Environment, account: (&str, &str)) -> bool {
    let mut names = environment.applications.iter().map(|application| application.name.value);
    TAKEN.contains(&account)
        || names.any(|name| name.service_account().is_some_and(|own| account == (name.namespace(), own)))
}

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        service_accounts(environment, diagnostics);
        diagnostics.extend(environment.workload_identities.iter().filter_map(policies));
    }
    // One finding a policy, however many cells have it.
    let mut foreign = witnesses(model);
    for cell in &model.cells {
        let identities = &model.environment_of(cell).workload_identities;
        let findings = identities.iter().filter_map(|identity| policy_account(cell, identity));
        diagnostics.extend(findings.filter(|finding| foreign.insert(finding.primary.span)));
    }
    for (cluster, identity) in longest_clusters(model).into_values() {
        diagnostics.extend(role_name(cluster, identity));
    }
}

fn service_accounts(environment: &Environment, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&str, &str), &WorkloadIdentity> = BTreeMap::new();
    let mut identities: Vec<&WorkloadIdentity> = environment.workload_identities.iter().collect();
    identities.sort_by_key(|identity| identity.name.span);
    for identity in identities {
        let account = (identity.namespace.as_str(), identity.service_account.as_str());
        let title = format!("`{}/{}`", account.0, account.1);
        if is_taken(environment, account) {
            let headline = format!("the identity of service account {title} is the cell's own");
            let error = RULE.finding(identity.service_account.span, headline);
            diagnostics.push(error.label("created by cellc").help("remove the block"));
        } else if let Some(first) = seen.get(&account) {
            let headline = format!("service account {title} has two identities");
            let error = RULE.finding(identity.service_account.span, headline).label("again here");
            let error = error.also(first.service_account.span, "first here");
            diagnostics.push(error.help("a service account has one role: merge the two blocks"));
        } else {
            seen.insert(account, identity);
        }
    }
}

fn policies(identity: &WorkloadIdentity) -> Option<Diagnostic> {
    let count = identity.policies.len();
    let error = |headline: String| RULE.finding(identity.policies.span, headline);
    if count == 0 {
        let headline = format!("workload identity `{}` has no policies", identity.name.value);
        return Some(error(headline).label("grants nothing").help("add a policy, or remove the block"));
    }
    (count > MOST_POLICIES).then(|| {
        let headline = format!("workload identity `{}` has too many policies", identity.name.value);
        let label = format!("{count} policies; IAM allows {MOST_POLICIES} per role");
        error(headline).label(label).help("merge policies")
    })
}

/// Of each identity the cell where its role has the longest name: one finding is enough. A cell with too long a name of its
/// own is another rule's finding.
fn longest_clusters(model: &Model) -> BTreeMap<(&EnvironmentId, &Name), (&str, &WorkloadIdentity)> {
    let mut longest: BTreeMap<_, (&str, &WorkloadIdentity)> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| !is_too_long(&cell.cluster)) {
        for identity in &model.environment_of(cell).workload_identities {
            let entry =
                longest.entry((&cell.class.environment, &identity.name.value)).or_insert((&cell.cluster, identity));
            if entry.0.len() < cell.cluster.len() {
                *entry = (&cell.cluster, identity);
            }
        }
    }
    longest
}

/// A role takes managed policies of AWS and of its own account.
fn policy_account(cell: &Cell, identity: &WorkloadIdentity) -> Option<Diagnostic> {
    let is_foreign =
        |policy: &&Spanned<PolicyArn>| policy.account().is_some_and(|account| account != cell.account.value);
    let policy = identity.policies.iter().find(is_foreign)?;
    let headline = format!("cell `{}` cannot use a policy from another account", cell.name.value);
    let error = RULE.finding(policy.span, headline).label("a policy from another account");
    let error = error.also(cell.account.span, format!("the cell's account is {}", cell.account.value));
    Some(error.help("use a policy of AWS or of the cell's account"))
}

fn role_name(cluster: &str, identity: &WorkloadIdentity) -> Option<Diagnostic> {
    let name = format!("{cluster}{}", identity.role_suffix());
    (name.len() > names::ROLE_LIMIT).then(|| {
        let headline = format!("the name of workload identity `{}` is too long", identity.name.value);
        RULE.finding(identity.name.span, headline)
            .label(format!("results in the IAM role `{name}`"))
            .note(format!("{} characters; IAM allows {}", name.len(), names::ROLE_LIMIT))
            .help(format!(
                "shorten it, or the names of fleet, environment and cell, by {}",
                name.len() - names::ROLE_LIMIT
            ))
    })
}
