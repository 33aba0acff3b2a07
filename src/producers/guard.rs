//! Holds a producer to what it owns.

use std::ops::ControlFlow;
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
    fn file(&self, path: &str, text: &str) -> ControlFlow<()> {
        if self.producer.owns.iter().any(|owned| owned.holds(path)) {
            return self.sink.file(path, text);
        }
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).push(self.fault(path));
        ControlFlow::Break(())
    }
}
