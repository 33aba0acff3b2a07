//! What clients and load balancers agree on before they speak.

use super::checked_text::checked_text;

checked_text! {
    /// A security policy of a load balancer. Which there are is in `catalog/`; a rule asks there.
    TlsPolicy: "a security policy of a load balancer", 15..=64,
    |text| text.strip_prefix("ELBSecurityPolicy-").is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    }),
    "`ELBSecurityPolicy-` and its name", pattern: "^ELBSecurityPolicy-[A-Za-z0-9-]+$",
    examples: ["ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"]
}
