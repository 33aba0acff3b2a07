//! What people write into generated files: read as the tree that means the same, or refused with its line.

use cellc::print::print;
use cellc::print::print_expression;
use cellc::read::{read_expression, read_file, read_module};

#[track_caller]
fn check(text: &str, expected: &str) {
    let read = read_expression(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(print_expression(&read), expected, "{text}");
}

#[track_caller]
fn refused(text: &str, line: usize, reason: &str) {
    let error = read_file("main.tf", text).expect_err(text);
    assert_eq!((error.path.as_str(), error.line), ("main.tf", line), "{error}");
    assert!(error.reason.contains(reason), "{error}");
}

#[test]
fn parentheses_go_where_the_tree_says_what_belongs_together() {
    check("(50)", "50");
    check("((a + b)) * c", "(a + b) * c");
    check("a + (b * c)", "a + b * c");
    check("(a.b).c", "a.b.c");
    check("(a[*].b)[0]", "(a[*].b)[0]");
    check("\"${(x)}\"", "x");
    check("{ (a) = 1, (\"b\") = 2 }", "{\n  (a)   = 1\n  (\"b\") = 2\n}");
}

#[test]
fn old_forms_of_paths_are_read_as_the_new_ones() {
    check("aws_subnet.a.0.id", "aws_subnet.a[0].id");
    check("aws_subnet.a.*.id", "aws_subnet.a[*].id");
    check("aws_subnet.a.*.id[0]", "(aws_subnet.a[*].id)[0]");
    check("aws_subnet.a.*.zones.0.id", "aws_subnet.a[*].zones[0].id");
    check("aws_subnet.a[*].ids[0]", "aws_subnet.a[*].ids[0]");
}

#[test]
fn calls_and_for_expressions_keep_what_they_expand_and_group() {
    check("merge(local.all...)", "merge(local.all...)");
    check("provider::aws::arn_parse(x)", "provider::aws::arn_parse(x)");
    check("{ for k, v in x : v => k... }", "{ for k, v in x : v => k... }");
    check("{for k,v in x: v=>k... if v!=null}", "{ for k, v in x : v => k... if v != null }");
}

#[test]
fn keys_are_names_unless_they_have_parentheses() {
    check("{ 1 = a, true : b, \"c\" = d }", "{\n  \"1\"    = a\n  \"true\" = b\n  c      = d\n}");
    check("{ \"${a}-x\" = 1 }", "{ \"${a}-x\" = 1 }");
    check("{ f(a) = 1 }", "{ (f(a)) = 1 }");
    check("{ aws.global = aws.virginia }", "{ aws.global = aws.virginia }");
    check("{ (aws.global) = 1 }", "{ (aws.global) = 1 }");
}

#[test]
fn numbers_are_exact() {
    check("-5", "-5");
    check("- 5", "-5");
    check("-0", "-0");
    check("1.50", "1.5");
    check("1e3", "1000.0");
    check("18446744073709551615", "18446744073709551615");
    check("-18446744073709551615", "-18446744073709551615");
    check("100000000000000000000", "1e+20");
    refused("a = 1\nb = [\n  18446744073709551617,\n]\n", 3, "18446744073709551617 has too many digits");
    refused("a = 0.12345678901234567891\n", 1, "too many digits");
}

#[test]
fn heredocs_are_strings() {
    check("<<EOT\n  a\n$${b} \\n\nEOT", r#""  a\n$${b} \\n\n""#);
    check("<<EOT\nEOT", "\"\"");
    check("<<-EOT\n    a ${b}\n      c\n\n    d\n    EOT", r#""a ${b}\n  c\n\nd\n""#);
}

/// The expectations are what Terraform 1.7 evaluates, which reads heredocs line by line.
#[test]
fn markers_take_blanks_away() {
    check(r#""a  \n  ${~ b ~}  \n  c""#, r#""a${b}c""#);
    check("<<EOT\nx\n\n  ${~ b ~}\n\ny\nEOT", r#""x\n\n${b}\ny\n""#);
    check("<<EOT\nx  \n${~ b ~}  y\nEOT", r#""x${b}y\n""#);
    check(r#""${~ a ~}${~ b ~}""#, r#""${a}${b}""#);
}

#[test]
fn directives_are_the_expressions_that_they_stand_for() {
    check(r#""%{ if a }b%{ endif }""#, r#"a ? "b" : """#);
    check(r#""x %{ if a ~} b ${c} %{~ else ~} d %{~ endif } y""#, r#""x ${a ? "b ${c}" : "d"} y""#);
    check(r#""%{ for k, v in x }${k}=${v};%{ endfor }""#, r#"join("", [for k, v in x : "${k}=${v};"])"#);
    check(
        "<<EOT\nstart\n  %{ for x in xs ~}\n  - ${x}\n  %{ endfor ~}\nend\nEOT",
        r#""start\n  ${join("", [for x in xs : "  - ${x}\n  "])}end\n""#,
    );
}

#[test]
fn what_the_parser_and_terraform_read_differently_is_refused() {
    refused("a = <<-EOT\n  %{ if a }\n  b\n  %{ endif }\n  EOT\n", 1, "heredoc");
    refused("a = 1\nb = <<-EOT\n    b\n  \n    EOT\n", 2, "heredoc");
}

#[test]
fn what_is_not_terraform_is_refused_on_its_line() {
    refused("a = 1\nb {\n", 2, "expected");
    refused("a = 1\n\na = 2\n", 3, "redefined");
    refused("resource \"a\" \"b\" {\n  c = {\n    d = 1\n    d = 2\n  }\n}\n", 4, "redefined");
    refused("a = \"${\"\n", 1, "");
    refused(&format!("a = {}1{}\n", "[".repeat(100), "]".repeat(100)), 1, "64 nested levels");
}

#[test]
fn comments_are_kept_above_blocks_attributes_and_items() {
    let text = "\
// Of the file.

# A section.

# Of the block.
resource \"a\" \"b\" { # dropped
  /* Of the
     attribute. */
  c = { # dropped
    # Of the item.
    d = 1 # dropped
    e = 2
  }
  # dropped
}
";
    let expected = "\
# Of the file.

# A section.
#
# Of the block.
resource \"a\" \"b\" {
  # Of the
  # attribute.
  c = {
    # Of the item.
    d = 1
    e = 2
  }
}
";
    assert_eq!(print(&read_file("main.tf", text).expect("Terraform").file), expected);
}

#[test]
fn blocks_are_read_in_every_form() {
    let text = "resource aws_vpc \"this\" {}\r\nlocals { a = 1 }\r\n";
    let expected = "resource \"aws_vpc\" \"this\" {}\n\nlocals {\n  a = 1\n}\n";
    assert_eq!(print(&read_file("main.tf", text).expect("Terraform").file), expected);
}

#[test]
fn a_folder_is_read_as_terraform_reads_it() {
    let files = [
        ("b.tf", "locals {\n  a = 1\n}\n"),
        ("a.tf", "terraform {\n  required_version = \"1\"\n  backend \"s3\" {\n    key = \"k\"\n  }\n}\n"),
        ("README.md", "text"),
        (".hidden.tf", "<<<<<<<\n"),
        ("c.tf.json", "{}"),
        ("broken.tf", "a\n"),
        ("override.tf", "locals {\n  a = 2\n}\n"),
        ("d_override.tf", "terraform {\n  backend \"local\" {\n  }\n}\n"),
        ("e_override.tf", "\nlocals {\n  b = 2\n}\n"),
        ("f_override.tf", "moved {\n}\n"),
    ];
    let read = read_module("modules/x", files);
    let texts: Vec<(&str, String)> = read.module.files.iter().map(|file| (file.name.as_str(), print(file))).collect();
    let expected = [
        ("a.tf", "terraform {\n  required_version = \"1\"\n}\n"),
        ("b.tf", "locals {}\n"),
        ("d_override.tf", "terraform {\n  backend \"local\" {}\n}\n"),
        ("override.tf", "locals {\n  a = 2\n}\n"),
    ];
    assert_eq!(texts, expected.map(|(name, text)| (name, text.to_owned())));
    let unreadable: Vec<(&str, usize)> =
        read.unreadable.iter().map(|fault| (fault.path.as_str(), fault.line)).collect();
    let expected = ["broken.tf", "c.tf.json", "e_override.tf", "f_override.tf"];
    let lines = [1, 1, 2, 1];
    assert_eq!(unreadable.iter().map(|(_, line)| *line).collect::<Vec<_>>(), lines);
    assert!(unreadable.iter().zip(expected).all(|((path, _), name)| *path == format!("modules/x/{name}")));
}
