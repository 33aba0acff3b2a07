//! Amounts of CPU, memory and storage, as Kubernetes writes them.

mod canonical;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::ValueError;

/// A Kubernetes quantity: `500`, `0.5`, `500m`, `2000Gi`, `1e3`, `4T`.
///
/// It keeps what was written and compares by value, so `1` equals `1000m`. Values are never negative, at most
/// 2^63 − 1, and exact to a thousandth, the limits within which Kubernetes neither caps nor rounds
/// (API reference, "Quantity").
#[derive(Debug, Clone)]
pub struct Quantity {
    written: String,
    thousandths: i128,
}

impl Quantity {
    const LARGEST: i128 = i64::MAX as i128 * 1000;

    /// A whole number of units: cores, bytes or pieces.
    pub fn whole(units: u32) -> Self {
        Self { written: units.to_string(), thousandths: i128::from(units) * 1000 }
    }

    /// So many times as much, in the largest unit in which it is whole; [`None`] beyond what Kubernetes counts exactly.
    pub fn times(&self, count: u32) -> Option<Self> {
        const UNITS: [(&str, u32); 4] = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10)];
        let thousandths = self.thousandths.checked_mul(count.into()).filter(|value| *value <= Self::LARGEST)?;
        let whole = thousandths / 1000;
        let unit = UNITS.into_iter().find(|(_, bits)| whole > 0 && thousandths % (1000 << bits) == 0);
        let written = match unit {
            Some((unit, bits)) => format!("{}{unit}", whole >> bits),
            None if thousandths % 1000 == 0 => whole.to_string(),
            None => format!("{thousandths}m"),
        };
        Some(Self { written, thousandths })
    }

    /// The value in thousandths: millicores for CPU, thousandths of a byte for memory.
    pub const fn thousandths(&self) -> i128 {
        self.thousandths
    }

    /// The value in whole units, rounded up: cores, bytes or pieces.
    pub fn units(&self) -> u64 {
        let rounded_up = (self.thousandths + 999) / 1000;
        u64::try_from(rounded_up).unwrap_or(u64::MAX)
    }
}

/// Suffixes with their factor in thousandths. Source: Kubernetes API reference, "Quantity"; the ones below a
/// thousandth (`n`, `u`) are left out.
const SUFFIXES: [(&str, i128); 14] = [
    ("", 1000),
    ("m", 1),
    ("k", 1_000_000),
    ("M", 1_000_000_000),
    ("G", 1_000_000_000_000),
    ("T", 1_000_000_000_000_000),
    ("P", 1_000_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000_000),
    ("Ki", 1000 << 10),
    ("Mi", 1000 << 20),
    ("Gi", 1000 << 30),
    ("Ti", 1000 << 40),
    ("Pi", 1000 << 50),
    ("Ei", 1000 << 60),
];

impl FromStr for Quantity {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let is_number = |character: char| character.is_ascii_digit() || character == '.';
        let number = input.trim_end_matches(|character| !is_number(character));
        let (number, suffix) = exponent(input).unwrap_or((number, input.strip_prefix(number).unwrap_or_default()));
        if input.starts_with('-') {
            return Err(ValueError::of(input, "is negative: an amount is 0 or more").help("write 0 or more"));
        }
        let Some((digits, decimals)) = digits(number) else {
            return Err(not_a_quantity(input));
        };
        let Some(scale) = scale(suffix) else {
            return Err(unknown_suffix(input, number, suffix));
        };
        let thousandths = exact(&digits, scale - decimals, factor(suffix)).filter(|value| *value <= Self::LARGEST);
        thousandths
            .map(|thousandths| Self { written: input.to_owned(), thousandths })
            .ok_or_else(|| out_of_range(input))
    }
}

/// Splits `1e3` into number and `e3`.
fn exponent(input: &str) -> Option<(&str, &str)> {
    let at = input.find(['e', 'E'])?;
    let (number, suffix) = input.split_at_checked(at)?;
    scale(suffix).filter(|_| suffix.len() > 1 && !suffix.ends_with('i')).map(|_| (number, suffix))
}

/// The power of ten of a suffix `e3`; 0 for a suffix of letters; [`None`] for what is no suffix.
fn scale(suffix: &str) -> Option<i32> {
    if SUFFIXES.iter().any(|(known, _)| *known == suffix) {
        return Some(0);
    }
    let power = suffix.strip_prefix(['e', 'E'])?;
    let unsigned = power.strip_prefix(['+', '-']).unwrap_or(power);
    let is_short = (1..=2).contains(&unsigned.len()) && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    power.parse().ok().filter(|_| is_short)
}

