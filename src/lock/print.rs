//! Lock → text: sorted, one fact per line.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::{FORMAT, Lock, section};

impl fmt::Display for Lock {
    /// The text of the file.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{{\n  \"format\": {FORMAT}")?;
        for (name, facts) in self.sections().into_iter().filter(|(_, facts)| !facts.is_empty()) {
            write!(formatter, ",\n  {}: {{", Value::from(name))?;
            for (index, (key, value)) in facts.into_iter().enumerate() {
                write!(formatter, "{}\n    {}: {value}", if index > 0 { "," } else { "" }, Value::from(key))?;
            }
            formatter.write_str("\n  }")?;
        }
        formatter.write_str("\n}\n")
    }
}

impl Lock {
    fn sections(&self) -> BTreeMap<String, BTreeMap<String, Value>> {
        let mut sections = self.unknown.clone();
        let mut add = |name: &str, key: String, value: Value| {
            sections.entry(name.to_owned()).or_default().insert(key, value);
        };
        for (cell, facts) in &self.cells {
            if let Some(bits) = facts.bits {
                add(section::BLOCKS, cell.clone(), Value::from(1_u64 << bits));
            }
            if let Some(range) = facts.range {
                add(section::RANGES, cell.clone(), Value::from(range.to_string()));
            }
            for (zone, slot) in &facts.zones {
                add(section::ZONES, format!("{cell}/{zone}"), Value::from(*slot));
            }
        }
        for (range, freed) in &self.freed {
            add(section::FREED, range.to_string(), Value::from(format!("{} {}", freed.cell, freed.day)));
        }
        sections
    }
}
