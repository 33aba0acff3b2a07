//! What the roles of one cell may do to another, by what is attached to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::cell::{Cell, Place, Policy, Resource, Role, Unproven};
use super::condition::{Certainty, Context, Known, arn, holds};
use super::decide::{Request, applies, fits, names_action, surely_names};
use super::document::{Choice, Effect, Statement};
use super::pattern::{Pattern, readable};
use crate::catalog::policy_actions::{self, Access};

/// The answer for an ordered pair of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What a role of the one may do to something of the other.
    pub acts: Vec<Reach>,
    /// What a role may do without naming a resource, because AWS offers no resource-level permission for it.
    pub exposures: Vec<Exposure>,
    /// What nothing is proven about, in either cell.
    pub unproven: Vec<Unproven>,
}

/// An action that may happen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reach {
    /// ARN of the role, or of what a service acts for.
    pub actor: String,
    /// Where the statement is.
    pub place: Place,
    /// The statement: its `Sid`, or its number.
    pub statement: String,
    /// The action.
    pub action: String,
    /// What the action does.
    pub access: Access,
    /// ARN of what is acted on; what only AWS knows stands in angle brackets.
    pub target: String,
    /// What that is in the other cell.
    pub target_address: String,
    /// Why it may happen.
    pub reason: String,
}

/// An action that knows no resource: it reads or changes what the whole account has in a region.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Exposure {
    /// ARN of the role.
    pub actor: String,
    /// Where the statement is.
    pub place: Place,
    /// The statement: its `Sid`, or its number.
    pub statement: String,
    /// The action.
    pub action: String,
    /// What the action does.
    pub access: Access,
}

impl Verdict {
    pub(super) fn sort(&mut self) {
        self.acts.sort();
        self.acts.dedup();
        self.exposures.sort();
        self.exposures.dedup();
        self.unproven.sort();
        self.unproven.dedup();
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { actor, place, statement, action, target, target_address, reason, .. } = self;
        write!(formatter, "{actor} may {action} on {target} ({target_address}), by statement {statement} of ")?;
        write!(
            formatter,
            "{} in {}: {reason}",
            place.address,
            if place.file.is_empty() { "no file" } else { &place.file }
        )
    }
}

/// Asks every statement of every role of `alpha`.
pub(super) fn by_roles(alpha: &Cell, beta: &Cell, verdict: &mut Verdict) {
    let targets = Targets::of(beta);
    for role in &alpha.roles {
        let candidates: Vec<Candidate<'_>> =
            beta.resources.iter().map(|resource| Candidate::of(alpha, beta, role, resource)).collect();
        for policy in &role.policies {
            for statement in policy.document.statements.iter().filter(|statement| statement.effect == Effect::Allow) {
                Asked { alpha, role, policy, statement }.all_actions(&candidates, &targets, verdict);
            }
        }
    }
}

/// The resources of a cell by the resource types that they may be of.
pub(super) struct Targets<'a>(BTreeMap<&'static str, Vec<&'a Resource>>);

impl<'a> Targets<'a> {
    pub(super) fn of(cell: &'a Cell) -> Self {
        let arns: Vec<(Pattern, &Resource)> =
            cell.resources.iter().map(|resource| (Pattern::literal(&resource.arn), resource)).collect();
        let of_type = |(name, form): (&'static str, &str)| {
            let form = Pattern::glob(form);
            (
                name,
                arns.iter()
                    .filter(|(known, _)| arn(&form, known) != Certainty::No)
                    .map(|(_, resource)| *resource)
                    .collect(),
            )
        };
        Self(policy_actions::types().map(of_type).collect())
    }

    /// Whether an action on these types may act on a resource.
    pub(super) fn has(&self, service: &str, types: &[String], resource: &Resource) -> bool {
        let of_type = |kind: &String| self.0.get(format!("{service}:{kind}").as_str());
        types.iter().filter_map(of_type).flatten().any(|known| std::ptr::eq(*known, resource))
    }
}

