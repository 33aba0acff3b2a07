//! Arguments, blocks, values and functions, held against the schema of the provider.

use super::*;

#[test]
fn arguments_and_blocks_are_those_of_the_schema() {
    let key = || resource("aws_kms_key", "this");
    let role = || resource("aws_iam_role", "this");
    check(vec![
        (
            vec![vpc().set("cidr_blok", "x")],
            &["aws_vpc.this: unknown argument `cidr_blok`; did you mean `cidr_block`?"],
        ),
        (vec![vpc().set("id", "x")], &["aws_vpc.this: `id` is decided by the provider and cannot be set"]),
        (vec![vpc().set("arn", "x")], &["aws_vpc.this: `arn` is decided by the provider and cannot be set"]),
        (vec![vpc().set("cidr_block", "x")], &["aws_vpc.this: `cidr_block` is set twice"]),
        (vec![role()], &["aws_iam_role.this: missing required argument `assume_role_policy`"]),
        (
            vec![role().set("assume_role_policy", Expression::Null)],
            &["aws_iam_role.this: `assume_role_policy`: the argument is required and cannot be `null`"],
        ),
        (vec![key().nest(block("tags"))], &["aws_kms_key.this: `tags` is an argument: write `tags = …`, not a block"]),
        (
            vec![key().set("timeouts", object([("create", "5m")]))],
            &["aws_kms_key.this: `timeouts` is a block: write `timeouts { … }`, without `=`"],
        ),
        (vec![key().nest(block("timeout"))], &["aws_kms_key.this: unknown block `timeout`; did you mean `timeouts`?"]),
        (
            vec![key().nest(block("timeouts").set("destroy", "5m"))],
            &["aws_kms_key.this: `timeouts`: unknown argument `destroy`"],
        ),
        (
            vec![key().nest(block("timeouts")).nest(block("timeouts"))],
            &["aws_kms_key.this: at most 1 `timeouts` block is allowed, found 2"],
        ),
        (
            vec![key().nest(block("timeouts").label("x"))],
            &["aws_kms_key.this: a `timeouts` block has 0 labels, found 1"],
        ),
        (
            vec![resource("aws_eks_cluster", "this").set("name", "a").set("role_arn", "b")],
            &["aws_eks_cluster.this: at least 1 `vpc_config` block is required, found 0"],
        ),
        (
            vec![resource("aws_vpcs", "this")],
            &["aws_vpcs.this: no schema for the resource type `aws_vpcs`; did you mean `aws_vpc`?"],
        ),
        (vec![block("resource").label("aws_vpc")], &["resource.aws_vpc: a `resource` block has 2 labels, found 1"]),
        (vec![block("resorce")], &["resorce: unknown block `resorce`; did you mean `resource`?"]),
    ]);
}

#[test]
fn attributes_that_are_lists_of_objects_may_be_written_as_blocks() {
    let group = || resource("aws_security_group", "this");
    check(vec![
        (vec![group().nest(block("egress").set("from_port", 0).set("to_port", 0).set("protocol", "-1"))], &[]),
        (
            vec![group().nest(block("egress").set("from", 0))],
            &["aws_security_group.this: `egress`: unknown argument `from`"],
        ),
        (
            vec![
                resource("aws_network_acl", "this")
                    .set("vpc_id", "x")
                    .set("egress", list([object([("actions", "x")])])),
            ],
            &[
                "aws_network_acl.this: `egress[0]`: unknown attribute `actions`; did you mean `action`?",
                "aws_network_acl.this: `egress[0]`: the object has no attribute `action`, `cidr_block`, `from_port`, \
                 `icmp_code`, `icmp_type`, `ipv6_cidr_block`, `protocol`, `rule_no` or `to_port`",
            ],
        ),
        (
            vec![resource("aws_network_acl", "1").set("vpc_id", "x")],
            &["aws_network_acl.1: the label `1` is no identifier"],
        ),
    ]);
}

#[test]
fn values_convert_to_the_type_of_their_place() {
    let key = |name: &str, value: Expression| vec![resource("aws_kms_key", "this").set(name, value)];
    let of = |function: &str, argument: Expression| call(function, [argument]);
    check(vec![
        (key("is_enabled", "true".into()), &[]),
        (key("description", 7.into()), &[]),
        (key("is_enabled", "yes".into()), &["aws_kms_key.this: `is_enabled`: expected `bool`, found the text `yes`"]),
        (key("is_enabled", 1.into()), &["aws_kms_key.this: `is_enabled`: expected `bool`, found `number`"]),
        (
            key("deletion_window_in_days", "ten".into()),
            &["aws_kms_key.this: `deletion_window_in_days`: expected `number`, found the text `ten`"],
        ),
        (key("tags", "x".into()), &["aws_kms_key.this: `tags`: expected `map(string)`, found `string`"]),
        (
            key("tags", object([("Name", list(["a"]))])),
            &["aws_kms_key.this: `tags.Name`: expected `string`, found `tuple([string])`"],
        ),
        (
            key("tags", object([("Name", "a"), ("Name", "b")])),
            &["aws_kms_key.this: `tags`: the key `Name` is set twice"],
        ),
        (
            key("description", text("a {}", [list(["b"])])),
            &[
                "aws_kms_key.this: `description`: a text can only contain text, numbers and booleans, found `tuple([string])`",
            ],
        ),
        (
            key("description", operation(true.into(), BinaryOperator::Add, 1.into())),
            &["aws_kms_key.this: `description`: expected `number`, found `bool`"],
        ),
        (
            key("description", of("tostring", conditional(true.into(), "a", list(["b"])))),
            &[
                "aws_kms_key.this: `description`: the results of a condition have different types: `string` and `tuple([string])`",
            ],
        ),
        (
            key("description", conditional("maybe".into(), "a", "b")),
            &["aws_kms_key.this: `description`: expected `bool`, found the text `maybe`"],
        ),
    ]);
}

#[test]
fn functions_exist_and_take_what_they_are_given() {
    let key = |value: Expression| vec![resource("aws_kms_key", "this").set("description", value)];
    check(vec![
        (key(call("join", [",".into(), list(["a"])])), &[]),
        (key(call("cidrsubnet", ["10.0.0.0/16".into(), 4.into(), 1.into()])), &[]),
        (
            key(call("jsonencod", ["a".into()])),
            &["aws_kms_key.this: `description`: unknown function `jsonencod`; did you mean `jsonencode`?"],
        ),
        (key(call("timestamp", [])), &["aws_kms_key.this: `description`: unknown function `timestamp`"]),
        (
            key(call("replace", ["a".into()])),
            &["aws_kms_key.this: `description`: `replace`: expected 3 arguments, found 1"],
        ),
        (
            key(call("lookup", [object([("a", "b")])])),
            &["aws_kms_key.this: `description`: `lookup`: expected 2 to 3 arguments, found 1"],
        ),
        (
            key(call("join", [",".into(), "a".into()])),
            &["aws_kms_key.this: `description`: `join`: argument 2: expected `list(string)`, found `string`"],
        ),
        (
            key(call("values", [list(["a"])])),
            &[
                "aws_kms_key.this: `description`: `values`: argument 1: expected a map or object, found `tuple([string])`",
            ],
        ),
        (
            key(call("split", [",".into(), "a,b".into()])),
            &["aws_kms_key.this: `description`: expected `string`, found `list(string)`"],
        ),
    ]);
}
