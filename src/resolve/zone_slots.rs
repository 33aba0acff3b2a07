//! The block of its network that each zone of a cell has.

use std::collections::BTreeMap;

use super::Resolver;
use super::cell::Shaped;
use crate::diagnostic::codes::{TWO_OWNERS, ZONE_SLOTS};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::lock::CellFacts;
use crate::model::ZoneSlots;
use crate::source::Spanned;
use crate::values::{Cidr, Region, Zone};

impl Resolver<'_> {
    /// The slots of the zones of a cell. What the lock knows of zones in other regions, or of another network, is about another
    /// VPC.
    pub(super) fn zone_slots(
        &mut self,
        shaped: &Shaped<'_>,
        region: &Region,
        zones: &Spanned<Vec<Spanned<Zone>>>,
        cidr: Cidr,
    ) -> ZoneSlots {
        let is_of_this_network = |facts: &&CellFacts| facts.range.is_none_or(|range| range == cidr);
        let known = self.known.lock.cell(&shaped.key()).filter(is_of_this_network);
        let mut slots: BTreeMap<Zone, u32> = BTreeMap::new();
        for (name, slot) in known.into_iter().flat_map(|facts| &facts.zones) {
            let zone = name.parse::<Zone>().ok().filter(|zone| zone.written_region() == Some(region));
            let Some(zone) = zone.and_then(|zone| zone.within(region).ok()) else { continue };
            if let Some(owner) = slots.iter().find(|(_, other)| *other == slot).map(|(owner, _)| owner.clone()) {
                self.shared_slot(shaped, &owner, name, *slot);
            } else {
                slots.insert(zone, *slot);
            }
        }
        let bits = known.filter(|_| !slots.is_empty()).and_then(|facts| facts.bits);
        if bits.is_none() && !slots.is_empty() {
            self.no_blocks(shaped);
        }
        let slots = ZoneSlots::new(zones, bits, &slots);
        if !slots.without().is_empty() {
            self.no_slot(shaped, region, zones, &slots);
        }
        slots
    }

    /// Slots mean something only within the number of blocks, and a guess would move subnets.
    fn no_blocks(&mut self, shaped: &Shaped<'_>) {
        let key = shaped.key();
        let headline = format!("the lock file does not say into how many blocks cell `{}` is cut", shaped.name);
        let error = Diagnostic::error(Code::LOCK, shaped.entry.span(), headline);
        self.report(error.help(format!("restore the line `\"blocks {key}\": …` from version control")));
    }

    fn shared_slot(&mut self, shaped: &Shaped<'_>, owner: &Zone, name: &str, slot: u32) {
        let place = self.known.lock.place_of_zone(&shaped.key(), name);
        let headline = format!("zones `{owner}` and `{name}` of cell `{}` have one block of its network", shaped.name);
        let error = Diagnostic::error(TWO_OWNERS, shaped.entry.span(), headline);
        let error = error.also(place, format!("gives `{name}` block {slot}"));
        let error = error.note(format!("the lock file gives block {slot} to `{name}`, which `{owner}` has already"));
        let help = "two branches have each added a zone: delete the line of the one that is not deployed, and the next build \
                    gives it a block of its own";
        self.report(error.help(help));
    }

    fn no_slot(
        &mut self,
        shaped: &Shaped<'_>,
        region: &Region,
        zones: &Spanned<Vec<Spanned<Zone>>>,
        slots: &ZoneSlots,
    ) {
        // What is no zone of the region is another finding.
        let known = region.zones();
        let is_zone = |zone: &&Zone| known.is_empty() || known.iter().any(|other| other.letter() == zone.letter());
        let wanted: Vec<&Zone> = slots.without().iter().filter(is_zone).collect();
        if wanted.is_empty() {
            return;
        }
        let blocks = (1_u32 << slots.bits().min(31)) - 1;
        let headline = format!("the network of cell `{}` has no block left for zone {}", shaped.name, names(&wanted));
        let error = Diagnostic::error(ZONE_SLOTS, zones.span, headline).label("too many zones for this cell");
        let error = error.note(format!(
            "it was cut for {blocks} zones when the cell was made, and cutting it again would move subnets that are in use"
        ));
        let left: Vec<&Zone> = slots.left().collect();
        self.report(match left.first() {
            None => error.help("leave the zone out, or make a new cell with all of them and move the tenants there"),
            Some(first) => {
                let line = format!("{}/{}", shaped.key(), first.name_in(region));
                error.note(format!("zone {} had a block, and its subnets may still be there", names(&left))).help(format!(
                    "apply the removal first; when its subnets are gone from AWS, delete the line `\"{line}\"` of the lock file"
                ))
            }
        });
    }
}

fn names(zones: &[&Zone]) -> String {
    let names: Vec<String> = zones.iter().map(ToString::to_string).collect();
    listing(names.iter().map(String::as_str), "and")
}
