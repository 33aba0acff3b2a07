//! Whether the region of a cell is one, as far as its name tells.

use crate::model::Cell;
use crate::values::Region;

/// The last word of every region's name (AWS Regions and Availability Zones user guide, "List of AWS Regions").
const DIRECTIONS: [&str; 9] =
    ["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"];

/// Whether nothing can be said about the region that is written, because it is none or its zones are not known.
pub(in crate::check) fn is_impossible(cell: &Cell) -> bool {
    !cell.region.is_known() && (cell.zones.is_empty() || is_misspelt(&cell.region))
}

/// Whether the name is nearly that of a region, and has another word where each has a direction.
pub(in crate::check) fn is_misspelt(region: &Region) -> bool {
    let direction = region.as_str().rsplit('-').nth(1).unwrap_or_default();
    !DIRECTIONS.contains(&direction) && region.closest_known().is_some()
}
