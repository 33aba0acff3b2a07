//! The network of each cell: what it says, what the lock has for it, or a free part of its environment's network.

use std::collections::BTreeMap;

use super::Resolver;
use super::cell::Shaped;
use crate::catalog::networks;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{CELL_WITHOUT_RANGE, TWO_OWNERS};
use crate::source::Spanned;
use crate::values::{Cidr, Name};

impl Resolver<'_> {
    /// The networks of all cells that have one, by name.
    pub(super) fn ranges<'a>(&mut self, cells: &[Shaped<'a>]) -> BTreeMap<&'a Name, Spanned<Cidr>> {
        let mut ranges: BTreeMap<&Name, Spanned<Cidr>> =
            cells.iter().filter_map(|cell| Some((cell.name, cell.entry.block.cidr?))).collect();
        let mut space = Space::default();
        let lock = self.known.lock;
        let resting = lock.resting(self.known.as_of).map(|(range, _)| range);
        let resting = resting.chain(lock.cells.values().filter_map(|facts| facts.range));
        resting
            .chain(ranges.values().map(|range| range.value))
            .chain(networks::reserved().map(|reserved| reserved.range))
            .for_each(|range| space.take(range));
        let asking = |cell: &&Shaped<'a>| cell.entry.block.cidr.is_none();
        let recorded = self.recorded(cells.iter().filter(asking));
        let mut next = BTreeMap::new();
        for cell in cells.iter().filter(asking) {
            let place = cell.entry.span();
            let range = match recorded.get(cell.name) {
                Some(range) => *range,
                None => self.free_range(cell, &mut space, &mut next),
            };
            if let Some(range) = range {
                ranges.insert(cell.name, Spanned::default_of(range, place));
            }
        }
        ranges
    }

    /// What the lock has for these cells; [`None`] for one whose network another has already.
    fn recorded<'a, 'c>(&mut self, cells: impl Iterator<Item = &'c Shaped<'a>>) -> BTreeMap<&'a Name, Option<Cidr>>
    where
        'a: 'c,
    {
        let lock = self.known.lock;
        let known = cells.filter_map(|cell| Some((cell, lock.cell(&cell.key())?.range?)));
        let mut known: Vec<(&Shaped<'a>, Cidr)> = known.collect();
        known.sort_by_key(|(cell, range)| (*range, lock.line_of_range(&cell.key())));
        let mut furthest: Option<(&Shaped<'_>, Cidr)> = None;
        let mut recorded = BTreeMap::new();
        for (cell, range) in known {
            let owner = furthest.filter(|(_, other)| other.overlaps(range));
            if let Some(owner) = owner {
                self.shared_range((cell, range), owner);
            } else {
                furthest = Some((cell, range));
            }
            recorded.insert(cell.name, owner.is_none().then_some(range));
        }
        recorded
    }

    fn shared_range(&mut self, (cell, range): (&Shaped<'_>, Cidr), (owner, other): (&Shaped<'_>, Cidr)) {
        let lock = self.known.lock;
        let place = |cell: &Shaped<'_>| lock.place_of_range(&cell.key());
        let headline = format!("cell `{}` was given addresses that cell `{}` has", cell.name, owner.name);
        let error = Diagnostic::error(TWO_OWNERS, cell.entry.span(), headline);
        let error = error.also(owner.entry.span(), "the other cell");
        let error = error.also(place(cell), format!("gives it {range}"));
        let error = error.also(place(owner), format!("gives `{}` {other}", owner.name));
        let error = error
            .note(format!("the lock file gives it {range}, which overlaps {other}, the network of `{}`", owner.name));
        let help = "two branches have each added a cell: if this one is not deployed yet, delete its line, and the next build \
                    gives it a network of its own; otherwise delete the other cell's line";
        self.report(error.help(help));
    }

    /// The lowest free range. `next` has the address from which to look, by environment: what lies below is free for none of
    /// its cells, but may be for those of an environment with other peers.
    fn free_range<'a>(
        &mut self,
        cell: &Shaped<'a>,
        space: &mut Space,
        next: &mut BTreeMap<&'a Name, u64>,
    ) -> Option<Cidr> {
        let block = self.spec.environment.get(cell.environment.name.name()).map(|entry| &entry.block);
        let prefix = block.and_then(|block| block.cell_prefix_length);
        let Some(network) = cell.environment.network else {
            self.without_network(cell);
            return None;
        };
        let length =
            prefix.map_or(networks::vpc().largest_prefix, |prefix| u8::try_from(prefix.value).unwrap_or(u8::MAX));
        if !networks::vpc().prefixes().contains(&length) {
            self.impossible_length(cell, prefix.map_or(cell.entry.span(), |prefix| prefix.span), length);
            return None;
        }
        let mut own = Space::default();
        cell.environment.peers.iter().chain([&cell.environment.service_cidr]).for_each(|range| own.take(range.value));
        let from = next.entry(cell.environment.name.name()).or_insert_with(|| first(network.value));
        let found = free(network.value, length, *from, [space, &own]);
        match found {
            Some(range) => {
                *from = first(range);
                space.take(range);
            }
            None => self.exhausted(cell, network, length),
        }
        found
    }

    fn without_network(&mut self, cell: &Shaped<'_>) {
        let headline = format!("cell `{}` has no network, and its environment has none to give", cell.name);
        let error = Diagnostic::error(CELL_WITHOUT_RANGE, cell.entry.span(), headline).label("no `cidr`");
        let error = error.also(cell.environment.name.span, "no `network`");
        let help = "add `cidr`, such as `cidr = \"10.0.0.0/16\"`, or give the environment a `network`, such as \
                    `network = \"10.0.0.0/12\"`, from which its cells get their ranges";
        self.report(error.help(help));
    }

    fn impossible_length(&mut self, cell: &Shaped<'_>, place: crate::source::Span, length: u8) {
        let headline = format!("cell `{}` cannot be given a /{length} network", cell.name);
        let error = Diagnostic::error(CELL_WITHOUT_RANGE, place, headline).label("not a valid VPC size");
        let networks::Sizes { largest_prefix, smallest_prefix, .. } = networks::vpc();
        self.report(error.help(format!("write a `cell_prefix_length` from {largest_prefix} to {smallest_prefix}")));
    }

    fn exhausted(&mut self, cell: &Shaped<'_>, network: Spanned<Cidr>, length: u8) {
        let headline = format!("there is no free /{length} in {} for cell `{}`", network.value, cell.name);
        let error = Diagnostic::error(CELL_WITHOUT_RANGE, cell.entry.span(), headline).label("no `cidr`");
        let error = error.also(network.span, "the network of its environment");
        let resting = self.known.lock.resting(self.known.as_of).filter(|(range, _)| network.contains(*range));
        let error = match resting.min_by_key(|(range, freed)| (freed.day, *range)) {
            None => error,
            Some((range, freed)) => {
                error.also(self.known.lock.place_of_freed(range), "a network that rests").note(format!(
                    "{range} rests until {}: `{}` left it on {}, and routes and firewall rules may still name it",
                    freed.last_day_of_rest(),
                    freed.cell,
                    freed.day
                ))
            }
        };
        self.report(
            error.help("widen `network`, give cells smaller ranges with `cell_prefix_length`, or write `cidr`"),
        );
    }
}

