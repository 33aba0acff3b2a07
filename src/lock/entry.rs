//! One fact: what its key and its value have to be.

use serde_json::Value;

use super::{Freed, Lock, kind};
use crate::values::{BucketRange, Cidr, ReplacementStep, TargetShape};

/// The most blocks that a network is cut into, as log2: a /16 in subnets of /28.
pub(super) const MOST_BITS: u8 = 12;

/// Takes a fact, or says as a clause what is wrong with it.
pub(super) fn take(lock: &mut Lock, key: &str, value: Value) -> Result<(), String> {
    let (kind, about) = key.split_once(' ').unwrap_or((key, ""));
    match kind {
        kind::BLOCKS => {
            let bits = bits(&value).ok_or("the number of blocks is a power of two from 2 to 4096")?;
            lock.cells.entry(cell(about)?).or_default().bits = Some(bits);
        }
        kind::BUCKETS => {
            let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
            let count = count.filter(|count| (1..=BucketRange::MOST).contains(count));
            let count = count.ok_or("the number of buckets is a number from 1 to 10000")?;
            if about.is_empty() || about.contains('/') {
                return Err(format!("`{about}` is not an environment"));
            }
            lock.buckets.insert(about.to_owned(), count);
        }
        kind::RANGE => {
            let range = range(value.as_str().unwrap_or_default())?;
            lock.cells.entry(cell(about)?).or_default().range = Some(range);
        }
        kind::PAIR => {
            let goal =
                value.as_str().and_then(goal).ok_or("the value is port, protocol and step: `8443 https step 1`")?;
            lock.routes.entry(route(about)?).or_default().goal = Some(goal);
        }
        kind::ROUTE => {
            let shape = value.as_str().and_then(|shape| shape.parse().ok());
            let shape = shape.ok_or("the value is port and protocol: `8080 http`")?;
            lock.routes.entry(route(about)?).or_default().shape = Some(shape);
        }
        kind::STATE => {
            let state = value.as_str().and_then(|state| state.parse().ok());
            let state = state.ok_or("the state of a cell is `planned`, `active`, `draining` or `retiring`")?;
            lock.cells.entry(cell(about)?).or_default().state = Some(state);
        }
        kind::ZONE => {
            let (owner, zone) = about.rsplit_once('/').ok_or("the key is `zone environment/cell/zone`")?;
            let slot = value.as_u64().and_then(|slot| u32::try_from(slot).ok());
            let slot = slot.ok_or("the block of a zone is a number from 0")?;
            lock.cells.entry(cell(owner)?).or_default().zones.insert(zone.to_owned(), slot);
        }
        kind::FREED => {
            let freed = freed(value.as_str().unwrap_or_default()).ok_or("the value is `environment/cell date`")?;
            let known = lock.freed.entry(range(about)?).or_insert_with(|| freed.clone());
            if known.day < freed.day {
                *known = freed;
            }
        }
        _ => _ = lock.unknown.insert(key.to_owned(), value),
    }
    Ok(())
}

fn cell(name: &str) -> Result<String, String> {
    if is_in_environment(name) { Ok(name.to_owned()) } else { Err(format!("`{name}` is not `environment/cell`")) }
}

fn route(name: &str) -> Result<String, String> {
    if is_in_environment(name) { Ok(name.to_owned()) } else { Err(format!("`{name}` is not `environment/route`")) }
}

fn is_in_environment(name: &str) -> bool {
    name.split_once('/')
        .is_some_and(|(environment, own)| !environment.is_empty() && !own.is_empty() && !own.contains('/'))
}

fn goal(text: &str) -> Option<(TargetShape, ReplacementStep)> {
    let (shape, step) = text.split_once(" step ")?;
    Some((shape.parse().ok()?, ReplacementStep::of_number(step.parse().ok()?)?))
}

fn range(text: &str) -> Result<Cidr, String> {
    text.parse().map_err(|_| format!("`{text}` is not a network such as `10.1.0.0/16`"))
}

fn bits(value: &Value) -> Option<u8> {
    let blocks = value.as_u64().filter(|blocks| blocks.is_power_of_two())?;
    let bits = u8::try_from(blocks.trailing_zeros()).ok()?;
    (1..=MOST_BITS).contains(&bits).then_some(bits)
}

fn freed(text: &str) -> Option<Freed> {
    let (owner, day) = text.rsplit_once(' ')?;
    Some(Freed { cell: cell(owner).ok()?, day: day.parse().ok()? })
}
