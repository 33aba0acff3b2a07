//! Override files and values of variables: what Terraform makes of a folder is compared.

use cellc::diff::{diff, render as text};

use super::hand_written::told;
use super::{BEFORE, Files, edited};

const FOLDER: &str = "environments/prod/router";

/// The example with files in the folder of a router.
fn router(files: &[(&str, &str)]) -> Files {
    let mut all = BEFORE.clone();
    all.extend(files.iter().map(|(name, text)| (format!("{FOLDER}/{name}"), (*text).to_owned())));
    all
}

const MAIN: &str = "variable \"size\" {\n  default = \"VALUE\"\n}\n\
                    locals {\n  name = \"VALUE\"\n  other = 1\n}\n\
                    resource \"aws_kms_key\" \"size\" {\n  description = var.size\n}\n\
                    resource \"aws_kms_key\" \"name\" {\n  description = local.name\n}\n\
                    resource \"aws_iam_role\" \"role\" {\n  description = \"VALUE\"\n  \
                    inline_policy {\n    name = \"VALUE\"\n  }\n  inline_policy {\n    name = \"b\"\n  }\n}\n";

/// Names and texts of files.
type Named = &'static [(&'static str, &'static str)];

/// Files beside the one that changes from `a` to `b`, and what is told then.
const TABLE: &[(Named, &[&str])] = &[
    (&[], &["aws_iam_role.role InPlace", "aws_kms_key.name InPlace", "aws_kms_key.size InPlace"]),
    (
        &[("terraform.tfvars", "size = \"c\"\nundeclared = 1\n")],
        &["aws_iam_role.role InPlace", "aws_kms_key.name InPlace"],
    ),
    (&[("x.auto.tfvars", "size = \"c\"\n")], &["aws_iam_role.role InPlace", "aws_kms_key.name InPlace"]),
    (&[("x_override.tf", "locals {\n  name = \"c\"\n}\n")], &["aws_iam_role.role InPlace", "aws_kms_key.size InPlace"]),
    (
        &[(
            "override.tf",
            "variable \"size\" {\n  default = \"c\"\n}\nresource \"aws_kms_key\" \"name\" {\n  description = \"c\"\n}\n",
        )],
        &["aws_iam_role.role InPlace"],
    ),
    (
        &[(
            "override.tf",
            "resource \"aws_iam_role\" \"role\" {\n  description = \"c\"\n  dynamic \"inline_policy\" {\n    for_each = [\"c\"]\n    content {\n      name = inline_policy.value\n    }\n  }\n}\n",
        )],
        &["aws_kms_key.name InPlace", "aws_kms_key.size InPlace"],
    ),
    // What Terraform refuses is unknown.
    (
        &[("override.tf", "resource \"aws_kms_key\" \"no\" {\n}\n")],
        &[
            "environments/prod/router/override.tf Unknown",
            "aws_iam_role.role InPlace",
            "aws_kms_key.name InPlace",
            "aws_kms_key.size InPlace",
        ],
    ),
    (
        &[("terraform.tfvars", "block {\n}\n")],
        &[
            "environments/prod/router/terraform.tfvars Unknown",
            "aws_iam_role.role InPlace",
            "aws_kms_key.name InPlace",
            "aws_kms_key.size InPlace",
        ],
    ),
];

#[test]
fn what_is_overridden_is_no_change() {
    for (files, expected) in TABLE {
        let of = |value: &str| {
            let main = MAIN.replace("VALUE", value);
            router(&[&[("main.tf", main.as_str())], *files].concat())
        };
        let difference = diff(&of("a"), &of("b"));
        assert_eq!(told(&difference), *expected, "{files:?}\n{}", text::human(&difference));
    }
}

#[test]
fn what_an_override_says_is_a_change_when_it_does() {
    let main = MAIN.replace("VALUE", "a");
    let of = |value: &str| {
        let text = format!("resource \"aws_kms_key\" \"name\" {{\n  description = \"{value}\"\n}}\n");
        router(&[("main.tf", main.as_str()), ("override.tf", &text)])
    };
    assert_eq!(told(&diff(&of("b"), &of("c"))), ["aws_kms_key.name InPlace"]);
}

#[test]
fn the_state_of_a_cell_is_where_its_override_says() {
    let file = "environments/prod/cells/beta/backend_override.tf";
    let backend = |text: &str| format!("terraform {{\n  backend {text}\n}}\n");
    let of = |mut files: Files, text: &str| {
        files.insert(file.to_owned(), text.to_owned());
        files
    };
    let is_lost = |old: &Files, new: &Files| {
        let difference = diff(old, new);
        let beta = difference.groups.iter().find(|group| group.roots.iter().any(|root| root.name == "prod/beta"));
        beta.is_some_and(|group| {
            group.changes.iter().any(|change| change.address == "backend" && change.stakes.is_some())
        })
    };
    let renamed = edited(&[("acme-terraform-state", "acme-states")]);
    let local = backend("\"local\" {\n  path = \"a\"\n  }");
    assert!(is_lost(&BEFORE, &renamed));
    assert!(!is_lost(&of(BEFORE.clone(), &local), &of(renamed.clone(), &local)), "neither side uses the bucket");
    assert!(is_lost(&BEFORE, &of(BEFORE.clone(), &local)));
    assert!(is_lost(&of(BEFORE.clone(), &local), &of(BEFORE.clone(), &local.replace("\"a\"", "\"b\""))));
    // Nobody knows what an override says that cannot be read, so no setting is certain.
    let broken = |files: &Files| of(files.clone(), "<<<<<<<\n");
    let difference = diff(&broken(&BEFORE), &broken(&renamed));
    assert!(!is_lost(&broken(&BEFORE), &broken(&renamed)));
    assert!(told(&difference).contains(&format!("{file} Unknown")), "{:?}", told(&difference));
}

#[test]
fn folders_that_are_called_take_no_values_of_variables() {
    let call = "module \"m\" {\n  source = \"../../../modules/m\"\n}\n";
    let of = |value: &str| {
        let mut files = router(&[("main.tf", call)]);
        let module = format!(
            "variable \"v\" {{\n  default = \"{value}\"\n}}\nresource \"aws_kms_key\" \"k\" {{\n  description = var.v\n}}\n"
        );
        files.insert("modules/m/main.tf".to_owned(), module);
        files.insert("modules/m/terraform.tfvars".to_owned(), "v = \"c\"\n".to_owned());
        files
    };
    assert_eq!(told(&diff(&of("a"), &of("b"))), ["module.m.aws_kms_key.k InPlace"]);
}
