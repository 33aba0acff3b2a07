//! The order in which a cell comes to life.

/// When an Application is synced: after all of the waves before it are healthy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wave {
    /// Argo CD itself, and the projects that say which kinds all others may apply.
    Delivery,
    /// The base objects, among them the priority classes that all others name.
    Base,
    /// What defines kinds that others use.
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
            Self::Base => "1",
            Self::Definitions => "2",
            Self::Controllers => "3",
            Self::Pools => "4",
            Self::Namespaces => "5",
            Self::Rest => "6",
        }
    }
}
