//! A cell's network is a private one.
//!
//! ## Why
//! Addresses outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 (RFC 1918) and 100.64.0.0/10 (RFC 6598) belong to somebody:
//! pods could not reach whoever has them in the internet. AWS takes such a network all the same, so it shows in production. A
//! warning.
//!
//! ## Wrong
//! ```hcl
//! cell "alpha" {
//!   cidr = "54.0.0.0/16"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! cell "alpha" {
//!   cidr = "10.0.0.0/16"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CELL_RANGE;
use crate::values::Cidr;

/// Ranges that are no networks at all have a finding of their own.
const SPECIAL: [&str; 5] = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let special = SPECIAL.map(network);
    let is_special = |cidr: Cidr| special.iter().any(|range| range.overlaps(cidr));
    let cidrs = model.cells.iter().map(|cell| &cell.cidr);
    for cidr in cidrs.filter(|cidr| !cidr.is_private() && !is_special(cidr.value)) {
        let headline = format!("{} is no good network for a cell", cidr.value);
        let warning = Diagnostic::warning(CELL_RANGE, cidr.span, headline).label("not a private range");
        diagnostics.push(warning.help("take one in 10.0.0.0/8, or in 100.64.0.0/10"));
    }
}

fn network(text: &str) -> Cidr {
    text.parse().expect("invariant: the constant is a network")
}
