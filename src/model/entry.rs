//! The ways into a cell from outside of it.

use super::{Environment, FrontDoor};
use crate::source::Spanned;
use crate::values::{Cidr, Exposure, Name};

/// A way into every cell of an environment. There is no other: admission policies refuse Ingresses and Services with a load
/// balancer where no namespace is exposed, and nodes have no public addresses.
#[derive(Debug, Clone, Copy)]
pub enum Entry<'a> {
    /// The load balancer that Terraform makes.
    FrontDoor(&'a FrontDoor),
    /// Load balancers that the cell makes for a namespace.
    Namespace {
        /// The namespace.
        name: &'a Name,
        /// Who reaches them.
        exposure: Exposure,
    },
    /// The Kubernetes API, from the internet.
    KubernetesApi {
        /// The addresses that may ask.
        cidrs: &'a [Spanned<Cidr>],
    },
}

impl Entry<'_> {
    /// Whether the internet reaches it, or a part of the internet.
    pub const fn is_public(&self) -> bool {
        match self {
            Self::FrontDoor(door) => matches!(door.exposure.value, Exposure::Public),
            Self::Namespace { exposure, .. } => matches!(exposure, Exposure::Public),
            Self::KubernetesApi { .. } => true,
        }
    }
}

impl Environment {
    /// Every way into its cells: the front door, then namespaces by name, then the Kubernetes API.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let front_door = self.front_door.iter().map(Entry::FrontDoor);
        let namespaces = self.namespaces.iter().filter_map(|namespace| {
            let exposure = namespace.exposed.as_ref()?.exposure.value;
            Some(Entry::Namespace { name: &namespace.name.value, exposure })
        });
        let api = self.endpoint.public.then_some(Entry::KubernetesApi { cidrs: &self.endpoint.value.cidrs });
        front_door.chain(namespaces).chain(api).collect()
    }
}
