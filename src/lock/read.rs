//! Text → lock, line by line: a merge may leave a comma out or one too many, and what is wrong has a line.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{FORMAT, Fault, Line, Lock, entry, key, kind};

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
    let mut start = 0;
    for (index, whole) in text.split_inclusive('\n').enumerate() {
        let line = whole.trim().trim_end_matches(',').trim_end();
        let indent = start + whole.len() - whole.trim_start().len();
        reader.line(Line { number: index + 1, bytes: indent..indent + line.len() }, line)?;
        start += whole.len();
    }
    let last = text.lines().count().max(1);
    match (reader.format, reader.place) {
        (_, Place::Inside) => Err(malformed(last, "the closing `}` is missing")),
        (None, _) => Err(malformed(last, "there is no `\"format\"`")),
        (Some(_), Place::Outside | Place::Behind) => reader.lock.with_possible_slots()?.with_whole_pairs(),
    }
}

impl Lock {
    /// A slot lies within the number of blocks. Lines of a cell that is gone may lack others of it: that says `resolve`,
    /// which knows the cells.
    fn with_possible_slots(self) -> Result<Self, Fault> {
        for (cell, facts) in &self.cells {
            let Some(most) = facts.bits.map(|bits| (1_u32 << bits) - 2) else { continue };
            for (zone, slot) in &facts.zones {
                let line = self.line(&key(kind::ZONE, &format!("{cell}/{zone}")));
                if *slot > most {
                    let reason = format!("a zone of `{cell}` has a block from 0 to {most}");
                    return Err(malformed(line, &reason));
                }
            }
        }
        Ok(self)
    }
}

impl Lock {
    /// A pair without the group before would send all requests to a group that has no pods yet.
    fn with_whole_pairs(self) -> Result<Self, Fault> {
        let Some((route, _)) = self.routes.iter().find(|(_, facts)| facts.shape.is_none()) else { return Ok(self) };
        let line = self.line(&key(kind::PAIR, route));
        Err(malformed(line, &format!("the line `route {route}` is missing beside it")))
    }
}

enum Place {
    Outside,
    Inside,
    Behind,
}

struct Reader {
    lock: Lock,
    place: Place,
    format: Option<u64>,
    /// All facts so far.
    values: BTreeMap<String, Value>,
}

impl Reader {
    fn line(&mut self, line: Line, text: &str) -> Result<(), Fault> {
        self.place = match (&self.place, text) {
            (_, "") => return Ok(()),
            (Place::Outside, "{") => Place::Inside,
            (Place::Inside, "}") => Place::Behind,
            (Place::Inside, text) => return self.pair(line, text),
            _ => return Err(malformed(line.number, "nothing stands outside the braces")),
        };
        Ok(())
    }

    fn pair(&mut self, line: Line, text: &str) -> Result<(), Fault> {
        let no_pair = || malformed(line.number, "a line is a key in quotes, `:` and a value");
        let (key, value) = pair(text).ok_or_else(no_pair)?;
        if key == "format" { self.format(line.number, value.as_u64()) } else { self.fact(line, key, value) }
    }

    fn format(&mut self, number: usize, format: Option<u64>) -> Result<(), Fault> {
        let format =
            format.filter(|format| *format > 0).ok_or_else(|| malformed(number, "the format is a number from 1"))?;
        self.format = Some(format);
        if format > FORMAT { Err(Fault::Newer { line: number, format }) } else { Ok(()) }
    }

    fn fact(&mut self, line: Line, key: String, value: Value) -> Result<(), Fault> {
        match self.values.get(&key) {
            Some(before) if *before == value => return Ok(()),
            // Two branches have both removed the cell, on different days.
            Some(_) if key.split(' ').next() == Some(kind::FREED) => {}
            Some(_) => return Err(Fault::Contradiction { first: self.lock.line(&key), line: line.number, key }),
            None => {}
        }
        entry::take(&mut self.lock, &key, value.clone()).map_err(|reason| malformed(line.number, &reason))?;
        self.lock.places.lines.insert(key.clone(), line);
        self.values.insert(key, value);
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
    use crate::source::SourceMap;

    const TEXT: &str = r#"{
  "format": 1,
  "blocks prod/alpha": 4,
  "buckets prod": 256,
  "freed 10.9.0.0/16": "prod/old 2026-11-28",
  "range prod/alpha": "10.1.0.0/16",
  "revision prod/standard": ["1f2e","3d4c"],
  "zone prod/alpha/eu-central-1a": 0,
  "zone prod/alpha/eu-central-1b": 2
}
"#;

    #[test]
    fn what_is_printed_is_what_was_read_with_unknown_facts() {
        assert_eq!(read(TEXT).unwrap().to_string(), TEXT);
    }

