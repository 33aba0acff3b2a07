//! What a list names twice: `resolve` makes it one, so only here it can still be seen.

use std::fmt::Display;

use super::Resolver;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::REPEATED_ELEMENT;
use crate::source::Spanned;
use crate::spec;

/// Elements of a list that are compared: what is longer is too long for AWS.
const MOST_ELEMENTS: usize = 100;

/// A list of the specification.
type List<T> = Spanned<Vec<Spanned<T>>>;

impl Resolver<'_> {
    /// Warns of all elements that stand earlier in their list already. Zones, scopes and groups have rules of their own.
    pub(super) fn repeated(&mut self) {
        let spec = self.spec;
        for (_, entry) in spec.environment.iter() {
            self.environment_lists(&entry.block);
            let classes = entry.block.class.iter().flat_map(|(_, class)| class.block.node_tier.iter());
            for (_, tier) in entry.block.node_tier.iter().chain(classes) {
                self.tier_lists(&tier.block);
            }
            for (_, namespace) in entry.block.namespace.iter() {
                self.namespace_lists(&namespace.block);
            }
        }
    }

    fn environment_lists(&mut self, block: &spec::Environment) {
        let endpoint = block.endpoint.as_ref();
        self.repeats("range", endpoint.and_then(|endpoint| endpoint.cidrs.as_ref()));
        self.repeats("network", block.peers.as_ref());
        self.repeats("service", block.interface_endpoints.as_ref());
        let perimeter = block.perimeter.as_ref();
        self.repeats("bucket", perimeter.and_then(|perimeter| perimeter.buckets.as_ref()));
        self.repeats("account", perimeter.and_then(|perimeter| perimeter.accounts.as_ref()));
        self.repeats("log", block.logs.as_ref().and_then(|logs| logs.types.as_ref()));
        for (_, access) in block.access.iter() {
            self.repeats("permission", access.block.may.as_ref());
        }
        for (_, identity) in block.workload_identity.iter() {
            self.repeats("policy", Some(&identity.block.policies));
        }
        for (_, role) in block.role.iter() {
            for (_, rule) in role.block.rule.iter() {
                self.rule_lists(&rule.block);
            }
        }
        for (_, application) in block.application.iter() {
            self.repeats("zone", application.block.zones.as_ref());
        }
    }

    fn rule_lists(&mut self, rule: &spec::RoleRule) {
        self.repeats("API group", Some(&rule.api_groups));
        self.repeats("resource", Some(&rule.resources));
        self.repeats("name", rule.resource_names.as_ref());
        self.repeats("verb", Some(&rule.verbs));
    }

    fn tier_lists(&mut self, tier: &spec::NodeTier) {
        self.repeats("instance type", tier.instance_types.as_ref());
        self.repeats("category", tier.categories.as_ref());
        self.repeats("family", tier.families.as_ref());
        self.repeats("number of vCPUs", tier.cpus.as_ref());
        self.repeats("architecture", tier.arch.as_ref());
        for (_, budget) in tier.disruption_budget.iter() {
            self.repeats("reason", budget.block.reasons.as_ref());
        }
    }

    fn namespace_lists(&mut self, namespace: &spec::Namespace) {
        self.repeats("port", namespace.ports.as_ref());
        self.repeats("tier", namespace.tiers.as_ref());
        self.repeats("priority class", namespace.priorities.as_ref());
        self.repeats("ingress class", namespace.ingress_classes.as_ref());
        for (_, connection) in namespace.connection.iter() {
            self.repeats("port", Some(&connection.block.ports));
        }
        for (_, egress) in namespace.egress.iter() {
            self.repeats("network", Some(&egress.block.cidrs));
            self.repeats("port", Some(&egress.block.ports));
        }
    }

    /// One finding a list: the first element that is there already.
    fn repeats<T: PartialEq + Display>(&mut self, what: &str, list: Option<&List<T>>) {
        let elements = || list.into_iter().flat_map(|list| list.value.iter());
        let before =
            |index: usize, element: &Spanned<T>| elements().take(index).find(|first| first.value == element.value);
        let mut pairs = elements().take(MOST_ELEMENTS).enumerate();
        let found = pairs.find_map(|(index, element)| Some((before(index, element)?, element)));
        if let Some((first, again)) = found {
            let headline = format!("{what} `{}` is named twice", again.value);
            let warning = Diagnostic::warning(REPEATED_ELEMENT, again.span, headline).label("adds nothing");
            self.report(
                warning
                    .also(first.span, "first here")
                    .help_removing("leave it out, or name the one that is meant", again.span),
            );
        }
    }
}
