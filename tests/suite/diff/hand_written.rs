//! Roots and files that somebody wrote by hand: everything in them is compared or said to be unknown.

use std::fmt::Write as _;

use cellc::diff::{Change, Difference, diff, render as text};

use super::{BEFORE, Files};

const ROUTER: &str = "environments/prod/router/main.tf";
const ALPHA: &str = "environments/prod/cells/alpha/main.tf";

/// The example with a router root, which has a health check as its only resource.
fn with_router(health_check: &str) -> Files {
    with(
        ROUTER,
        &format!(
            "terraform {{\n  backend \"s3\" {{\n    key = \"router\"\n  }}\n}}\n\n\
             provider \"aws\" {{\n  region = \"eu-west-1\"\n}}\n\n\
             resource \"aws_route53_health_check\" \"alpha\" {{\n{health_check}}}\n"
        ),
    )
}

pub(super) fn with(path: &str, text: &str) -> Files {
    let mut files = BEFORE.clone();
    files.insert(path.to_owned(), text.to_owned());
    files
}

const CHECK: &str = "  fqdn = \"alpha.example.com\"\n  type = \"HTTPS\"\n  port = 443\n";

fn changes(difference: &Difference) -> Vec<&Change> {
    difference.groups.iter().flat_map(|group| &group.changes).collect()
}

/// `address effect` of every change.
pub(super) fn told(difference: &Difference) -> Vec<String> {
    changes(difference).iter().map(|change| format!("{} {:?}", change.address, change.effect)).collect()
}

#[test]
fn a_router_root_is_added_changed_and_removed() {
    let (without, with) = (&*BEFORE, with_router(CHECK));
    assert!(diff(&with, &with).is_empty());
    assert!(text::human(&diff(&with, &with)).contains("1 other root: 1 unchanged\n"));

    let added = text::human(&diff(without, &with));
    assert!(added.contains("4 cells: 4 unchanged\n1 other root: 1 added, 0 unchanged\n"), "{added}");
    assert!(added.contains("\nenvironments/prod/router is added\n"), "{added}");

    let removed = text::human(&diff(&with, without));
    assert!(removed.contains("nothing else ends the router\n"), "{removed}");

    // What the catalog knows of a type decides.
    let group = |name: &str, days: u8| {
        let group = "resource \"aws_cloudwatch_log_group\" \"access\" {\n";
        let mut files = with_router(CHECK);
        let text = files.get_mut(ROUTER).unwrap();
        _ = writeln!(text, "{group}  name = \"{name}\"\n  retention_in_days = {days}\n}}");
        files
    };
    let in_place = diff(&group("a", 7), &group("a", 14));
    assert_eq!(told(&in_place), ["aws_cloudwatch_log_group.access InPlace"]);
    assert!(text::human(&in_place).contains("retention_in_days: 7 → 14\n"));
    let replaced = diff(&group("a", 7), &group("b", 7));
    assert_eq!(told(&replaced), ["aws_cloudwatch_log_group.access Replace"]);
    assert!(replaced.replacing().next().is_some() && !replaced.has_unknown());
    let lines = text::json_lines(&replaced);
    assert!(
        lines.contains("{\"root\":\"environments/prod/router\",\"kind\":\"router\",\"fate\":\"changed\""),
        "{lines}"
    );
}

/// The catalog has the types that cellc writes. Of another one it cannot tell whether a change replaces it.
#[test]
fn a_type_that_the_catalog_does_not_know_is_compared_and_said_to_be_unknown() {
    let rule = |body: &str| {
        let mut files = with_router(body);
        let text = files.get_mut(ROUTER).unwrap();
        *text = text.replace("aws_route53_health_check", "aws_route53_resolver_rule");
        files
    };
    let with = rule(CHECK);
    for (from, to, argument) in [("alpha.example", "beta.example", "fqdn"), ("HTTPS", "TCP", "type")] {
        let difference = diff(&with, &rule(&CHECK.replace(from, to)));
        assert_eq!(told(&difference), ["aws_route53_resolver_rule.alpha Unknown"]);
        assert!(difference.has_unknown());
        let shown = text::human(&difference);
        let line = shown.lines().find(|line| line.contains(&format!("{argument}: \""))).unwrap_or_default();
        assert!(line.contains(from) && line.contains(to), "{shown}");
        assert!(shown.contains("can be changed in place (environments/prod/router/main.tf:11)\n"), "{shown}");
        let lines = text::json_lines(&difference);
        let place = "\"unknown\":{\"file\":\"environments/prod/router/main.tf\",\"line\":11,\"why\":";
        assert!(lines.contains(place), "{lines}");
    }
}

