//! ARNs of IAM roles and users, as far as a spec may name them.

use std::fmt;
use std::str::FromStr;

use super::iam_arn::{check_path, last_segment, owner};
use super::text_value::text_value;
use super::{AccountId, Arn, Partition, ValueError};

/// The ARN of an IAM role or user: what an EKS access entry can stand for.
///
/// The path is kept, because roles of IAM Identity Center are only found by their full ARN
/// (`role/aws-reserved/sso.amazonaws.com/…`). Sessions, groups, the root user and service-linked roles are rejected;
/// source: Amazon EKS user guide, "Create access entries".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IamPrincipal {
    arn: Arn,
    account: AccountId,
}

impl IamPrincipal {
    /// Most characters in the name of a role or user (IAM API).
    const LONGEST_NAME: usize = 64;

    /// The whole ARN.
    pub const fn arn(&self) -> &Arn {
        &self.arn
    }

    /// The partition of the account.
    pub const fn partition(&self) -> Partition {
        self.arn.partition
    }

    /// The account that owns the principal.
    pub const fn account(&self) -> &AccountId {
        &self.account
    }

    /// Whether it is a role; otherwise it is a user.
    pub fn is_role(&self) -> bool {
        self.arn.resource.starts_with("role/")
    }

    /// Whether IAM Identity Center made it: people get such a role by signing in, and nothing else can assume it.
    pub fn is_of_identity_center(&self) -> bool {
        self.arn.resource.starts_with("role/aws-reserved/sso.amazonaws.com/")
    }

    /// The name without its path.
    pub fn name(&self) -> &str {
        last_segment(&self.arn.resource)
    }
}

impl FromStr for IamPrincipal {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let arn: Arn = input.parse()?;
        let (kind, path) = arn.resource.split_once('/').unwrap_or((&arn.resource, ""));
        if arn.service == "sts" {
            return Err(session(input, &arn));
        }
        if arn.service != "iam" || !matches!(kind, "role" | "user") {
            return Err(not_a_principal(input, kind));
        }
        if path.starts_with("aws-service-role/") {
            return Err(ValueError::of(
                input,
                "is a service-linked role: only ordinary roles and users can be granted access",
            )
            .help("write the ARN of an ordinary role"));
        }
        check_path(input, path, Self::LONGEST_NAME)?;
        let account = owner(input, &arn)?;
        if kind == "role" && path.starts_with("AWSReservedSSO_") {
            return Err(without_path(input, &arn, path));
        }
        Ok(Self { arn, account })
    }
}

/// The map that access entries replace wanted these roles without their path; an ARN without it names nothing.
fn without_path(input: &str, arn: &Arn, name: &str) -> ValueError {
    let (partition, account) = (arn.partition, &arn.account);
    let whole = format!("arn:{partition}:iam::{account}:role/aws-reserved/sso.amazonaws.com/<region>/{name}");
    ValueError::of(input, "is a role of IAM Identity Center without its path: an access entry needs the whole ARN")
        .help(format!("write `{whole}`; without `<region>/` where Identity Center is in us-east-1"))
}

/// A session stands for a role; the role is what can be named.
fn session(input: &str, arn: &Arn) -> ValueError {
    let error = ValueError::of(input, "is a session, which ends: access is granted to a role or user");
    let Some(role) = arn.resource.strip_prefix("assumed-role/").and_then(|rest| rest.split('/').next()) else {
        return error.help("write the ARN of the IAM role, such as `arn:aws:iam::222222222222:role/terraform`");
    };
    let path = if role.starts_with("AWSReservedSSO_") { "aws-reserved/sso.amazonaws.com/<region>/" } else { "" };
    error.help(format!("write the role: `arn:{}:iam::{}:role/{path}{role}`", arn.partition, arn.account))
}

fn not_a_principal(input: &str, kind: &str) -> ValueError {
    let what = match kind {
        "root" => "is the root user of an account",
        "group" => "is an IAM group",
        "policy" => "is an IAM policy",
        "instance-profile" => "is an instance profile",
        _ => "is not an IAM ARN",
    };
    ValueError::of(input, format_args!("{what}: expected the ARN of an IAM role or user"))
        .help("write an ARN such as `arn:aws:iam::222222222222:role/platform-engineer`")
}

/// The ARN of an IAM role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleArn(IamPrincipal);

impl RoleArn {
    /// The role as a principal.
    pub const fn principal(&self) -> &IamPrincipal {
        &self.0
    }

    /// The partition of the account.
    pub const fn partition(&self) -> Partition {
        self.0.partition()
    }

    /// The account that owns the role.
    pub const fn account(&self) -> &AccountId {
        self.0.account()
    }

    /// The name without its path.
    pub fn name(&self) -> &str {
        self.0.name()
    }
}

