//! Roles, policies and instance profiles, and their ARNs: the one place that knows partition, path and boundary.

use super::references;
use crate::terraform::{BodyBuilder, Expression, path, resource, text};
use crate::values::{IamPath, Partition, PermissionsBoundary};

/// The service behind the role that starts spot instances.
pub(crate) const SPOT_SERVICE: &str = "spot.amazonaws.com";
/// That role, which exists once in an account; nobody chooses its name or path (EC2 user guide, "Service-linked role for Spot
/// Instance requests").
const SPOT_ROLE: &str = "role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot";
/// The variable of a module with the path of the cell's account.
pub(crate) const PATH: &str = "iam_path";
/// The variable of a module with the ARN of the boundary in the cell's account.
pub(crate) const BOUNDARY: &str = "permissions_boundary";

/// IAM of the accounts that a configuration is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AccountIam<'a> {
    /// The partition of AWS.
    pub(crate) partition: Partition,
    /// Below which everything is created; the usual `/` without one.
    pub(crate) path: Said<'a, IamPath>,
    /// The policy that bounds every role.
    pub(crate) boundary: Said<'a, PermissionsBoundary>,
}

/// Who says what an organisation demands.
#[derive(Debug)]
pub(crate) enum Said<'a, T> {
    /// The configuration itself, since all its accounts agree.
    Here(Option<&'a T>),
    /// A variable, since each account has its own.
    ByVariable,
}

impl<T> Clone for Said<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

/// References are copied, whatever they refer to.
impl<T> Copy for Said<'_, T> {}

/// What IAM keeps below a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A role.
    Role,
    /// An instance profile.
    InstanceProfile,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::InstanceProfile => "instance-profile",
        }
    }
}

impl AccountIam<'_> {
    /// The ARN of something with this name in an account: `arn:aws:iam::222222222222:role/cells/prod-alpha`.
    ///
    /// # Panics
    /// When only a variable knows the path: literals are for the files of one cell.
    pub(crate) fn literal_arn(&self, account: &str, kind: Kind, name: &str) -> String {
        let Said::Here(path) = self.path else { unreachable!("invariant: the account of a cell says its path") };
        format!("arn:{}:iam::{account}:{}{name}", self.partition, folder(kind, path))
    }

    /// The ARN of the boundary in an account, where it has one.
    pub(crate) fn literal_boundary(&self, account: &str) -> Option<String> {
        let Said::Here(boundary) = self.boundary else { return None };
        boundary.map(|boundary| format!("arn:{}:iam::{account}:{}", self.partition, boundary.as_str()))
    }

    /// The same, in the account of the cell that a module makes.
    pub(crate) fn arn(&self, kind: Kind, name: Expression) -> Expression {
        let resource = match self.path {
            Said::Here(path) => text(&format!("{}{{}}", folder(kind, path)), [name]),
            Said::ByVariable => text(&format!("{}{{}}{{}}", kind.word()), [variable(PATH), name]),
        };
        references::iam_arn(self.partition, resource)
    }

    /// A role, bounded if the organisation demands it.
    pub(crate) fn role(&self, label: &str, name: Expression, description: &str, trust: Expression) -> BodyBuilder {
        let boundary = match self.boundary {
            Said::Here(boundary) => {
                boundary.map(|boundary| references::iam_arn(self.partition, boundary.as_str().into()))
            }
            Said::ByVariable => Some(variable(BOUNDARY)),
        };
        self.named("aws_iam_role", label, name)
            .set("description", description)
            .set("assume_role_policy", trust)
            .set_if_some("permissions_boundary", boundary)
    }

    /// A role for each key, in a configuration that names its account: name, description and trust of each.
    pub(crate) fn literal_roles(
        &self,
        account: &str,
        label: &str,
        keys: Expression,
        [name, description, trust]: [Expression; 3],
    ) -> BodyBuilder {
        let roles = self.placed(resource("aws_iam_role", label).set("for_each", keys), name);
        roles
            .set("description", description)
            .set("assume_role_policy", trust)
            .set_if_some("permissions_boundary", self.literal_boundary(account))
    }

    /// A managed policy.
    pub(crate) fn policy(&self, label: &str, name: Expression, description: &str, document: Expression) -> BodyBuilder {
        self.named("aws_iam_policy", label, name).set("description", description).set("policy", document)
    }

    /// An instance profile of the role with that label.
    pub(crate) fn instance_profile(&self, label: &str, name: Expression) -> BodyBuilder {
        let role = path("aws_iam_role").attribute(label).attribute("name");
        self.named("aws_iam_instance_profile", label, name).set("role", role)
    }

    fn named(&self, kind: &str, label: &str, name: Expression) -> BodyBuilder {
        self.placed(resource(kind, label), name)
    }

    fn placed(&self, block: BodyBuilder, name: Expression) -> BodyBuilder {
        let path = match self.path {
            Said::Here(path) => path.map(|path| Expression::from(path.to_string())),
            Said::ByVariable => Some(variable(PATH)),
        };
        block.set("name", name).set_if_some("path", path)
    }
}

fn folder(kind: Kind, path: Option<&IamPath>) -> String {
    format!("{}{}", kind.word(), path.map_or("/", IamPath::as_str))
}

fn variable(name: &str) -> Expression {
    path("var").attribute(name)
}

/// The service-linked role for spot instances in an account.
pub(crate) fn literal_spot_role(partition: Partition, account: &str) -> String {
    format!("arn:{partition}:iam::{account}:{SPOT_ROLE}")
}

/// The same, in the account of the cell that a module makes.
pub(crate) fn spot_role(partition: Partition) -> Expression {
    references::iam_arn(partition, SPOT_ROLE.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_have_the_path_before_the_name() {
        let cells: IamPath = "/acme/cells/".parse().unwrap();
        for (path, role) in [
            (None, "arn:aws-cn:iam::222222222222:role/p-alpha"),
            (Some(&cells), "arn:aws-cn:iam::222222222222:role/acme/cells/p-alpha"),
        ] {
            let iam = AccountIam { partition: Partition::China, path: Said::Here(path), boundary: Said::Here(None) };
            assert_eq!(iam.literal_arn("222222222222", Kind::Role, "p-alpha"), role);
            let (before, after) = role.split_once("222222222222").unwrap();
            let expected = text(&format!("{before}{{}}{after}"), [crate::terraform::path("var.account_id")]);
            assert_eq!(iam.arn(Kind::Role, "p-alpha".into()), expected);
        }
    }
}
