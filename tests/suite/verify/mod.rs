//! What stage `verify` accepts and what it says about the rest.

mod calls;
mod evaluated;
mod house_rules;
mod random;
mod records;
mod settings;
mod speed;
mod types;

use cellc::{
    layout::RootKind,
    terraform::{
        BinaryOperator, BodyBuilder, Expression, File, Module, Operation, Tree, block, call, conditional, for_list,
        for_object, list, object, path, resource, text,
    },
    verify::{Fault, verify},
};

fn file(blocks: Vec<BodyBuilder>) -> File {
    File { name: "main.tf".to_owned(), lowered_by: "src/lower/test.rs", header: Vec::new(), body: blocks.into() }
}

/// A module that is called by its path from a root, [`SOURCE`].
fn child(blocks: Vec<BodyBuilder>) -> Module {
    Module::child("cell", vec![file(blocks)])
}

/// The path of [`child`] from a root.
const SOURCE: &str = "../../../../modules/cell";

fn root(cell: &str, blocks: Vec<BodyBuilder>) -> Module {
    let folder = format!("environments/prod/cells/{cell}");
    Module::root(RootKind::of_folder(&folder).unwrap(), vec![file(blocks)])
}

fn faults(blocks: Vec<BodyBuilder>) -> Vec<String> {
    said(&verify(&Tree { modules: vec![root("alpha", blocks)] }))
}

fn said(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{}: {}", fault.block, fault.message)).collect()
}

fn variable(name: &str, ty: Expression) -> BodyBuilder {
    block("variable").label(name).set("description", "What it is for.").set("type", ty)
}

fn output(name: &str, value: Expression) -> BodyBuilder {
    block("output").label(name).set("description", "What it is for.").set("value", value)
}

fn vpc() -> BodyBuilder {
    resource("aws_vpc", "this").set("cidr_block", "10.0.0.0/16")
}

fn subnets() -> BodyBuilder {
    resource("aws_subnet", "private")
        .set("for_each", object([("a", "10.0.0.0/20"), ("b", "10.0.16.0/20")]))
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("cidr_block", path("each.value"))
        .set("availability_zone", text("eu-west-1{}", [path("each.key")]))
}

fn cluster() -> BodyBuilder {
    resource("aws_eks_cluster", "this")
        .set("name", "alpha")
        .set("role_arn", path("aws_vpc.this.arn"))
        .nest(block("vpc_config").set("subnet_ids", subnet_ids()))
}

/// `values(aws_subnet.private)[*].id`
fn subnet_ids() -> Expression {
    call("values", [path("aws_subnet.private")]).splat().attribute("id")
}

fn operation(left: Expression, operator: BinaryOperator, right: Expression) -> Expression {
    Expression::Operation(Box::new(Operation { left, operator, right }))
}

/// Every case: the blocks, and exactly what is said about them.
fn check(cases: Vec<(Vec<BodyBuilder>, &[&str])>) {
    for (blocks, expected) in cases {
        let shown = format!("{blocks:#?}");
        assert_eq!(faults(blocks), expected, "{shown}");
    }
}

#[test]
fn a_typical_module_has_no_faults() {
    let mut node_group = resource("aws_eks_node_group", "system")
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("node_role_arn", path("var.role_arn"))
        .set("subnet_ids", subnet_ids())
        .nest(block("scaling_config").set("desired_size", 2).set("max_size", 4).set("min_size", 2))
        .nest(block("timeouts").set("create", "30m"))
        .set("depends_on", list([path("aws_subnet.private")]));
    node_group = node_group.nest(
        block("lifecycle")
            .set("create_before_destroy", true)
            .set("ignore_changes", list([path("scaling_config.0.desired_size"), path("tags")]))
            .nest(
                block("postcondition")
                    .set("condition", operation(path("self.status"), BinaryOperator::Equal, "ACTIVE".into()))
                    .set("error_message", "not active"),
            ),
    );
    let arn = path("var.role_arn");
    let validation = block("validation")
        .set("condition", call("can", [call("regex", ["^arn:".into(), arn.clone()])]))
        .set("error_message", text("not an ARN: {}", [arn]));
    let issuer = path("aws_eks_cluster.this.identity.0.oidc.0.issuer");
    let by_zone = for_object(("zone", "subnet"), path("aws_subnet.private"), path("zone"), path("subnet.id"));
    let blocks = vec![
        vpc().set("tags", object([("Name", path("local.name"))])),
        subnets(),
        resource("aws_route_table", "private")
            .set("for_each", path("aws_subnet.private"))
            .set("vpc_id", path("each.value.vpc_id")),
        cluster(),
        node_group,
        resource("aws_default_security_group", "this")
            .set("vpc_id", path("aws_vpc.this.id"))
            .set("ingress", list::<Expression>([])),
        variable("role_arn", path("string")).nest(validation),
        block("locals").set("name", text("{}-cell", [path("var.role_arn")])),
        output("host", call("trimprefix", [issuer, "https://".into()])),
        output("subnets", by_zone),
        output("first", path("aws_subnet.private").index("a").attribute("id")),
        output(
            "zones",
            for_list("subnet", call("values", [path("aws_subnet.private")]), path("subnet.availability_zone")),
        ),
        output("maybe", conditional(path("aws_vpc.this.enable_dns_support"), "yes", Expression::Null)),
        block("moved").set("from", path("aws_vpc.main")).set("to", path("aws_vpc.this")),
    ];
    assert_eq!(faults(blocks), [""; 0]);
}

