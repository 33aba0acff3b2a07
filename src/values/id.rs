//! What a specification refers to by name: environments, classes, cells and tenants, each with an identifier of its own type.
//!
//! Identifiers order by name and never by position, so that nothing generated depends on the order of blocks.

use std::fmt;

use serde::Serialize;

use super::Name;

/// Declares an identifier that is a [`Name`].
macro_rules! named {
    ($(#[$meta:meta])* $id:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $id(Name);

        impl $id {
            /// The name.
            pub const fn name(&self) -> &Name {
                &self.0
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl From<Name> for $id {
            fn from(name: Name) -> Self {
                Self(name)
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        /// Maps by identifier can be searched by name.
        impl std::borrow::Borrow<Name> for $id {
            fn borrow(&self) -> &Name {
                &self.0
            }
        }
    };
}

named! {
    /// An environment; unique in the fleet.
    EnvironmentId
}

named! {
    /// A cell; unique in the fleet, whatever its environment.
    CellId
}

named! {
    /// A tenant; unique in the fleet, whatever the environments that it has homes in.
    TenantId
}

/// A class: the shape of an environment's cells, or one of the shapes that the environment declares by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ClassId {
    /// The environment that it belongs to.
    pub environment: EnvironmentId,
    /// Its name; [`None`] for the environment's own shape, which comes before the named ones.
    pub name: Option<Name>,
}
