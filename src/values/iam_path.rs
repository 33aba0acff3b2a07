//! Paths in IAM.

use super::checked_text::{Remedy, checked_text};

checked_text! {
    /// A path in IAM, below which roles, policies and instance profiles are created. IAM takes every printable character of
    /// ASCII; these are the ones that stand for themselves in an ARN of a policy, where `*`, `?` and `$` are patterns.
    /// Limits: IAM API reference, `CreateRole`; IAM user guide, "IAM identifiers".
    IamPath: "an IAM path", 1..=512, is_path,
    "`/`, or parts of letters, digits and `_+=,.@-` between slashes, not below `/aws-reserved/` or `/aws-service-role/`, which AWS keeps for itself",
    pattern: "^/([A-Za-z0-9_+=,.@-]+/)*$", examples: ["/cells/"], remedy: closed
}

impl IamPath {
    /// Whether it is where IAM puts what names no path.
    pub fn is_usual(&self) -> bool {
        self.as_str() == "/"
    }
}

/// What AWS keeps for service-linked roles and for IAM Identity Center.
const RESERVED: [&str; 2] = ["/aws-reserved/", "/aws-service-role/"];

fn is_path(text: &str) -> bool {
    let is_reserved = RESERVED.iter().any(|reserved| text.starts_with(reserved));
    let parts = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    text == "/" || !is_reserved && parts.is_some_and(|parts| parts.split('/').all(is_part))
}

/// One or more characters that IAM also takes in names.
pub(super) fn is_part(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c))
}

/// The path with the slashes that it lacks.
fn closed(text: &str) -> Option<Remedy> {
    let whole = format!("/{}/", text.trim_matches('/'));
    is_path(&whole).then_some(Remedy::Value(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn paths_begin_and_end_with_a_slash() {
        let rule = "is not an IAM path: `/`, or parts of letters, digits and `_+=,.@-` between slashes, not below `/aws-reserved/` or `/aws-service-role/`, which AWS keeps for itself";
        let one = format!("{rule} | write one such as `/cells/`");
        let longest = format!("/{}/", "x".repeat(510));
        let too_long = format!("/{}/", "x".repeat(511));
        check::<IamPath>(&[
            ("/", Ok("/")),
            ("/cells/", Ok("/cells/")),
            ("/acme/cells_1/", Ok("/acme/cells_1/")),
            (&longest, Ok(&longest)),
            ("cells", Err(&format!("`cells` {rule} | write `/cells/`"))),
            ("/cells", Err(&format!("`/cells` {rule} | write `/cells/`"))),
            ("/acme//cells/", Err(&format!("`/acme//cells/` {one}"))),
            ("/ce*ls/", Err(&format!("`/ce*ls/` {one}"))),
            ("/aws-service-role/x/", Err(&format!("`/aws-service-role/x/` {one}"))),
            ("/aws-reserved/", Err(&format!("`/aws-reserved/` {one}"))),
            (
                &too_long,
                Err(&format!(
                    "`{}…` has 513 characters, an IAM path has at most 512 | shorten it by 1 character",
                    too_long.get(..60).unwrap()
                )),
            ),
        ]);
        round_trips::<IamPath>("/([a-z0-9_+=,.@]{1,9}/){0,5}");
        survives_any_text::<IamPath>("[/a-z*$]{0,20}");
    }
}
