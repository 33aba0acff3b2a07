//! Where the files of producers go.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Takes files one by one, from any thread and in any order.
pub trait Sink: Sync {
    /// Takes the file with this path below the output folder. A sink that can take no more, as when the disk is full, says so
    /// itself at the end.
    fn file(&self, path: &str, text: &str);
}

/// Keeps all files in memory.
#[derive(Debug, Default)]
pub struct InMemory {
    files: Mutex<BTreeMap<String, String>>,
}

impl InMemory {
    /// The files by their paths.
    pub fn into_files(self) -> BTreeMap<String, String> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for InMemory {
    fn file(&self, path: &str, text: &str) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), text.to_owned());
    }
}
