//! Values that cannot be read: everything that does not depend on them is judged all the same, and what does waits.

mod rendered;
mod rubbish;
mod several;
mod specs;
