//! AWS services inside a VPC.

use super::checked_text::{checked_text, is_lower};

checked_text! {
    /// The part of a VPC endpoint's service name behind the region, such as `ecr.api`.
    InterfaceEndpoint: "an AWS service", 2..=64, |text| is_lower(text, ".-"),
    "the part behind the region of an endpoint service name, in lower case",
    pattern: "^[a-z0-9][a-z0-9.-]*[a-z0-9]$", examples: ["ecr.api"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn services_are_the_part_behind_the_region() {
        check::<InterfaceEndpoint>(&[("ecr.api", Ok("ecr.api"))]);
    }
}
