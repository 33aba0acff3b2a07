//! Holds a producer to what it owns.

use std::sync::{Mutex, PoisonError};

use super::{Producer, Sink};
use crate::verify::Fault;

/// Passes the files of a producer on, and none that it does not own: nothing could ever delete that one.
pub(super) struct Guard<'a> {
    producer: &'a Producer,
    sink: &'a dyn Sink,
    faults: Mutex<Vec<Fault>>,
}

impl<'a> Guard<'a> {
    pub(super) const fn new(producer: &'a Producer, sink: &'a dyn Sink) -> Self {
        Self { producer, sink, faults: Mutex::new(Vec::new()) }
    }

    /// What was held back.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn fault(&self, path: &str) -> Fault {
        let (module, file) = path.rsplit_once('/').unwrap_or(("", path));
        Fault {
            module: module.to_owned(),
            file: file.to_owned(),
            block: String::new(),
            lowered_by: self.producer.source,
            message: format!("the producer `{}` does not own this path", self.producer.name),
        }
    }
}

impl Sink for Guard<'_> {
    fn file(&self, path: &str, text: &str) {
        if self.producer.owns.iter().any(|owned| owned.holds(path)) {
            self.sink.file(path, text);
        } else {
            self.faults.lock().unwrap_or_else(PoisonError::into_inner).push(self.fault(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::producers::{InMemory, Owned};

    #[test]
    fn a_producer_writes_only_what_it_owns() {
        let owns = &[Owned::Folder("docs"), Owned::File("README.md")];
        let producer = Producer { name: "documents", source: "documents.rs", owns, produce: |_, _| Vec::new() };
        let files = InMemory::default();
        let guard = Guard::new(&producer, &files);
        for path in ["docs/a.md", "README.md", "a.md", "docs", "modules/a/main.tf"] {
            guard.file(path, "text");
        }
        let found: Vec<String> = guard.into_faults().iter().map(ToString::to_string).collect();
        let expected = [
            "/a.md: the producer `documents` does not own this path (lowered by documents.rs)",
            "/docs: the producer `documents` does not own this path (lowered by documents.rs)",
            "modules/a/main.tf: the producer `documents` does not own this path (lowered by documents.rs)",
        ];
        assert_eq!(found, expected);
        assert_eq!(files.into_files().into_keys().collect::<Vec<_>>(), ["README.md", "docs/a.md"]);
    }
}
