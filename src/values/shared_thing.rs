//! What several cells depend on together.

use super::checked_text::checked_text;

checked_text! {
    /// What several cells depend on, by the name that it has in the specification or elsewhere: a bucket, an account, a network,
    /// a hosted zone, an address.
    SharedThing: "the name of something shared", 1..=253,
    |text| !text.chars().any(|c| c.is_whitespace() || c.is_control()),
    "up to 253 characters without spaces, such as a bucket, an account, a network or an address",
    pattern: "^\\S{1,253}$", examples: ["acme-market-data"]
}