/// What the letters of a suffix stand for, in thousandths.
fn factor(suffix: &str) -> i128 {
    SUFFIXES.iter().find(|(known, _)| *known == suffix).map_or(1000, |(_, factor)| *factor)
}

/// The digits without the point, and how many of them stand after it.
fn digits(number: &str) -> Option<(String, i32)> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let decimals = i32::try_from(fraction.len()).ok()?;
    (is_digits(whole) && is_digits(fraction)).then(|| (format!("{whole}{fraction}"), decimals))
}

/// `digits` × 10^`power` × `factor`, when that is a whole number that fits.
fn exact(digits: &str, power: i32, factor: i128) -> Option<i128> {
    let product = digits.parse::<i128>().ok()?.checked_mul(factor)?;
    let ten = 10_i128.checked_pow(power.unsigned_abs());
    if power >= 0 {
        return product.checked_mul(ten?);
    }
    let ten = ten?;
    (product % ten == 0).then(|| product / ten)
}

fn not_a_quantity(input: &str) -> ValueError {
    ValueError::of(input, "is not a quantity: a quantity is a number and a suffix such as `m`, `G` or `Gi`")
        .example("write an amount such as `500m`, `4` or `16Gi`")
}

fn unknown_suffix(input: &str, number: &str, suffix: &str) -> ValueError {
    /// More of a suffix than this is not repeated.
    const LONGEST: usize = 10;
    let shown = suffix.trim();
    let start: String = shown.chars().take(LONGEST).collect();
    let rest = if shown.chars().nth(LONGEST).is_some() { "…" } else { "" };
    let error = ValueError::of(
        input,
        format_args!("has the unknown suffix `{start}{rest}`: expected m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei"),
    );
    let factor = match shown.to_ascii_lowercase().as_str() {
        "core" | "cores" | "cpu" | "cpus" | "vcpu" | "vcpus" => Some(""),
        "millicore" | "millicores" | "millicpu" | "mcpu" => Some("m"),
        _ => SUFFIXES.iter().map(|(known, _)| *known).find(|known| *known == shown),
    };
    if let Some(factor) = factor {
        return error.meaning(format_args!("{number}{factor}"));
    }
    let letter = shown.chars().next().map(|letter| letter.to_ascii_uppercase());
    let is_multiple = matches!(shown.to_ascii_uppercase().strip_suffix('B').unwrap_or(shown).len(), 1 | 2);
    match letter.filter(|letter| is_multiple && "KMGTPE".contains(*letter)) {
        Some(letter) => {
            let decimal = if letter == 'K' { 'k' } else { letter };
            error.help(format!(
                "write `{number}{decimal}` for powers of 1000, or `{number}{letter}i` for powers of 1024"
            ))
        }
        None => error.help(format!("write a suffix of Kubernetes, such as `{number}Gi`")),
    }
}

fn out_of_range(input: &str) -> ValueError {
    ValueError::of(input, "cannot be kept exactly: a quantity is at most 2^63 − 1 and has at most three decimals")
        .help("write a smaller or a rounder amount, such as `1.5` or `16Gi`")
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.written)
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.thousandths == other.thousandths
    }
}

impl Eq for Quantity {}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.thousandths.cmp(&other.thousandths)
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.thousandths.hash(state);
    }
}

impl serde::Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

