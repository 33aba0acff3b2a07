//! Folders that Terraform refuses, or that nobody writes by hand: every comparison ends, and nothing in them is passed over.

use cellc::diff::{Difference, diff};

use super::{BEFORE, Files};

const ROUTER: &str = "environments/prod/router/main.tf";
const MODULE: &str = "modules/m/main.tf";

fn files(root: &str, module: &str) -> Files {
    let mut files = BEFORE.clone();
    files.extend([(ROUTER, root), (MODULE, module)].map(|(path, text)| (path.to_owned(), text.to_owned())));
    files
}

/// `address effect` of every change.
fn told(difference: &Difference) -> Vec<String> {
    let changes = difference.groups.iter().flat_map(|group| &group.changes);
    changes.map(|change| format!("{} {:?}", change.address, change.effect)).collect()
}

/// What is told when only a root changes.
fn of_roots(old: &str, new: &str) -> Vec<String> {
    told(&diff(&files(old, ""), &files(new, "")))
}

#[test]
fn calls_whose_instances_depend_on_themselves_are_unknown() {
    let module = "resource \"aws_vpc\" \"v\" {\n  tags = { a = \"NAME\" }\n}\n\
                  output \"names\" {\n  value = [\"x\"]\n}\noutput \"vpc\" {\n  value = aws_vpc.v\n}\n";
    let calls: &[&[(&str, &str)]] = &[
        &[("a", "for_each = toset(module.a[\"x\"].names)")],
        &[("a", "for_each = module.a[\"x\"].vpc.tags")],
        &[("a", "count = length(module.a[0].names)")],
        &[("a", "count = length(module.a[*].names)")],
        &[("a", "for_each = toset(module.b[\"x\"].names)"), ("b", "for_each = toset(module.a[\"x\"].names)")],
        &[("a", "for_each = module.b[0].vpc.tags"), ("b", "count = length(module.a[\"x\"].names)")],
    ];
    for calls in calls {
        let call = |(name, keys): &(&str, &str)| {
            format!("module \"{name}\" {{\n  source = \"../../../modules/m\"\n  {keys}\n}}\n")
        };
        let root: String = calls.iter().map(call).collect();
        let difference = diff(&files(&root, module), &files(&format!("{root}locals {{\n}}\n"), module));
        assert_eq!(told(&difference), Vec::<String>::new(), "{root}");
        let (old, new) = (files(&root, module), files(&root.replace("source", "argument = 1\n  source"), module));
        let expected: Vec<String> = calls.iter().map(|(name, _)| format!("module.{name} Unknown")).collect();
        assert_eq!(told(&diff(&old, &new)), expected, "{root}");
    }
}

#[test]
fn a_module_that_calls_itself_twice_is_looked_at_once() {
    let root = "module \"a\" {\n  source = \"../../../modules/m\"\n}\n";
    let itself = |name: &str| format!("module \"{name}\" {{\n  source = \"../m\"\n}}\n");
    let module = format!("{}{}", itself("a"), itself("b"));
    let mut new = files(root, &module);
    // Otherwise no call is followed: all modules say the same.
    new.insert("modules/other/main.tf".to_owned(), "locals {\n}\n".to_owned());
    assert!(diff(&files(root, &module), &new).is_empty());
}

#[test]
fn a_file_of_a_root_with_more_than_outputs_is_compared_however_it_is_indented() {
    let key = " resource \"aws_kms_key\" \"k\" {\n description = \"a\"\n }\n";
    for text in [key.to_owned(), format!("output \"o\" {{\n  value = 1\n}}\n{key}")] {
        let changed = of_roots(&text, &text.replace("\"a\"", "\"b\""));
        assert_eq!(changed, ["aws_kms_key.k InPlace"], "{text}");
    }
}

#[test]
fn keys_that_are_not_known_are_compared_as_they_are_written() {
    let key = |keys: &str| {
        format!("data \"aws_x\" \"x\" {{\n}}\nresource \"aws_kms_key\" \"k\" {{\n  {keys}\n  description = \"a\"\n}}\n")
    };
    let count = "count = length(data.aws_x.x.ids)";
    for other in [
        "count = length(data.aws_x.x.names)",
        "count = length(file(\"names\"))",
        "for_each = toset(data.aws_x.x.ids)",
        "for_each = file(\"names\")",
        "",
    ] {
        assert_eq!(of_roots(&key(count), &key(other)), ["aws_kms_key.k Unknown"], "{other}");
        assert_eq!(of_roots(&key(other), &key(count)), ["aws_kms_key.k Unknown"], "{other}");
        assert_eq!(of_roots(&key(other), &format!("{}locals {{\n}}\n", key(other))), Vec::<String>::new(), "{other}");
    }
}

