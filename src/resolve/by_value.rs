//! The order of lists whose elements have no order in AWS.

use crate::source::Spanned;

/// The elements sorted by value, each once. Of equal elements the first stays.
pub(super) fn by_value<T: Clone + Ord>(values: &[Spanned<T>]) -> Vec<Spanned<T>> {
    let mut values = values.to_vec();
    values.sort_by(|left, right| left.value.cmp(&right.value));
    values.dedup_by(|left, right| left.value == right.value);
    values
}