/// The actions that a choice names and that the fact table knows; the others are unproven.
pub(super) fn actions(choice: &Choice, place: &Place, unproven: &mut Vec<Unproven>) -> BTreeSet<String> {
    let patterns: Vec<&str> = match choice {
        Choice::Only(patterns) => patterns.iter().map(String::as_str).collect(),
        Choice::AllBut(_) => vec!["*"],
    };
    let mut named = BTreeSet::new();
    for pattern in patterns {
        let known = known_actions(pattern);
        if known.is_empty() {
            let reason = format!("no fact says what `{}` acts on", readable(pattern));
            unproven.push(Unproven { place: place.clone(), reason });
        }
        named.extend(known);
    }
    if matches!(choice, Choice::AllBut(_)) {
        named.retain(|action| names_action(choice, action));
    }
    named
}

/// The actions of the fact table that a pattern names.
fn known_actions(pattern: &str) -> Vec<String> {
    let lower = pattern.to_lowercase();
    let (service, name) = lower.split_once(':').unwrap_or((&lower, "*"));
    if !lower.contains(['*', '?']) {
        let found = policy_actions::find(service, name);
        return found.map(|(name, _)| format!("{service}:{name}")).into_iter().collect();
    }
    let glob = Choice::Only(vec![lower.clone()]);
    let services = policy_actions::services().filter(|known| service.contains(['*', '?']) || *known == service);
    let all = services.flat_map(|service| {
        let actions = policy_actions::of_service(service).into_iter().flatten();
        actions.map(move |(name, _)| format!("{service}:{name}"))
    });
    all.filter(|action| names_action(&glob, action)).collect()
}

/// A resource of the other cell, and what is known of a role's request on it.
struct Candidate<'a> {
    resource: &'a Resource,
    arn: Pattern,
    context: Context,
}

impl<'a> Candidate<'a> {
    fn of(alpha: &Cell, beta: &Cell, role: &Role, resource: &'a Resource) -> Self {
        let context = of_resource(of_role(alpha, role), beta, resource);
        Self { resource, arn: Pattern::literal(&resource.arn), context }
    }

    fn request(&self, action: &str) -> Request {
        Request { action: action.to_owned(), resource: self.arn.clone(), context: self.context.clone() }
    }
}

/// One statement that is asked about.
struct Asked<'a> {
    alpha: &'a Cell,
    role: &'a Role,
    policy: &'a Policy,
    statement: &'a Statement,
}

impl Asked<'_> {
    fn all_actions(&self, candidates: &[Candidate<'_>], targets: &Targets<'_>, verdict: &mut Verdict) {
        let fits =
            |candidate: &&Candidate<'_>| fits(self.statement, &candidate.arn, &candidate.context) != Certainty::No;
        let fitting: Vec<&Candidate<'_>> = candidates.iter().filter(fits).collect();
        for action in actions(&self.statement.actions, &self.policy.place, &mut verdict.unproven) {
            let (service, name) = action.split_once(':').unwrap_or((&action, ""));
            let Some((_, fact)) = policy_actions::find(service, name) else { continue };
            let Some(types) = &fact.on else {
                verdict.exposures.extend(self.exposure(&action, fact.access));
                continue;
            };
            for candidate in &fitting {
                let is_untagged = targets.has(service, &fact.untagged, candidate.resource);
                if targets.has(service, types, candidate.resource)
                    && !(is_untagged && self.needs_request_tags(candidate))
                    && !self.is_denied(&action, candidate)
                {
                    verdict.acts.push(self.reach(&action, fact.access, candidate));
                }
            }
        }
    }

    fn needs_request_tags(&self, candidate: &Candidate<'_>) -> bool {
        let context = candidate.context.clone().without_request_tags();
        fits(self.statement, &candidate.arn, &context) == Certainty::No
    }

    fn exposure(&self, action: &str, access: Access) -> Option<Exposure> {
        let context = of_role(self.alpha, self.role);
        let request = Request { action: action.to_owned(), resource: Pattern::literal("*"), context };
        let is_open = applies(self.statement, &request) != Certainty::No && !denied(&self.role.policies, &request);
        is_open.then(|| Exposure {
            actor: self.role.arn.clone(),
            place: self.policy.place.clone(),
            statement: self.statement.name.clone(),
            action: action.to_owned(),
            access,
        })
    }

    fn reach(&self, action: &str, access: Access, candidate: &Candidate<'_>) -> Reach {
        Reach {
            actor: self.role.arn.clone(),
            place: self.policy.place.clone(),
            statement: self.statement.name.clone(),
            action: action.to_owned(),
            access,
            target: readable(&candidate.resource.arn),
            target_address: candidate.resource.place.address.clone(),
            reason: reason(self.statement, &candidate.context),
        }
    }

    /// Whether the role, or what it would act on, denies the action whatever else is said.
    fn is_denied(&self, action: &str, candidate: &Candidate<'_>) -> bool {
        let has_deny = |policies: &[Policy]| policies.iter().any(Policy::has_deny);
        if !has_deny(&self.role.policies) && !has_deny(&candidate.resource.policies) {
            return false;
        }
        let request = candidate.request(action);
        let theirs = candidate.resource.policies.iter().flat_map(|policy| &policy.document.statements);
        denied(&self.role.policies, &request)
            || theirs.into_iter().any(|statement| {
                statement.effect == Effect::Deny
                    && surely_names(statement, &self.role.arn)
                    && applies(statement, &request) == Certainty::Yes
            })
    }
}

