//! What the roles of one cell may do to another, by what is attached to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use super::cell::{Cell, Place, Policy, Resource, Role, Unproven};
use super::condition::{Certainty, Context, Known, holds};
use super::decide::{Request, applies, names_action};
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
        for policy in &role.policies {
            for statement in policy.document.statements.iter().filter(|statement| statement.effect == Effect::Allow) {
                let asked = Asked { alpha, beta, role, policy, statement };
                for action in actions(&statement.actions, &policy.place, &mut verdict.unproven) {
                    asked.action(&action, &targets, verdict);
                }
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
            (name, arns.iter().filter(|(arn, _)| form.intersects(arn)).map(|(_, resource)| *resource).collect())
        };
        Self(policy_actions::types().map(of_type).collect())
    }

    /// What an action may act on.
    pub(super) fn of_action(&self, service: &str, types: &[String]) -> Vec<&'a Resource> {
        let mut seen = BTreeSet::new();
        let resources = types.iter().filter_map(|kind| self.0.get(format!("{service}:{kind}").as_str())).flatten();
        resources.copied().filter(|resource| seen.insert(std::ptr::from_ref(*resource))).collect()
    }
}

/// The actions that a choice names and that the fact table knows; the others are unproven.
pub(super) fn actions(choice: &Choice, place: &Place, unproven: &mut Vec<Unproven>) -> Vec<String> {
    let mut named = BTreeSet::new();
    let patterns: Vec<&str> = match choice {
        Choice::Only(patterns) => patterns.iter().map(String::as_str).collect(),
        Choice::AllBut(_) => vec!["*"],
    };
    for pattern in patterns {
        let lower = pattern.to_lowercase();
        let service = lower.split(':').next().unwrap_or_default();
        let mut add = |service: &str| {
            let known = policy_actions::of_service(service).into_iter().flatten();
            let known = known.map(|(name, _)| format!("{service}:{name}"));
            named.extend(known.filter(|action| names_action(&Choice::Only(vec![lower.clone()]), action)));
        };
        let before = if service.contains(['*', '?']) {
            policy_actions::services().for_each(&mut add);
            continue;
        } else {
            add(service);
            service
        };
        let is_known = named.iter().any(|action| names_action(&Choice::Only(vec![lower.clone()]), action));
        if !is_known {
            let reason = if policy_actions::of_service(before).is_some() {
                format!("no fact says what `{pattern}` acts on")
            } else {
                format!("no fact says what actions of `{before}` act on")
            };
            unproven.push(Unproven { place: place.clone(), reason });
        }
    }
    named.retain(|action| names_action(choice, action));
    named.into_iter().collect()
}

/// One statement that is asked about.
struct Asked<'a> {
    alpha: &'a Cell,
    beta: &'a Cell,
    role: &'a Role,
    policy: &'a Policy,
    statement: &'a Statement,
}

impl Asked<'_> {
    fn action(&self, action: &str, targets: &Targets<'_>, verdict: &mut Verdict) {
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        let Some(fact) = policy_actions::find(service, name) else { return };
        let Some(types) = &fact.on else {
            let request = self.request(action, "*", self.context(None));
            if applies(self.statement, &request) != Certainty::No && !self.is_denied(&request, None) {
                verdict.exposures.push(Exposure {
                    actor: self.role.arn.clone(),
                    place: self.policy.place.clone(),
                    statement: self.statement.name.clone(),
                    action: action.to_owned(),
                    access: fact.access,
                });
            }
            return;
        };
        for resource in targets.of_action(service, types) {
            let request = self.request(action, &resource.arn, self.context(Some(resource)));
            if applies(self.statement, &request) != Certainty::No && !self.is_denied(&request, Some(resource)) {
                verdict.acts.push(Reach {
                    actor: self.role.arn.clone(),
                    place: self.policy.place.clone(),
                    statement: self.statement.name.clone(),
                    action: action.to_owned(),
                    access: fact.access,
                    target: readable(&resource.arn),
                    target_address: resource.place.address.clone(),
                    reason: reason(self.statement, &request.context),
                });
            }
        }
    }

    fn request(&self, action: &str, resource: &str, context: Context) -> Request {
        Request { action: action.to_owned(), resource: Pattern::literal(resource), context }
    }

    fn context(&self, resource: Option<&Resource>) -> Context {
        let context = of_role(self.alpha, self.role);
        match resource {
            Some(resource) => of_resource(context, self.beta, resource),
            None => context,
        }
    }

    /// Whether the role, or what it would act on, denies the request whatever else it says.
    fn is_denied(&self, request: &Request, resource: Option<&Resource>) -> bool {
        let own = self.role.policies.iter();
        let theirs = resource.into_iter().flat_map(|resource| &resource.policies);
        let denies =
            |statement: &Statement| statement.effect == Effect::Deny && applies(statement, request) == Certainty::Yes;
        own.flat_map(|policy| &policy.document.statements).any(denies)
            || theirs
                .flat_map(|policy| &policy.document.statements)
                .any(|statement| denies(statement) && super::admission::surely_names(statement, &self.role.arn))
    }
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
        // Present only while something is made; such requests do not touch what is there.
        .with("ec2:CreateAction", Known::Absent)
        .with("elasticloadbalancing:CreateAction", Known::Absent);
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
