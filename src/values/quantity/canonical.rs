//! The form in which the API server gives quantities back.

use super::{Quantity, exponent};

/// Units, each of which is 1,024 of the one before, from bytes.
const BINARY: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/// Units, each of which is 1,000 of the one before, from thousandths.
const DECIMAL: [&str; 7] = ["", "k", "M", "G", "T", "P", "E"];
/// The same units as exponents.
const EXPONENTS: [&str; 7] = ["", "e3", "e6", "e9", "e12", "e15", "e18"];

impl Quantity {
    /// The same amount as the API server gives it back: in the family of units in which it was written, without a fraction and
    /// in the largest unit in which it is whole (Kubernetes API reference, "Quantity").
    pub fn canonical(&self) -> String {
        if self.thousandths == 0 {
            "0".to_owned()
        } else if self.written.ends_with('i') && self.thousandths >= 1024 * 1000 {
            in_largest((self.thousandths + 999) / 1000, 1024, "", &BINARY)
        } else if exponent(&self.written).is_some() {
            in_largest(self.thousandths, 1000, "e-3", &EXPONENTS)
        } else {
            // What is less than the smallest binary unit is decimal too.
            in_largest(self.thousandths, 1000, "m", &DECIMAL)
        }
    }
}

/// A number of the smallest unit, in the largest in which it is whole.
fn in_largest(mut number: i128, factor: i128, smallest: &str, larger: &[&str]) -> String {
    let mut unit = smallest;
    for next in larger {
        if number % factor != 0 {
            break;
        }
        (number, unit) = (number / factor, next);
    }
    format!("{number}{unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `resource.Quantity` of apimachinery writes them.
    #[test]
    fn the_api_server_gives_quantities_back_in_one_form() {
        for (written, canonical) in [
            ("0", "0"),
            ("0Gi", "0"),
            ("1", "1"),
            ("1000m", "1"),
            ("0.5", "500m"),
            ("1.5", "1500m"),
            ("1000", "1k"),
            ("1500k", "1500k"),
            ("2000M", "2G"),
            ("1024Mi", "1Gi"),
            ("1.5Gi", "1536Mi"),
            ("2000Gi", "2000Gi"),
            ("0.5Ki", "512"),
            ("1e3", "1e3"),
            ("1e0", "1"),
            ("5e-1", "500e-3"),
            ("1e4", "10e3"),
        ] {
            let quantity: Quantity = written.parse().unwrap();
            assert_eq!(quantity.canonical(), canonical, "{written}");
            assert_eq!(canonical.parse::<Quantity>().unwrap(), quantity, "{written}");
        }
    }
}