#[test]
fn references_resolve() {
    let out = |value: Expression| vec![vpc(), subnets(), output("x", value)];
    check(vec![
        (
            out(path("aws_vpc.thiss.id")),
            &["output.x: `value`: `aws_vpc.thiss` is not declared in this module; did you mean `aws_vpc.this`?"],
        ),
        (out(path("aws_vpc.this.idd")), &["output.x: `value`: no attribute `idd`; did you mean `id`?"]),
        (out(path("var.region")), &["output.x: `value`: `var.region` is not declared in this module"]),
        (out(path("local.name")), &["output.x: `value`: `local.name` is not declared in this module"]),
        (out(path("module.cell.id")), &["output.x: `value`: `module.cell` is not declared in this module"]),
        (out(path("var")), &["output.x: `value`: `var` alone is no reference"]),
        (out(path("path.modul")), &["output.x: `value`: `path` has no `modul`; did you mean `module`?"]),
        (out(path("terraform.workspace")), &[]),
        (out(path("self.id")), &["output.x: `value`: `self` has a meaning in postconditions only"]),
        (out(path("each.key")), &["output.x: `value`: `each.key` has a meaning in blocks with `for_each` only"]),
        (
            out(path("data.aws_region.this.name")),
            &["output.x: `value`: data sources are not allowed: the compiler computes names and ARNs"],
        ),
        (
            out(path("aws_vpc.this").index("a").attribute("id")),
            &["output.x: `value`: `aws_vpc.this` has no `for_each`, so there is no instance to choose"],
        ),
        (
            out(path("aws_subnet.private.id")),
            &[
                "output.x: `value`: `aws_subnet.private` has `for_each`, so an instance must be chosen: `aws_subnet.private[each.key].id`",
            ],
        ),
        (
            out(path("aws_subnet.private").splat().attribute("id")),
            &[
                "output.x: `value`: `aws_subnet.private` has `for_each`, so a splat needs its values: `values(aws_subnet.private)[*]`",
            ],
        ),
        (
            out(path("aws_subnet.private").index("c").attribute("id")),
            &["output.x: `value`: `aws_subnet.private` has no instance `c`; did you mean `a`?"],
        ),
        (out(subnet_ids().attribute("id")), &["output.x: `value`: `.id` needs an object, found `string`"]),
        (out(path("aws_vpc.this.id.0")), &["output.x: `value`: an index needs a list or a map, found `string`"]),
        (out(list(["a"]).index(3)), &["output.x: `value`: the index 3 is out of range of `tuple([string])`"]),
        (
            out(for_list("x", "text".into(), path("x"))),
            &["output.x: `value`: `for` walks a collection, found `string`"],
        ),
        (
            out(for_list("x", path("aws_subnet.private"), path("y.id"))),
            &["output.x: `value`: `y.id` is not declared in this module"],
        ),
    ]);
}

#[test]
fn cycles_are_named_by_their_path() {
    let key = |name: &str, description: &str| resource("aws_kms_key", name).set("description", path(description));
    check(vec![
        (vec![key("a", "aws_kms_key.a.arn")], &["aws_kms_key.a: dependency cycle: `aws_kms_key.a` → `aws_kms_key.a`"]),
        (
            vec![
                key("a", "local.x"),
                key("b", "aws_kms_key.a.arn"),
                block("locals").set("x", path("aws_kms_key.b.arn")),
            ],
            &["local.x: dependency cycle: `local.x` → `aws_kms_key.b` → `aws_kms_key.a` → `local.x`"],
        ),
        (
            vec![
                resource("aws_kms_key", "a").set("depends_on", list([path("aws_kms_key.b")])),
                key("b", "aws_kms_key.a.arn"),
            ],
            &["aws_kms_key.a: dependency cycle: `aws_kms_key.a` → `aws_kms_key.b` → `aws_kms_key.a`"],
        ),
        (
            vec![key("a", "path.root"), block("provider").label("aws").set("region", path("aws_kms_key.a.arn"))],
            &["aws_kms_key.a: dependency cycle: `aws_kms_key.a` → `provider.aws` → `aws_kms_key.a`"],
        ),
    ]);
}
