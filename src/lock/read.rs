//! Text → lock, line by line: a merge may leave a comma out or one too many, and what is wrong has a line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{FORMAT, Fault, Lock, entry, section};

/// Begin the lines that Git leaves where it could not merge.
const MARKERS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Reads the text of a lock file.
///
/// # Errors
/// When it holds what no lock file holds; the first such thing.
pub fn read(text: &str) -> Result<Lock, Fault> {
    let marker = text.lines().position(|line| MARKERS.iter().any(|marker| line.starts_with(marker)));
    if let Some(index) = marker {
        return Err(Fault::ConflictMarkers { line: index + 1 });
    }
    let mut reader = Reader { lock: Lock::default(), place: Place::Outside, format: None, values: BTreeMap::new() };
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line.trim().trim_end_matches(',').trim_end())?;
    }
    let last = text.lines().count().max(1);
    match (reader.format, reader.place) {
        (_, Place::Top | Place::Section(_)) => Err(malformed(last, "the closing `}` is missing")),
        (None, _) => Err(malformed(last, "there is no `\"format\"`")),
        (Some(_), Place::Outside | Place::Behind) => reader.lock.with_possible_slots(),
    }
}

impl Lock {
    /// Slots mean something only within the number of blocks, and a guess would move subnets.
    fn with_possible_slots(self) -> Result<Self, Fault> {
        for (cell, facts) in &self.cells {
            for (zone, slot) in &facts.zones {
                let line = self.line(section::ZONES, &format!("{cell}/{zone}"));
                let Some(bits) = facts.bits else {
                    return Err(malformed(line, &format!("`blocks` does not say into how many `{cell}` is cut")));
                };
                let most = (1_u32 << bits) - 2;
                if *slot > most {
                    let reason = format!("a zone of `{cell}` has a block from 0 to {most}");
                    return Err(malformed(line, &reason));
                }
            }
        }
        Ok(self)
    }
}

enum Place {
    Outside,
    Top,
    Section(String),
    Behind,
}

struct Reader {
    lock: Lock,
    place: Place,
    format: Option<u64>,
    /// All facts so far.
    values: BTreeMap<(String, String), Value>,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        if line.is_empty() {
            return Ok(());
        }
        self.place = match (&self.place, line) {
            (Place::Outside, "{") | (Place::Section(_), "}") => Place::Top,
            (Place::Top, "}") => Place::Behind,
            (Place::Top, line) => return self.top(number, line),
            (Place::Section(name), line) => {
                let name = name.clone();
                return self.fact(number, name, line);
            }
            _ => return Err(malformed(number, "nothing stands outside the outer braces")),
        };
        Ok(())
    }

    /// A section that begins, an empty one, or the format.
    fn top(&mut self, number: usize, line: &str) -> Result<(), Fault> {
        if let Some(name) = line.strip_suffix('{').map(str::trim_end).and_then(|line| line.strip_suffix(':')) {
            let name = serde_json::from_str(name.trim_end());
            self.place = Place::Section(name.map_err(|_| malformed(number, "the name of a section stands in quotes"))?);
            return Ok(());
        }
        match pair(line) {
            Some((key, Value::Number(format))) if key == "format" => self.format(number, format.as_u64()),
            Some((_, Value::Object(facts))) if facts.is_empty() => Ok(()),
            _ => Err(malformed(number, "a section such as `\"ranges\": {` is expected here, one fact per line")),
        }
    }

    fn format(&mut self, number: usize, format: Option<u64>) -> Result<(), Fault> {
        let format =
            format.filter(|format| *format > 0).ok_or_else(|| malformed(number, "the format is a number from 1"))?;
        self.format = Some(format);
        if format > FORMAT { Err(Fault::Newer { line: number, format }) } else { Ok(()) }
    }

    fn fact(&mut self, number: usize, section: String, line: &str) -> Result<(), Fault> {
        let (key, value) = pair(line).ok_or_else(|| malformed(number, "a fact is a key in quotes, `:` and a value"))?;
        let place = (section, key);
        match self.values.get(&place) {
            Some(before) if *before == value => return Ok(()),
            // Two branches have both removed the cell, on different days.
            None => {}
            Some(_) if place.0 == section::FREED => {}
            Some(_) => {
                let first = self.lock.line(&place.0, &place.1);
                return Err(Fault::Contradiction { first, line: number, key: place.1 });
            }
        }
        entry::take(&mut self.lock, &place.0, &place.1, value.clone()).map_err(|reason| malformed(number, &reason))?;
        self.lock.lines.0.insert(place.clone(), number);
        self.values.insert(place, value);
        Ok(())
    }
}

