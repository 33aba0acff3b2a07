//! Selectors against the labels of pods and namespaces, and named ports against the ports of containers.

use super::cell::{Cell, Placed};
use super::facts::{OfNamespaces, Selection};

/// What is wrong with what an object selects in its cell.
pub(super) fn unmatched(cell: &Cell<'_>, placed: &Placed) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(selection) = &placed.facts.selects {
        faults.extend(of_pods(cell, selection));
    }
    for OfNamespaces { path, selector } in &placed.facts.selected_namespaces {
        if !cell.namespaces().any(|labels| selector.selects(labels)) {
            faults.push(format!("`{path}`: no namespace of this cell has these labels"));
        }
    }
    faults
}

fn of_pods(cell: &Cell<'_>, Selection { namespace, selector, ports, must_select }: &Selection) -> Vec<String> {
    let of_namespace = cell.pods(namespace);
    let selected: Vec<_> = of_namespace.iter().filter(|pods| selector.selects(&pods.labels)).collect();
    if selected.is_empty() {
        let is_fault = *must_select || !of_namespace.is_empty();
        let fault = || format!("`spec.selector`: no pods in namespace `{namespace}` have these labels");
        return is_fault.then(fault).into_iter().collect();
    }
    let is_missing = |port: &&String| !selected.iter().any(|pods| pods.ports.contains(port));
    ports.iter().filter(is_missing).map(|port| format!("`spec.ports`: no container has a port `{port}`")).collect()
}
