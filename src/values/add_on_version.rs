//! Versions of EKS add-ons.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// The version of an EKS add-on, `v<major>.<minor>.<patch>-eksbuild.<build>`, ordered by its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddOnVersion {
    /// First number.
    pub major: u32,
    /// Second number; for kube-proxy the minor version of Kubernetes.
    pub minor: u32,
    /// Third number.
    pub patch: u32,
    /// The build that AWS made of it.
    pub build: u32,
}

impl AddOnVersion {
    /// The second number; for kube-proxy the minor version of Kubernetes.
    pub const fn minor(self) -> u32 {
        self.minor
    }

    /// The line that it belongs to: its first two numbers.
    pub const fn line(self) -> (u32, u32) {
        (self.major, self.minor)
    }

    fn parse(input: &str) -> Option<Self> {
        let (version, build) = input.strip_prefix('v')?.split_once("-eksbuild.")?;
        let mut numbers = version.split('.').map(number);
        let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let build = number(build)?;
        numbers.next().is_none().then_some(Self { major, minor, patch, build })
    }
}

impl FromStr for AddOnVersion {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        Self::parse(input).ok_or_else(|| not_a_version(input))
    }
}

fn not_a_version(input: &str) -> ValueError {
    let error = ValueError::of(input, "is not an add-on version: expected the form `v1.2.3-eksbuild.4`");
    let with_letter = format!("v{input}");
    let with_build = format!("v{}-eksbuild.1", input.trim_start_matches('v'));
    if AddOnVersion::parse(&with_letter).is_some() {
        error.meaning(with_letter)
    } else if AddOnVersion::parse(&with_build).is_some() {
        error.help(format!("add the build, such as `{with_build}`; `aws eks describe-addon-versions` lists them"))
    } else {
        error.help("write a version that `aws eks describe-addon-versions` lists")
    }
}

/// Digits without leading zeros.
fn number(text: &str) -> Option<u32> {
    text.parse::<u32>().ok().filter(|number| number.to_string() == text)
}

impl fmt::Display for AddOnVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch, build } = self;
        write!(formatter, "v{major}.{minor}.{patch}-eksbuild.{build}")
    }
}

text_value!(
    AddOnVersion,
    "The version of an EKS add-on.",
    pattern: r"^v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+$",
    examples: ["v1.14.3-eksbuild.11"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn versions_have_four_numbers() {
        let form = "is not an add-on version: expected the form `v1.2.3-eksbuild.4`";
        let list = "write a version that `aws eks describe-addon-versions` lists";
        check::<AddOnVersion>(&[
            ("v1.14.3-eksbuild.11", Ok("v1.14.3-eksbuild.11")),
            ("1.14.3-eksbuild.11", Err(&format!("`1.14.3-eksbuild.11` {form} | write `v1.14.3-eksbuild.11`"))),
            (
                "v1.14.3",
                Err(&format!(
                    "`v1.14.3` {form} | add the build, such as `v1.14.3-eksbuild.1`; `aws eks describe-addon-versions` lists them"
                )),
            ),
            ("latest", Err(&format!("`latest` {form} | {list}"))),
            ("v1.14-eksbuild.1", Err(&format!("`v1.14-eksbuild.1` {form} | {list}"))),
            ("v1.2.3.4-eksbuild.1", Err(&format!("`v1.2.3.4-eksbuild.1` {form} | {list}"))),
            ("v1.02.3-eksbuild.1", Err(&format!("`v1.02.3-eksbuild.1` {form} | {list}"))),
            ("", Err(&format!("an empty string {form} | {list}"))),
        ]);
        round_trips::<AddOnVersion>(r"v[1-9]\.[1-9][0-9]{0,3}\.[0-9]-eksbuild\.[1-9][0-9]?");
        survives_any_text::<AddOnVersion>(r"v?[0-9]{0,12}\.[0-9]?\.?[0-9]?(-eksbuild\.)?[0-9]?");
    }

    #[test]
    fn versions_are_ordered_by_number() {
        let version = |text: &str| text.parse::<AddOnVersion>().unwrap();
        assert!(version("v1.9.0-eksbuild.1") < version("v1.10.0-eksbuild.1"));
        assert!(version("v1.9.0-eksbuild.9") < version("v1.9.0-eksbuild.10"));
        assert_eq!(version("v1.35.3-eksbuild.2").minor(), 35);
    }
}
