//! Classes: the shapes of an environment's cells.

use std::collections::BTreeMap;

use super::by_value::by_value;
use super::profile::Defaults;
use super::tier::Tiers;
use crate::catalog::add_ons;
use crate::catalog::endpoint_services;
use crate::catalog::kubernetes::DEFAULT_MINOR;
use crate::layout::module_name;
use crate::model::{AddOn, Application, Class, Demands};
use crate::platform::AddOnName;
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{ClassId, InterfaceEndpoint, KubernetesVersion, NatMode};

/// What Session Manager needs beside `ssm`. It does not need `ec2messages`, which carries Run Command (Systems Manager user
/// guide, "Reference: ec2messages, ssmmessages, and other API operations").
const SESSION_MANAGER_ENDPOINT: &str = "ssmmessages";

/// A class: what it declares, or else its environment, or else the profile.
pub(super) fn class(
    id: Spanned<ClassId>,
    block: &spec::Environment,
    own: Option<&spec::Class>,
    tiers: Tiers,
    defaults: &Defaults,
    applications: &[Application],
) -> Class {
    let span = id.span;
    let kubernetes = first(own.and_then(|class| class.kubernetes), block.kubernetes, default_kubernetes(), span);
    let nat = first(own.and_then(|class| class.nat), block.nat, defaults.nat, span);
    let session_manager = first(own.and_then(|class| class.session_manager), block.session_manager, false, span);
    let zones = own.and_then(|class| class.zones.as_ref()).or(block.zones.as_ref());
    Class {
        module: module_name(&id),
        interface_endpoints: interface_endpoints(block, nat.value, session_manager.value, applications, span),
        add_ons: resolved_add_ons(block, kubernetes.value, span),
        kubernetes,
        zones: zones.cloned(),
        nat,
        session_manager,
        max_load: own.and_then(|class| class.max_load).or(block.max_load),
        demands: Demands::default(),
        system: tiers.system,
        karpenter: tiers.karpenter,
        id,
    }
}

/// What the class says, or else the environment, or else nobody.
fn first<T>(own: Option<Spanned<T>>, block: Option<Spanned<T>>, default: T, span: Span) -> Spanned<T> {
    own.or(block).unwrap_or_else(|| Spanned::default_of(default, span))
}

fn default_kubernetes() -> KubernetesVersion {
    KubernetesVersion::from_minor(DEFAULT_MINOR).expect("invariant: the default is a minor version")
}

/// Those that the environment names, and those without which an isolated cell does not work.
fn interface_endpoints(
    block: &spec::Environment,
    nat: NatMode,
    session_manager: bool,
    applications: &[Application],
    span: Span,
) -> Vec<Spanned<InterfaceEndpoint>> {
    let written = block.interface_endpoints.iter().flat_map(|endpoints| endpoints.value.iter());
    let mut endpoints: Vec<Spanned<InterfaceEndpoint>> = written.cloned().collect();
    if nat == NatMode::None {
        let called = applications.iter().flat_map(|application| application.name.value.facts().endpoints).copied();
        let sessions = session_manager.then_some(SESSION_MANAGER_ENDPOINT);
        let required = endpoint_services::of_a_private_cluster().chain(called).chain(sessions).map(str::parse);
        let required = required.map(|endpoint| endpoint.expect("invariant: the list holds service names"));
        endpoints.extend(required.map(|endpoint| Spanned::default_of(endpoint, span)));
    }
    // Stable: what is written stays before what is required.
    by_value(&endpoints)
}

fn resolved_add_ons(
    block: &spec::Environment,
    kubernetes: KubernetesVersion,
    span: Span,
) -> BTreeMap<AddOnName, AddOn> {
    let add_on = |name: AddOnName| {
        let written = block.add_on.get(&name).map(|entry| &entry.block);
        let known = || {
            let entry = add_ons::entry(name.as_str(), kubernetes.minor())?;
            Some(Spanned::default_of(entry.parsed(), span))
        };
        let prefix_delegation = written.and_then(|add_on| add_on.prefix_delegation);
        let version = written.and_then(|add_on| add_on.version).or_else(known);
        (
            name,
            AddOn { version, prefix_delegation: prefix_delegation.unwrap_or_else(|| Spanned::default_of(false, span)) },
        )
    };
    AddOnName::ALL.iter().copied().map(add_on).collect()
}
