//! What stage `verify` accepts and what it says about the rest.

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

fn operation(left: Expression, operator: BinaryOperator, right: Expression) -> Expression {
    Expression::Operation(Box::new(Operation { left, operator, right }))
}

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
fn house_rules_hold() {
    let child = |extra: BodyBuilder| vec![vpc(), extra];
    check(vec![
        (vec![vpc().set("count", 1)], &["aws_vpc.this: `count` is not allowed: write `for_each`"]),
        (
            vec![block("data").label("aws_region").label("this")],
            &["data.aws_region.this: data sources are not allowed: the compiler computes names and ARNs"],
        ),
        (
            vec![vpc().nest(block("dynamic").label("x"))],
            &["aws_vpc.this: `dynamic` blocks are not allowed: the compiler writes every block out"],
        ),
        (vec![variable("x", path("string"))], &["var.x: dead variable: nothing in the module uses it"]),
        (vec![block("locals").set("x", 1)], &["local.x: dead local: nothing in the module uses it"]),
        (vec![block("output").label("x").set("value", 1)], &["output.x: missing required argument `description`"]),
        (
            vec![block("variable").label("x"), output("y", path("var.x"))],
            &["var.x: missing required argument `description`", "var.x: missing required argument `type`"],
        ),
        (child(vpc()), &["aws_vpc.this: declared twice: `main.tf` declares it too"]),
        (vec![output("x", 1.into()), output("x", 2.into())], &["output.x: declared twice: `main.tf` declares it too"]),
    ]);
}

#[test]
fn a_lifecycle_follows_its_own_rules() {
    let with = |nested: BodyBuilder| vec![vpc().nest(nested)];
    let lifecycle = || block("lifecycle");
    check(vec![
        (
            with(lifecycle().set("prevent_destroy", path("path.root"))),
            &["aws_vpc.this: `lifecycle.prevent_destroy`: only literals are allowed here"],
        ),
        (
            with(lifecycle().set("prevent_destruction", true)),
            &["aws_vpc.this: `lifecycle`: unknown argument `prevent_destruction`; did you mean `prevent_destroy`?"],
        ),
        (
            with(lifecycle().set("ignore_changes", list([path("tag")]))),
            &["aws_vpc.this: `lifecycle.ignore_changes`: no argument `tag`; did you mean `tags`?"],
        ),
        (
            with(lifecycle().set("ignore_changes", list([path("arn")]))),
            &[
                "aws_vpc.this: `lifecycle.ignore_changes`: `arn` is decided by the provider, so there is nothing to ignore",
            ],
        ),
        (
            with(lifecycle().set("ignore_changes", list(["tags"]))),
            &["aws_vpc.this: `lifecycle.ignore_changes`: expected the name of an argument, without quotes"],
        ),
        (with(lifecycle().set("ignore_changes", path("all"))), &[]),
        (
            with(lifecycle().set("replace_triggered_by", list([path("local.x")]))),
            &[
                "aws_vpc.this: `lifecycle.replace_triggered_by`: expected a resource or an attribute of one, as in `aws_launch_template.this`",
            ],
        ),
        (
            with(lifecycle().nest(block("precondition").set("condition", true))),
            &["aws_vpc.this: `lifecycle.precondition`: missing required argument `error_message`"],
        ),
        (
            with(lifecycle().nest(
                block("precondition").set("condition", path("self.enable_dns_support")).set("error_message", "x"),
            )),
            &["aws_vpc.this: `lifecycle.precondition.condition`: `self` has a meaning in postconditions only"],
        ),
    ]);
}

#[test]
fn dependencies_providers_and_instances_are_declared() {
    check(vec![
        (
            vec![vpc().set("depends_on", path("aws_vpc.that"))],
            &["aws_vpc.this: `depends_on`: expected a list of resources"],
        ),
        (
            vec![vpc().set("depends_on", list([path("aws_vpc.that")]))],
            &[
                "aws_vpc.this: `depends_on`: `aws_vpc.that` is not declared in this module; did you mean `aws_vpc.this`?",
            ],
        ),
        (
            vec![vpc().set("depends_on", list([path("module.cell")]))],
            &["aws_vpc.this: `depends_on`: `module.cell` is no resource: depend on resources of the same module"],
        ),
        (
            vec![vpc(), subnets().set("depends_on", list([path("aws_vpc.this.id")]))],
            &["aws_subnet.private: `depends_on`: depend on the whole of `aws_vpc.this`"],
        ),
        (
            vec![vpc().set("provider", path("aws.replica"))],
            &["aws_vpc.this: `provider`: no provider configuration `aws.replica` in this module"],
        ),
        (
            vec![vpc().set("for_each", list(["a"]))],
            &[
                "aws_vpc.this: `for_each`: `for_each` takes a map or a set of strings, found `tuple([string])`: wrap it in `toset(…)`",
            ],
        ),
        (
            vec![vpc(), resource("aws_kms_key", "x").set("for_each", call("toset", [list([path("aws_vpc.this.id")])]))],
            &["aws_kms_key.x: `for_each`: the keys are not known before apply: they depend on `aws_vpc.this.id`"],
        ),
    ]);
}