impl FromStr for RoleArn {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let principal: IamPrincipal = input.parse()?;
        if principal.is_role() {
            return Ok(Self(principal));
        }
        Err(ValueError::of(input, "is an IAM user: expected the ARN of an IAM role")
            .help("write an ARN such as `arn:aws:iam::222222222222:role/terraform`"))
    }
}

impl fmt::Display for IamPrincipal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.arn.fmt(formatter)
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

text_value!(
    IamPrincipal,
    "The ARN of an IAM role or user.",
    pattern: r"^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/([!-~]+/)*[A-Za-z0-9_+=,.@-]{1,64}$",
    examples: ["arn:aws:iam::222222222222:role/platform-engineer"]
);
text_value!(
    RoleArn,
    "The ARN of an IAM role.",
    pattern: r"^arn:aws[a-z-]*:iam::[0-9]{12}:role/([!-~]+/)*[A-Za-z0-9_+=,.@-]{1,64}$",
    examples: ["arn:aws:iam::222222222222:role/terraform"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    const SSO: &str =
        "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0a1b";

    #[test]
    fn principals_are_roles_and_users() {
        let help = "write an ARN such as `arn:aws:iam::222222222222:role/platform-engineer`";
        let expected = format!("expected the ARN of an IAM role or user | {help}");
        check::<IamPrincipal>(&[
            ("arn:aws:iam::222222222222:role/terraform", Ok("arn:aws:iam::222222222222:role/terraform")),
            ("arn:aws-cn:iam::222222222222:user/ops/eve@x", Ok("arn:aws-cn:iam::222222222222:user/ops/eve@x")),
            (SSO, Ok(SSO)),
            (
                "arn:aws:sts::222222222222:assumed-role/ci/run-7",
                Err(
                    "`arn:aws:sts::222222222222:assumed-role/ci/run-7` is a session, which ends: access is granted to a role or user | write the role: `arn:aws:iam::222222222222:role/ci`",
                ),
            ),
            (
                "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_A_1/e",
                Err(
                    "`arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_A_1/e` is a session, which ends: access is granted to a role or user | write the role: `arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/<region>/AWSReservedSSO_A_1`",
                ),
            ),
            (
                "arn:aws:iam::222222222222:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
                Err(
                    "`arn:aws:iam::222222222222:role/aws-service-role/eks.amazonaw…` is a service-linked role: only ordinary roles and users can be granted access | write the ARN of an ordinary role",
                ),
            ),
            (
                "arn:aws:iam::222222222222:role/AWSReservedSSO_A_1",
                Err(
                    "`arn:aws:iam::222222222222:role/AWSReservedSSO_A_1` is a role of IAM Identity Center without its path: an access entry needs the whole ARN | write `arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/<region>/AWSReservedSSO_A_1`; without `<region>/` where Identity Center is in us-east-1",
                ),
            ),
            (
                "arn:aws:iam::222222222222:root",
                Err(&format!("`arn:aws:iam::222222222222:root` is the root user of an account: {expected}")),
            ),
            (
                "arn:aws:iam::222222222222:group/a",
                Err(&format!("`arn:aws:iam::222222222222:group/a` is an IAM group: {expected}")),
            ),
            ("arn:aws:s3:::bucket", Err(&format!("`arn:aws:s3:::bucket` is not an IAM ARN: {expected}"))),
        ]);
        round_trips::<IamPrincipal>("arn:aws:iam::[0-9]{12}:(role|user)/([a-z]{1,9}/){0,3}[A-Za-z0-9_+=,.@-]{1,64}");
        survives_any_text::<IamPrincipal>("arn:aws:(iam|sts)::[0-9]{12}:(role|assumed-role|root)/?[!-~]{0,9}");
    }

    #[test]
    fn names_come_without_their_path() {
        let principal: IamPrincipal = SSO.parse().unwrap();
        assert_eq!(principal.name(), "AWSReservedSSO_Admin_0a1b");
        assert_eq!(principal.account().as_str(), "222222222222");
        assert!(principal.is_role() && principal.is_of_identity_center());
    }

    #[test]
    fn a_user_is_not_a_role() {
        check::<RoleArn>(&[
            ("arn:aws:iam::222222222222:role/terraform", Ok("arn:aws:iam::222222222222:role/terraform")),
            (
                "arn:aws:iam::222222222222:user/eve",
                Err(
                    "`arn:aws:iam::222222222222:user/eve` is an IAM user: expected the ARN of an IAM role | write an ARN such as `arn:aws:iam::222222222222:role/terraform`",
                ),
            ),
        ]);
        survives_any_text::<RoleArn>("arn:aws:iam::[0-9]{12}:(role|user)/[a-z/]{0,9}");
    }
}
