//! How files and bodies are laid out: blocks, comments, blank lines and alignment.

use cellc::print::{print, print_body, print_expression};
use cellc::terraform::{
    Body, BodyBuilder, Expression, File, block, call, conditional, for_list, list, object, path, resource, text,
};

use crate::print::expressions::unindent;

#[track_caller]
fn check(blocks: Vec<BodyBuilder>, expected: &str) {
    let expected = format!("{}\n", unindent(expected));
    let printed = print_body(&Body::from(blocks));
    assert_eq!(printed, expected, "\nprinted:\n{printed}\n\nexpected:\n{expected}");
}

fn file(header: &[&str], blocks: Vec<BodyBuilder>) -> File {
    let header = header.iter().map(|line| (*line).to_owned()).collect();
    File { name: "main.tf".to_owned(), lowered_by: file!(), header, body: Body::from(blocks) }
}

#[test]
fn a_resource_as_a_colleague_would_write_it() {
    let tags = call("merge", [path("var.tags"), object([("Name", text("{}-private", [path("var.name")]))])]);
    let policy = call("jsonencode", [object([("Version", Expression::from("2012-10-17")), ("Statement", list([1]))])]);
    let subnet = resource("aws_subnet", "private")
        .comment("One a zone.")
        .set("for_each", path("var.zones"))
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("availability_zone", path("each.key"))
        .because("Nodes reach the internet through the gateway.\nNothing reaches them.")
        .set("map_public_ip_on_launch", false)
        .set("tags", tags)
        .set("policy", policy)
        .set("a", 1)
        .nest(block("timeouts").set("create", "10m"))
        .nest(block("metadata"))
        .nest(block("lifecycle").set("prevent_destroy", true))
        .set("bc", 2)
        .set("depends_on", list([path("aws_vpc.this")]));
    check(
        vec![subnet],
        r#"
        # One a zone.
        resource "aws_subnet" "private" {
          for_each = var.zones

          vpc_id            = aws_vpc.this.id
          availability_zone = each.key

          # Nodes reach the internet through the gateway.
          # Nothing reaches them.
          map_public_ip_on_launch = false
          tags                    = merge(var.tags, { Name = "${var.name}-private" })

          policy = jsonencode({
            Version   = "2012-10-17"
            Statement = [1]
          })

          a = 1

          timeouts {
            create = "10m"
          }

          metadata {}

          lifecycle {
            prevent_destroy = true
          }

          bc = 2

          depends_on = [aws_vpc.this]
        }"#,
    );
}

#[test]
fn blocks_are_one_blank_line_apart() {
    check(
        vec![block("locals"), block("variable").label("x"), block("output").label("x").set("value", path("var.x"))],
        r#"
        locals {}

        variable "x" {}

        output "x" {
          value = var.x
        }"#,
    );
}

#[test]
fn source_and_version_of_a_module_stay_together() {
    let module = block("module")
        .label("network")
        .set("source", "../network")
        .set("version", "1.2.3")
        .set("name", path("var.name"))
        .set("cidr", "10.0.0.0/16");
    check(
        vec![module],
        r#"
        module "network" {
          source  = "../network"
          version = "1.2.3"

          name = var.name
          cidr = "10.0.0.0/16"
        }"#,
    );
}

#[test]
fn meta_arguments_are_ordinary_names_in_other_blocks() {
    let dynamic = block("dynamic").label("x").set("for_each", path("var.x")).set("iterator", path("y"));
    check(
        vec![dynamic, block("locals").set("count", 1).set("n", 2)],
        r#"
        dynamic "x" {
          for_each = var.x
          iterator = y
        }

        locals {
          count = 1
          n     = 2
        }"#,
    );
}

#[test]
fn a_body_neither_starts_nor_ends_with_a_blank_line() {
    check(
        vec![block("locals").because("why").set("a", object([("b", 1), ("c", 2)])).because("because").set("d", 1)],
        r"
        locals {
          # why
          a = {
            b = 1
            c = 2
          }

          # because
          d = 1
        }",
    );
}

#[test]
fn files_open_with_their_header() {
    let printed = print(&file(&["Generated.", "", "Do not edit."], vec![block("locals")]));
    assert_eq!(printed, "# Generated.\n#\n# Do not edit.\n\nlocals {}\n");
    assert_eq!(print(&file(&["Only a header."], vec![])), "# Only a header.\n");
    assert_eq!(print(&file(&[], vec![block("locals")])), "locals {}\n");
    assert_eq!(print(&file(&[], vec![])), "");
}

#[test]
fn nothing_escapes_from_a_comment() {
    let awkward = "a\nresource {}\r\nb\rc\u{2028}d\u{0}e\tf\u{1b}[0m \u{202e}g */ ${x}";
    let lines = "# a\n# resource {}\n# b\n# c\n# d e f [0m  g */ ${x}\n";
    let printed = print(&file(&[awkward], vec![block("locals").comment(awkward)]));
    assert_eq!(printed, format!("{lines}\n{lines}locals {{}}\n"));
}

/// A try at every level that looked at everything below would take 2¹⁰⁰ steps.
#[test]
fn deep_nesting_is_printed_at_once() {
    let wrappers: [fn(Expression) -> Expression; 7] = [
        |inner| list([inner]),
        |inner| object([("key", inner)]),
        |inner| call("f", [path("a"), inner]),
        |inner| conditional(path("a"), inner, list([1])),
        |inner| conditional(path("a"), list([1]), inner),
        |inner| for_list("x", inner, path("x")),
        |inner| for_list("x", path("y"), inner),
    ];
    for wrap in wrappers {
        let deep = (0..100).fold(object([("a", 1), ("b", 2)]), |inner, _| wrap(inner));
        assert!(print_expression(&deep).contains("a = 1"));
    }
}
