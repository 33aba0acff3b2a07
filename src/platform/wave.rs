//! The order in which a cell comes to life.

/// When an Application is synced: after all of the waves before it are healthy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wave {
    /// Argo CD itself, and the projects that say which kinds all others may apply.
    Delivery,
    /// The base objects, and what defines kinds that others use.
    Definitions,
    /// Controllers.
    Controllers,
    /// The pools of Karpenter.
    Pools,
    /// Namespaces.
    Namespaces,
    /// Everything else.
    Rest,
}

impl Wave {
    /// The wave as Argo CD counts it.
    pub(crate) const fn number(self) -> &'static str {
        match self {
            Self::Delivery => "0",
            Self::Definitions => "1",
            Self::Controllers => "2",
            Self::Pools => "3",
            Self::Namespaces => "4",
            Self::Rest => "5",
        }
    }
}