impl schemars::JsonSchema for Quantity {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }

    /// Plain numbers are quantities too: `cpu = 500`.
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "number"],
            "description": "A Kubernetes quantity: a number, or a number and a suffix.",
            "pattern": r"^[0-9]+(\.[0-9]+)?([mkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$",
            "minimum": 0,
            "examples": ["500m", 4, "16Gi"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn amounts_keep_what_was_written() {
        let form = "is not a quantity: a quantity is a number and a suffix such as `m`, `G` or `Gi` | write an amount such as `500m`, `4` or `16Gi`";
        let known = "expected m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi or Ei";
        let exact = "cannot be kept exactly: a quantity is at most 2^63 − 1 and has at most three decimals | write a smaller or a rounder amount, such as `1.5` or `16Gi`";
        check::<Quantity>(&[
            ("500", Ok("500")),
            ("0.5", Ok("0.5")),
            ("500m", Ok("500m")),
            ("2000Gi", Ok("2000Gi")),
            ("1e3", Ok("1e3")),
            ("5E-1", Ok("5E-1")),
            ("1E", Ok("1E")),
            ("1Ei", Ok("1Ei")),
            (
                "2000GB",
                Err(&format!(
                    "`2000GB` has the unknown suffix `GB`: {known} | write `2000G` for powers of 1000, or `2000Gi` for powers of 1024"
                )),
            ),
            (
                "16 gib",
                Err(&format!(
                    "`16 gib` has the unknown suffix `gib`: {known} | write `16G` for powers of 1000, or `16Gi` for powers of 1024"
                )),
            ),
            (
                "4K",
                Err(&format!(
                    "`4K` has the unknown suffix `K`: {known} | write `4k` for powers of 1000, or `4Ki` for powers of 1024"
                )),
            ),
            ("4 cores", Err(&format!("`4 cores` has the unknown suffix `cores`: {known} | write `4`"))),
            ("500 m", Err(&format!("`500 m` has the unknown suffix `m`: {known} | write `500m`"))),
            (
                "250 millicores",
                Err(&format!("`250 millicores` has the unknown suffix `millicores`: {known} | write `250m`")),
            ),
            (
                "4 apples",
                Err(&format!(
                    "`4 apples` has the unknown suffix `apples`: {known} | write a suffix of Kubernetes, such as `4Gi`"
                )),
            ),
            ("-1", Err("`-1` is negative: an amount is 0 or more | write 0 or more")),
            ("", Err(&format!("an empty string {form}"))),
            ("Gi", Err(&format!("`Gi` {form}"))),
            (".5", Err(&format!("`.5` {form}"))),
            ("1.", Err(&format!("`1.` {form}"))),
            ("1.2.3", Err(&format!("`1.2.3` {form}"))),
            ("0.0001", Err(&format!("`0.0001` {exact}"))),
            ("0.5m", Err(&format!("`0.5m` {exact}"))),
            ("8Ei", Err(&format!("`8Ei` {exact}"))),
            ("1e40", Err(&format!("`1e40` {exact}"))),
        ]);
    }

    #[test]
    fn amounts_compare_by_value() {
        let quantity = |text: &str| text.parse::<Quantity>().unwrap();
        for (small, large, order) in [
            ("1", "1000m", Ordering::Equal),
            ("1e3", "1k", Ordering::Equal),
            ("1024", "1Ki", Ordering::Equal),
            ("1.5Gi", "1536Mi", Ordering::Equal),
            ("1G", "1Gi", Ordering::Less),
            ("2000Gi", "2T", Ordering::Greater),
            ("0.1Ki", "102400m", Ordering::Equal),
        ] {
            assert_eq!(quantity(small).cmp(&quantity(large)), order, "{small} {large}");
        }
        for (text, units) in [("500m", 1), ("2", 2), ("1Ki", 1024), ("0", 0), ("9223372036854775807", (1 << 63) - 1)] {
            assert_eq!(quantity(text).units(), units, "{text}");
        }
        assert_eq!(Quantity::whole(4), quantity("4000m"));
    }

    #[test]
    fn amounts_are_multiplied_in_whole_units() {
        for (one, count, all) in [
            ("4Gi", 120, Some("480Gi")),
            ("512Mi", 3, Some("1536Mi")),
            ("1Gi", 2048, Some("2Ti")),
            ("1G", 2, Some("1953125Ki")),
            ("1.5", 3, Some("4500m")),
            ("7", 0, Some("0")),
            ("4Ei", 2, None),
        ] {
            let product = one.parse::<Quantity>().unwrap().times(count);
            assert_eq!(product.as_ref().map(ToString::to_string).as_deref(), all, "{one} x {count}");
            let parsed = product.as_ref().map(|product| product.to_string().parse::<Quantity>().unwrap());
            assert_eq!(parsed, product, "{one} x {count}");
        }
    }

    #[test]
    fn any_text_is_safe() {
        round_trips::<Quantity>(r"[0-9]{1,6}(\.[0-9]{1,3})?(k|M|G|T|Ki|Mi|Gi|Ti|e[0-9])?");
        survives_any_text::<Quantity>(r"-?[0-9]{0,40}\.?[0-9]{0,40}[mkKMGTPEeBi]{0,3}[+-]?[0-9]{0,3}");
    }
}
