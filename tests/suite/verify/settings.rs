//! Lifecycles, providers, variables, and settings of Terraform.

use super::*;

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
        (backend(&[("use_lockfile", true.into())]), &[]),
        (backend(&[("use_lock", true.into())]), &["terraform: `backend`: unknown argument `use_lock`"]),
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
    let moved_to_key = |key: &str| {
        let to = path("aws_vpc.this").index(key);
        vec![vpc(), block("moved").set("from", path("aws_vpc.main")).set("to", to)]
    };
    let keyed = |mut blocks: Vec<BodyBuilder>| {
        blocks[0] = vpc().set("for_each", call("toset", [list(["a", "b"])]));
        blocks
    };
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
        (moved_to_key("a"), &["moved: `to`: `aws_vpc.this` has no `for_each`, so there is no instance to choose"]),
        (keyed(moved_to_key("a")), &[]),
        (keyed(moved_to_key("c")), &["moved: `aws_vpc.this` has no instance `c`; did you mean `a`?"]),
        (
            [keyed(moved_to_key("a")), moved_to_key("a").split_off(1)].concat(),
            &[
                "moved: `from`: `aws_vpc.main` is named by another `moved` block as well",
                "moved: `to`: `aws_vpc.this[\"a\"]` is named by another `moved` block as well",
                "moved: `from`: `aws_vpc.main` is named by another `moved` block as well",
                "moved: `to`: `aws_vpc.this[\"a\"]` is named by another `moved` block as well",
            ],
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
