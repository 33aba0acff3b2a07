//! Prints a specification of any size, for measuring the real binary; see `benches/README.md`.

use std::io::{Error, Write as _, stdout};

use cellc_test_support::fleet;

fn main() -> std::io::Result<()> {
    let cells = std::env::args().nth(1).and_then(|number| number.parse().ok());
    let Some(cells) = cells.filter(|cells| *cells <= fleet::MOST_CELLS) else {
        return Err(Error::other(format!("usage: generate_fleet CELLS, {} at most", fleet::MOST_CELLS)));
    };
    stdout().write_all(fleet::fleet(cells).as_bytes())
}
