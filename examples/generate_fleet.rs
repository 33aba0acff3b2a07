//! Prints a specification of any size, for measuring the real binary; see `benches/README.md`.

use std::io::{Error, Write as _, stdout};

use cellc_test_support::fleet;
use cellc_test_support::tenant_fleet::tenant_fleet;

fn main() -> std::io::Result<()> {
    let number = |position| std::env::args().nth(position).and_then(|number| number.parse::<usize>().ok());
    let Some(cells) = number(1).filter(|cells| *cells <= fleet::MOST_CELLS) else {
        return Err(Error::other(format!(
            "usage: generate_fleet CELLS [TENANTS], {} cells at most",
            fleet::MOST_CELLS
        )));
    };
    let text = number(2).map_or_else(|| fleet::fleet(cells), |tenants| tenant_fleet(cells, tenants));
    stdout().write_all(text.as_bytes())
}
