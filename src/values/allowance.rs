//! How a finding is accepted: which, and why.

use super::checked_text::{Remedy, checked_text};

checked_text! {
    /// Why a finding is accepted: what the next reader of the specification needs to know. The length keeps out "ok".
    Reason: "a reason", 10..=500, |text| text.trim().len() >= 10 && !text.chars().any(char::is_control),
    "10 to 500 characters that tell the next reader why",
    pattern: "^.{2,500}$", examples: ["pilot without customers, see PLAT-123"]
}

checked_text! {
    /// The code of a rule, as `cellc explain` takes it. Whether there is such a rule is a matter of the rules.
    RuleCode: "the code of a rule", 8..=8,
    |text| text.strip_prefix("CELL").is_some_and(|digits| digits.chars().all(|c| c.is_ascii_digit())),
    "`CELL` and four digits", pattern: "^CELL[0-9]{4}$", examples: ["CELL0411"], remedy: capital_code
}

fn capital_code(input: &str) -> Option<Remedy> {
    let code = input.to_ascii_uppercase();
    (code != input && code.parse::<RuleCode>().is_ok()).then_some(Remedy::Value(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn codes_are_written_in_capitals() {
        check::<RuleCode>(&[(
            "cell0413",
            Err("`cell0413` is not the code of a rule: `CELL` and four digits | write `CELL0413`"),
        )]);
    }
}
