//! What is at stake when something changes.

use super::difference::{Argument, Stakes};
use super::flat::unindexed;
use super::refusals::minor;
use crate::catalog::changes::{Felt, When, table};
use crate::catalog::replacements::{self, Gravity};
use crate::evaluate::Value;

/// What is lost with a resource that is replaced; [`None`] for types that the catalog does not have. Where little is lost,
/// what others can reach afterwards is told instead.
pub(super) fn of_replacement<'a>(kind: &str, arguments: impl Iterator<Item = &'a Argument>) -> Option<Stakes> {
    let entry = replacements::of(kind)?;
    let exposed = of_update(kind, arguments).filter(|felt| felt.gravity == Gravity::Exposure);
    let loss = Stakes { what: &entry.matters, gravity: entry.gravity, loses: &entry.loses };
    Some(exposed.filter(|_| loss.gravity <= Gravity::Disruption).unwrap_or(loss))
}

/// What is lost with a resource that is destroyed and has no successor; [`None`] for types that the catalog does not have.
pub(super) fn of_removal(kind: &str) -> Option<Stakes> {
    let entry = replacements::of(kind)?;
    Some(Stakes { what: &entry.matters, gravity: entry.gravity, loses: &entry.removed })
}

/// Where it stands among what is as grave: what people ask for first comes first.
pub(super) fn rank(stakes: Option<Stakes>) -> usize {
    const FIRST: [&str; 5] = ["cluster", "key", "VPC", "node group", "queue"];
    let what = stakes.map(|stakes| stakes.what);
    FIRST.iter().position(|first| Some(*first) == what).unwrap_or(FIRST.len())
}

/// What a change in place does beyond the change itself, the gravest first.
pub(super) fn of_update<'a>(kind: &str, arguments: impl Iterator<Item = &'a Argument>) -> Option<Stakes> {
    let find = |argument: &Argument| {
        let path = unindexed(&argument.path);
        let mut of_kind = table().felt.iter().filter(|felt| felt.resource == kind && felt.argument == path);
        of_kind.find(|felt| is_felt(felt, argument))
    };
    let graver = |one: &'static Felt, other: &'static Felt| if other.gravity > one.gravity { other } else { one };
    let felt = arguments.filter_map(find).reduce(graver)?;
    Some(Stakes { what: &felt.matters, gravity: felt.gravity, loses: &felt.does })
}

fn is_felt(felt: &Felt, Argument { before, after, .. }: &Argument) -> bool {
    match felt.when {
        When::Changes => true,
        When::BecomesTrue => *after == Some(Value::Bool(true)),
        When::BecomesFalse => *after == Some(Value::Bool(false)),
        When::GainsItems => lacks_items(before.as_ref(), after.as_ref()),
        When::LosesItems => lacks_items(after.as_ref(), before.as_ref()),
        When::Rises => level(before.as_ref()).zip(level(after.as_ref())).is_some_and(|(before, after)| before < after),
        When::Falls => level(before.as_ref()).zip(level(after.as_ref())).is_some_and(|(before, after)| before > after),
        When::KeptShorter => days(before.as_ref()).zip(days(after.as_ref())).is_some_and(|(old, new)| old > new),
        When::MovesUp => rank_of(&felt.order, before.as_ref()) < rank_of(&felt.order, after.as_ref()),
    }
}

/// Whether a list lacks an item that another one has.
fn lacks_items(list: Option<&Value>, other: Option<&Value>) -> bool {
    fn items(value: Option<&Value>) -> &[Value] {
        if let Some(Value::List(items) | Value::Set(items)) = value { items } else { &[] }
    }
    items(other).iter().any(|item| !items(list).contains(item))
}

/// A number, or the minor of a version.
fn level(value: Option<&Value>) -> Option<u32> {
    match value? {
        Value::Number(number) => number.parse().ok(),
        version => minor(version),
    }
}

/// How long something is kept; [`None`] when it is not known.
fn days(value: Option<&Value>) -> Option<u32> {
    match value {
        None | Some(Value::Null) => Some(u32::MAX),
        Some(_) => level(value).map(|days| if days == 0 { u32::MAX } else { days }),
    }
}

/// Where a value is in an order of endings; [`None`], which is less, when it is not in it.
fn rank_of(order: &[String], value: Option<&Value>) -> Option<usize> {
    let text = match value? {
        Value::Text(text) => text,
        Value::Template(parts) => match parts.last()? {
            Value::Text(text) => text,
            _ => return None,
        },
        _ => return None,
    };
    let is_ending =
        |ending: &String| text == ending || text.strip_suffix(ending.as_str()).is_some_and(|rest| rest.ends_with('/'));
    order.iter().position(is_ending)
}