#[test]
fn what_is_declared_twice_is_unknown() {
    for (block, name) in [
        ("resource \"aws_kms_key\" \"k\" {\n  description = VALUE\n}\n", "resource \"aws_kms_key\" \"k\""),
        ("module \"m\" {\n  source = \"../../../modules/m\"\n  a = VALUE\n}\n", "module \"m\""),
        ("variable \"v\" {\n  default = VALUE\n}\n", "variable \"v\""),
        ("locals {\n  l = VALUE\n}\n", "local.l"),
        ("output \"o\" {\n  value = VALUE\n}\nlocals {\n}\n", "output \"o\""),
    ] {
        let (one, other) = (block.replace("VALUE", "1"), block.replace("VALUE", "2"));
        let (twice, thrice) = (format!("{other}{one}"), format!("{other}{other}{one}"));
        for (old, new) in [(&one, &twice), (&twice, &thrice), (&twice, &one)] {
            // One line for each place where it is declared.
            let mut told = of_roots(old, new);
            told.dedup();
            assert_eq!(told, [format!("{name} Unknown")], "{new}");
        }
        assert_eq!(of_roots(&twice, &format!("\n{twice}")), Vec::<String>::new());
    }
}

#[test]
fn blocks_that_are_not_evaluated_are_told_by_what_they_name_when_they_say_something_else() {
    let removed = "removed {\n  from = aws_vpc.v\n  lifecycle {\n    destroy = true\n  }\n}\n";
    let import = "import {\n  to = aws_vpc.v\n  id = \"1\"\n}\n";
    let check = "check \"health\" {\n  assert {\n    condition = 1 == 1\n  }\n}\n";
    let twice = format!("{import}{import}");
    for (old, new, expected) in [
        (removed, removed.replace("true", "false"), vec!["aws_vpc.v Unknown"]),
        (removed, removed.replace(".v", ".w"), vec!["aws_vpc.v Unknown", "aws_vpc.w Unknown"]),
        (import, import.replace('1', "2"), vec!["aws_vpc.v Unknown"]),
        (import, twice, vec!["aws_vpc.v Unknown"]),
        (check, check.replace("1 == 1", "1 == 2"), vec!["check \"health\" Unknown"]),
        (check, format!("{import}{check}"), vec!["aws_vpc.v Unknown"]),
        (check, format!("\n{check}"), vec![]),
    ] {
        assert_eq!(of_roots(old, &new), expected, "{new}");
    }
}

#[test]
fn an_index_means_the_block_at_its_place() {
    let root = |blocks: &str| {
        let group = format!("resource \"aws_security_group\" \"s\" {{\n{blocks}}}\n");
        format!(
            "{group}resource \"aws_kms_key\" \"k\" {{\n  description = aws_security_group.s.ingress[1].description\n}}\n"
        )
    };
    let ingress = |description: &str| format!("  ingress {{\n    description = \"{description}\"\n  }}\n");
    let both = |second: &str| root(&format!("{}{}", ingress("a"), ingress(second)));
    let changed = of_roots(&both("b"), &both("c"));
    assert_eq!(changed, ["aws_kms_key.k InPlace", "aws_security_group.s InPlace"]);
    // Nobody can say which one is second where others are made.
    let made = "  dynamic \"ingress\" {\n    for_each = toset([\"x\"])\n    content {\n    }\n  }\n";
    let with_made = |second: &str| root(&format!("{made}{}{}", ingress("a"), ingress(second)));
    assert_eq!(of_roots(&with_made("b"), &with_made("c")), ["aws_security_group.s InPlace"]);
}

#[test]
fn moves_are_followed_to_their_end() {
    let vpc = |name: &str| format!("resource \"aws_vpc\" \"{name}\" {{\n  cidr_block = \"10.0.0.0/16\"\n}}\n");
    let moved = |from: &str, to: &str| format!("moved {{\n  from = aws_vpc.{from}\n  to = aws_vpc.{to}\n}}\n");
    let chain = format!("{}{}{}", vpc("c"), moved("a", "b"), moved("b", "c"));
    assert_eq!(of_roots(&vpc("a"), &chain), Vec::<String>::new());
    assert_eq!(of_roots(&vpc("b"), &chain), Vec::<String>::new());
    let circle = format!("{chain}{}", moved("c", "a"));
    assert!(!of_roots(&vpc("d"), &circle).is_empty());
}

#[test]
fn values_that_double_in_size_end_as_unknown() {
    for (start, doubled) in [("[\"x\"]", "concat(v, v)"), ("\"x\"", "\"${v}${v}\""), ("[\"x\"]", "[v, v]")] {
        let doubling = (0..24).fold("v".to_owned(), |inner, _| format!("[for v in [{doubled}] : {inner}]"));
        let root = |start: &str| {
            let all = format!("[for v in [{start}] : {doubling}]");
            format!("resource \"aws_kms_key\" \"k\" {{\n  description = jsonencode({all})\n}}\n")
        };
        assert_eq!(of_roots(&root(start), &root(&start.replace('x', "y"))), ["aws_kms_key.k Unknown"], "{doubled}");
    }
}
