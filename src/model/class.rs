//! A class: one shape for many cells of an environment. A Terraform module is made of each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Demands, KarpenterTier, Namespace, SystemTier, Taint};
use crate::catalog::pods::AddressMode;
use crate::platform::AddOnName;
use crate::source::{Span, Spanned};
use crate::values::{AddOnVersion, Capacity, ClassId, InterfaceEndpoint, KubernetesVersion, NatMode, NodeImage, Zone};

/// What the cells of one class have in common, as far as it may differ between the classes of an environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Class {
    /// Its environment and its name, and where the environment or the class is declared.
    pub id: Spanned<ClassId>,
    /// Name of its module's folder, such as `prod-cell`.
    pub module: String,
    /// Kubernetes version.
    pub kubernetes: Spanned<KubernetesVersion>,
    /// Availability zones of cells that name none, as declared; the first of each cell's region when there are none.
    pub zones: Option<Spanned<Vec<Spanned<Zone>>>>,
    /// How private subnets reach the internet.
    pub nat: Spanned<NatMode>,
    /// Services with an interface endpoint in each cell, in the order of their names: those that the environment names, and
    /// those without which an isolated cell does not work.
    pub interface_endpoints: Vec<Spanned<InterfaceEndpoint>>,
    /// Whether people reach its nodes through Session Manager.
    pub session_manager: Spanned<bool>,
    /// The most load that a cell of it may serve, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_load: Option<Spanned<u32>>,
    /// What depends on the accounts of its cells.
    #[serde(skip)]
    pub demands: Demands,
    /// The managed node group.
    pub system: SystemTier,
    /// The Karpenter pools.
    pub karpenter: Vec<KarpenterTier>,
    /// The add-ons, all of them.
    pub add_ons: BTreeMap<AddOnName, AddOn>,
}

impl Class {
    /// Where the environment or the class is declared.
    pub const fn span(&self) -> Span {
        self.id.span
    }

    /// Whether its cells have no way out: neither public subnets nor an internet gateway.
    pub fn is_isolated(&self) -> bool {
        self.nat.value == NatMode::None
    }

    /// Whether Karpenter may start spot instances in its cells.
    pub fn has_spot_tier(&self) -> bool {
        self.karpenter.iter().any(|tier| tier.has(Capacity::Spot))
    }

    /// How its CNI gives addresses to pods.
    pub fn address_mode(&self) -> AddressMode {
        let cni = self.add_ons.get(&AddOnName::VpcCni);
        let has_prefixes = cni.is_some_and(|add_on| add_on.prefix_delegation.value);
        if has_prefixes { AddressMode::Prefix } else { AddressMode::Secondary }
    }

    /// Whether nodes of a tier run Bottlerocket.
    pub fn runs_bottlerocket(&self) -> bool {
        let images = self.karpenter.iter().map(|tier| tier.image).chain([self.system.image]);
        images.into_iter().any(|image| image == NodeImage::Bottlerocket)
    }

    /// The taints by which pods of a namespace are kept out of the Karpenter tiers that it may not use: those that no tier
    /// has which it may use.
    pub fn closed_taints(&self, namespace: &Namespace) -> Vec<&Taint> {
        let (open, closed): (Vec<_>, Vec<_>) =
            self.karpenter.iter().partition(|tier| namespace.admission.admits_to(tier.name.as_str(), false));
        let is_open =
            |taint: &&Taint| open.iter().flat_map(|tier| tier.hard_taints()).any(|other| other.matches(taint));
        closed.iter().flat_map(|tier| tier.hard_taints()).filter(|taint| !is_open(taint)).collect()
    }

    /// How messages call it.
    pub fn title(&self) -> String {
        match &self.id.name {
            Some(name) => format!("class `{name}` of environment `{}`", self.id.environment),
            None => format!("environment `{}`", self.id.environment),
        }
    }
}

/// One EKS add-on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AddOn {
    /// Version; EKS picks its default when there is none.
    pub version: Option<Spanned<AddOnVersion>>,
    /// `vpc-cni`: whole /28 prefixes for nodes.
    pub prefix_delegation: Spanned<bool>,
}
