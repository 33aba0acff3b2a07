//! Regions by their names, several at once.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{Region, ValueError, known_regions};
use crate::diagnostic::did_you_mean;

/// A region, or all regions whose names begin alike: `eu-*`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionPattern(String);

impl RegionPattern {
    const LONGEST: usize = 32;

    /// Whether a region is meant.
    pub fn matches(&self, region: &Region) -> bool {
        match self.0.strip_suffix('*') {
            Some(beginning) => region.as_str().starts_with(beginning),
            None => region.as_str() == self.0,
        }
    }

    /// Whether no region that the compiler knows is meant.
    pub fn is_unknown(&self) -> bool {
        !known_regions::names().filter_map(|name| name.parse::<Region>().ok()).any(|region| self.matches(&region))
    }
}

impl FromStr for RegionPattern {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let error = || ValueError::of(input, "is not a region, nor the beginning of one with `*` behind a hyphen");
        if input.len() > Self::LONGEST {
            return Err(ValueError::too_long(input, "a region", Self::LONGEST));
        }
        let Some(beginning) = input.strip_suffix('*') else {
            let region = input.parse::<Region>()?;
            return Ok(Self(region.to_string()));
        };
        let words = beginning.strip_suffix('-').ok_or_else(|| {
            let with_hyphen = format!("{beginning}-*");
            let is_form = with_hyphen.parse::<Self>().is_ok();
            if is_form { error().meaning(with_hyphen) } else { error().help("write `eu-west-1` or `eu-*`") }
        })?;
        let is_word = |word: &str| word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if words.split('-').all(is_word) {
            return Ok(Self(input.to_owned()));
        }
        Err(match did_you_mean(words, known_regions::names()) {
            Some(near) => error().near(&near),
            None => error().help("write `eu-west-1` or `eu-*`"),
        })
    }
}

impl fmt::Display for RegionPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    RegionPattern,
    "The name of an AWS region, or the beginning of several.",
    pattern: "^[a-z]{2,}(-[a-z]{2,})*-([1-9][0-9]?|\\*)$",
    examples: ["eu-west-1", "eu-*"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn a_pattern_is_a_region_or_the_words_before_the_rest() {
        let form = "is not a region, nor the beginning of one with `*` behind a hyphen";
        check::<RegionPattern>(&[
            ("eu-west-1", Ok("eu-west-1")),
            ("eu-*", Ok("eu-*")),
            ("us-gov-*", Ok("us-gov-*")),
            ("eu*", Err(&format!("`eu*` {form} | write `eu-*`"))),
            ("*", Err(&format!("`*` {form} | write `eu-west-1` or `eu-*`"))),
            ("eu-west-1*", Err(&format!("`eu-west-1*` {form} | write `eu-west-1` or `eu-*`"))),
            ("EU-*", Err(&format!("`EU-*` {form} | write `eu-west-1` or `eu-*`"))),
        ]);
    }

    #[test]
    fn a_pattern_matches_whole_words() {
        let region = |name: &str| name.parse::<Region>().unwrap();
        let pattern = |text: &str| text.parse::<RegionPattern>().unwrap();
        assert!(pattern("eu-*").matches(&region("eu-west-1")) && pattern("eu-*").matches(&region("eu-south-2")));
        assert!(!pattern("eu-*").matches(&region("eusc-de-east-1")));
        assert!(pattern("eu-west-1").matches(&region("eu-west-1")));
        assert!(!pattern("eu-west-1").matches(&region("eu-west-11")));
        assert!(pattern("mars-*").is_unknown() && !pattern("us-*").is_unknown());
    }

    #[test]
    fn a_pattern_is_read_back() {
        round_trips::<RegionPattern>("[a-z]{2}(-[a-z]{2,6}){1,2}-([1-9]|\\*)");
    }

    #[test]
    fn any_text_is_a_pattern_or_is_explained() {
        survives_any_text::<RegionPattern>("[a-zA-Z-]{0,12}[0-9*]{0,2}");
    }
}
