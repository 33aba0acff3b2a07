//! Availability zones.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{Region, ValueError, known_regions};

/// An availability zone: a letter (`a`), or its full name (`eu-west-1a`).
///
/// A full name keeps its region until [`Zone::within`] has compared it with the region of the environment; after
/// that, zones are equal when their letters are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone {
    letter: char,
    written_region: Option<Region>,
}

impl Zone {
    /// The zone of a lower-case letter from a to z, [`None`] for any other character.
    pub fn from_letter(letter: char) -> Option<Self> {
        letter.is_ascii_lowercase().then_some(Self { letter, written_region: None })
    }

    fn parse(input: &str) -> Option<Self> {
        let mut characters = input.chars();
        let letter = characters.next_back().filter(char::is_ascii_lowercase)?;
        let region = characters.as_str();
        let written_region = if region.is_empty() { None } else { Some(region.parse().ok()?) };
        Some(Self { letter, written_region })
    }

    /// The letter.
    pub const fn letter(&self) -> char {
        self.letter
    }

    /// The region, when the zone was written by its full name.
    pub const fn written_region(&self) -> Option<&Region> {
        self.written_region.as_ref()
    }

    /// The full name in a region, such as `eu-west-1a`.
    pub fn name_in(&self, region: &Region) -> String {
        format!("{region}{}", self.letter)
    }

    /// The zone by its letter alone. Fails when it was written by the full name of a zone in another region.
    pub fn within(&self, region: &Region) -> Result<Self, ValueError> {
        match &self.written_region {
            Some(written) if written != region => Err(ValueError::of(
                &self.to_string(),
                format_args!("is not in `{region}`: it is a zone of `{written}`"),
            )
            .help(format!("write `{}`, the letter of a zone in `{region}`", self.letter))),
            _ => Ok(Self { letter: self.letter, written_region: None }),
        }
    }
}

impl Region {
    /// The zones that an ordinary account sees, by letter; empty when the region is not known.
    pub fn zones(&self) -> Vec<Zone> {
        let letters = known_regions::zone_letters(self.as_str()).unwrap_or_default();
        letters.chars().filter_map(Zone::from_letter).collect()
    }

    /// The first `count` zones; fewer when the region has fewer, none when it is not known.
    pub fn default_zones(&self, count: usize) -> Vec<Zone> {
        let mut zones = self.zones();
        zones.truncate(count);
        zones
    }
}

impl FromStr for Zone {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        Self::parse(input).ok_or_else(|| not_a_zone(input))
    }
}

fn not_a_zone(input: &str) -> ValueError {
    let lower = input.to_ascii_lowercase();
    if input.contains("-az") {
        return ValueError::of(input, "is a zone ID: a zone is a letter, or a region and a letter")
            .help("write the letter that this account has for it, such as `a`");
    }
    let error = ValueError::of(input, "is not a zone: a zone is a letter, or a region and a letter");
    if lower != input && Zone::parse(&lower).is_some() {
        return error.meaning(lower);
    }
    error.help("write the letter, such as `a`, or the full name, such as `eu-west-1a`")
}

impl fmt::Display for Zone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.written_region {
            Some(region) => write!(formatter, "{region}{}", self.letter),
            None => write!(formatter, "{}", self.letter),
        }
    }
}

text_value!(
    Zone,
    "An availability zone: its letter, or its full name.",
    pattern: "^([a-z]{2,}(-[a-z]{2,})+-[1-9][0-9]?)?[a-z]$",
    examples: ["a", "eu-west-1a"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, rendered, round_trips, survives_any_text};

    #[test]
    fn zones_are_letters_or_full_names() {
        let form = "is not a zone: a zone is a letter, or a region and a letter";
        let help = "write the letter, such as `a`, or the full name, such as `eu-west-1a`";
        check::<Zone>(&[
            ("a", Ok("a")),
            ("eu-west-1c", Ok("eu-west-1c")),
            ("A", Err(&format!("`A` {form} | write `a`"))),
            ("EU-WEST-1A", Err(&format!("`EU-WEST-1A` {form} | write `eu-west-1a`"))),
            ("1", Err(&format!("`1` {form} | {help}"))),
            ("", Err(&format!("an empty string {form} | {help}"))),
            ("eu-west-1", Err(&format!("`eu-west-1` {form} | {help}"))),
            ("us-west-2-lax-1a", Err(&format!("`us-west-2-lax-1a` {form} | {help}"))),
            (
                "use1-az3",
                Err(
                    "`use1-az3` is a zone ID: a zone is a letter, or a region and a letter | write the letter that this account has for it, such as `a`",
                ),
            ),
        ]);
        round_trips::<Zone>("([a-z]{2}-[a-z]{4,9}-[1-9])?[a-z]");
        survives_any_text::<Zone>("[a-z]{0,3}-?[a-z]{0,6}-?[0-9]{0,3}[a-zA-Z]?");
    }

    #[test]
    fn known_regions_have_default_zones() {
        for (name, count, expected) in [
            ("eu-west-1", 3, "abc"),
            ("ca-central-1", 3, "abd"),
            ("us-west-1", 3, "ac"),
            ("us-east-1", 2, "ab"),
            ("zz-nowhere-9", 3, ""),
        ] {
            let letters: String =
                name.parse::<Region>().unwrap().default_zones(count).iter().map(Zone::letter).collect();
            assert_eq!(letters, expected, "{name}");
        }
    }

    #[test]
    fn full_names_must_be_in_the_region() {
        let region: Region = "eu-west-1".parse().unwrap();
        let zone = |text: &str| text.parse::<Zone>().unwrap();
        assert_eq!(zone("eu-west-1b").within(&region), Ok(zone("b")));
        assert_eq!(zone("b").within(&region), Ok(zone("b")));
        assert_eq!(zone("b").name_in(&region), "eu-west-1b");
        assert_eq!(
            zone("us-east-1b").within(&region).map_err(|error| rendered(&error)),
            Err("`us-east-1b` is not in `eu-west-1`: it is a zone of `us-east-1` | write `b`, the letter of a zone in `eu-west-1`".to_owned())
        );
    }
}
