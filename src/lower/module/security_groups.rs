//! `security_groups.tf`: who reaches the load balancer, and whom it reaches.

use std::collections::BTreeSet;

use super::references::{derived, name_tag};
use super::{Content, ModuleContext};
use crate::model::{FrontDoor, Route, names};
use crate::terraform::{BodyBuilder, Expression, call, list, object, path, resource};
use crate::values::Exposure;

/// The ports of the listeners, by what they are called.
const LISTENERS: [(&str, u32); 2] = [("http", 80), ("https", 443)];

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let blocks = context.environment.front_door.as_ref().map(|door| {
        let mut blocks = vec![group()];
        match door.exposure.value {
            Exposure::Public => blocks.push(from_everywhere()),
            Exposure::Internal => blocks.extend(from_peers(context)),
        }
        blocks.extend(to_pods(door));
        blocks
    });
    ("security_groups.tf", "Who reaches the load balancer, and whom it reaches.", file!(), blocks.unwrap_or_default())
}

fn group() -> BodyBuilder {
    resource("aws_security_group", "front_door")
        .set("name", derived(names::FRONT_DOOR_GROUP))
        .set("description", "Load balancer of the cell")
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("tags", name_tag(derived(names::FRONT_DOOR_GROUP)))
}

fn ingress(label: &str) -> BodyBuilder {
    resource("aws_vpc_security_group_ingress_rule", label)
}

fn from_everywhere() -> BodyBuilder {
    ingress("front_door")
        .set("for_each", object(LISTENERS))
        .set("security_group_id", path("aws_security_group.front_door.id"))
        .set("description", path("each.key"))
        .set("cidr_ipv4", "0.0.0.0/0")
        .set("ip_protocol", "tcp")
        .set("from_port", path("each.value"))
        .set("to_port", path("each.value"))
}

fn from_peers<'a>(context: &'a ModuleContext<'_>) -> impl Iterator<Item = BodyBuilder> + use<'a> {
    LISTENERS.into_iter().map(|(protocol, port)| {
        let peers = context.environment.peers.iter().map(|peer| peer.to_string());
        ingress(&format!("front_door_{protocol}"))
            .set("for_each", call("toset", [list(peers)]))
            .set("security_group_id", path("aws_security_group.front_door.id"))
            .set("description", protocol)
            .set("cidr_ipv4", path("each.key"))
            .set("ip_protocol", "tcp")
            .set("from_port", port)
            .set("to_port", port)
    })
}

/// Both sides name each other, so that neither admits anything else.
fn to_pods(door: &FrontDoor) -> [BodyBuilder; 2] {
    let (balancer, pods) =
        ("aws_security_group.front_door.id", "aws_eks_cluster.this.vpc_config.0.cluster_security_group_id");
    [
        resource("aws_vpc_security_group_egress_rule", "front_door")
            .set("for_each", ports(door))
            .set("security_group_id", path(balancer))
            .set("description", "Pods behind the routes")
            .set("referenced_security_group_id", path(pods))
            .set("ip_protocol", "tcp")
            .set("from_port", path("each.value"))
            .set("to_port", path("each.value")),
        ingress("pods")
            .set("for_each", ports(door))
            .set("security_group_id", path(pods))
            .set("description", "Load balancer of the cell")
            .set("referenced_security_group_id", path(balancer))
            .set("ip_protocol", "tcp")
            .set("from_port", path("each.value"))
            .set("to_port", path("each.value")),
    ]
}

fn ports(door: &FrontDoor) -> Expression {
    let groups = door.routes.iter().flat_map(Route::target_groups);
    let ports: BTreeSet<u32> = groups.map(|group| u32::from(group.port.number())).collect();
    object(ports.into_iter().map(|port| (port.to_string(), port)))
}