#[test]
fn a_resource_in_the_root_of_a_cell_is_compared_and_follows_its_module() {
    let main = &BEFORE[ALPHA];
    let own = |retention: &str| {
        let group = "resource \"aws_cloudwatch_log_group\" \"own\" {\n";
        format!("{main}\n{group}  name = \"own\"\n  retention_in_days = {retention}\n}}\n")
    };
    let difference = diff(&BEFORE, &with(ALPHA, &own("7")));
    assert_eq!(told(&difference), ["aws_cloudwatch_log_group.own Create"]);
    let difference = diff(&with(ALPHA, &own("7")), &with(ALPHA, &own("1 + 13")));
    assert_eq!(told(&difference), ["aws_cloudwatch_log_group.own InPlace"]);
    assert!(text::human(&difference).contains("retention_in_days: 7 → 14"));
    // The other cells say nothing of it.
    assert_eq!(difference.unchanged, 3);
}

/// What a root says before and after, and what is told of it: `address effect`, and a part of the reasons.
const HAND_WRITTEN: &[(&str, &str, &[&str], &str)] = &[
    // Counted, walked and dynamic: evaluated.
    (
        "resource \"aws_kms_key\" \"k\" {\n  count = 1\n  description = \"a\"\n}\n",
        "resource \"aws_kms_key\" \"k\" {\n  count = 1 + 1\n  description = \"a\"\n}\n",
        &["aws_kms_key.k[1] Create"],
        "",
    ),
    (
        "resource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\n",
        "resource \"aws_kms_key\" \"k\" {\n  count = 1\n  description = \"b\"\n}\n",
        &["aws_kms_key.k[0] InPlace"],
        "",
    ),
    (
        "locals {\n  names = [\"a\"]\n}\nresource \"aws_vpc\" \"v\" {\n  for_each = toset(local.names)\n  cidr_block = \"10.0.0.0/16\"\n}\n",
        "locals {\n  names = concat([\"a\"], [\"b\"])\n}\nresource \"aws_vpc\" \"v\" {\n  for_each = toset(local.names)\n  cidr_block = \"10.0.0.0/16\"\n}\n",
        &["aws_vpc.v[\"b\"] Create"],
        "",
    ),
    (
        "resource \"aws_security_group\" \"s\" {\n  dynamic \"ingress\" {\n    for_each = [80]\n    content {\n      from_port = ingress.value\n    }\n  }\n}\n",
        "resource \"aws_security_group\" \"s\" {\n  ingress {\n    from_port = 443\n  }\n}\n",
        &["aws_security_group.s InPlace"],
        "",
    ),
    // Keys that only AWS knows.
    (
        "resource \"aws_vpc\" \"v\" {\n  for_each = toset(data.aws_availability_zones.all.names)\n  cidr_block = \"10.0.0.0/16\"\n}\ndata \"aws_availability_zones\" \"all\" {\n}\n",
        "resource \"aws_vpc\" \"v\" {\n  for_each = toset(data.aws_availability_zones.all.names)\n  cidr_block = \"10.1.0.0/16\"\n}\ndata \"aws_availability_zones\" \"all\" {\n}\n",
        &["aws_vpc.v Replace"],
        "`for_each` is `toset(data.aws_availability_zones.all.names)`",
    ),
    (
        "resource \"aws_vpc\" \"v\" {\n  for_each = toset([\"a\", \"b\"])\n  cidr_block = \"10.0.0.0/16\"\n}\n",
        "resource \"aws_vpc\" \"v\" {\n  for_each = toset(split(\",\", file(\"names\")))\n  cidr_block = \"10.0.0.0/16\"\n}\n",
        &["aws_vpc.v Unknown"],
        "it reads a file that is not compared",
    ),
    // Values that nobody can tell.
    (
        "resource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\n",
        "resource \"aws_kms_key\" \"k\" {\n  description = timestamp()\n}\n",
        &["aws_kms_key.k Unknown"],
        "its result is another one each time",
    ),
    (
        "resource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\n",
        "resource \"aws_kms_key\" \"k\" {\n  description = local.none\n}\n",
        &["aws_kms_key.k Unknown"],
        "no file declares it",
    ),
    (
        "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\n",
        "locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_kms_key\" \"k\" {\n  description = local.a\n}\n",
        &["aws_kms_key.k Unknown"],
        "it refers to itself",
    ),
    (
        "resource \"aws_cloudwatch_log_group\" \"g\" {\n  retention_in_days = 3\n}\n",
        "resource \"aws_cloudwatch_log_group\" \"g\" {\n  retention_in_days = nosuch(3)\n}\n",
        &["aws_cloudwatch_log_group.g Unknown"],
        "Terraform has no such function",
    ),
    (
        "resource \"aws_vpc\" \"v\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = aws_vpc.v.id\n}\n",
        "resource \"aws_vpc\" \"v\" {\n  count = 0\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = aws_vpc.v.id\n}\n",
        &["aws_subnet.s Unknown", "aws_vpc.v Destroy"],
        "only its instances have attributes",
    ),
    // What refers to something unknown by an argument that would replace it.
    (
        "resource \"aws_vpc\" \"v\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = aws_vpc.v.id\n}\nresource \"aws_nat_gateway\" \"n\" {\n  subnet_id = aws_subnet.s.id\n}\n",
        "resource \"aws_vpc\" \"v\" {\n  cidr_block = file(\"cidr\")\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = aws_vpc.v.id\n}\nresource \"aws_nat_gateway\" \"n\" {\n  subnet_id = aws_subnet.s.id\n}\n",
        &["aws_nat_gateway.n Unknown", "aws_subnet.s Unknown", "aws_vpc.v Unknown"],
        "nobody can tell what becomes of `aws_vpc.v`",
    ),
    (
        "data \"aws_vpc\" \"v\" {\n  id = \"a\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = data.aws_vpc.v.arn\n}\n",
        "data \"aws_vpc\" \"v\" {\n  id = \"b\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = data.aws_vpc.v.arn\n}\n",
        &["aws_subnet.s Unknown", "data.aws_vpc.v Unknown"],
        "nobody can tell what becomes of `data.aws_vpc.v`",
    ),
    // Data sources and modules from elsewhere.
    (
        "data \"aws_ami\" \"a\" {\n  name_regex = \"x\"\n}\nresource \"aws_launch_template\" \"t\" {\n  image_id = data.aws_ami.a.id\n}\n",
        "data \"aws_ami\" \"a\" {\n  name_regex = \"y\"\n}\nresource \"aws_launch_template\" \"t\" {\n  image_id = data.aws_ami.a.id\n}\n",
        &["data.aws_ami.a Unknown", "aws_launch_template.t InPlace"],
        "what a data source finds is in no file",
    ),
    (
        "module \"m\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n  version = \"5.0.0\"\n}\n",
        "module \"m\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n  version = \"6.0.0\"\n}\n",
        &["module.m Unknown"],
        "the source of the module is not here",
    ),
    // Providers by alias, imports and moves.
    (
        "provider \"aws\" {\n  alias = \"east\"\n  region = \"us-east-1\"\n}\nresource \"aws_kms_key\" \"k\" {\n}\n",
        "provider \"aws\" {\n  alias = \"east\"\n  region = \"us-east-1\"\n}\nresource \"aws_kms_key\" \"k\" {\n  provider = aws.east\n}\n",
        &["aws_kms_key.k Abandon"],
        "",
    ),
    (
        "provider \"aws\" {\n  alias = \"east\"\n  region = \"us-east-1\"\n}\n",
        "provider \"aws\" {\n  alias = \"east\"\n  region = \"us-east-2\"\n}\n",
        &["provider.aws.east Abandon"],
        "",
    ),
    (
        "resource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\n",
        "resource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\nimport {\n  to = aws_kms_key.k\n  id = \"1\"\n}\n",
        &["aws_kms_key.k Unknown"],
        "what `import` does is not evaluated",
    ),
    (
        "resource \"aws_vpc\" \"a\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = aws_vpc.a.id\n}\n",
        "resource \"aws_vpc\" \"b\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_subnet\" \"s\" {\n  vpc_id = aws_vpc.b.id\n}\nmoved {\n  from = aws_vpc.a\n  to = aws_vpc.b\n}\n",
        &[],
        "",
    ),
    (
        "resource \"aws_kms_key\" \"k\" {\n  description = \"a\"\n}\n",
        "removed {\n  from = aws_kms_key.k\n  lifecycle {\n    destroy = false\n  }\n}\n",
        &["aws_kms_key.k Unknown"],
        "what `removed` does is not evaluated",
    ),
    // Conditions and operators.
    (
        "variable \"x\" {\n  default = true\n}\nresource \"aws_kms_key\" \"k\" {\n  description = var.x ? \"a\" : \"b\"\n}\n",
        "variable \"x\" {\n  default = true\n}\nresource \"aws_kms_key\" \"k\" {\n  description = var.x && !false ? \"a\" : \"c\"\n}\n",
        &[],
        "",
    ),
];

