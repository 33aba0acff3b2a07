//! Lock → text: sorted, one fact per line.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::{FORMAT, Lock, key, kind};

impl fmt::Display for Lock {
    /// The text of the file.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{{\n  \"format\": {FORMAT}")?;
        for (key, value) in self.facts() {
            write!(formatter, ",\n  {}: {value}", Value::from(key))?;
        }
        formatter.write_str("\n}\n")
    }
}

impl Lock {
    fn facts(&self) -> BTreeMap<String, Value> {
        let mut facts = self.unknown.clone();
        for (cell, known) in &self.cells {
            facts.extend(known.bits.map(|bits| (key(kind::BLOCKS, cell), Value::from(1_u64 << bits))));
            facts.extend(known.range.map(|range| (key(kind::RANGE, cell), Value::from(range.to_string()))));
            facts.extend(known.state.map(|state| (key(kind::STATE, cell), Value::from(state.as_str()))));
            let zone = |(zone, slot): (&String, &u32)| (key(kind::ZONE, &format!("{cell}/{zone}")), Value::from(*slot));
            facts.extend(known.zones.iter().map(zone));
        }
        for (route, known) in &self.routes {
            facts.extend(known.shape.map(|shape| (key(kind::ROUTE, route), Value::from(shape.to_string()))));
            let goal = known.goal.map(|(shape, step)| format!("{shape} step {}", step.number()));
            facts.extend(goal.map(|goal| (key(kind::PAIR, route), Value::from(goal))));
        }
        let buckets = |(environment, count): (&String, &u32)| (key(kind::BUCKETS, environment), Value::from(*count));
        facts.extend(self.buckets.iter().map(buckets));
        for (range, freed) in &self.freed {
            let owner = format!("{} {}", freed.cell, freed.day);
            facts.insert(key(kind::FREED, &range.to_string()), Value::from(owner));
        }
        facts
    }
}