/// Addresses that are taken, as disjoint spans with their last address.
#[derive(Debug, Default)]
struct Space(BTreeMap<u64, u64>);

impl Space {
    fn take(&mut self, range: Cidr) {
        let (mut start, mut end) = (first(range), u64::from(range.last_address().to_bits()));
        // What touches it becomes one span with it, so that a full network is a single one.
        while let Some((other, last)) = self.0.range(..=end + 1).next_back().map(|(other, last)| (*other, *last)) {
            if last + 1 < start {
                break;
            }
            (start, end) = (start.min(other), end.max(last));
            self.0.remove(&other);
        }
        self.0.insert(start, end);
    }

    /// The last address of a span that has some of these.
    fn last_taken(&self, start: u64, end: u64) -> Option<u64> {
        self.0.range(..=end).next_back().map(|(_, last)| *last).filter(|last| *last >= start)
    }
}

fn first(range: Cidr) -> u64 {
    u64::from(range.network().to_bits())
}

/// The lowest range of that length in the network, from an address on, of which nothing is taken.
fn free(network: Cidr, length: u8, from: u64, taken: [&Space; 2]) -> Option<Cidr> {
    let size = 1_u64 << (32 - u32::from(length));
    let mut start = from.next_multiple_of(size);
    while start + size - 1 <= u64::from(network.last_address().to_bits()) {
        match taken.iter().filter_map(|space| space.last_taken(start, start + size - 1)).max() {
            Some(last) => start = (last + 1).next_multiple_of(size),
            None => return Cidr::containing(u32::try_from(start).ok()?.into(), length),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn space(ranges: &[&str]) -> Space {
        let mut space = Space::default();
        for range in ranges {
            space.take(range.parse().unwrap());
        }
        space
    }

    #[test]
    fn the_lowest_aligned_range_that_nothing_overlaps_is_free() {
        for (network, length, taken, expected) in [
            ("10.0.0.0/12", 16, &[][..], Some("10.0.0.0/16")),
            ("10.0.0.0/12", 16, &["10.0.0.0/16", "10.2.0.0/16"], Some("10.1.0.0/16")),
            ("10.0.0.0/12", 16, &["10.0.4.0/24"], Some("10.1.0.0/16")),
            ("10.0.0.0/12", 20, &["10.0.0.0/17"], Some("10.0.128.0/20")),
            ("10.0.0.0/14", 16, &["10.0.0.0/15", "10.2.0.0/16"], Some("10.3.0.0/16")),
            ("10.0.0.0/14", 16, &["10.0.0.0/15", "10.2.0.0/16", "10.3.255.0/24"], None),
            ("10.0.0.0/14", 16, &["0.0.0.0/0"], None),
            ("10.0.0.0/20", 16, &[], None),
            ("255.255.0.0/16", 16, &[], Some("255.255.0.0/16")),
        ] {
            let network: Cidr = network.parse().unwrap();
            let found = free(network, length, first(network), [&space(taken), &Space::default()]);
            assert_eq!(
                found.map(|range| range.to_string()).as_deref(),
                expected,
                "/{length} in {network} beside {taken:?}"
            );
        }
    }

    #[test]
    fn neighbours_become_one_span() {
        let space = space(&["10.1.0.0/16", "10.0.0.0/16", "10.2.0.0/16", "10.0.3.0/24", "10.4.0.0/16"]);
        assert_eq!(space.0.len(), 2);
    }
}