/// Whether identity policies deny a request for sure.
pub(super) fn denied(policies: &[Policy], request: &Request) -> bool {
    let mut statements = policies.iter().flat_map(|policy| &policy.document.statements);
    statements.any(|statement| statement.effect == Effect::Deny && applies(statement, request) == Certainty::Yes)
}

/// What is known of a request that a role makes.
pub(super) fn of_role(cell: &Cell, role: &Role) -> Context {
    Context::open()
        .with_text("aws:PrincipalArn", &role.arn)
        .with_text("aws:PrincipalAccount", &cell.account)
        .with_text("aws:PrincipalType", "AssumedRole")
        .with_text("kms:CallerAccount", &cell.account)
        .with("aws:PrincipalServiceName", Known::Absent)
}

/// What is known of a request on something that is there already.
pub(super) fn of_resource(context: Context, cell: &Cell, resource: &Resource) -> Context {
    let service = resource.arn.split(':').nth(2).unwrap_or_default();
    let context = context
        .with_tags(service, &resource.tags)
        .with_text("aws:ResourceAccount", &cell.account)
        .with_text("arc-zonal-shift:ResourceIdentifier", &resource.arn)
        // Present only while something is made; such requests do not touch what is there.
        .with("ec2:CreateAction", Known::Absent)
        .with("elasticloadbalancing:CreateAction", Known::Absent);
    // A security group is in one VPC for good.
    let context = match &cell.vpc {
        Some(vpc) if resource.arn.contains(":security-group/") => context.with_text("ec2:Vpc", vpc),
        _ => context,
    };
    // Services without a region answer in one of their own.
    let context = match resource.arn.split(':').nth(3) {
        Some("") | None => context,
        Some(region) => context.with_text("aws:RequestedRegion", region),
    };
    resource.keys.iter().fold(context, |context, (key, patterns)| {
        context.with(key, Known::Some(patterns.iter().map(|pattern| Pattern::glob(pattern)).collect()))
    })
}

/// Why a statement does not keep the cells apart: what its conditions leave open.
pub(super) fn reason(statement: &Statement, context: &Context) -> String {
    let open = statement.conditions.iter().filter(|test| holds(test, context) == Certainty::Maybe);
    let open: Vec<String> = open.map(|test| format!("`{}`", readable(&test.key))).collect();
    if !open.is_empty() {
        format!("the resources meet, and {} may hold", open.join(" and "))
    } else if statement.conditions.is_empty() {
        "the resources meet, and there is no condition".to_owned()
    } else {
        "the resources meet, and the conditions hold".to_owned()
    }
}
