//! EC2 instance types, read from their names.

use std::fmt;
use std::str::FromStr;

use super::text_value::text_value;
use super::{Architecture, ValueError};
use crate::diagnostic::did_you_mean;

/// An EC2 instance type such as `m7g.large`: a family and a size.
///
/// The name says what a compiler needs without a catalogue: category, generation, architecture, and mostly the number
/// of vCPUs. Source: Amazon EC2 instance type naming conventions; category and generation are split as Karpenter does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceType {
    family: String,
    size: String,
}

impl InstanceType {
    /// What stands before the dot: `m7g`.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// What stands after the dot: `large`.
    pub fn size(&self) -> &str {
        &self.size
    }

    /// The letters before the generation: `m`, `c`, `r`, `t`, `g`, `inf`, `u`, …
    pub fn category(&self) -> &str {
        self.family.split(|character: char| !character.is_ascii_lowercase()).next().unwrap_or_default()
    }

    /// The number after the category, without the memory size of the `u-6tb1` kind; [`None`] where a name has none.
    pub fn generation(&self) -> Option<u8> {
        let digits = self.after_category().split(|character: char| !character.is_ascii_digit()).next()?;
        digits.parse().ok()
    }

    /// The architecture: `arm64` when Graviton's `g` is among the letters after the generation, for `a1`, for Macs
    /// from their second generation on, and for the Grace machines (`-gb200`).
    pub fn architecture(&self) -> Architecture {
        let attributes = self.after_category().trim_start_matches(|character: char| character.is_ascii_digit());
        let graviton = attributes.split('-').next().is_some_and(|letters| letters.contains('g'));
        let apple = self.category() == "mac" && self.family != "mac1";
        if graviton || apple || self.family == "a1" || attributes.contains("-gb") {
            Architecture::Arm64
        } else {
            Architecture::Amd64
        }
    }

    /// Whether it carries GPUs, Neuron or other accelerators, so that nodes need an image and device plugin for them.
    pub fn has_accelerator(&self) -> bool {
        matches!(self.category(), "p" | "g" | "gr" | "inf" | "trn" | "dl" | "f" | "vt")
    }

    /// Number of vCPUs, where the size tells it: `large` 2, `xlarge` 4, and so on. [`None`] for whole machines
    /// (`metal`), and for the families of which sizes do not follow the ladder.
    pub fn vcpus(&self) -> Option<u32> {
        const OFF_THE_LADDER: [&str; 12] =
            ["c1", "cc2", "cr1", "hs1", "m1", "m2", "t1", "hpc6a", "hpc6id", "hpc7a", "hpc8a", "mac1"];
        if OFF_THE_LADDER.contains(&self.family.as_str()) {
            return None;
        }
        match (self.family.as_str(), self.size.as_str()) {
            ("c4" | "d2", "8xlarge") => Some(36),
            ("t2", "nano" | "micro" | "small") => Some(1),
            (_, "medium") => Some(if self.category() == "t" { 2 } else { 1 }),
            (_, "nano" | "micro" | "small" | "large") => Some(2),
            (_, "xlarge") => Some(4),
            (_, size) => multiple(size)?.checked_mul(4),
        }
    }

    fn after_category(&self) -> &str {
        let rest = self.family.strip_prefix(self.category()).unwrap_or_default();
        let memory = rest.strip_prefix('-').and_then(|memory| memory.split_once("tb"));
        memory.map_or(rest, |(_, after_memory)| after_memory)
    }
}

/// The factor in `16xlarge` and `metal-16xl`.
fn multiple(size: &str) -> Option<u32> {
    let metal = size.strip_prefix("metal-").and_then(|rest| rest.strip_suffix("xl"));
    metal.or_else(|| size.strip_suffix("xlarge"))?.parse().ok()
}

impl FromStr for InstanceType {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let Some((family, size)) = input.split_once('.') else {
            return Err(not_an_instance_type(input));
        };
        if !is_family(family) {
            return Err(not_an_instance_type(input));
        }
        if !is_size(size) {
            return Err(not_a_size(input, family, size));
        }
        Ok(Self { family: family.to_owned(), size: size.to_owned() })
    }
}

fn not_an_instance_type(input: &str) -> ValueError {
    let error = ValueError::of(input, "is not an instance type: an instance type is a family, a dot and a size");
    let lower = input.trim().to_ascii_lowercase();
    if lower != input && lower.split_once('.').is_some_and(|(family, size)| is_family(family) && is_size(size)) {
        return error.meaning(lower);
    }
    if is_family(input) {
        return error.help(format!("add a size, such as `{input}.large`"));
    }
    error.help("write a type such as `m7g.large`")
}

fn not_a_size(input: &str, family: &str, size: &str) -> ValueError {
    let predicate = "has an unknown size: sizes are `nano` to `xlarge`, `2xlarge` and so on, `metal` and `metal-24xl`";
    let error = ValueError::of(input, predicate);
    let longer = size.strip_suffix("xl").map(|factor| format!("{factor}xlarge"));
    if let Some(longer) = longer.filter(|longer| is_size(longer)) {
        return error.meaning(format_args!("{family}.{longer}"));
    }
    match did_you_mean(size, NAMED_SIZES.iter().copied()) {
        Some(named) if named.certain().is_some() => error.meaning(format_args!("{family}.{named}")),
        Some(named) => error.help(format!("did you mean `{family}.{named}`?")),
        None => error.help(format!("write a type such as `{family}.large`")),
    }
}

const NAMED_SIZES: [&str; 7] = ["nano", "micro", "small", "medium", "large", "xlarge", "metal"];

/// `m7g`, `c7i-flex`, `u-6tb1`, `u7in-16tb`, `mac2-m2pro`, `p6-b200`, `mac-m4`.
fn is_family(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.len() <= 20
        && text.contains(|character: char| character.is_ascii_digit())
        && text.split('-').all(is_part)
}

