//! Permissions boundaries.

use super::checked_text::{Remedy, checked_text};
use super::iam_path::is_part;

checked_text! {
    /// The policy that bounds the roles of a cell, as it is called in the cell's own account: `policy/`, its path, its name.
    ///
    /// IAM takes a boundary only from the account of the role, so an organisation that demands one has the policy in every
    /// account. An ARN would say which account, and be wrong for each cell that has another one. Limits: IAM user guide,
    /// "IAM and STS quotas" and "IAM identifiers".
    PermissionsBoundary: "a permissions boundary", 8..=647, is_boundary,
    "`policy/` and the name of a managed policy that each of the accounts has, with its path",
    pattern: "^policy/([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,128}$", examples: ["policy/cell-boundary"],
    remedy: without_account
}

/// Most characters of the name (IAM API).
const LONGEST_NAME: usize = 128;
/// Most characters of the path, with both of its slashes (IAM API).
const LONGEST_PATH: usize = 512;

fn is_boundary(text: &str) -> bool {
    let Some(path_and_name) = text.strip_prefix("policy/") else { return false };
    let name = path_and_name.rsplit('/').next().unwrap_or(path_and_name);
    let path = path_and_name.len() - name.len() + 1;
    path_and_name.split('/').all(is_part) && name.len() <= LONGEST_NAME && path <= LONGEST_PATH
}

/// The policy of an ARN, or of a name alone.
fn without_account(text: &str) -> Option<Remedy> {
    let resource = match text.strip_prefix("arn:") {
        Some(rest) if rest.contains(":iam::aws:") => {
            return Some(Remedy::Words(
                "write `policy/…`, a policy of your own: those of AWS would take from the cells what they need"
                    .to_owned(),
            ));
        }
        Some(rest) => rest.rsplit(':').next().unwrap_or(rest).to_owned(),
        None => format!("policy/{}", text.trim_start_matches('/')),
    };
    is_boundary(&resource).then_some(Remedy::Value(resource))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn a_boundary_is_a_policy_of_every_account() {
        let rule = "is not a permissions boundary: `policy/` and the name of a managed policy that each of the accounts has, with its path";
        let arn = "arn:aws:iam::222222222222:policy/acme/boundary";
        let longest = format!("policy/{}/{}", "x".repeat(510), "y".repeat(128));
        let long_name = format!("policy/{}", "y".repeat(129));
        check::<PermissionsBoundary>(&[
            ("policy/cell-boundary", Ok("policy/cell-boundary")),
            ("policy/acme/boundary", Ok("policy/acme/boundary")),
            (&longest, Ok(&longest)),
            ("cell-boundary", Err(&format!("`cell-boundary` {rule} | write `policy/cell-boundary`"))),
            (arn, Err(&format!("`{arn}` {rule} | write `policy/acme/boundary`"))),
            (
                "arn:aws:iam::aws:policy/PowerUserAccess",
                Err(&format!(
                    "`arn:aws:iam::aws:policy/PowerUserAccess` {rule} | write `policy/…`, a policy of your own: those of AWS would take from the cells what they need"
                )),
            ),
            ("policy/", Err(&format!("`policy/` {rule} | write one such as `policy/cell-boundary`"))),
            (
                &long_name,
                Err(&format!("`{}…` {rule} | write one such as `policy/cell-boundary`", long_name.get(..60).unwrap())),
            ),
        ]);
        round_trips::<PermissionsBoundary>("policy/([a-z]{1,9}/){0,3}[A-Za-z0-9_+=,.@]{1,128}");
        survives_any_text::<PermissionsBoundary>("(arn:aws:iam::[0-9]{12}:)?policy/[a-z/*]{0,20}");
    }
}
