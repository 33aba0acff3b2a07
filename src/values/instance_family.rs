//! Groups of EC2 instance types.

use super::checked_text::{checked_text, is_lower};

checked_text! {
    /// A category of EC2 instances: the letters before the generation, such as `m`.
    InstanceCategory: "an instance category", 1..=8, |text| text.chars().all(|c| c.is_ascii_lowercase()),
    "the letters before the generation of an instance type",
    pattern: "^[a-z]{1,8}$", examples: ["m"]
}

checked_text! {
    /// A family of EC2 instances: the part before the dot, such as `m7g`.
    InstanceFamily: "an instance family", 2..=16,
    |text| is_lower(text, "-") && text.chars().any(|c| c.is_ascii_digit()),
    "the part before the dot of an instance type",
    pattern: "^[a-z0-9-]{2,16}$", examples: ["m7g"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn families_have_a_generation_and_categories_have_none() {
        check::<InstanceCategory>(&[("c", Ok("c"))]);
        check::<InstanceFamily>(&[("m7g", Ok("m7g")), ("u-6tb1", Ok("u-6tb1"))]);
    }
}