#[test]
fn what_cellc_does_not_write_is_evaluated_or_said_to_be_unknown() {
    for (old, new, expected, why) in HAND_WRITTEN {
        let difference = diff(&with(ROUTER, old), &with(ROUTER, new));
        let shown = text::human(&difference);
        assert_eq!(told(&difference), *expected, "{old}\n→\n{new}\n{shown}");
        let whys: Vec<&str> =
            changes(&difference).iter().filter_map(|change| Some(change.unknown.as_ref()?.why.as_str())).collect();
        assert_eq!(!whys.is_empty(), !why.is_empty(), "{new}\n{shown}");
        assert!(why.is_empty() || whys.iter().any(|found| found.contains(why)), "{whys:?}\n{shown}");
    }
}

#[test]
fn outputs_of_modules_are_followed_through_nested_calls() {
    let files = |name: &str| {
        let mut files = with(
            ROUTER,
            "module \"outer\" {\n  source = \"../../../modules/outer\"\n}\n\
             resource \"aws_subnet\" \"s\" {\n  vpc_id = module.outer.vpc_id\n}\n\
             resource \"aws_kms_key\" \"k\" {\n  description = module.outer.name\n}\n",
        );
        let outer = "module \"inner\" {\n  for_each = toset([\"a\"])\n  source = \"../inner\"\n  cidr = NAME\n}\n\
                     output \"vpc_id\" {\n  value = module.inner[\"a\"].vpc.id\n}\n\
                     output \"name\" {\n  value = \"${module.inner[\"a\"].vpc.cidr_block}!\"\n}\n";
        files.insert("modules/outer/main.tf".to_owned(), outer.replace("NAME", name));
        let inner = "variable \"cidr\" {\n}\nresource \"aws_vpc\" \"v\" {\n  cidr_block = var.cidr\n}\n\
                     output \"vpc\" {\n  value = aws_vpc.v\n}\n";
        files.insert("modules/inner/main.tf".to_owned(), inner.to_owned());
        files
    };
    let difference = diff(&files("\"10.0.0.0/16\""), &files("\"10.1.0.0/16\""));
    let expected =
        ["module.outer.module.inner[\"a\"].aws_vpc.v Replace", "aws_subnet.s Replace", "aws_kms_key.k InPlace"];
    assert_eq!(told(&difference), expected);
    let shown = text::human(&difference);
    assert!(shown.contains("description: \"10.0.0.0/16!\" → \"10.1.0.0/16!\""), "{shown}");
}