/// `"key": value`
fn pair(line: &str) -> Option<(String, Value)> {
    let object: serde_json::Map<String, Value> = serde_json::from_str(&format!("{{{line}}}")).ok()?;
    let mut pairs = object.into_iter();
    pairs.next().filter(|_| pairs.next().is_none())
}

fn malformed(line: usize, reason: &str) -> Fault {
    Fault::Malformed { line, reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "format": 1,
  "blocks": {
    "prod/alpha": 4
  },
  "freed": {
    "10.9.0.0/16": "prod/old 2026-11-28"
  },
  "ranges": {
    "prod/alpha": "10.1.0.0/16"
  },
  "revisions": {
    "prod/standard": ["1f2e","3d4c"]
  },
  "zones": {
    "prod/alpha/eu-central-1a": 0,
    "prod/alpha/eu-central-1b": 2
  }
}
"#;

    #[test]
    fn what_is_printed_is_what_was_read_with_unknown_facts() {
        assert_eq!(read(TEXT).unwrap().to_string(), TEXT);
    }

    #[test]
    fn a_merge_may_leave_commas_and_order_wrong() {
        let merged = TEXT
            .replace("4\n", "4,\n")
            .replace("0,\n", "0\n")
            .replace("\"zones\": {", "\"zones\": {\n\"prod/alpha/eu-central-1b\": 2");
        assert_eq!(read(&merged).unwrap().to_string(), TEXT);
    }

    #[test]
    fn a_network_that_two_branches_have_freed_rests_from_the_later_day() {
        for (first, second) in [("2026-11-28", "2026-11-30"), ("2026-11-30", "2026-11-28")] {
            let line = |day: &str| format!("    \"10.9.0.0/16\": \"prod/old {day}\"");
            let merged = TEXT.replace(&line("2026-11-28"), &format!("{},\n{}", line(first), line(second)));
            let expected = TEXT.replace("2026-11-28", "2026-11-30");
            assert_eq!(read(&merged).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn wrong_files_are_refused_with_the_line() {
        for (edit, with, expected) in [
            ("  \"ranges\"", "<<<<<<< HEAD\n  \"ranges\"", "`f` has an unfinished merge: line 9 is a conflict marker"),
            (
                "\"format\": 1",
                "\"format\": 2",
                "`f` was written by a newer cellc: it has format 2, and this version knows 1",
            ),
            (
                "\"format\": 1",
                "\"format\": \"1\"",
                "line 2 of `f` cannot be read: a section such as `\"ranges\": {` is expected here, one fact per line",
            ),
            (
                "10.1.0.0/16",
                "10.1.0.1/16",
                "line 10 of `f` cannot be read: `10.1.0.1/16` is not a network such as `10.1.0.0/16`",
            ),
            (
                "\"prod/alpha\": 4",
                "\"prod/alpha\": 3",
                "line 4 of `f` cannot be read: the number of blocks is a power of two from 2 to 4096",
            ),
            ("\"prod/alpha\": 4", "\"alpha\": 4", "line 4 of `f` cannot be read: `alpha` is not `environment/cell`"),
            ("1a\": 0", "1a\": -1", "line 16 of `f` cannot be read: the block of a zone is a number from 0"),
            ("1b\": 2", "1b\": 3", "line 17 of `f` cannot be read: a zone of `prod/alpha` has a block from 0 to 2"),
            (
                "    \"prod/alpha\": 4\n",
                "",
                "line 15 of `f` cannot be read: `blocks` does not say into how many `prod/alpha` is cut",
            ),
            ("2026-11-28", "yesterday", "line 7 of `f` cannot be read: the value is `environment/cell date`"),
            (
                "\"prod/alpha\": 4",
                "\"prod/alpha\": 4,\n\"prod/alpha\": 8",
                "lines 4 and 5 of `f` say two different things about `prod/alpha`",
            ),
            ("  }\n}\n", "  }\n", "line 18 of `f` cannot be read: the closing `}` is missing"),
            ("  \"format\": 1,\n", "", "line 18 of `f` cannot be read: there is no `\"format\"`"),
            ("  }\n}\n", "  }\n}\n{\n", "line 20 of `f` cannot be read: nothing stands outside the outer braces"),
        ] {
            assert!(TEXT.contains(edit), "{edit}");
            assert_eq!(read(&TEXT.replacen(edit, with, 1)).unwrap_err().headline("f"), expected);
        }
    }
}
