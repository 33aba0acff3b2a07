//! Whom the policies of a cell's resources and roles admit: roles of another cell, or a service that acts for it.

use super::cell::{Cell, Policy, Resource, Role, Unproven};
use super::condition::{Certainty, Context, Known};
use super::decide::{Request, applies, fits, surely_names};
use super::document::{Effect, Principals, Statement};
use super::holdings::fill;
use super::pattern::{Pattern, readable};
use super::reach::{Reach, Targets, Verdict, actions, denied, of_resource, of_role, reason};
use crate::catalog::policy_actions;
use crate::catalog::policy_resources::{self, Service};

/// Asks every policy of what `beta` holds.
pub(super) fn by_resources(alpha: &Cell, beta: &Cell, verdict: &mut Verdict) {
    let targets = Targets::of(beta);
    for resource in &beta.resources {
        for policy in &resource.policies {
            let allows = policy.document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
            for statement in allows {
                Asked { alpha, beta, resource, policy, statement, targets: &targets }.principals(verdict);
            }
        }
    }
}

/// One statement of a resource's policy.
struct Asked<'a> {
    alpha: &'a Cell,
    beta: &'a Cell,
    resource: &'a Resource,
    policy: &'a Policy,
    statement: &'a Statement,
    targets: &'a Targets<'a>,
}

impl Asked<'_> {
    fn principals(&self, verdict: &mut Verdict) {
        let kinds = match &self.statement.principal {
            Some(Principals::Only(kinds)) => kinds,
            Some(Principals::AllBut) => return self.note("`NotPrincipal` is not proven", verdict),
            None => return self.note("a policy of a resource without a principal", verdict),
        };
        for (kind, names) in kinds {
            for who in names {
                match kind.as_str() {
                    "AWS" => self.roles(who, verdict),
                    "Service" => self.service(who, verdict),
                    "Federated" => self.federated(who, verdict),
                    _ => self.note(&format!("principals of the kind `{kind}` are not known"), verdict),
                }
            }
        }
    }

    fn note(&self, reason: &str, verdict: &mut Verdict) {
        let reason = format!("statement {}: {reason}", self.statement.name);
        verdict.unproven.push(Unproven { place: self.policy.place.clone(), reason });
    }

    /// The account as a principal only lets its own identity policies decide, which are asked on their own.
    fn roles(&self, who: &str, verdict: &mut Verdict) {
        let named = Pattern::literal(who);
        let is_named = |role: &&Role| who == "*" || named.intersects(&Pattern::literal(&role.arn));
        for role in self.alpha.roles.iter().filter(is_named) {
            let context = of_resource(of_role(self.alpha, role), self.beta, self.resource);
            self.reach(&role.arn, &context, |request| denied(&role.policies, request), verdict);
        }
    }

    fn service(&self, principal: &str, verdict: &mut Verdict) {
        let service = policy_resources::service(principal);
        let Some(form) = service.map(|service| service.acts_for.as_deref()) else {
            return self.note(&format!("no fact says for whom `{principal}` acts"), verdict);
        };
        let Some(form) = form else { return };
        let key = service.and_then(|service: &Service| service.key.as_deref()).unwrap_or("aws:SourceArn");
        let form = fill(form, |name| match name {
            "partition" => self.alpha.partition.clone(),
            "account" => self.alpha.account.clone(),
            "region" => self.alpha.region.clone(),
            _ => "*".to_owned(),
        });
        let form = Pattern::glob(&form);
        let sources = self.alpha.resources.iter().map(|resource| &resource.arn);
        for source in sources.filter(|arn| form.covers(&Pattern::literal(arn)) && !arn.contains(":log-stream:")) {
            let context = of_resource(Context::open(), self.beta, self.resource)
                .with_text(key, source)
                .with_text("aws:SourceAccount", &self.alpha.account)
                .with("aws:PrincipalArn", Known::Absent);
            self.reach(source, &context, |_| false, verdict);
        }
    }

    /// Tokens of one cell's cluster come from its own provider.
    fn federated(&self, who: &str, verdict: &mut Verdict) {
        let named = Pattern::literal(who);
        let providers = self.alpha.resources.iter().filter(|resource| resource.arn.contains(":oidc-provider/"));
        for provider in providers.filter(|provider| named.intersects(&Pattern::literal(&provider.arn))) {
            let context = of_resource(Context::open(), self.beta, self.resource);
            self.reach(&provider.arn, &context, |_| false, verdict);
        }
    }

    fn reach(&self, actor: &str, context: &Context, denies: impl Fn(&Request) -> bool, verdict: &mut Verdict) {
        let arn = Pattern::literal(&self.resource.arn);
        if fits(self.statement, &arn, context) == Certainty::No {
            return;
        }
        for action in actions(&self.statement.actions, &self.policy.place, &mut verdict.unproven) {
            let (service, name) = action.split_once(':').unwrap_or((&action, ""));
            let Some((_, fact)) = policy_actions::find(service, name) else { continue };
            let is_on_it = self.targets.has(service, fact.on.as_deref().unwrap_or_default(), self.resource);
            let request = Request { action: action.clone(), resource: arn.clone(), context: context.clone() };
            if !is_on_it || denies(&request) || self.denies(&request, actor) {
                continue;
            }
            verdict.acts.push(Reach {
                actor: readable(actor),
                place: self.policy.place.clone(),
                statement: self.statement.name.clone(),
                action,
                access: fact.access,
                target: readable(&self.resource.arn),
                target_address: self.resource.place.address.clone(),
                reason: reason(self.statement, context),
            });
        }
    }

    /// Whether another statement of the same resource denies it for sure.
    fn denies(&self, request: &Request, actor: &str) -> bool {
        let statements = self.resource.policies.iter().flat_map(|policy| &policy.document.statements);
        let deny = |statement: &Statement| {
            statement.effect == Effect::Deny
                && surely_names(statement, actor)
                && applies(statement, request) == Certainty::Yes
        };
        statements.into_iter().any(deny)
    }
}
