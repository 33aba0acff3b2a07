//! The regions that are known by name, with the zones that an ordinary account sees.

/// Letters of the zones that an ordinary account sees in a known region; [`None`] for any other name.
///
/// Sources: the region lists of the AWS SDKs and eksctl, and the EC2 user guide. Zone letters can differ between
/// accounts in the oldest regions (us-west-1 shows two of three), so an account may need its zones written out.
/// Local Zones and Wavelength Zones are not listed: EKS control planes cannot use them.
pub(super) fn zone_letters(region: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(name, _)| *name == region).map(|(_, letters)| *letters)
}

/// The names of all known regions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|(name, _)| *name)
}

/// Sorted by name.
const KNOWN: &[(&str, &str)] = &[
    ("af-south-1", "abc"),
    ("ap-east-1", "abc"),
    ("ap-east-2", "abc"),
    ("ap-northeast-1", "acd"),
    ("ap-northeast-2", "abcd"),
    ("ap-northeast-3", "abc"),
    ("ap-south-1", "abc"),
    ("ap-south-2", "abc"),
    ("ap-southeast-1", "abc"),
    ("ap-southeast-2", "abc"),
    ("ap-southeast-3", "abc"),
    ("ap-southeast-4", "abc"),
    ("ap-southeast-5", "abc"),
    ("ap-southeast-6", "abc"),
    ("ap-southeast-7", "abc"),
    ("ca-central-1", "abd"),
    ("ca-west-1", "abc"),
    ("cn-north-1", "abd"),
    ("cn-northwest-1", "abc"),
    ("eu-central-1", "abc"),
    ("eu-central-2", "abc"),
    ("eu-isoe-west-1", "abc"),
    ("eu-north-1", "abc"),
    ("eu-south-1", "abc"),
    ("eu-south-2", "abc"),
    ("eu-west-1", "abc"),
    ("eu-west-2", "abc"),
    ("eu-west-3", "abc"),
    ("eusc-de-east-1", "ab"),
    ("il-central-1", "abc"),
    ("me-central-1", "abc"),
    ("me-south-1", "abc"),
    ("mx-central-1", "abc"),
    ("sa-east-1", "abc"),
    ("us-east-1", "abcdef"),
    ("us-east-2", "abc"),
    ("us-gov-east-1", "abc"),
    ("us-gov-west-1", "abc"),
    ("us-iso-east-1", "abc"),
    ("us-iso-west-1", "abc"),
    ("us-isob-east-1", "abc"),
    ("us-isof-east-1", "abc"),
    ("us-isof-south-1", "abc"),
    ("us-west-1", "ac"),
    ("us-west-2", "abcd"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_sorted_and_have_two_zones() {
        assert!(KNOWN.is_sorted_by(|a, b| a.0 < b.0), "the table is sorted and names are unique");
        for (name, letters) in KNOWN {
            assert!(letters.len() >= 2, "EKS needs two zones: {name}");
            assert!(letters.chars().is_sorted() && letters.chars().all(|letter| letter.is_ascii_lowercase()), "{name}");
        }
    }
}
