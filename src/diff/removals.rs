//! What it means that a resource is destroyed: beside what else the change does, and where AWS makes it again.

use std::collections::BTreeSet;

use super::difference::{Change, Effect, Stakes};
use super::flat::flat;
use super::references::attributes;
use super::stakes;
use crate::catalog::changes::{Meanwhile, Returning, table};
use crate::evaluate::{Instance, Instances, Value};

/// What is lost with an instance of the old side that has no successor; [`None`] for types that the catalog does not have.
pub(super) fn stakes(removed: &Instance, old: &Instances, new: &Instances) -> Option<Stakes> {
    let mut of_kind = table().milder.iter().filter(|fact| fact.resource == removed.kind);
    let milder = of_kind.find(|fact| happens(&fact.when, removed, old, new));
    let milder = milder.map(|fact| Stakes { what: &fact.matters, gravity: fact.gravity, loses: &fact.does });
    milder.or_else(|| stakes::of_removal(&removed.kind))
}

fn happens(meanwhile: &Meanwhile, removed: &Instance, old: &Instances, new: &Instances) -> bool {
    match meanwhile {
        Meanwhile::ThereIs { resource, argument } => {
            of_kind(new, resource).any(|instance| argument_of(instance, argument).is_some())
        }
        Meanwhile::UsersStay { resource, argument } => {
            let uses = |user: &&Instance| targets(user, argument).contains(&removed.address);
            let mut users_before = of_kind(old, resource).filter(uses).peekable();
            users_before.peek().is_some() && users_before.all(|user| new.by_address.contains_key(&user.address))
        }
        Meanwhile::GoesWith { argument } => {
            let targets = targets(removed, argument);
            !targets.is_empty() && targets.iter().all(|target| !new.by_address.contains_key(target))
        }
    }
}

fn of_kind<'a>(instances: &'a Instances, kind: &'a str) -> impl Iterator<Item = &'a Instance> {
    instances.by_address.values().filter(move |instance| instance.kind == kind)
}

fn argument_of(instance: &Instance, argument: &str) -> Option<Value> {
    flat(&instance.content).remove(argument).filter(|value| *value != Value::Null)
}

/// The addresses that an argument refers to.
fn targets(instance: &Instance, argument: &str) -> BTreeSet<String> {
    let value = argument_of(instance, argument);
    value.iter().flat_map(attributes).map(|(address, _)| address).collect()
}

/// What comes back, or may, when everything of a root has been destroyed.
pub(super) fn returning(removed: &Instances) -> Vec<Change> {
    let fact = |instance: &Instance| table().returning.iter().find(|fact| returns(fact, instance));
    let change = |instance: &Instance| {
        let fact = fact(instance)?;
        let stakes = Stakes { what: &fact.matters, gravity: fact.gravity, loses: &fact.does };
        Some(Change { stakes: Some(stakes), ..Change::new(&instance.address, Effect::Destroy) })
    };
    removed.by_address.values().filter_map(change).collect()
}

fn returns(fact: &Returning, instance: &Instance) -> bool {
    let (first, last) = match argument_of(instance, &fact.argument) {
        Some(Value::Text(text)) => (text.clone(), text),
        Some(Value::Template(parts)) => match (parts.first(), parts.last()) {
            (Some(Value::Text(first)), Some(Value::Text(last))) => (first.clone(), last.clone()),
            _ => return false,
        },
        _ => return false,
    };
    instance.kind == fact.resource && first.starts_with(&fact.begins) && last.ends_with(&fact.ends)
}

#[cfg(test)]
mod tests {
    use super::returning;
    use crate::catalog::replacements::Gravity;
    use crate::diff::compare::compare;
    use crate::diff::fleet::{Fleet, Modules};
    use crate::diff::root::RootConfiguration;
    use crate::evaluate::Instances;

    fn instances(text: &str) -> Instances {
        let fleet = Fleet::of([("root/main.tf", text)]);
        let modules = Modules::of(&fleet);
        RootConfiguration::of("root", &modules).instances(&modules)
    }

    const ONE: &str = "resource \"aws_nat_gateway\" \"a\" {\n subnet_id = \"s\"\n}\n";
    const OTHER: &str = "resource \"aws_nat_gateway\" \"b\" {\n subnet_id = \"t\"\n}\n";
    const ROUTE: &str =
        "resource \"aws_route\" \"r\" {\n route_table_id = \"t\"\n nat_gateway_id = aws_nat_gateway.b.id\n}\n";
    const ENDPOINT: &str = "resource \"aws_vpc_endpoint\" \"e\" {\n service_name = \"s\"\n}\n";
    const POLICY: &str = "resource \"aws_vpc_endpoint_policy\" \"p\" {\n vpc_endpoint_id = aws_vpc_endpoint.e.id\n}\n";

    /// What is lost with the removal of `address`, from one text to another.
    fn gravity(old: &str, new: &str, address: &str) -> Gravity {
        let compared = compare(&instances(old), &instances(new));
        compared.changes.iter().find(|change| change.address == address).unwrap().gravity()
    }

    #[test]
    fn what_else_changes_decides_what_a_removal_means() {
        use Gravity::{Disruption, Harmless, Outage};
        let led_elsewhere = ROUTE.replace("aws_nat_gateway.b", "aws_nat_gateway.a");
        let (two, routed, closed) = ([ONE, OTHER].concat(), [ONE, OTHER, ROUTE].concat(), [ENDPOINT, POLICY].concat());
        for (old, new, address, expected) in [
            (&routed, [ONE, &led_elsewhere].concat(), "aws_nat_gateway.b", Disruption),
            (&routed, ONE.to_owned(), "aws_nat_gateway.b", Outage),
            (&two, ONE.to_owned(), "aws_nat_gateway.b", Outage),
            (&closed, routed.clone(), "aws_vpc_endpoint.e", Disruption),
            (&closed, two.clone(), "aws_vpc_endpoint.e", Outage),
            (&closed, String::new(), "aws_vpc_endpoint_policy.p", Harmless),
            (&closed, ENDPOINT.to_owned(), "aws_vpc_endpoint_policy.p", Disruption),
        ] {
            assert_eq!(gravity(old, &new, address), expected, "{address}\n{old}\n{new}");
        }
    }

    #[test]
    fn only_the_log_group_of_a_control_plane_comes_back() {
        let group = |name: &str| format!("resource \"aws_cloudwatch_log_group\" \"g\" {{\n name = \"{name}\"\n}}\n");
        for (name, expected) in [
            ("/aws/eks/acme-dev-alpha/cluster", 1),
            ("/aws/eks/${var.name}/cluster", 1),
            ("/aws/eks/acme-dev-alpha/flow-logs", 0),
            ("/other/cluster", 0),
            ("${var.name}", 0),
        ] {
            let text = format!("variable \"name\" {{}}\n{}", group(name));
            assert_eq!(returning(&instances(&text)).len(), expected, "{name}");
        }
    }
}
