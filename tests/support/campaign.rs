//! How much a test tries: little in an ordinary run, much in `.ci/long`.

/// The number of cases of a property: `ordinary`, times `CELLC_LONG` where that is set.
///
/// # Panics
/// When `CELLC_LONG` is not a number.
pub fn cases(ordinary: u32) -> u32 {
    #[expect(clippy::disallowed_methods, reason = "how much a test tries is no part of the compiler")]
    let factor = std::env::var("CELLC_LONG").map_or(1, |factor| factor.parse().expect("CELLC_LONG is a number"));
    ordinary.saturating_mul(factor)
}

/// Whether this is a long campaign, in which a test leaves nothing out.
pub fn is_long() -> bool {
    cases(1) > 1
}
