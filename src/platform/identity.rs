//! The identity in AWS of an application's service account.

use super::balancing::Balancing;
use super::chosen::Chosen;
use crate::iam::{self, Statement};
use crate::terraform::{BodyBuilder, Expression};
use crate::values::{DerivedName, Partition};

/// A role for one service account of the cluster. It reaches nothing of another cell in the same account: where AWS knows no
/// tags and no names to tell cells apart, its conditions say why.
#[derive(Debug)]
pub(crate) struct Identity {
    /// Label of the role in Terraform.
    pub(crate) label: &'static str,
    /// Name of the role.
    pub(crate) role: DerivedName,
    /// Description of the role.
    pub(crate) description: &'static str,
    /// What it may do; a policy that allows nothing in a class is left out. The pods get the role once they may do all of it.
    pub(crate) policies: &'static [Policy],
    /// Resources that have to be there first.
    pub(crate) resources: fn(&Class<'_>) -> Vec<BodyBuilder>,
}

/// A policy of a role.
#[derive(Debug)]
pub(crate) struct Policy {
    /// What kind of policy it is.
    pub(crate) form: Form,
    /// What it allows; nothing where it is not needed.
    pub(crate) statements: fn(&Class<'_>) -> Vec<Statement>,
}

/// How a policy belongs to its role.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// A part of the role, with a name within it.
    Inline(&'static str),
    /// A resource of its own, which may be longer.
    Managed {
        /// Label of policy and attachment in Terraform.
        label: &'static str,
        /// Name of the policy.
        name: DerivedName,
        /// Description of the policy.
        description: &'static str,
    },
}

impl Identity {
    /// The names of the role and of its managed policies.
    pub(crate) fn names(&self) -> impl Iterator<Item = DerivedName> {
        std::iter::once(self.role).chain(self.managed())
    }

    /// The names of the managed policies.
    pub(crate) fn managed(&self) -> impl Iterator<Item = DerivedName> {
        self.policies.iter().filter_map(|policy| match policy.form {
            Form::Inline(_) => None,
            Form::Managed { name, .. } => Some(name),
        })
    }
}

/// What identities are made from: the cells of a class, which share a module.
pub(crate) struct Class<'a> {
    /// The partition of AWS.
    pub(crate) partition: Partition,
    /// Whether its cells have no way out.
    pub(crate) is_isolated: bool,
    /// How long logs are kept.
    pub(crate) log_retention_days: u16,
    /// The domain of the environment.
    pub(crate) domain: Option<&'a str>,
    /// With a front door, the labels below the names of cells that lead there: Terraform owns them, and the names of the cells.
    pub(crate) hosts_of_front_door: Option<Vec<&'a str>>,
    /// What its cells run.
    pub(crate) applications: Chosen<'a>,
    /// For what something in its cells may make a load balancer.
    pub(crate) balancing: Balancing,
    /// The ARNs of the target groups that Terraform makes.
    pub(crate) target_groups: Vec<Expression>,
}

impl Class<'_> {
    /// `arn:<partition>:<service>:<region>:<account>:<resource>`
    pub(crate) fn arn(&self, service: &str, resource: impl Into<Expression>) -> Expression {
        iam::arn(self.partition, service, resource.into())
    }

    /// An ARN of IAM, which has no region.
    pub(crate) fn iam_arn(&self, resource: impl Into<Expression>) -> Expression {
        iam::iam_arn(self.partition, resource.into())
    }
}

/// For an identity that needs no resource beside its role.
pub(super) const fn no_resources(_: &Class<'_>) -> Vec<BodyBuilder> {
    Vec::new()
}
