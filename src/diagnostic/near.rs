//! "Did you mean": the candidates that a wrong word is nearest to, and whether it can only be that one.

use std::fmt;

use super::lookalike::{latin, numbered};
use super::wording::listing;

/// The candidates that a word probably meant. Its display is the first of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near<'a> {
    first: &'a str,
    others: Vec<&'a str>,
    is_slip: bool,
    /// A character of the word that only looks like one of the candidate.
    odd: Option<char>,
}

impl<'a> Near<'a> {
    /// More candidates that are equally near are no help.
    const MOST_LISTED: usize = 3;

    /// What something of another tool is called here: never written without asking, because its values may differ.
    pub const fn supposed(name: &'a str) -> Self {
        Self { first: name, others: Vec::new(), is_slip: false, odd: None }
    }

    /// The first of the candidates, in their own order.
    pub const fn name(&self) -> &'a str {
        self.first
    }

    /// The candidate that can be written without asking: no other one is as near, and it differs in case, in what stands
    /// between the words, or in one letter. Another digit is another thing.
    pub fn certain(&self) -> Option<&'a str> {
        (self.others.is_empty() && self.is_slip).then_some(self.first)
    }

    /// `did you mean …?`
    pub fn question(&self) -> String {
        let names = std::iter::once(self.first).chain(self.others.iter().copied());
        let question = format!("did you mean {}?", listing(names.take(Self::MOST_LISTED), "or"));
        match self.odd {
            Some(odd) => format!("{question} {}, and no letter of it", numbered(odd)),
            None => question,
        }
    }
}

impl fmt::Display for Near<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.first)
    }
}

/// The candidates that `name` probably meant: at most a third of its letters differ.
///
/// Candidates of another length are not looked at, because each letter too many is a difference.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Near<'a>> {
    let odd = latin(name).map(|(odd, _)| odd);
    let name = name.to_lowercase();
    let length = name.chars().count();
    let allowed = (length / 3).max(1);
    let (mut least, mut nearest) = (allowed, Vec::new());
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > least {
            continue;
        }
        let distance = strsim::osa_distance(&name, &candidate.to_lowercase());
        if distance < least {
            nearest.clear();
        }
        if distance <= least && !nearest.contains(&candidate) {
            nearest.push(candidate);
            least = distance;
        }
    }
    let (first, others) = nearest.split_first()?;
    Some(Near { first, others: others.to_vec(), is_slip: is_slip(&name, first, least), odd })
}

/// Case, separators, or one letter.
fn is_slip(name: &str, candidate: &str, distance: usize) -> bool {
    let is_separator = |character: &char| !character.is_alphanumeric();
    let bare = |text: &str| text.to_lowercase().chars().filter(|c| !is_separator(c)).collect::<String>();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    bare(name) == bare(candidate) || (distance <= 1 && digits(name) == digits(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_misses_are_proposed_and_far_ones_are_not() {
        for (name, expected) in [("acount", Some("account")), ("Region", Some("region")), ("x", None), ("zzzzzz", None)]
        {
            let near = did_you_mean(name, ["account", "region"]);
            assert_eq!(near.as_ref().map(Near::name), expected, "{name}");
        }
    }

    #[test]
    fn one_letter_case_and_separators_are_certain() {
        let names = ["on-demand", "spot", "eu-west-1", "eu-west-2", "dev-1", "internal"];
        for (name, certain) in [
            ("ondemand", Some("on-demand")),
            ("On_Demand", Some("on-demand")),
            ("spt", Some("spot")),
            ("psot", Some("spot")),
            ("sspot", Some("spot")),
            ("sopt", Some("spot")),
            ("slots", None),
            ("internet", None),
            ("eu-west-4", None),
            ("dev-2", None),
        ] {
            let near = did_you_mean(name, names);
            assert_eq!(near.and_then(|near| near.certain()), certain, "{name}");
        }
    }

    #[test]
    fn all_that_are_equally_near_are_named() {
        let near = did_you_mean("eu-west-4", ["eu-west-1", "eu-west-2", "us-east-1"]).unwrap();
        assert_eq!(near.question(), "did you mean `eu-west-1` or `eu-west-2`?");
    }
}
