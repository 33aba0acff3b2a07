//! What depends on values: the keys of instances and the lengths of texts, however the values are written.

use super::*;

/// Subnets that walk `for_each`, of which an output wants the one with the key `c`.
fn subnet_c(for_each: Expression) -> Vec<BodyBuilder> {
    let subnet = resource("aws_subnet", "private")
        .set("for_each", for_each)
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("cidr_block", "10.0.0.0/24")
        .set("availability_zone", text("eu-west-1{}", [path("each.key")]));
    vec![vpc(), subnet, output("subnet", path("aws_subnet.private").index("c").attribute("id"))]
}

#[test]
fn an_instance_that_is_chosen_is_there() {
    let set = |elements: Expression| call("toset", [elements]);
    let zones = |names: [&str; 2]| block("locals").set("zones", list(names));
    let with = |extra: Vec<BodyBuilder>, for_each: Expression| [subnet_c(for_each), extra].concat();
    let turned =
        |names: [&str; 2]| for_object(("key", "zone"), set(list(names)), path("zone"), text("{}!", [path("zone")]));
    let missing: &[&str] = &["output.subnet: `value`: `aws_subnet.private` has no instance `c`; did you mean `a`?"];
    check(vec![
        (subnet_c(set(list(["a", "b"]))), missing),
        (subnet_c(set(list(["a", "c"]))), &[]),
        (with(vec![zones(["a", "b"])], set(path("local.zones"))), missing),
        (with(vec![zones(["a", "c"])], set(path("local.zones"))), &[]),
        (subnet_c(set(call("concat", [list(["a"]), list(["b"])]))), missing),
        (subnet_c(call("merge", [object([("a", 1)]), object([("b", 1)])])), missing),
        (subnet_c(turned(["a", "b"])), missing),
        (subnet_c(turned(["a", "c"])), &[]),
        // Each caller passes another zone.
        (with(vec![variable("zone", path("string"))], set(list([path("var.zone")]))), &[]),
        (with(vec![variable("zone", path("string"))], object([(text("{}", [path("var.zone")]), 1)])), &[]),
    ]);
}

#[test]
fn the_longest_instance_is_measured() {
    let queue = |longest: usize| {
        let keys = call("toset", [list(["a".to_owned(), "b".repeat(longest)])]);
        resource("aws_sqs_queue", "q").set("for_each", keys).set("name", text("queue-{}", [path("each.key")]))
    };
    check(vec![
        (vec![queue(74)], &[]),
        (vec![queue(75)], &["aws_sqs_queue.q: `name` has 81 characters, AWS takes 80"]),
    ]);
}

#[test]
fn policies_are_counted_for_each_role() {
    let roles = || {
        let trust = call("jsonencode", [object([("Statement", list([] as [Expression; 0]))])]);
        resource("aws_iam_role", "r")
            .set("for_each", call("toset", [list(["a", "b"])]))
            .set("name", path("each.key"))
            .set("assume_role_policy", trust)
    };
    let inline = |label: &str, key: &str, letters: usize| {
        resource("aws_iam_role_policy", label)
            .set("role", path("aws_iam_role.r").index(key).attribute("name"))
            .set("policy", "x".repeat(letters))
    };
    check(vec![
        (vec![roles(), inline("one", "a", 6_000), inline("two", "b", 6_000)], &[]),
        (
            vec![roles(), inline("one", "a", 6_000), inline("two", "a", 6_000)],
            &["aws_iam_role_policy.one: `policy` has 12000 characters, AWS takes 10240"],
        ),
    ]);
}
