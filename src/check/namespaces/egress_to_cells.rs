use crate::check::Context;
use crate::check::facts::cell_networks::CellNetworks;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Cell, Environment, Namespace};
use crate::source::Spanned;
use crate::values::Cidr;

/// An egress into the network of a cell.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0636"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for the network of another cell"),
        (Kind::Mistake, "for the range that the environment reserves for further cells"),
        (Kind::Advice, "for the cell's own network"),
    ]),
    since: "0.1.0",
    docs: include_str!("egress_to_cells.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let networks = CellNetworks::new(model);
    let own = model.cells_of_environments();
    for (environment, namespace) in model.namespaces() {
        let own = own.get(&environment.name.value).map_or(&[][..], Vec::as_slice);
        for range in namespace.egress.iter().flat_map(|egress| &egress.cidrs) {
            let reached = networks.reached(range.value);
            diagnostics.extend(
                other_cells(namespace, range, own, reached)
                    .or_else(|| own_place(environment, namespace, range, reached)),
            );
        }
    }
}

/// The rule stands in every cell of its environment: with two of them, each is another cell to the other.
fn other_cells(namespace: &Namespace, range: &Spanned<Cidr>, own: &[&Cell], reached: &[&Cell]) -> Option<Diagnostic> {
    let is_own = |cell: &Cell| matches!(own, [only] if only.name == cell.name);
    let first = reached.iter().find(|cell| !is_own(cell))?;
    // They are in the order of their networks, and there may be thousands.
    let has_own =
        matches!(own, [only] if reached.binary_search_by_key(&only.cidr.value, |cell| cell.cidr.value).is_ok());
    let others = reached.len() - usize::from(has_own) - 1;
    let more = if others == 0 { String::new() } else { format!("and those of {}", plural(others, "other")) };
    let name = &namespace.name.value;
    let headline = format!("namespace `{name}` can reach the network of cell `{}`{more}", first.name.value);
    let error = RULE.finding_as(Kind::Fails, range.span, headline);
    let error = error.label(format!("{} overlaps {}", range.value, first.cidr.value));
    let error = error.also(first.cidr.span, format!("network of `{}`", first.name.value));
    let error = error.also(first.record, "recorded here");
    Some(error.help("list only the intended ranges, without the network of a cell"))
}

/// Inside the environment's range, or the only cell's own network.
fn own_place(
    environment: &Environment,
    namespace: &Namespace,
    range: &Spanned<Cidr>,
    reached: &[&Cell],
) -> Option<Diagnostic> {
    let name = &namespace.name.value;
    let is_inside = reached.iter().any(|cell| cell.cidr.contains(range.value));
    let is_cut = |network: Cidr| range.contains(network) && range.value != network && !range.is_private();
    let reserved =
        environment.network.filter(|network| network.overlaps(range.value) && !is_cut(network.value) && !is_inside);
    if let Some(network) = reserved {
        let headline = format!(
            "namespace `{name}` can reach the range for future cells of environment `{}`",
            environment.name.value
        );
        let warning = RULE.finding_as(Kind::Mistake, range.span, headline);
        let warning = warning
            .label(format!("{} overlaps {}", range.value, network.value))
            .also(network.span, "reserved for further cells");
        return Some(warning.help("list only the intended ranges, outside the environment's own"));
    }
    let own = reached.first()?;
    let headline = format!("namespace `{name}` opens the network of its own cell");
    let advice = RULE.finding_as(Kind::Advice, range.span, headline).label("every pod of every namespace");
    let advice = advice.also(own.cidr.span, format!("network of `{}`", own.name.value));
    Some(advice.help("declare a `connection` to the intended namespace, which opens both sides"))
}
