//! What all cells of a class have in common: made once, and kept while a thread works on a cell of the class.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::parts::Part;
use crate::values::ClassId;

/// What the cells of each class share, for all threads.
pub(super) struct Shared<'a, T> {
    classes: BTreeMap<&'a ClassId, Mutex<Weak<T>>>,
    make: &'a (dyn Fn(&Part<'_>) -> T + Sync),
}

impl<'a, T> Shared<'a, T> {
    /// For these parts of a fleet, where `make` makes what the class of a part shares.
    pub(super) fn new(parts: &'a [Part<'a>], make: &'a (dyn Fn(&Part<'_>) -> T + Sync)) -> Self {
        Self { classes: parts.iter().map(|part| (&part.class.id.value, Mutex::default())).collect(), make }
    }

    /// What the class of a part shares. `kept` is what the calling thread had for its last part: as long as it has that,
    /// the next part of the same class finds it made.
    pub(super) fn of(&self, part: &Part<'_>, kept: &mut Option<Arc<T>>) -> Arc<T> {
        let Some(class) = self.classes.get(&part.class.id.value) else { return Arc::new((self.make)(part)) };
        let mut class = class.lock().unwrap_or_else(PoisonError::into_inner);
        let shared = class.upgrade().unwrap_or_else(|| Arc::new((self.make)(part)));
        *class = Arc::downgrade(&shared);
        *kept = Some(Arc::clone(&shared));
        shared
    }
}
