//! A fleet of 1,000 cells is verified in less than 100 ms, in release.

use std::time::{Duration, Instant};

use cellc::{
    layout::RootKind,
    terraform::{BodyBuilder, File, Module, Tree, block, list, object, path, resource, text},
    verify::verify,
};

const CELLS: usize = 1_000;

fn file(name: &str, blocks: Vec<BodyBuilder>) -> File {
    File { name: name.to_owned(), lowered_by: "tests/verify_speed.rs", header: Vec::new(), body: blocks.into() }
}

fn class() -> Module {
    let variable =
        |name: &str| block("variable").label(name).set("description", "Of the cell.").set("type", path("string"));
    let output = |name: &str, value: &str| {
        block("output").label(name).set("description", "Of the cell.").set("value", path(value))
    };
    let network = vec![
        resource("aws_vpc", "this")
            .set("cidr_block", path("var.cidr"))
            .set("tags", object([("Name", path("var.name"))])),
        resource("aws_sqs_queue", "this").set("name", text("{}-interruptions", [path("var.name")])),
    ];
    let outputs = vec![output("vpc_id", "aws_vpc.this.id"), output("queue", "aws_sqs_queue.this.arn")];
    let variables = vec![variable("name"), variable("cidr")];
    let files = vec![file("network.tf", network), file("variables.tf", variables), file("outputs.tf", outputs)];
    Module::child("prod-cell", files)
}

fn root(number: usize) -> Module {
    let name = format!("cell-{number}");
    let call = block("module")
        .label("cell")
        .set("source", "../../../../modules/prod-cell")
        .set("name", name.clone())
        .set("cidr", format!("10.{}.{}.0/24", number / 250, number % 250));
    let backend =
        block("backend").label("s3").set("bucket", "state").set("key", name.clone()).set("region", "eu-west-1");
    let provider = block("provider")
        .label("aws")
        .set("region", "eu-west-1")
        .set("allowed_account_ids", list(["222222222222"]))
        .nest(block("assume_role").set("role_arn", "arn:aws:iam::222222222222:role/terraform"))
        .nest(block("default_tags").set("tags", object([("Cell", name.clone())])));
    let aws = object([("source", "hashicorp/aws"), ("version", "~> 5.40")]);
    let versions =
        block("terraform").set("required_version", ">= 1.7").nest(block("required_providers").set("aws", aws));
    let output = |name: &str| {
        let value = path("module.cell").attribute(name);
        block("output").label(name).set("description", "Of the cell.").set("value", value)
    };
    let files = vec![
        file("main.tf", vec![call]),
        file("backend.tf", vec![block("terraform").nest(backend)]),
        file("providers.tf", vec![provider]),
        file("versions.tf", vec![versions]),
        file("outputs.tf", vec![output("vpc_id"), output("queue")]),
    ];
    let kind = RootKind::of_folder(&format!("environments/prod/cells/{name}")).unwrap();
    Module::root(kind, files)
}

#[test]
fn a_thousand_cells_are_verified_in_no_time() {
    let tree = Tree { modules: std::iter::once(class()).chain((0..CELLS).map(root)).collect() };
    let start = Instant::now();
    let faults = verify(&tree);
    let elapsed = start.elapsed();
    println!("{CELLS} roots: {elapsed:?}");
    assert_eq!(faults, []);
    let limit = if cfg!(debug_assertions) { 2_000 } else { 100 };
    assert!(elapsed < Duration::from_millis(limit), "{elapsed:?}");
}
