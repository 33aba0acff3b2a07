use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, CRITICAL_TAINT, Cell, Class, Environment, TIER_LABEL, names};
use crate::source::Spanned;
use crate::values::Name;

/// Something that cellc sets itself.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0310"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("reserved.md"),
    yields_to: &[],
    check,
};

/// The access entry of Karpenter's nodes. `moved.tf` would take its address for that of an entry with this label.
const NODE_ENTRY: &str = "karpenter-node";
/// The file by which Argo CD takes a folder of manifests for one of Kustomize: each namespace, pool and entry has a file of its
/// name.
const KUSTOMIZATION: &str = "kustomization";
/// The file of all roles, where each entry with a role has a file of its own name.
const ROLES_FILE: &str = "roles";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Tiers of an environment recur in its classes: identical findings are printed once.
    diagnostics.extend(model.classes().flat_map(|(_, class)| settings_of_tiers(class)));
    let entries = || model.access().map(|(_, entry)| entry);
    for entry in entries().filter(|entry| entry.name.as_str() == NODE_ENTRY) {
        let headline = format!("the access entry `{NODE_ENTRY}` is cellc's own");
        let error = RULE.finding(entry.span(), headline).label("the entry of Karpenter's nodes");
        diagnostics.push(error.help("give this one another name"));
    }
    diagnostics.extend(entries().filter_map(role_group));
    diagnostics.extend(entries().filter_map(roles_file));
    if model.fleet.git.is_some() {
        diagnostics.extend(model.environments.values().flat_map(kustomizations));
    }
    for cell in &model.cells {
        for entry in &model.environment_of(cell).access {
            diagnostics.extend(node_role(cell, entry));
        }
    }
}

/// The label of every tier and the first taint of the system tier are always the same, whatever the specification says.
fn settings_of_tiers(class: &Class) -> Vec<Diagnostic> {
    let labels = class.karpenter.iter().map(|tier| &tier.labels).chain([&class.system.labels]).flatten();
    let labels = labels.filter(|(key, value)| key.as_str() == TIER_LABEL && value.is_written());
    let labels = labels.map(|(key, value)| (format!("the label `{key}`"), value.span));
    let taints = class.system.taints.iter().map(|taint| &taint.key);
    let taints = taints.filter(|key| key.as_str() == CRITICAL_TAINT && key.is_written());
    let taints = taints.map(|key| (format!("the taint `{}` of the system tier", key.value), key.span));
    let error = |(what, span)| {
        let error = RULE.finding(span, format!("{what} is cellc's own"));
        error.label("would be lost").help("remove it, or choose another key")
    };
    labels.chain(taints).map(error).collect()
}

/// Whoever joins the group of an entry with a role has that role.
fn role_group(entry: &AccessEntry) -> Option<Diagnostic> {
    let prefix = AccessEntry::GROUP_PREFIX;
    let group = entry.groups.iter().find(|group| group.as_str().starts_with(prefix))?;
    let error = RULE.finding(group.span, format!("the group `{}` is cellc's own", group.value));
    let error = error.label(format!("groups that begin with `{prefix}` carry roles"));
    Some(error.help("use `role` instead of the group, or choose another name"))
}

fn roles_file(entry: &AccessEntry) -> Option<Diagnostic> {
    let is_taken = entry.name.as_str() == ROLES_FILE && entry.rbac_role().is_some();
    is_taken.then(|| {
        let headline = format!("an access entry with a role cannot be named `{ROLES_FILE}`");
        let error = RULE.finding(entry.span(), headline).label("the file of all roles has this name");
        error.help("give this one another name")
    })
}

fn kustomizations(environment: &Environment) -> Vec<Diagnostic> {
    let namespaces = environment.namespaces.iter().map(|namespace| ("a namespace", &namespace.name));
    let tiers = environment.own_class.karpenter.iter().map(|tier| ("a node tier", &tier.name));
    let entries = environment.access.iter().filter(|entry| entry.rbac_role().is_some());
    let entries = entries.map(|entry| ("an access entry with a role", &entry.name));
    let taken = namespaces.chain(tiers).chain(entries).filter(|(_, name)| name.as_str() == KUSTOMIZATION);
    let error = |(what, name): (&str, &Spanned<Name>)| {
        let headline = format!("{what} cannot be named `{KUSTOMIZATION}`");
        let error = RULE.finding(name.span, headline).label("would be written to `kustomization.yaml`");
        error.help("give this one another name")
    };
    taken.map(error).collect()
}

/// Nodes have an entry already: Terraform's for Karpenter's role, EKS's own for the system nodes' role.
fn node_role(cell: &Cell, entry: &AccessEntry) -> Option<Diagnostic> {
    let roles = [names::KARPENTER_NODE_ROLE, names::SYSTEM_NODE_ROLE].map(|role| role.of(&cell.cluster));
    let is_node =
        *entry.principal.account() == cell.account.value && roles.iter().any(|role| role == entry.principal.name());
    is_node.then(|| {
        let headline = format!("the nodes of cell `{}` already have an access entry", cell.name.value);
        let error = RULE.finding(entry.principal.span, headline).label("the role of the nodes");
        error.note("EKS allows one access entry per principal and rejects a second one").help("remove the block")
    })
}
