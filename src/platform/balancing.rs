//! What Kubernetes may ask of load balancers in a cell.

/// The kinds of objects for which something in the cell may make a load balancer. Where there are none, Terraform makes the
/// only load balancer of the cell, and the controller registers pods with its target groups and does nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Balancing {
    /// A namespace may have an Ingress.
    pub(crate) ingresses: bool,
    /// A namespace may have a Service of type `LoadBalancer`.
    pub(crate) services: bool,
}

impl Balancing {
    /// Whether Terraform makes every load balancer of the cell.
    pub(crate) const fn is_terraforms(self) -> bool {
        !self.ingresses && !self.services
    }
}
