//! What the S3 backend of Terraform is told.

use super::checked_text::{checked_text, is_lower};

checked_text! {
    /// The name of an S3 bucket. Limits: S3 user guide, "Bucket naming rules".
    BucketName: "a bucket name", 3..=63, is_bucket,
    "3 to 63 lower-case letters, digits and inner dots and hyphens, no IP address, no start or end that S3 reserves",
    pattern: "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", examples: ["acme-terraform-state"]
}

checked_text! {
    /// The name of a DynamoDB table. Limits: DynamoDB developer guide, "Naming rules".
    TableName: "a table name", 3..=255,
    |text| text.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c)),
    "3 to 255 letters, digits, `_`, `.` and `-`",
    pattern: "^[A-Za-z0-9_.-]{3,255}$", examples: ["acme-terraform-locks"]
}

checked_text! {
    /// A KMS key in the form that Terraform's S3 backend takes: an ARN of a key or an alias, `alias/…`, or a key id.
    KmsKeyId: "a KMS key", 7..=2048, is_kms_key,
    "an ARN of a key or an alias, `alias/…` of at most 256 characters, or the id of a key",
    pattern: "^(arn:aws[a-z-]*:kms:.+:(key|alias)/.+|alias/[A-Za-z0-9/_-]{1,250}|(mrk-)?[0-9a-f-]{32,36})$", examples: ["alias/terraform-state"]
}

fn is_bucket(text: &str) -> bool {
    /// Beginnings and endings that S3 keeps for access points and the like.
    const STARTS: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
    const ENDS: [&str; 5] = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
    let is_reserved = STARTS.iter().any(|start| text.starts_with(start)) || ENDS.iter().any(|end| text.ends_with(end));
    let is_address = text.parse::<std::net::Ipv4Addr>().is_ok();
    is_lower(text, ".-") && !text.contains("..") && !is_reserved && !is_address
}

fn is_kms_key(text: &str) -> bool {
    /// With `alias/`. Source: AWS KMS API reference, `CreateAlias`.
    const LONGEST_ALIAS: usize = 256;
    let is_alias = |text: &str| {
        let name = text.strip_prefix("alias/");
        text.len() <= LONGEST_ALIAS
            && name.is_some_and(|name| {
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "/_-".contains(c))
            })
    };
    let is_id = |text: &str| {
        let id = text.strip_prefix("mrk-").unwrap_or(text);
        (32..=36).contains(&id.len())
            && id.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase() || c == '-')
    };
    let Some(arn) = text.strip_prefix("arn:") else { return is_alias(text) || is_id(text) };
    match arn.splitn(5, ':').collect::<Vec<_>>().as_slice() {
        [partition, "kms", region, account, resource] => {
            let is_key = resource.strip_prefix("key/").is_some_and(is_id) || is_alias(resource);
            partition.starts_with("aws") && !region.is_empty() && account.len() == 12 && is_key
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn buckets_and_tables_are_named_as_aws_says() {
        let rule = "is not a bucket name: 3 to 63 lower-case letters, digits and inner dots and hyphens, no IP address, no \
                    start or end that S3 reserves | write one such as `acme-terraform-state`";
        let wrong = ["Acme", "acme-", "acme..state", "192.168.0.1", "xn--acme", "acme-s3alias", "acme.mrap"];
        for text in wrong {
            check::<BucketName>(&[(text, Err(&format!("`{text}` {rule}")))]);
        }
        check::<BucketName>(&[
            ("acme-terraform-state", Ok("acme-terraform-state")),
            ("192.168.0.x", Ok("192.168.0.x")),
        ]);
        check::<TableName>(&[("acme_locks.1", Ok("acme_locks.1"))]);
    }

    #[test]
    fn keys_are_arns_aliases_or_ids() {
        let fault = "is not a KMS key: an ARN of a key or an alias, `alias/…` of at most 256 characters, or the id of a \
                     key | write one such as `alias/terraform-state`";
        check::<KmsKeyId>(&[
            ("alias/state", Ok("alias/state")),
            (
                "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                Ok("arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
            ),
            ("not a key", Err(&format!("`not a key` {fault}"))),
            ("alias/", Err(&format!("`alias/` {fault}"))),
        ]);
    }

    #[test]
    fn aliases_have_256_characters_at_most() {
        for arn in ["", "arn:aws:kms:eu-west-1:222222222222:"] {
            let alias = |length: usize| format!("{arn}alias/{}", "a".repeat(length - "alias/".len()));
            assert!(alias(256).parse::<KmsKeyId>().is_ok());
            assert!(alias(257).parse::<KmsKeyId>().is_err());
        }
    }
}
