//! What a list names twice: later stages sort most lists and take every element once, so only here it can still be seen.

use std::fmt::Display;

use crate::source::{Span, Spanned};

/// Elements of a list that are compared: what is longer is too long for AWS.
const MOST_ELEMENTS: usize = 100;

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

/// The first element of a list that is there already.
pub(super) fn repeated<T: PartialEq + Display>(what: &'static str, list: &[Spanned<T>]) -> Option<Repeated> {
    let before =
        |index: usize, element: &Spanned<T>| list.iter().take(index).find(|first| first.value == element.value);
    let mut elements = list.iter().take(MOST_ELEMENTS).enumerate();
    elements.find_map(|(index, element)| {
        let first = before(index, element)?.span;
        Some(Repeated { what, element: element.value.to_string(), first, again: element.span })
    })
}
