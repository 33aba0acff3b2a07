//! Work on many items at once, in as many threads as the system has processors and is willing to start. The calling
//! thread always works too, so that a system without room for another one is slower and nothing else.

use std::io;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// What `work` makes of each item, in the order of the items. Threads take the items one by one, in their order.
pub(crate) fn in_threads<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    in_threads_with(items, || (), |(), item| work(item))
}

/// The same for work that keeps something between items, such as a cache: each thread has its own.
pub(crate) fn in_threads_with<T: Sync, S, R: Send>(
    items: &[T],
    kept: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    distribute(items, &kept, &work, &Helpers { most: threads.saturating_sub(1), start })
}

/// The threads that help the calling one.
struct Helpers {
    most: usize,
    start: Start,
}

/// Starts a thread for a share of the work; an error when the system has none left.
type Start = for<'scope> fn(&'scope Scope<'scope, '_>, Share<'scope>) -> io::Result<ScopedJoinHandle<'scope, ()>>;

type Share<'scope> = Box<dyn FnOnce() + Send + 'scope>;

fn start<'scope>(scope: &'scope Scope<'scope, '_>, share: Share<'scope>) -> io::Result<ScopedJoinHandle<'scope, ()>> {
    Builder::new().spawn_scoped(scope, share)
}

fn distribute<T: Sync, S, R: Send>(
    items: &[T],
    kept: &(impl Fn() -> S + Sync),
    work: &(impl Fn(&mut S, &T) -> R + Sync),
    helpers: &Helpers,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let share = || {
        let mut kept = kept();
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        for (number, item) in numbers.map_while(|number| Some((number, items.get(number)?))) {
            let result = work(&mut kept, item);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
        }
    };
    thread::scope(|scope| {
        let started = (0..helpers.most).map_while(|_| (helpers.start)(scope, Box::new(share)).ok());
        let started: Vec<_> = started.collect();
        share();
        for helper in started {
            helper.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::thread::ThreadId;

    use super::*;

    fn never<'scope>(_: &'scope Scope<'scope, '_>, _: Share<'scope>) -> io::Result<ScopedJoinHandle<'scope, ()>> {
        Err(io::ErrorKind::WouldBlock.into())
    }

    fn once<'scope>(
        scope: &'scope Scope<'scope, '_>,
        share: Share<'scope>,
    ) -> io::Result<ScopedJoinHandle<'scope, ()>> {
        static IS_STARTED: AtomicBool = AtomicBool::new(false);
        if IS_STARTED.swap(true, Ordering::Relaxed) { never(scope, share) } else { start(scope, share) }
    }

    /// Twice each number, and the threads that worked.
    fn doubled(numbers: &[u32], most: usize, start: Start) -> (Vec<u32>, Vec<ThreadId>) {
        let work = |(): &mut (), number: &u32| (number * 2, thread::current().id());
        let (results, mut threads): (Vec<_>, Vec<_>) =
            distribute(numbers, &|| (), &work, &Helpers { most, start }).into_iter().unzip();
        threads.dedup();
        (results, threads)
    }

    #[test]
    fn results_come_in_the_order_of_the_items_however_many_threads_work() {
        for count in [0, 1, 2, 1_000] {
            let numbers: Vec<u32> = (0..count).collect();
            let expected: Vec<u32> = numbers.iter().map(|number| number * 2).collect();
            for (most, start) in [(0, start as Start), (7, start), (7, once), (7, never)] {
                assert_eq!(doubled(&numbers, most, start).0, expected);
            }
        }
    }

    #[test]
    fn without_a_thread_the_calling_one_does_everything() {
        let numbers: Vec<u32> = (0..100).collect();
        assert_eq!(doubled(&numbers, 3, never).1, [thread::current().id()]);
    }

    #[test]
    fn what_is_kept_lasts_from_item_to_item() {
        let count = |count: &mut u32, (): &()| {
            *count += 1;
            *count
        };
        let counted = distribute(&[(); 100], &|| 0, &count, &Helpers { most: 3, start: never });
        assert_eq!(counted, (1..=100).collect::<Vec<_>>());
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_in_any_thread_is_passed_on() {
        in_threads(&(0..100).collect::<Vec<_>>(), |number| assert!(*number != 7, "seven"));
    }
}
