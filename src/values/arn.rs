//! Amazon Resource Names.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{AccountId, Partition, ValueError};

/// More of an account than this is not repeated.
const LONGEST_ACCOUNT: usize = 20;

/// An ARN: `arn:<partition>:<service>:<region>:<account>:<resource>`.
///
/// Region and account are empty for global services. The resource may hold colons and slashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    /// The partition.
    pub partition: Partition,
    /// The service, such as `iam`.
    pub service: String,
    /// The region, or an empty string.
    pub region: String,
    /// The account: 12 digits, `aws` for what AWS owns, or an empty string.
    pub account: String,
    /// Everything after the fifth colon.
    pub resource: String,
}

impl Arn {
    /// Most characters in an ARN (IAM: 2,048).
    const LONGEST: usize = 2048;

    /// The account, when an account owns the resource.
    pub fn account_id(&self) -> Option<AccountId> {
        self.account.parse().ok()
    }
}

impl FromStr for Arn {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let mut parts = input.splitn(6, ':');
        let mut next = || parts.next();
        let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) =
            (next(), next(), next(), next(), next(), next())
        else {
            return Err(not_an_arn(input));
        };
        let partition: Partition = partition.parse()?;
        if service.is_empty() || resource.is_empty() || !input.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(not_an_arn(input));
        }
        if input.len() > Self::LONGEST {
            return Err(ValueError::too_long(input, "an ARN", Self::LONGEST));
        }
        if !account.is_empty() && account != "aws" && account.parse::<AccountId>().is_err() {
            let start = account.get(..LONGEST_ACCOUNT).map(|start| format!("{start}…"));
            let shown = start.as_deref().unwrap_or(account);
            return Err(ValueError::of(input, format_args!("has account `{shown}`: an account ID is 12 digits"))
                .help("write all 12 digits of the account, leading zeros included"));
        }
        let [service, region, account, resource] = [service, region, account, resource].map(str::to_owned);
        Ok(Self { partition, service, region, account, resource })
    }
}

fn not_an_arn(input: &str) -> ValueError {
    ValueError::of(input, "is not an ARN: an ARN is `arn:partition:service:region:account:resource`")
        .help("write all six parts, such as `arn:aws:iam::222222222222:role/terraform`")
}

impl fmt::Display for Arn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(formatter, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

text_value!(
    Arn,
    "An Amazon Resource Name.",
    pattern: "^arn:aws[a-z-]*:[!-9;-~]+:[!-9;-~]*:([0-9]{12}|aws)?:[!-~]+$",
    examples: ["arn:aws:iam::222222222222:role/terraform"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn arns_have_six_parts() {
        let form = "is not an ARN: an ARN is `arn:partition:service:region:account:resource` | write all six parts, such as `arn:aws:iam::222222222222:role/terraform`";
        check::<Arn>(&[
            ("arn:aws:iam::222222222222:role/terraform", Ok("arn:aws:iam::222222222222:role/terraform")),
            ("arn:aws-cn:s3:::bucket/key:x", Ok("arn:aws-cn:s3:::bucket/key:x")),
            ("arn:aws:iam::aws:policy/ReadOnlyAccess", Ok("arn:aws:iam::aws:policy/ReadOnlyAccess")),
            ("terraform", Err(&format!("`terraform` {form}"))),
            ("arn:aws:iam::222222222222", Err(&format!("`arn:aws:iam::222222222222` {form}"))),
            ("arn:aws:iam::222222222222:", Err(&format!("`arn:aws:iam::222222222222:` {form}"))),
            ("arn:aws:s3:::a b", Err(&format!("`arn:aws:s3:::a b` {form}"))),
            ("", Err(&format!("an empty string {form}"))),
            (
                "arn:amazon:iam::222222222222:role/x",
                Err(
                    "`amazon` is not an AWS partition: expected `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f` or `aws-eusc`",
                ),
            ),
            (
                "arn:aws:iam::2222:role/x",
                Err(
                    "`arn:aws:iam::2222:role/x` has account `2222`: an account ID is 12 digits | write all 12 digits of the account, leading zeros included",
                ),
            ),
        ]);
        round_trips::<Arn>("arn:aws(-cn|-us-gov)?:[a-z0-9-]{1,9}:[a-z0-9-]{0,9}:([0-9]{12}|aws)?:[!-~]{1,40}");
        survives_any_text::<Arn>("arn:aws:[a-z]{0,3}:[a-z]{0,3}:[0-9]{0,12}:?.{0,9}");
    }

    #[test]
    fn accounts_are_typed() {
        let account = |text: &str| text.parse::<Arn>().unwrap().account_id().map(|id| id.to_string());
        assert_eq!(account("arn:aws:iam::222222222222:role/x").as_deref(), Some("222222222222"));
        assert_eq!(account("arn:aws:iam::aws:policy/x"), None);
        assert_eq!(account("arn:aws:s3:::bucket"), None);
    }
}
