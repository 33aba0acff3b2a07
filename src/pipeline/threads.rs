//! Work on many items at once.

/// What a function makes of all parts, in the order of the items. A part has so many items, at least.
pub(super) fn in_threads<T: Sync, R: Send>(items: &[T], fewest: usize, work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part = items.len().div_ceil(threads).max(fewest);
    std::thread::scope(|scope| {
        let parts: Vec<_> = items.chunks(part).map(|part| scope.spawn(|| work(part))).collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}
