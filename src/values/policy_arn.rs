//! ARNs of IAM managed policies.

use std::fmt;
use std::str::FromStr;

use super::iam_arn::{check_path, last_segment, owner};
use super::text_value::text_value;
use super::{AccountId, Arn, Partition, ValueError};

/// The ARN of an IAM managed policy: of AWS (`arn:aws:iam::aws:policy/…`) or of an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PolicyArn(Arn);

impl PolicyArn {
    /// Most characters in the name of a policy (IAM API).
    const LONGEST_NAME: usize = 128;

    /// The policy of AWS with this name, such as `AmazonSSMManagedInstanceCore`.
    pub fn managed_by_aws(partition: Partition, name: &str) -> Self {
        Self(Arn {
            partition,
            service: "iam".to_owned(),
            region: String::new(),
            account: "aws".to_owned(),
            resource: format!("policy/{name}"),
        })
    }

    /// The partition.
    pub const fn partition(&self) -> Partition {
        self.0.partition
    }

    /// The account that owns it; [`None`] for the policies of AWS.
    pub fn account(&self) -> Option<AccountId> {
        self.0.account_id()
    }

    /// The name without its path.
    pub fn name(&self) -> &str {
        last_segment(&self.0.resource)
    }
}

const EXAMPLE: &str = "write an ARN such as `arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`";

impl FromStr for PolicyArn {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        if input.trim_start().starts_with('{') {
            return Err(ValueError::of(input, "is not an IAM policy: expected the ARN of a managed policy")
                .help("make a managed policy of the document, beside the cells, and write its ARN"));
        }
        let arn: Arn = input.parse().map_err(|error: ValueError| error.help(EXAMPLE))?;
        let is_of_region = arn.account == "aws" && !arn.region.is_empty();
        match arn.resource.strip_prefix("policy/") {
            Some(path) if arn.service == "iam" && !is_of_region => check_path(input, path, Self::LONGEST_NAME)?,
            _ => {
                return Err(
                    ValueError::of(input, "is not an IAM policy: expected the ARN of a managed policy").help(EXAMPLE)
                );
            }
        }
        if arn.account != "aws" {
            owner(input, &arn)?;
        }
        Ok(Self(arn))
    }
}

impl fmt::Display for PolicyArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

text_value!(
    PolicyArn,
    "The ARN of an IAM managed policy.",
    pattern: r"^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/([!-~]+/)*[A-Za-z0-9_+=,.@-]{1,128}$",
    examples: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn policies_belong_to_aws_or_to_an_account() {
        let expected = "is not an IAM policy: expected the ARN of a managed policy | write an ARN such as `arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`";
        check::<PolicyArn>(&[
            ("arn:aws:iam::aws:policy/service-role/X", Ok("arn:aws:iam::aws:policy/service-role/X")),
            ("arn:aws:iam::222222222222:policy/mine", Ok("arn:aws:iam::222222222222:policy/mine")),
            ("arn:aws:iam::222222222222:role/x", Err(&format!("`arn:aws:iam::222222222222:role/x` {expected}"))),
            ("arn:aws:iam:eu-west-1:aws:policy/X", Err(&format!("`arn:aws:iam:eu-west-1:aws:policy/X` {expected}"))),
            (
                "arn:aws:eks::aws:cluster-access-policy/X",
                Err(&format!("`arn:aws:eks::aws:cluster-access-policy/X` {expected}")),
            ),
        ]);
        let policy = PolicyArn::managed_by_aws(Partition::China, "AmazonS3ReadOnlyAccess");
        assert_eq!(policy.to_string(), "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess");
        assert_eq!((policy.name(), policy.account()), ("AmazonS3ReadOnlyAccess", None));
        round_trips::<PolicyArn>("arn:aws:iam::(aws|[0-9]{12}):policy/([a-z]{1,9}/){0,3}[A-Za-z0-9_+=,.@-]{1,128}");
        survives_any_text::<PolicyArn>("arn:aws:iam::[aws0-9]{3,12}:policy/[a-z/]{0,9}");
    }
}
