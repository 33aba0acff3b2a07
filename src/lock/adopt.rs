//! The lock of a fleet that was built before there were lock files: its roots say where the zones of each cell are.

use super::entry::MOST_BITS;
use super::{CellFacts, Lock};
use crate::layout::{self, RootKind};
use crate::read;
use crate::terraform::{Body, Expression, Item, Key};
use crate::values::{Cidr, Region, Zone};

/// What the generated files of a build, by path below the output folder, say about the cells. Files that are not the
/// `main.tf` of a cell, and those that somebody changed beyond recognition, say nothing.
pub fn adopt<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Lock {
    let roots = files.into_iter().filter_map(|(path, text)| {
        let kind = RootKind::of_folder(path.strip_suffix("/main.tf")?)?;
        let RootKind::Cell { environment, cell } = kind else { return None };
        Some((layout::cell_name(&environment, &cell), facts(text)?))
    });
    Lock { cells: roots.collect(), ..Lock::default() }
}

impl Lock {
    /// Takes over what another lock says of cells that this one does not know at all, such as one that was resolved by taking
    /// the side of a branch without them. A network that overlaps with that of another cell has been given to somebody else since,
    /// so its facts are left. Gives whether there was any.
    pub fn recall(&mut self, other: &Self, cells: impl IntoIterator<Item = String>) -> bool {
        let mut is_changed = false;
        for cell in cells {
            let Some(facts) = other.cell(&cell).filter(|_| self.cell(&cell).is_none()) else { continue };
            let taken = self.cells.values().filter_map(|known| known.range);
            if facts.range.is_some_and(|range| taken.into_iter().all(|other| !other.overlaps(range))) {
                self.cells.insert(cell, facts.clone());
                is_changed = true;
            }
        }
        is_changed
    }
}

fn facts(text: &str) -> Option<CellFacts> {
    let file = read::read_file("main.tf", text).ok()?.file;
    let call = file.body.items.iter().find_map(|item| match item {
        Item::Block(block) if block.kind == "module" => Some(&block.body),
        _ => None,
    })?;
    let range: Cidr = string(attribute(call, "vpc_cidr")?)?.parse().ok()?;
    let region: Region = string(attribute(call, "region")?)?.parse().ok()?;
    let mut facts = CellFacts { range: Some(range), ..CellFacts::default() };
    for (letter, subnets) in object(attribute(call, "zones")?)? {
        let zone: Zone = letter.parse().ok()?;
        let private = object(subnets)?.find(|(name, _)| *name == "private");
        let private: Cidr = private.and_then(|(_, range)| string(range))?.parse().ok()?;
        let bits = private.prefix_len().checked_sub(range.prefix_len()).filter(|_| range.contains(private))?;
        if !(1..=MOST_BITS).contains(&bits) || facts.bits.is_some_and(|other| other != bits) {
            return None;
        }
        facts.bits = Some(bits);
        let offset = private.network().to_bits() - range.network().to_bits();
        // The last block is the public subnets'.
        let slot = u32::try_from(u64::from(offset) / private.size()).ok().filter(|slot| *slot < (1 << bits) - 1)?;
        facts.zones.insert(zone.name_in(&region), slot);
    }
    Some(facts)
}

fn attribute<'b>(body: &'b Body, name: &str) -> Option<&'b Expression> {
    body.items.iter().find_map(|item| match item {
        Item::Attribute(attribute) if attribute.name == name => Some(&attribute.value),
        _ => None,
    })
}

fn string(expression: &Expression) -> Option<&str> {
    if let Expression::String(text) = expression { Some(text) } else { None }
}

fn object(expression: &Expression) -> Option<impl Iterator<Item = (&str, &Expression)>> {
    let Expression::Object(items) = expression else { return None };
    Some(items.iter().filter_map(|item| match &item.key {
        Key::Literal(key) => Some((key.as_str(), &item.value)),
        Key::Template(_) | Key::Path(_) => None,
    }))
}