#[test]
fn variables_are_declared_as_terraform_1_7_wants_them() {
    let used =
        |variable: BodyBuilder| vec![variable, output("x", path("var.x")), output("y", path("terraform.workspace"))];
    let validation = |condition: Expression| {
        let validation = block("validation").set("condition", condition).set("error_message", "no");
        used(variable("x", path("string")).nest(validation))
    };
    check(vec![
        (used(variable("x", path("strin"))), &["var.x: `type`: unknown type `strin`; did you mean `string`?"]),
        (
            used(variable("x", path("number")).set("default", "a")),
            &["var.x: `default`: expected `number`, found the text `a`"],
        ),
        (
            used(variable("x", path("number")).set("default", path("path.root"))),
            &["var.x: `default`: only literals are allowed here"],
        ),
        (used(variable("x", path("string")).set("ephemeral", true)), &["var.x: unknown argument `ephemeral`"]),
        (validation(call("can", [call("regex", ["a".into(), path("var.x")])])), &[]),
        (
            validation(operation(path("var.x"), BinaryOperator::Equal, path("terraform.workspace"))),
            &[
                "var.x: `validation.condition`: a validation can refer to its own variable only, not to `terraform.workspace`",
            ],
        ),
        (validation(true.into()), &["var.x: the condition of a validation must refer to `var.x`"]),
    ]);
}

#[test]
fn settings_of_terraform_are_those_of_1_7() {
    let backend = |extra: &[(&str, Expression)]| {
        let backend = block("backend").label("s3").set("bucket", "b").set("key", "k").set("region", "eu-west-1");
        let backend = extra.iter().fold(backend, |backend, (name, value)| backend.set(name, value.clone()));
        vec![block("terraform").set("required_version", ">= 1.7").nest(backend)]
    };
    let providers = |value: Expression| vec![block("terraform").nest(block("required_providers").set("aws", value))];
    let role = |name: &str| object([(name, "arn")]);
    check(vec![
        (backend(&[("encrypt", true.into()), ("assume_role", role("role_arn"))]), &[]),
        (backend(&[("use_lockfile", true.into())]), &["terraform: `backend`: unknown argument `use_lockfile`"]),
        (backend(&[("assume_role", role("role"))]), &["terraform: `backend.assume_role`: unknown attribute `role`"]),
        (
            backend(&[("profile", path("terraform.workspace"))]),
            &["terraform: `backend.profile`: only literals are allowed here"],
        ),
        (
            vec![block("terraform").nest(block("backend").label("gcs"))],
            &["terraform: unknown backend `gcs`: `s3` and `local` are known"],
        ),
        (
            vec![block("terraform").nest(block("backend").label("s3").set("bucket", "b"))],
            &["terraform: `backend`: missing required argument `key`"],
        ),
        (providers(object([("source", "hashicorp/aws"), ("version", "~> 5.40")])), &[]),
        (
            providers(object([("sorce", "hashicorp/aws")])),
            &["terraform: `required_providers.aws`: unknown attribute `sorce`; did you mean `source`?"],
        ),
        (
            vec![
                block("provider")
                    .label("aws")
                    .set("region", "eu-west-1")
                    .nest(block("default_tags").set("tags", object([("a", "b")]))),
            ],
            &[],
        ),
        (
            vec![block("provider").label("aws").set("regoin", "x")],
            &["provider.aws: unknown argument `regoin`; did you mean `region`?"],
        ),
        (vec![block("provider").label("azurerm")], &["provider.azurerm: no schema for the provider `azurerm`"]),
    ]);
}

