//! What the platform asks of its own output, and where a fault is.

use super::*;

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
