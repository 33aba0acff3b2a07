//! Finds declarations that wait for each other.

use std::collections::BTreeMap;

use super::{
    context::{Context, Fault},
    dependencies::{Dependencies, Node},
    scope::{Index, Scope},
};

/// One fault for each cycle that a walk in the order of addresses meets.
pub(super) fn check<'t>(index: &Index<'t>, scope: &Scope<'t>, dependencies: &Dependencies<'t>) -> Vec<Fault> {
    let mut search = Search { dependencies, done: BTreeMap::new(), stack: Vec::new(), cycles: Vec::new() };
    for node in dependencies.nodes.keys() {
        search.visit(*node);
    }
    let faults = search.cycles.into_iter().flat_map(|cycle| {
        let Some(first) = cycle.first() else { return Vec::new() };
        let file = dependencies.nodes.get(first).map(|declared| declared.file);
        let mut context = Context::new(index, scope, file, first.to_string());
        let path: Vec<String> = cycle.iter().chain([first]).map(|node| format!("`{node}`")).collect();
        context.report(format_args!("dependency cycle: {}", path.join(" → ")));
        context.into_faults()
    });
    faults.collect()
}

struct Search<'d, 't> {
    dependencies: &'d Dependencies<'t>,
    /// False while a node is on the stack, true once all that it needs was visited.
    done: BTreeMap<Node<'t>, bool>,
    stack: Vec<Node<'t>>,
    cycles: Vec<Vec<Node<'t>>>,
}

impl<'t> Search<'_, 't> {
    fn visit(&mut self, node: Node<'t>) {
        match self.done.get(&node) {
            Some(true) => return,
            Some(false) => {
                let cycle = self.stack.iter().copied().skip_while(|other| *other != node).collect();
                self.cycles.push(cycle);
                return;
            }
            None => {}
        }
        // A variable refers to nothing but itself, in its own validation.
        let Some(declared) = self.dependencies.nodes.get(&node).filter(|_| !matches!(node, Node::Variable(_))) else {
            return;
        };
        self.done.insert(node, false);
        self.stack.push(node);
        for next in &declared.refers_to {
            self.visit(*next);
        }
        self.stack.pop();
        self.done.insert(node, true);
    }
}
