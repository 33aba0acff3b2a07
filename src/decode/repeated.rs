//! What a list names twice: later stages sort most lists and take every element once, so only here it can still be seen.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Display;

use crate::source::{Span, Spanned};

/// An element that stands earlier in its list already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    /// What messages call an element of the list.
    pub what: &'static str,
    /// The element, as it is printed.
    pub element: String,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub again: Span,
}

/// The first element of a list that is there already. Elements are the same when they print the same.
pub(super) fn repeated<T: Display>(what: &'static str, list: &[Spanned<T>]) -> Option<Repeated> {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    list.iter().find_map(|element| {
        let printed = element.value.to_string();
        match first.entry(printed.clone()) {
            Entry::Occupied(first) => {
                Some(Repeated { what, element: printed, first: *first.get(), again: element.span })
            }
            Entry::Vacant(place) => {
                place.insert(element.span);
                None
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_element_of_a_long_list_is_compared_with_the_first() {
        let list: Vec<Spanned<u32>> =
            (0..500).chain([0]).map(|number| Spanned::default_of(number, Span::NONE)).collect();
        assert_eq!(repeated("a number", &list[..500]), None);
        assert_eq!(repeated("a number", &list).unwrap().element, "0");
    }
}
