//! Versions of Kubernetes, as EKS names them.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// A Kubernetes minor version such as `1.35`; EKS picks the patch release itself.
///
/// Minors have two digits: EKS began with 1.10, and a single digit is a version that lost its last zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KubernetesVersion {
    minor: u8,
}

impl KubernetesVersion {
    /// Version 1.`minor`; [`None`] outside 10 to 99.
    pub const fn from_minor(minor: u8) -> Option<Self> {
        if minor >= 10 && minor <= 99 { Some(Self { minor }) } else { None }
    }

    /// The number after the point.
    pub const fn minor(self) -> u8 {
        self.minor
    }

    /// The version that an upgrade from this one may go to.
    pub const fn next(self) -> Option<Self> {
        Self::from_minor(self.minor + 1)
    }

    fn parse(input: &str) -> Option<Self> {
        let minor = input.strip_prefix("1.").filter(|minor| minor.len() == 2)?;
        let number = minor.parse().ok().filter(|_| minor.bytes().all(|byte| byte.is_ascii_digit()))?;
        Self::from_minor(number)
    }

    /// The error for a version that is written as a number, given its digits: `1.30` is read as `1.3`.
    pub fn unquoted(written: &str) -> ValueError {
        let error = ValueError::of(written, "is a number, which loses a last zero: a Kubernetes version is a string");
        let version = match written.strip_prefix("1.") {
            Some(minor) if minor.len() == 1 => format!("{written}0"),
            _ => written.to_owned(),
        };
        match Self::parse(&version) {
            Some(version) => error.help_meaning(format!("write `\"{version}\"` in quotes"), version),
            None => error.help("write a version in quotes, such as `\"1.35\"`"),
        }
    }
}

impl FromStr for KubernetesVersion {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        Self::parse(input).ok_or_else(|| not_a_version(input))
    }
}

fn not_a_version(input: &str) -> ValueError {
    let bare = input.strip_prefix('v').unwrap_or(input);
    let mut parts = bare.splitn(3, '.');
    let first_two = format!("{}.{}", parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let has_patch = parts.next().is_some();
    let is_version = |text: &str| KubernetesVersion::parse(text).is_some();
    if is_version(&first_two) && has_patch {
        return ValueError::of(input, "names a patch release: EKS takes a minor version and picks the patch itself")
            .meaning(first_two);
    }
    let error = ValueError::of(input, "is not a Kubernetes version: expected 1 and a minor of two digits");
    let with_zero = format!("{first_two}0");
    match [first_two, with_zero].into_iter().find(|text| is_version(text)) {
        Some(version) => error.meaning(version),
        None => error.help("write a version such as `1.35`"),
    }
}

impl fmt::Display for KubernetesVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("1.{}", self.minor))
    }
}

text_value!(
    KubernetesVersion,
    "A Kubernetes minor version, as a string.",
    pattern: r"^1\.[1-9][0-9]$",
    examples: ["1.35"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, rendered, round_trips, survives_any_text};

    #[test]
    fn versions_are_minors() {
        let form = "is not a Kubernetes version: expected 1 and a minor of two digits";
        let patch = "names a patch release: EKS takes a minor version and picks the patch itself";
        check::<KubernetesVersion>(&[
            ("1.35", Ok("1.35")),
            ("1.30", Ok("1.30")),
            ("v1.35", Err(&format!("`v1.35` {form} | write `1.35`"))),
            ("1.35.2", Err(&format!("`1.35.2` {patch} | write `1.35`"))),
            ("v1.35.2-eks-1", Err(&format!("`v1.35.2-eks-1` {patch} | write `1.35`"))),
            ("1.3", Err(&format!("`1.3` {form} | write `1.30`"))),
            ("1.05", Err(&format!("`1.05` {form} | write a version such as `1.35`"))),
            ("1.135", Err(&format!("`1.135` {form} | write a version such as `1.35`"))),
            ("2.35", Err(&format!("`2.35` {form} | write a version such as `1.35`"))),
            ("latest", Err(&format!("`latest` {form} | write a version such as `1.35`"))),
            ("", Err(&format!("an empty string {form} | write a version such as `1.35`"))),
            ("1.+5", Err(&format!("`1.+5` {form} | write a version such as `1.35`"))),
        ]);
        round_trips::<KubernetesVersion>(r"1\.[1-9][0-9]");
        survives_any_text::<KubernetesVersion>(r"v?[0-9]?\.?[0-9+]{0,3}\.?[0-9]?");
    }

    #[test]
    fn numbers_are_told_to_be_strings() {
        let form = "is a number, which loses a last zero: a Kubernetes version is a string";
        for (written, help) in [
            ("1.3", "write `\"1.30\"` in quotes"),
            ("1.35", "write `\"1.35\"` in quotes"),
            ("35", "write a version in quotes, such as `\"1.35\"`"),
        ] {
            assert_eq!(rendered(&KubernetesVersion::unquoted(written)), format!("`{written}` {form} | {help}"));
        }
    }

    #[test]
    fn upgrades_go_one_minor_up() {
        let version = KubernetesVersion::from_minor(35).unwrap();
        assert_eq!(version.next().map(KubernetesVersion::minor), Some(36));
        assert_eq!(KubernetesVersion::from_minor(9), None);
        assert_eq!(KubernetesVersion::from_minor(99).unwrap().next(), None);
    }
}