fn is_size(text: &str) -> bool {
    NAMED_SIZES.contains(&text) || multiple(text).is_some_and(|factor| is_canonical(text, factor))
}

fn is_canonical(text: &str, factor: u32) -> bool {
    (1..=1000).contains(&factor) && (text == format!("{factor}xlarge") || text == format!("metal-{factor}xl"))
}

impl fmt::Display for InstanceType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.family, self.size)
    }
}

text_value!(
    InstanceType,
    "An EC2 instance type.",
    pattern: r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\.(nano|micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)$",
    examples: ["m7g.large", "c7i-flex.2xlarge"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn names_have_a_family_and_a_size() {
        let form = "is not an instance type: an instance type is a family, a dot and a size";
        let sizes = "has an unknown size: sizes are `nano` to `xlarge`, `2xlarge` and so on, `metal` and `metal-24xl`";
        check::<InstanceType>(&[
            ("m7g.large", Ok("m7g.large")),
            ("u-6tb1.metal", Ok("u-6tb1.metal")),
            ("c7i.metal-24xl", Ok("c7i.metal-24xl")),
            ("c7i-flex.xlarge", Ok("c7i-flex.xlarge")),
            ("M7g.Large", Err(&format!("`M7g.Large` {form} | write `m7g.large`"))),
            ("m7g", Err(&format!("`m7g` {form} | add a size, such as `m7g.large`"))),
            ("large", Err(&format!("`large` {form} | write a type such as `m7g.large`"))),
            ("", Err(&format!("an empty string {form} | write a type such as `m7g.large`"))),
            ("m7g.*", Err(&format!("`m7g.*` {sizes} | write a type such as `m7g.large`"))),
            ("m7g.2xl", Err(&format!("`m7g.2xl` {sizes} | write `m7g.2xlarge`"))),
            ("m7g.lage", Err(&format!("`m7g.lage` {sizes} | write `m7g.large`"))),
            ("m7g.0xlarge", Err(&format!("`m7g.0xlarge` {sizes} | did you mean `m7g.xlarge`?"))),
            ("m7g.02xlarge", Err(&format!("`m7g.02xlarge` {sizes} | did you mean `m7g.xlarge`?"))),
        ]);
        round_trips::<InstanceType>(
            r"[a-z]{1,3}[1-9][a-z]{0,3}(-flex)?\.(large|xlarge|[2-9]xlarge|metal|metal-[1-9]xl)",
        );
        survives_any_text::<InstanceType>(r"[a-z]{0,3}[0-9]{0,2}-?[a-z0-9]{0,4}\.?[a-z0-9-]{0,9}");
    }

    #[test]
    fn names_tell_what_the_machine_is() {
        use Architecture::{Amd64, Arm64};
        for (name, category, generation, architecture, vcpus, accelerator) in [
            ("m7g.large", "m", Some(7), Arm64, Some(2), false),
            ("m7i.4xlarge", "m", Some(7), Amd64, Some(16), false),
            ("m7i-flex.large", "m", Some(7), Amd64, Some(2), false),
            ("m8gd.medium", "m", Some(8), Arm64, Some(1), false),
            ("a1.medium", "a", Some(1), Arm64, Some(1), false),
            ("t4g.medium", "t", Some(4), Arm64, Some(2), false),
            ("t3a.nano", "t", Some(3), Amd64, Some(2), false),
            ("t2.micro", "t", Some(2), Amd64, Some(1), false),
            ("g4dn.xlarge", "g", Some(4), Amd64, Some(4), true),
            ("g5.xlarge", "g", Some(5), Amd64, Some(4), true),
            ("g5g.xlarge", "g", Some(5), Arm64, Some(4), true),
            ("gr6.4xlarge", "gr", Some(6), Amd64, Some(16), true),
            ("p5.48xlarge", "p", Some(5), Amd64, Some(192), true),
            ("p6-b200.48xlarge", "p", Some(6), Amd64, Some(192), true),
            ("p6e-gb200.36xlarge", "p", Some(6), Arm64, Some(144), true),
            ("trn1.32xlarge", "trn", Some(1), Amd64, Some(128), true),
            ("inf2.xlarge", "inf", Some(2), Amd64, Some(4), true),
            ("dl2q.24xlarge", "dl", Some(2), Amd64, Some(96), true),
            ("hpc7g.16xlarge", "hpc", Some(7), Arm64, Some(64), false),
            ("hpc6a.48xlarge", "hpc", Some(6), Amd64, None, false),
            ("x2gd.metal", "x", Some(2), Arm64, None, false),
            ("im4gn.large", "im", Some(4), Arm64, Some(2), false),
            ("is4gen.medium", "is", Some(4), Arm64, Some(1), false),
            ("c7gn.16xlarge", "c", Some(7), Arm64, Some(64), false),
            ("c7i.metal-24xl", "c", Some(7), Amd64, Some(96), false),
            ("c4.8xlarge", "c", Some(4), Amd64, Some(36), false),
            ("u-6tb1.metal", "u", Some(1), Amd64, None, false),
            ("u7in-16tb.224xlarge", "u", Some(7), Amd64, Some(896), false),
            ("mac1.metal", "mac", Some(1), Amd64, None, false),
            ("mac2-m2pro.metal", "mac", Some(2), Arm64, None, false),
            ("mac-m4.metal", "mac", None, Arm64, None, false),
        ] {
            let found: InstanceType = name.parse().unwrap();
            let facts =
                (found.category(), found.generation(), found.architecture(), found.vcpus(), found.has_accelerator());
            assert_eq!(facts, (category, generation, architecture, vcpus, accelerator), "{name}");
        }
    }
}