#[test]
fn what_holds_data_or_serves_is_not_destroyed_unnoticed() {
    let root = |resources: &str| with(ROUTER, &format!("{resources}resource \"aws_sqs_queue\" \"kept\" {{\n}}\n"));
    for (resource, is_destructive) in [
        ("resource \"aws_kms_key\" \"k\" {\n}\n", true),
        ("resource \"aws_vpc\" \"v\" {\n}\n", true),
        ("resource \"aws_eks_cluster\" \"c\" {\n}\n", true),
        ("resource \"aws_cloudwatch_log_group\" \"g\" {\n}\n", true),
        ("resource \"aws_cloudwatch_event_target\" \"t\" {\n}\n", false),
    ] {
        let difference = diff(&root(resource), &root(""));
        assert_eq!(difference.groups.first().map(|group| group.changes.len()), Some(1), "{resource}");
        assert_eq!(difference.is_destructive(), is_destructive, "{resource}");
        assert!(!diff(&root(""), &root(resource)).is_destructive(), "{resource}");
    }
    let mut without = BEFORE.clone();
    without.retain(|path, _| !path.starts_with("environments/prod/cells/alpha/"));
    assert!(diff(&BEFORE, &without).is_destructive());
    assert!(!diff(&without, &BEFORE).is_destructive());
}

#[test]
fn another_provider_of_some_resources_does_not_lose_the_cell() {
    let east = |region: &str| format!("provider \"aws\" {{\n  alias = \"east\"\n  region = \"{region}\"\n}}\n");
    let key = |provider: &str| {
        format!("{}resource \"aws_kms_key\" \"k\" {{\n  provider = {provider}\n}}\n", east("us-east-1"))
    };
    for (old, new, argument) in [
        (key("aws"), key("aws.east"), "provider: aws → aws.east"),
        (east("us-east-1"), east("us-east-2"), "region: \"us-east-1\" → \"us-east-2\""),
    ] {
        let shown = text::human(&diff(&with(ROUTER, &old), &with(ROUTER, &new)));
        assert!(shown.contains(argument) && shown.contains("a second time"), "{shown}");
        assert!(!shown.contains("finds nothing of the cell"), "{shown}");
    }
}

#[test]
fn what_doubles_with_every_line_ends_as_unknown() {
    let locals = |name: &str| {
        let doubled = (1..40).map(|number| format!("  l{number} = [local.l{0}, local.l{0}]\n", number - 1));
        format!("locals {{\n  l0 = \"{name}\"\n{}}}\n", doubled.collect::<String>())
    };
    let root = |name: &str| {
        let key = "resource \"aws_kms_key\" \"k\" {\n  description = jsonencode(local.l39)\n}\n";
        with(ROUTER, &format!("{}{key}", locals(name)))
    };
    assert_eq!(told(&diff(&root("a"), &root("b"))), ["aws_kms_key.k Unknown"]);
}
