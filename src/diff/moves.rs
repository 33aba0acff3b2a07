//! Resources that have another address on the new side: `moved` blocks, and what Terraform takes for the same by itself.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::evaluate::{Content, Instance, Instances, Lifecycle, Value, address};

/// The old instances under their new addresses, with references that follow.
pub(super) fn moved<'a>(old: &'a Instances, new: &Instances) -> Cow<'a, Instances> {
    let mut moves = Moves { by_address: &new.moved, counted: BTreeMap::new() };
    moves.add_counted(old, new);
    if moves.by_address.is_empty() && moves.counted.is_empty() {
        return Cow::Borrowed(old);
    }
    let instances = old.by_address.values().map(|instance| moves.instance(instance));
    let by_address = instances.map(|instance| (instance.address.clone(), instance)).collect();
    Cow::Owned(Instances { by_address, ..old.clone() })
}

struct Moves<'a> {
    by_address: &'a BTreeMap<String, String>,
    /// `aws_vpc.this` and `aws_vpc.this[0]`, when `count` comes or goes.
    counted: BTreeMap<String, String>,
}

impl Moves<'_> {
    fn add_counted(&mut self, old: &Instances, new: &Instances) {
        for address in old.by_address.keys().filter(|address| !new.by_address.contains_key(*address)) {
            let other = address.strip_suffix("[0]").map_or_else(|| format!("{address}[0]"), str::to_owned);
            if new.by_address.contains_key(&other) && !old.by_address.contains_key(&other) {
                self.counted.insert(address.clone(), other);
            }
        }
    }

    /// The address at the end of all moves. Moves in a circle, which Terraform refuses, end after as many as there are.
    fn address(&self, address: &str) -> String {
        let mut address = address.to_owned();
        for _ in 0..self.by_address.len().saturating_add(1) {
            let next = self.next(&address);
            if next == address {
                break;
            }
            address = next;
        }
        address
    }

    /// The address after one move: of the instance itself, of its resource or of a module around it.
    fn next(&self, address: &str) -> String {
        if let Some(new) = self.by_address.get(address).or_else(|| self.counted.get(address)) {
            return new.clone();
        }
        // What moves to a key is the one instance without a key, not those with keys.
        let is_start = |from: &str, to: &str| {
            let rest = address.strip_prefix(from);
            rest.is_some_and(|rest| rest.starts_with('.') || (rest.starts_with('[') && !is_keyed(to)))
        };
        let outer = self.by_address.iter().filter(|(from, to)| is_start(from, to)).max_by_key(|(from, _)| from.len());
        match outer.and_then(|(from, to)| Some((address.strip_prefix(from.as_str())?, to))) {
            Some((rest, to)) => format!("{to}{rest}"),
            None => address.to_owned(),
        }
    }

    fn instance(&self, instance: &Instance) -> Instance {
        let address = self.address(&instance.address);
        // A module in its own right has its address with a dot at the end.
        let module = self.address(instance.module.trim_end_matches('.'));
        let module = if module.is_empty() { module } else { format!("{module}.") };
        let keys = instance.keys.as_ref().map(|(argument, value)| (*argument, self.value(value)));
        Instance { address, module, content: self.content(&instance.content), keys, ..instance.clone() }
    }

    fn content(&self, content: &Content) -> Content {
        let attributes = content.attributes.iter().map(|(name, value)| (name.clone(), self.value(value)));
        let blocks = content
            .blocks
            .iter()
            .map(|(kind, blocks)| (kind.clone(), blocks.iter().map(|block| self.content(block)).collect::<Vec<_>>()));
        let triggers = content.lifecycle.replace_triggered_by.as_ref().map(|triggers| self.value(triggers));
        let lifecycle = Lifecycle { replace_triggered_by: triggers, ..content.lifecycle.clone() };
        Content { attributes: attributes.collect(), blocks: blocks.collect(), lifecycle }
    }

    fn value(&self, value: &Value) -> Value {
        value.map(&|leaf| match leaf {
            Value::Attribute { of, name } => Value::Attribute { of: self.address(of), name: name.clone() },
            Value::Instance { resource, key } => {
                let new = self.address(&address(resource, key.as_ref()));
                let resource = key.as_ref().and_then(|key| new.strip_suffix(&key.to_string()));
                let resource = resource.map_or_else(|| self.address(resource_of(leaf)), str::to_owned);
                Value::Instance { resource, key: key.clone() }
            }
            Value::Instances(resource) => Value::Instances(self.address(resource)),
            other => other.clone(),
        })
    }
}

/// Whether an address ends in the key of an instance.
fn is_keyed(address: &str) -> bool {
    address.ends_with(']')
}

fn resource_of(value: &Value) -> &str {
    if let Value::Instance { resource, .. } = value { resource } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instances_follow_their_resource_unless_only_one_of_them_moves() {
        let moves = [
            ("aws_a.x", "aws_a.y"),
            ("aws_b.x", "aws_b.x[\"k\"]"),
            ("module.m", "module.n[\"k\"]"),
            ("module.m[\"l\"]", "module.o"),
        ];
        let by_address = moves.map(|(from, to)| (from.to_owned(), to.to_owned())).into();
        let moves = Moves { by_address: &by_address, counted: BTreeMap::new() };
        for (old, new) in [
            ("aws_a.x", "aws_a.y"),
            ("aws_a.x[\"k\"]", "aws_a.y[\"k\"]"),
            ("aws_a.xx", "aws_a.xx"),
            ("aws_b.x", "aws_b.x[\"k\"]"),
            ("aws_b.x[\"k\"]", "aws_b.x[\"k\"]"),
            ("aws_b.x[\"l\"]", "aws_b.x[\"l\"]"),
            ("module.m.aws_a.x", "module.n[\"k\"].aws_a.x"),
            ("module.m[\"l\"].aws_a.x", "module.o.aws_a.x"),
            ("module.m[\"p\"].aws_a.x", "module.m[\"p\"].aws_a.x"),
        ] {
            assert_eq!(moves.address(old), new, "{old}");
        }
    }
}
