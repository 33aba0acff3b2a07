//! Values that cannot be read: everything that does not depend on them is judged all the same, and what does waits.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod rendered;
mod rubbish;
mod several;
mod specs;
