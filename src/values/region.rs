//! AWS regions.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{Partition, ValueError, known_regions};
use crate::diagnostic::{Near, did_you_mean};

/// Most characters in the name of a region: twice as many as the longest has, so that messages may repeat it.
const LONGEST: usize = 32;

/// The name of an AWS region, such as `eu-west-1`.
///
/// Any name of the right form is accepted, because regions open faster than compilers are released;
/// [`Region::is_known`] tells whether this compiler knows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(String);

impl Region {
    /// The most zones that a region has; it is `us-east-1`.
    pub const MOST_ZONES: usize = 6;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the region belongs to.
    pub fn partition(&self) -> Partition {
        Partition::of_region(&self.0)
    }

    /// The region in which IAM of a partition, which has no regions, takes what is regional elsewhere, such as requests for its quotas.
    ///
    /// Source: `credentialScope` of `iam` in `endpoints.json` of botocore 1.43; of partitions that it leaves out, their first
    /// region.
    pub fn of_iam(partition: Partition) -> Self {
        let region = match partition {
            Partition::Aws => "us-east-1",
            Partition::China => "cn-north-1",
            Partition::UsGov => "us-gov-west-1",
            Partition::Iso => "us-iso-east-1",
            Partition::IsoB => "us-isob-east-1",
            Partition::IsoE => "eu-isoe-west-1",
            Partition::IsoF => "us-isof-south-1",
            Partition::Eusc => "eusc-de-east-1",
        };
        Self(region.to_owned())
    }

    /// The domain under which service principals and most endpoints of the region live.
    pub fn dns_suffix(&self) -> &'static str {
        self.partition().dns_suffix()
    }

    /// Whether the compiler knows the region and its zones.
    pub fn is_known(&self) -> bool {
        known_regions::zone_letters(&self.0).is_some()
    }

    /// The known regions that were probably meant, for a region that is not known.
    pub fn closest_known(&self) -> Option<Near<'static>> {
        if self.is_known() { None } else { did_you_mean(&self.0, known_regions::names()) }
    }
}

impl FromStr for Region {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        if is_region_name(input) {
            return match input.len() {
                ..=LONGEST => Ok(Self(input.to_owned())),
                _ => Err(ValueError::too_long(input, "a region", LONGEST)),
            };
        }
        let error = ValueError::of(input, "is not a region: a region is an area, a direction and a number");
        let bare = input.trim_end_matches(|character: char| character.is_ascii_lowercase());
        if is_region_name(bare) {
            return Err(
                ValueError::of(input, "is an availability zone: a region has no letter after its number").meaning(bare)
            );
        }
        let tidy = input.trim().to_lowercase().replace(['_', ' '], "-");
        if is_region_name(&tidy) {
            return Err(error.meaning(tidy));
        }
        Err(match did_you_mean(&tidy, known_regions::names()) {
            Some(near) => error.near(&near),
            None => error.help("write a name such as `eu-west-1`"),
        })
    }
}

/// Two or more words of lower-case letters and then a number from 1 to 99, joined by hyphens.
fn is_region_name(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    let is_word = |word: &str| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number =
        (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    is_number && words.contains('-') && words.split('-').all(is_word)
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    Region,
    "The name of an AWS region.",
    pattern: "^[a-z]{2,}(-[a-z]{2,})+-[1-9][0-9]?$",
    examples: ["eu-west-1", "us-east-1"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    fn region(name: &str) -> Region {
        name.parse().unwrap()
    }

    #[test]
    fn the_region_of_iam_is_in_its_partition() {
        for partition in Partition::ALL {
            let region = Region::of_iam(*partition);
            assert_eq!(region.partition(), *partition);
            assert_eq!(region.as_str().parse::<Region>().unwrap(), region);
        }
    }

    #[test]
    fn regions_have_a_form() {
        let form = "is not a region: a region is an area, a direction and a number";
        check::<Region>(&[
            ("eu-west-1", Ok("eu-west-1")),
            ("us-gov-west-1", Ok("us-gov-west-1")),
            ("zz-nowhere-9", Ok("zz-nowhere-9")),
            (
                "eu-west-1a",
                Err(
                    "`eu-west-1a` is an availability zone: a region has no letter after its number | write `eu-west-1`",
                ),
            ),
            (
                "zz-abcdefghijklmnopqrstuvwxyzab-9",
                Err(
                    "`zz-abcdefghijklmnopqrstuvwxyzab-9` has 33 characters, a region has at most 32 | shorten it by 1 character",
                ),
            ),
            ("EU_WEST_1", Err(&format!("`EU_WEST_1` {form} | write `eu-west-1`"))),
            ("eu-west", Err(&format!("`eu-west` {form} | did you mean `eu-west-1`, `eu-west-2` or `eu-west-3`?"))),
            ("euwest1", Err(&format!("`euwest1` {form} | did you mean `eu-west-1`?"))),
            ("Ireland", Err(&format!("`Ireland` {form} | write a name such as `eu-west-1`"))),
            ("", Err(&format!("an empty string {form} | write a name such as `eu-west-1`"))),
            ("eu-west-01", Err(&format!("`eu-west-01` {form} | did you mean `eu-west-1`?"))),
        ]);
        round_trips::<Region>("[a-z]{2,4}-[a-z]{2,9}-[1-9]");
        survives_any_text::<Region>("[a-z]{0,3}-[a-z]{0,6}-?[0-9]{0,3}[a-z]?");
    }

    #[test]
    fn names_close_to_known_regions_are_found() {
        assert_eq!(region("eu-wst-1").closest_known().and_then(|near| near.certain()), Some("eu-west-1"));
        assert_eq!(region("eu-west-1").closest_known(), None);
        assert!(!region("zz-nowhere-9").is_known());
    }
}
