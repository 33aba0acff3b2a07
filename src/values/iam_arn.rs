//! What the ARNs of all IAM resources share: an account, and a path before the name.

use super::{AccountId, Arn, ValueError};

/// IAM is global: its ARNs have an account and no region.
pub(super) fn owner(input: &str, arn: &Arn) -> Result<AccountId, ValueError> {
    arn.account_id().filter(|_| arn.region.is_empty()).ok_or_else(|| {
        ValueError::of(input, "is not an IAM ARN: IAM ARNs have no region and an account of 12 digits")
            .help("write an ARN such as `arn:aws:iam::222222222222:role/terraform`")
    })
}

/// Checks `path/to/name`: the path has at most 512 characters with its slashes, the name a limit and a character set.
pub(super) fn check_path(input: &str, path_and_name: &str, longest_name: usize) -> Result<(), ValueError> {
    const LONGEST_PATH: usize = 512;
    let name = last_segment(path_and_name);
    let length = name.chars().count();
    if path_and_name.len() + 1 - name.len() > LONGEST_PATH {
        return Err(ValueError::of(
            input,
            format_args!("has too long a path: an IAM path has at most {LONGEST_PATH} characters"),
        )
        .help("write the ARN as IAM shows it"));
    }
    if path_and_name.starts_with('/') || path_and_name.contains("//") {
        return Err(ValueError::of(input, "has an empty part in its path: each part has at least one character")
            .help("write one `/` between the parts"));
    }
    if path_and_name.contains('*') {
        return Err(ValueError::of(input, "has a wildcard: an ARN names one role, user or policy")
            .help("write the whole name; grant access to each principal by itself"));
    }
    if length > longest_name {
        return Err(ValueError::of(
            input,
            format_args!("has a name of {length} characters, IAM allows {longest_name}"),
        )
        .help("write the ARN as IAM shows it"));
    }
    let allowed = |character: char| character.is_ascii_alphanumeric() || "_+=,.@-".contains(character);
    if name.is_empty() || !name.chars().all(allowed) {
        let predicate = "has no valid name: IAM names have letters, digits and `_+=,.@-`";
        return Err(ValueError::of(input, predicate).help("write the ARN as IAM shows it"));
    }
    Ok(())
}

/// What stands after the last slash.
pub(super) fn last_segment(resource: &str) -> &str {
    resource.rsplit('/').next().unwrap_or(resource)
}

#[cfg(test)]
mod tests {
    use crate::values::IamPrincipal;
    use crate::values::testing::check;

    #[test]
    fn names_and_paths_are_those_of_iam() {
        let as_shown = "write the ARN as IAM shows it";
        let account = "arn:aws:iam::222222222222:role";
        let long_name = format!("{account}/{}", "x".repeat(65));
        let long_path = format!("{account}/{}name", "abcdefghi/".repeat(52));
        check::<IamPrincipal>(&[
            ("arn:aws:iam::222222222222:role/a/b/c", Ok("arn:aws:iam::222222222222:role/a/b/c")),
            (
                "arn:aws:iam::aws:role/x",
                Err(
                    "`arn:aws:iam::aws:role/x` is not an IAM ARN: IAM ARNs have no region and an account of 12 digits | write an ARN such as `arn:aws:iam::222222222222:role/terraform`",
                ),
            ),
            (
                "arn:aws:iam::222222222222:role/ci-*",
                Err(
                    "`arn:aws:iam::222222222222:role/ci-*` has a wildcard: an ARN names one role, user or policy | write the whole name; grant access to each principal by itself",
                ),
            ),
            (
                "arn:aws:iam::222222222222:role//x",
                Err(
                    "`arn:aws:iam::222222222222:role//x` has an empty part in its path: each part has at least one character | write one `/` between the parts",
                ),
            ),
            (
                "arn:aws:iam::222222222222:role/ops/",
                Err(&format!(
                    "`{account}/ops/` has no valid name: IAM names have letters, digits and `_+=,.@-` | {as_shown}"
                )),
            ),
            (
                &long_name,
                Err(&format!(
                    "`{}…` has a name of 65 characters, IAM allows 64 | {as_shown}",
                    long_name.get(..60).unwrap()
                )),
            ),
            (
                &long_path,
                Err(&format!(
                    "`{}…` has too long a path: an IAM path has at most 512 characters | {as_shown}",
                    long_path.get(..60).unwrap()
                )),
            ),
        ]);
    }
}