    #[test]
    fn every_fact_has_its_place() {
        for text in [TEXT.to_owned(), TEXT.replace('\n', "\r\n"), TEXT.replace("  \"", "\t\"")] {
            let mut sources = SourceMap::new();
            let file = sources.add_beside("fleet.lock.json", text.as_str());
            let lock = read(&text).unwrap().located_in(file);
            for (place, expected) in [
                (lock.place_of_range("prod/alpha"), "\"range prod/alpha\": \"10.1.0.0/16\""),
                (lock.place_of_freed("10.9.0.0/16".parse().unwrap()), "\"freed 10.9.0.0/16\": \"prod/old 2026-11-28\""),
                (lock.place_of_zone("prod/alpha", "eu-central-1b"), "\"zone prod/alpha/eu-central-1b\": 2"),
                (lock.place_of_range("prod/beta"), ""),
            ] {
                let found = sources.file_of(place).map_or("", |file| &file.text[place.range()]);
                assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn a_merge_may_leave_commas_and_order_wrong() {
        let merged = TEXT
            .replace("2\n", "2,\n")
            .replace("0,\n", "0\n")
            .replace("  \"blocks", "  \"zone prod/alpha/eu-central-1b\": 2\n  \"blocks");
        assert_eq!(read(&merged).unwrap().to_string(), TEXT);
    }

    #[test]
    fn a_network_that_two_branches_have_freed_rests_from_the_later_day() {
        for (first, second) in [("2026-11-28", "2026-11-30"), ("2026-11-30", "2026-11-28")] {
            let line = |day: &str| format!("  \"freed 10.9.0.0/16\": \"prod/old {day}\"");
            let merged = TEXT.replace(&line("2026-11-28"), &format!("{},\n{}", line(first), line(second)));
            let expected = TEXT.replace("2026-11-28", "2026-11-30");
            assert_eq!(read(&merged).unwrap().to_string(), expected);
        }
    }

    /// Every line says by itself what it is about, so the place where a merge leaves it says nothing.
    #[test]
    fn lines_mean_the_same_in_any_order() {
        let (head, facts) = TEXT.split_at(TEXT.find("  \"blocks").unwrap());
        let facts: Vec<&str> = facts.trim_end_matches("\n}\n").split(",\n").collect();
        for turn in 0..facts.len() {
            let turned = facts.iter().cycle().skip(turn).take(facts.len()).copied().collect::<Vec<_>>().join(",\n");
            assert_eq!(read(&format!("{head}{turned}\n}}\n")).unwrap().to_string(), TEXT);
        }
    }

    #[test]
    fn wrong_files_are_refused_with_the_line() {
        for (edit, with, expected) in [
            ("  \"range", "<<<<<<< HEAD\n  \"range", "`f` has an unfinished merge: line 6 is a conflict marker"),
            (
                "\"format\": 1",
                "\"format\": 2",
                "`f` was written by a newer cellc: it has format 2, and this version knows 1",
            ),
            ("\"format\": 1", "\"format\": \"1\"", "line 2 of `f` cannot be read: the format is a number from 1"),
            (
                "10.1.0.0/16",
                "10.1.0.1/16",
                "line 6 of `f` cannot be read: `10.1.0.1/16` is not a network such as `10.1.0.0/16`",
            ),
            (
                "alpha\": 4",
                "alpha\": 3",
                "line 3 of `f` cannot be read: the number of blocks is a power of two from 2 to 4096",
            ),
            ("prod/alpha\": 4", "alpha\": 4", "line 3 of `f` cannot be read: `alpha` is not `environment/cell`"),
            ("1a\": 0", "1a\": -1", "line 8 of `f` cannot be read: the block of a zone is a number from 0"),
            ("1b\": 2", "1b\": 3", "line 9 of `f` cannot be read: a zone of `prod/alpha` has a block from 0 to 2"),
            ("prod\": 256", "prod/alpha\": 256", "line 4 of `f` cannot be read: `prod/alpha` is not an environment"),
            ("256", "0", "line 4 of `f` cannot be read: the number of buckets is a number from 1 to 10000"),
            ("2026-11-28", "yesterday", "line 5 of `f` cannot be read: the value is `environment/cell date`"),
            (
                "alpha\": 4",
                "alpha\": 4,\n\"blocks prod/alpha\": 8",
                "lines 3 and 4 of `f` say two different things about `blocks prod/alpha`",
            ),
            ("2\n}\n", "2\n", "line 9 of `f` cannot be read: the closing `}` is missing"),
            ("  \"format\": 1,\n", "", "line 9 of `f` cannot be read: there is no `\"format\"`"),
            ("2\n}\n", "2\n}\n{\n", "line 11 of `f` cannot be read: nothing stands outside the braces"),
            ("\": 4", "\"", "line 3 of `f` cannot be read: a line is a key in quotes, `:` and a value"),
        ] {
            assert!(TEXT.contains(edit), "{edit}");
            assert_eq!(read(&TEXT.replacen(edit, with, 1)).unwrap_err().headline("f"), expected);
        }
    }
}
