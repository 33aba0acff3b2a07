//! The images that nodes start from, and their releases.

use super::checked_text::{checked_text, is_lower, is_number};
use super::variant::spec_enum;
use super::{Architecture, Date, ValueError};

/// EKS, "Amazon Linux 2 AMI deprecation": there are none for Kubernetes 1.33 and later.
fn amazon_linux_2(input: &str) -> Option<ValueError> {
    let is_old = ["al2", "al2_x86_64", "al2_x86_64_gpu", "al2_arm_64", "amazonlinux2"];
    let error = ValueError::of(input, "is not a node image: expected `al2023` or `bottlerocket`");
    is_old
        .iter()
        .any(|word| word.eq_ignore_ascii_case(input))
        .then(|| error.help("write `al2023`, the successor: EKS makes no more images of Amazon Linux 2"))
}

spec_enum! {
    /// The operating system of nodes. The spelling is also the family in a Karpenter AMI alias.
    pub enum NodeImage: "node image" unless amazon_linux_2 {
        /// Amazon Linux 2023.
        Al2023 = "al2023" for ["AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD", "amazon-linux-2023", "AmazonLinux2023"],
        /// Bottlerocket: immutable, without a shell.
        Bottlerocket = "bottlerocket" for ["BOTTLEROCKET_x86_64", "BOTTLEROCKET_ARM_64"],
    }
}

impl NodeImage {
    /// The `ami_type` of a managed node group. Source: enum of the EKS API as provider 5.40.0 accepts it.
    pub const fn ami_type(self, architecture: Architecture) -> &'static str {
        match (self, architecture) {
            (Self::Al2023, Architecture::Amd64) => "AL2023_x86_64_STANDARD",
            (Self::Al2023, Architecture::Arm64) => "AL2023_ARM_64_STANDARD",
            (Self::Bottlerocket, Architecture::Amd64) => "BOTTLEROCKET_x86_64",
            (Self::Bottlerocket, Architecture::Arm64) => "BOTTLEROCKET_ARM_64",
        }
    }
}

checked_text! {
    /// A release of an EKS optimised AMI, such as `1.35.0-20260801` (Bottlerocket: `1.24.0-5d7c5b3a`).
    AmiRelease: "an AMI release", 5..=63,
    |text| text.contains('-') && text.starts_with(|c: char| c.is_ascii_digit()) && is_lower(text, ".-"),
    "a version, a hyphen and a date or commit",
    pattern: "^[0-9][a-z0-9.-]*[a-z0-9]$", examples: ["1.35.0-20260801"]
}

checked_text! {
    /// The version of a node image in Karpenter's alias: the day of an Amazon Linux image, the release of Bottlerocket, or
    /// `latest`, with which nodes change without a review.
    AmiVersion: "the version of a node image", 2..=24, is_ami_version,
    "`v` with a day or a release, or `latest`", pattern: "^(v[0-9]{8}|v[0-9]+[.][0-9]+[.][0-9]+|latest)$",
    examples: ["v20260903"]
}

impl AmiVersion {
    /// The day that it names; [`None`] where the calendar has none, or it is no day.
    pub fn day(&self) -> Option<Date> {
        compact_day(self.0.strip_prefix('v')?)
    }

    /// Its numbers, by which versions of one family are ordered: a day is one number, a release three.
    pub fn numbers(&self) -> Vec<u32> {
        let version = self.0.strip_prefix('v').unwrap_or(&self.0);
        version.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
    }

    /// Whether it names another image tomorrow.
    pub fn is_latest(&self) -> bool {
        self.0 == "latest"
    }

    /// Whether it is a day, as versions of Amazon Linux are.
    pub fn is_day(&self) -> bool {
        !self.is_latest() && !self.0.contains('.')
    }
}

fn is_ami_version(text: &str) -> bool {
    let Some(version) = text.strip_prefix('v') else { return text == "latest" };
    let parts: Vec<&str> = version.split('.').collect();
    parts.iter().all(|part| is_number(part)) && (parts.len() == 3 || version.len() == 8 && parts.len() == 1)
}

/// A day without hyphens, as the releases of images have it: `20260903`.
pub fn compact_day(text: &str) -> Option<Date> {
    let part = |range| text.get(range).filter(|_| text.len() == 8);
    Date::new(part(0..4)?.parse().ok()?, part(4..6)?.parse().ok()?, part(6..8)?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, every_word_is_itself};

    #[test]
    fn releases_have_a_version_and_a_date() {
        check::<AmiRelease>(&[("1.35.0-20260801", Ok("1.35.0-20260801"))]);
    }

    #[test]
    fn images_are_those_of_eks() {
        every_word_is_itself::<NodeImage>(&["al2023", "bottlerocket"]);
        let images = [
            (NodeImage::Al2023, Architecture::Amd64, "AL2023_x86_64_STANDARD"),
            (NodeImage::Al2023, Architecture::Arm64, "AL2023_ARM_64_STANDARD"),
            (NodeImage::Bottlerocket, Architecture::Amd64, "BOTTLEROCKET_x86_64"),
            (NodeImage::Bottlerocket, Architecture::Arm64, "BOTTLEROCKET_ARM_64"),
        ];
        for (image, architecture, expected) in images {
            assert_eq!(image.ami_type(architecture), expected);
        }
    }
}