#[test]
fn moved_imported_and_removed_addresses_are_plausible() {
    let moved = |from: &str, to: &str| vec![vpc(), block("moved").set("from", path(from)).set("to", path(to))];
    check(vec![
        (
            moved("aws_vpc.main", "aws_vpc.that"),
            &["moved: `to`: `aws_vpc.that` is not declared in this module; did you mean `aws_vpc.this`?"],
        ),
        (
            moved("aws_subnet.main", "aws_vpc.this"),
            &["moved: `from` and `to` are of different types: `aws_subnet` and `aws_vpc`"],
        ),
        (
            moved("var.x", "aws_vpc.this"),
            &["moved: `from` is the address of a resource or module, as in `aws_vpc.this`"],
        ),
        (
            vec![
                vpc(),
                block("removed").set("from", path("aws_vpc.this")).nest(block("lifecycle").set("destroy", false)),
            ],
            &["removed: `from`: `aws_vpc.this` is still declared"],
        ),
        (vec![vpc(), block("import").set("to", path("aws_vpc.this")).set("id", "vpc-1")], &[]),
        (
            vec![vpc(), block("import").set("to", path("aws_vpc.it")).set("id", "vpc-1")],
            &["import: `to`: `aws_vpc.it` is not declared in this module; did you mean `aws_vpc.this`?"],
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

/// A root that calls a module with one variable and one output.
fn calling(arguments: &[(&str, Expression)], extra: Vec<BodyBuilder>) -> Vec<String> {
    let cidr = call("object", [object([("cidr", path("string")), ("size", call("optional", [path("number")]))])]);
    let blocks = vec![
        variable("network", cidr),
        variable("zones", call("set", [path("string")])).set("default", list(["a"])),
        output("cidr", path("var.network.cidr")),
        output("zones", path("var.zones")),
    ];
    let call = block("module").label("cell");
    let call = arguments.iter().fold(call, |call, (name, value)| call.set(name, value.clone()));
    let root = root("alpha", [vec![call], extra].concat());
    said(&verify(&Tree { modules: vec![child(blocks), root] }))
}

/// Arguments of the call, further blocks of the root, and what is said.
type CallCase<'a> = (Vec<(&'a str, Expression)>, Vec<BodyBuilder>, &'a [&'a str]);

fn check_calls(cases: Vec<CallCase>) {
    for (arguments, extra, expected) in cases {
        assert_eq!(calling(&arguments, extra), expected, "{arguments:?}");
    }
}

fn source() -> (&'static str, Expression) {
    ("source", SOURCE.into())
}

fn network() -> (&'static str, Expression) {
    ("network", object([("cidr", "10.0.0.0/16")]))
}

fn with(name: &'static str, value: Expression) -> Vec<(&'static str, Expression)> {
    vec![source(), network(), (name, value)]
}

#[test]
fn outputs_of_modules_resolve() {
    let out = |dotted: &str| vec![output("x", path(dotted))];
    let sound = [source(), network()];
    check_calls(vec![
        (sound.to_vec(), out("module.cell.cidr"), &[]),
        (
            sound.to_vec(),
            out("module.cell.cird"),
            &["output.x: `value`: module `modules/cell` has no output `cird`; did you mean `cidr`?"],
        ),
        (sound.to_vec(), out("module.cell.cidr.x"), &["output.x: `value`: `.x` needs an object, found `string`"]),
        (
            with("for_each", object([("a", "b")])),
            out("module.cell.cidr"),
            &[
                "output.x: `value`: `module.cell` has `for_each`, so an instance must be chosen: `module.cell[each.key].cidr`",
            ],
        ),
    ]);
}

#[test]
fn module_calls_fit_the_variables() {
    check_calls(vec![
        (vec![network()], vec![], &["module.cell: missing required argument `source`"]),
        (vec![source()], vec![], &["module.cell: module `modules/cell` requires the argument `network`"]),
        (
            vec![("source", "../../../../modules/sell".into())],
            vec![],
            &["module.cell: `source`: no module `modules/sell`; did you mean `modules/cell`?"],
        ),
        (
            vec![("source", "terraform-aws-modules/eks/aws".into())],
            vec![],
            &[
                "module.cell: `source`: expected a path inside the tree that starts with `./` or `../`, found `terraform-aws-modules/eks/aws`",
            ],
        ),
        (vec![("source", "./".into())], vec![], &["module.cell: `source`: a module cannot call itself"]),
        (
            with("zone", list(["a"])),
            vec![],
            &["module.cell: module `modules/cell` has no variable `zone`; did you mean `zones`?"],
        ),
        (with("zones", "a".into()), vec![], &["module.cell: `zones`: expected `set(string)`, found `string`"]),
        (
            vec![source(), ("network", object([("cdir", "x")]))],
            vec![],
            &[
                "module.cell: `network`: unknown attribute `cdir`; did you mean `cidr`?",
                "module.cell: `network`: the object has no attribute `cidr`",
            ],
        ),
        (
            with("depends_on", list([path("aws_vpc.this")])),
            vec![vpc()],
            &["module.cell: `depends_on` is not allowed on a module: it defers all of it; refer to attributes"],
        ),
        (
            with("version", "1.0".into()),
            vec![],
            &["module.cell: `version` is for modules of a registry, not for local paths"],
        ),
        (
            with("providers", object([("aws", path("aws.us"))])),
            vec![],
            &["module.cell: `providers`: no provider configuration `aws.us` in this module"],
        ),
    ]);
}

#[test]
fn what_belongs_to_roots_is_refused_in_called_modules() {
    let blocks = vec![
        block("provider").label("aws").set("region", "eu-west-1"),
        block("terraform").nest(block("backend").label("local")),
        vpc(),
        block("import").set("to", path("aws_vpc.this")).set("id", "vpc-1"),
    ];
    let call = vec![block("module").label("cell").set("source", SOURCE)];
    let faults = verify(&Tree { modules: vec![child(blocks), root("alpha", call)] });
    let expected = [
        "provider.aws: provider configurations belong to roots, not to modules that are called",
        "terraform: a backend belongs to a root, not to a module that is called",
        "import: `import` blocks belong to roots, not to modules that are called",
    ];
    assert_eq!(said(&faults), expected);
}

#[test]
fn a_fault_names_the_place_and_the_source_of_the_compiler() {
    let tree = Tree { modules: vec![root("alpha", vec![vpc().set("colour", "red")])] };
    let shown: Vec<String> = verify(&tree).iter().map(ToString::to_string).collect();
    let expected = "environments/prod/cells/alpha/main.tf: aws_vpc.this: unknown argument `colour` \
                    (lowered by src/lower/test.rs)";
    assert_eq!(shown, [expected]);
}

#[test]
fn modules_and_files_have_names_of_their_own() {
    let mut twice = root("alpha", vec![]);
    twice.files.extend(twice.files.clone());
    let elsewhere = Module { path: "environments/prod/cells/gamma".to_owned(), ..root("beta", vec![]) };
    let faults = verify(&Tree { modules: vec![twice, root("alpha", vec![]), elsewhere] });
    let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let expected = [
        "environments/prod/cells/alpha/main.tf: another file of the module has the same name \
         (lowered by src/lower/test.rs)",
        "environments/prod/cells/alpha: another module has the same path",
        "environments/prod/cells/gamma: the folder of this root is `environments/prod/cells/beta`",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn names_and_policies_fit_into_the_limits_of_aws_in_every_cell() {
    let name = || path("var.name");
    let policy = |resource: Expression, copies| {
        let statement = || object([("Effect", "Allow".into()), ("Resource", resource.clone())]);
        call("jsonencode", [object([("Statement", Expression::List((0..copies).map(|_| statement()).collect()))])])
    };
    let role = resource("aws_iam_role", "this")
        .set("name", text("{}-karpenter-node", [name()]))
        .set("assume_role_policy", policy(text("arn:{}", [name()]), 30));
    let inline = |label: &str| {
        resource("aws_iam_role_policy", label)
            .set("role", path("aws_iam_role.this.name"))
            .set("policy", policy(path("aws_iam_role.this.arn"), 40))
    };
    let attached = resource("aws_iam_role_policy_attachment", "many")
        .set("for_each", call("toset", [list(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"])]))
        .set("role", path("aws_iam_role.this.name"))
        .set("policy_arn", path("each.value"));
    let unknown = resource("aws_sqs_queue", "unknown").set("name", path("aws_iam_role.this.unique_id"));
    let module_blocks =
        vec![role, inline("first"), inline("second"), attached, unknown, variable("name", path("string"))];
    let call = |name: &str| block("module").label("cell").set("source", SOURCE).set("name", name);
    let tree = Tree {
        modules: vec![
            child(module_blocks),
            root("long", vec![call(&"a".repeat(60))]),
            root("short", vec![call("alpha")]),
        ],
    };
    let found: Vec<String> = verify(&tree).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(found.join("\n"));
}