/// Terraform looks into another state.
pub(super) const STATE: Stakes = Stakes {
    what: "state",
    gravity: Gravity::DataLoss,
    loses: "Terraform starts from an empty state: it makes the cell a second time, and nothing manages the running one; \
            `terraform init -migrate-state` takes the state along",
};

/// Terraform looks into another account or region.
pub(super) const PLACE: Stakes = Stakes {
    what: "account or region",
    gravity: Gravity::DataLoss,
    loses: "Terraform finds nothing of the cell there: it drops everything from its state and makes the cell anew, and \
            nothing manages the running one",
};

/// Terraform looks into another account or region for what one provider of several makes.
pub(super) const PLACE_OF_SOME: Stakes = Stakes {
    what: "account or region",
    gravity: Gravity::DataLoss,
    loses: "Terraform does not find there what it made with the provider before: it drops that from its state and makes it a \
            second time, and nothing manages what runs; the rest of the cell stays",
};

/// One resource is made with another provider.
pub(super) const PLACE_OF_RESOURCE: Stakes = Stakes {
    what: "account or region",
    gravity: Gravity::DataLoss,
    loses: "if the other provider is for another account or region, Terraform does not find the resource there: it drops it \
            from its state and makes it a second time, and nothing manages the one that runs",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> Value {
        Value::List(items.iter().map(|item| text(item)).collect())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn number(number: u32) -> Value {
        Value::Number(number.to_string())
    }

    /// How grave the change is, and that the change in the other direction is something else.
    #[test]
    fn the_direction_of_a_change_decides_what_is_felt() {
        use Gravity::{DataLoss, Disruption, Exposure, Outage};
        let policy = |name: &str| text(&format!("arn:aws:eks::aws:cluster-access-policy/{name}"));
        let (cluster, nodes, access) = ("aws_eks_cluster", "aws_eks_node_group", "aws_eks_access_policy_association");
        let rows = [
            (cluster, "version", text("1.35"), text("1.36"), Disruption, Some(Outage)),
            (
                cluster,
                "vpc_config.endpoint_public_access",
                Value::Bool(true),
                Value::Bool(false),
                Disruption,
                Some(Exposure),
            ),
            (cluster, "vpc_config.public_access_cidrs", list(&["a", "b"]), list(&["a"]), Disruption, Some(Exposure)),
            (cluster, "enabled_cluster_log_types", list(&["api", "audit"]), list(&["api"]), Exposure, None),
            ("aws_cloudwatch_log_group", "retention_in_days", number(365), number(30), DataLoss, None),
            ("aws_cloudwatch_log_group", "retention_in_days", number(0), number(30), DataLoss, None),
            (nodes, "scaling_config.min_size", number(2), number(3), Outage, None),
            (nodes, "scaling_config.max_size", number(4), number(3), Outage, None),
            (nodes, "taint[1].effect", text("NO_SCHEDULE"), text("NO_EXECUTE"), Disruption, None),
            (access, "policy_arn", policy("AmazonEKSViewPolicy"), policy("AmazonEKSEditPolicy"), Exposure, None),
            (access, "access_scope.type", text("namespace"), text("cluster"), Exposure, None),
            (access, "access_scope.namespaces", list(&["a"]), list(&["a", "b"]), Exposure, None),
            ("aws_route", "nat_gateway_id", text("a"), Value::Later, Disruption, Some(Disruption)),
        ];
        for (kind, path, one, other, there, back) in rows {
            let felt = |before: &Value, after: &Value| {
                let (before, after) = (Some(before.clone()), Some(after.clone()));
                let argument = Argument { path: path.to_owned(), before, after, replaces: false };
                of_update(kind, std::iter::once(&argument)).map(|stakes| stakes.gravity)
            };
            assert_eq!((felt(&one, &other), felt(&other, &one)), (Some(there), back), "{kind} {path}");
        }
    }

    #[test]
    fn wider_rights_are_told_beside_a_replacement_that_loses_little_and_never_instead_of_a_great_loss() {
        let argument = |path: &str, before: Value, after: Value| Argument {
            path: path.to_owned(),
            before: Some(before),
            after: Some(after),
            replaces: true,
        };
        let scope = argument("access_scope.type", text("namespace"), text("cluster"));
        let back = argument("access_scope.type", text("cluster"), text("namespace"));
        let public = argument("vpc_config.endpoint_public_access", Value::Bool(false), Value::Bool(true));
        for (kind, argument, gravity) in [
            ("aws_eks_access_policy_association", scope, Gravity::Exposure),
            ("aws_eks_access_policy_association", back, Gravity::Disruption),
            ("aws_eks_cluster", public, Gravity::DataLoss),
        ] {
            let stakes = of_replacement(kind, std::iter::once(&argument));
            assert_eq!(stakes.map(|stakes| stakes.gravity), Some(gravity), "{kind}");
        }
    }
}
