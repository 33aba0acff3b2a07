//! Names in AWS that consist of the cluster's name and a fixed part, and how long they may be.

/// A kind of name that is derived from the cluster's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DerivedName {
    /// What has the name, for messages.
    pub what: &'static str,
    /// Put before the cluster's name.
    pub prefix: &'static str,
    /// Put after the cluster's name.
    pub suffix: &'static str,
    /// Most characters that AWS takes.
    pub limit: usize,
}

impl DerivedName {
    /// The name of a role.
    pub const fn role(what: &'static str, suffix: &'static str) -> Self {
        Self { what, prefix: "", suffix, limit: 64 }
    }

    /// The name of a managed policy.
    pub const fn policy(what: &'static str, suffix: &'static str) -> Self {
        Self { what, prefix: "", suffix, limit: 128 }
    }

    /// The name of a rule of EventBridge.
    pub const fn rule(what: &'static str, suffix: &'static str) -> Self {
        Self { what, prefix: "", suffix, limit: 64 }
    }

    /// The whole name.
    pub fn of(&self, cluster: &str) -> String {
        format!("{}{cluster}{}", self.prefix, self.suffix)
    }
}
