//! Organisations of AWS accounts.

use super::checked_text::checked_text;

checked_text! {
    /// The id of an organisation (AWS Organizations API reference, `Organization`).
    OrganizationId: "the id of an organisation", 12..=34,
    |text| text.strip_prefix("o-").is_some_and(|id| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())),
    "`o-` and 10 to 32 lower-case letters and digits",
    pattern: "^o-[a-z0-9]{10,32}$", examples: ["o-a1b2c3d4e5"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn organisations_have_ids() {
        let rule = "is not the id of an organisation: `o-` and 10 to 32 lower-case letters and digits | write one such as `o-a1b2c3d4e5`";
        check::<OrganizationId>(&[
            ("o-a1b2c3d4e5", Ok("o-a1b2c3d4e5")),
            ("o-A1B2C3D4E5", Err(&format!("`o-A1B2C3D4E5` {rule}"))),
            ("o-short", Err(&format!("`o-short` {rule}"))),
            ("222222222222", Err(&format!("`222222222222` {rule}"))),
        ]);
    }
}
