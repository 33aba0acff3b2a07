//! The version of an EKS add-on: `vX.Y.Z-eksbuild.N`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An add-on version as EKS writes it. Order is that of the numbers: `eksbuild.3` comes before `eksbuild.21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddOnVersion {
    /// The `1` of `v1.35.3-eksbuild.29`.
    pub major: u32,
    /// The `35` of `v1.35.3-eksbuild.29`; for `kube-proxy` the Kubernetes minor it is built for.
    pub minor: u32,
    /// The `3` of `v1.35.3-eksbuild.29`.
    pub patch: u32,
    /// The `29` of `v1.35.3-eksbuild.29`: how often EKS has rebuilt it.
    pub build: u32,
}

/// The text is not of the form `vX.Y.Z-eksbuild.N`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an add-on version of the form `vX.Y.Z-eksbuild.N`")]
pub struct AddOnVersionError(String);

impl FromStr for AddOnVersion {
    type Err = AddOnVersionError;

    fn from_str(text: &str) -> Result<Self, AddOnVersionError> {
        parse(text).ok_or_else(|| AddOnVersionError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<AddOnVersion> {
    let (release, build) = text.strip_prefix('v')?.split_once("-eksbuild.")?;
    let mut numbers = release.split('.').map(number);
    let (major, minor, patch) = (numbers.next()??, numbers.next()??, numbers.next()??);
    if numbers.next().is_some() {
        return None;
    }
    Some(AddOnVersion { major, minor, patch, build: number(build)? })
}

/// A number without sign and leading zero, so that printing gives the same text back.
fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || (text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0'));
    if canonical { text.parse().ok() } else { None }
}

impl fmt::Display for AddOnVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch, build } = self;
        write!(formatter, "v{major}.{minor}.{patch}-eksbuild.{build}")
    }
}

impl Serialize for AddOnVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AddOnVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::AddOnVersion;

    #[test]
    fn reads_the_four_numbers() {
        let version: AddOnVersion = "v1.35.3-eksbuild.29".parse().unwrap();
        assert_eq!(version, AddOnVersion { major: 1, minor: 35, patch: 3, build: 29 });
    }

    #[test]
    fn refuses_other_forms() {
        for text in [
            "",
            "v1.35.3",
            "1.35.3-eksbuild.29",
            "v1.35-eksbuild.29",
            "v1.35.3.1-eksbuild.29",
            "v1.35.3-eksbuild.",
            "v1.35.3-eksbuild.2a",
            "v1.35.3-minimal-eksbuild.2",
            "v1.35.3-eksbuild.preview",
            "v01.35.3-eksbuild.2",
            "v1.+5.3-eksbuild.2",
            "v1.35.3-eksbuild.2 ",
            "v1.99999999999.3-eksbuild.2",
        ] {
            let error = text.parse::<AddOnVersion>().unwrap_err();
            assert_eq!(error.to_string(), format!("`{text}` is not an add-on version of the form `vX.Y.Z-eksbuild.N`"));
        }
    }

    #[test]
    fn order_is_that_of_the_numbers() {
        let texts = ["v1.9.3-eksbuild.21", "v1.14.3-eksbuild.3", "v1.14.3-eksbuild.21", "v1.14.10-eksbuild.1"];
        let versions: Vec<AddOnVersion> = texts.iter().map(|text| text.parse().unwrap()).collect();
        assert!(versions.is_sorted());
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(major: u32, minor: u32, patch: u32, build: u32) {
            let version = AddOnVersion { major, minor, patch, build };
            prop_assert_eq!(version.to_string().parse::<AddOnVersion>().unwrap(), version);
        }
    }
}
