//! With the longest names that rule CELL0304 admits, every name and policy of the output is within the limits of AWS, in
//! every partition. `verify` measures them, so that a fault would be one of the compiler.

use cellc::lower::lower;
use cellc::model::names;
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::terraform::{Expression, Item, Tree};
use cellc::verify::verify;

/// The longest region of each partition, and how its cells reach the internet.
const PLACES: [(&str, &str, &str); 11] = [
    ("aws", "ap-southeast-1", "single"),
    ("aws", "ap-southeast-1", "none"),
    ("aws-cn", "cn-northwest-1", "single"),
    ("aws-cn", "cn-northwest-1", "none"),
    ("aws-us-gov", "us-gov-west-1", "single"),
    ("aws-us-gov", "us-gov-west-1", "none"),
    ("aws-iso", "us-iso-east-1", "single"),
    ("aws-iso-b", "us-isob-east-1", "single"),
    ("aws-iso-e", "eu-isoe-west-1", "single"),
    ("aws-iso-f", "us-isof-south-1", "single"),
    ("aws-eusc", "eusc-de-east-1", "single"),
];
/// What stands before the name of the cell in the name of the cluster.
const START: &str = "f-prod-";

#[test]
fn nothing_outgrows_aws_at_the_longest_names() {
    for place in PLACES {
        assert_eq!(faults(&lowered(place)), Vec::<String>::new(), "{place:?}");
    }
}

#[test]
fn one_letter_more_and_a_name_does() {
    for place in PLACES {
        let mut tree = lowered(place);
        lengthen(&mut tree);
        let faults = faults(&tree).join("\n");
        assert!(faults.contains("aws_iam_role.karpenter_node: `name` has 65 characters"), "{place:?}: {faults}");
    }
}

/// Characters of the longest legal name of a cell.
fn longest() -> usize {
    names::all().map(|name| name.limit - name.of("").len()).min().unwrap() - START.len()
}

/// What `verify` says.
fn faults(tree: &Tree) -> Vec<String> {
    verify(tree).iter().map(ToString::to_string).collect()
}

/// Gives the cell one letter more than `check` admits.
fn lengthen(tree: &mut Tree) {
    let cell = "c".repeat(longest());
    let roots = tree.modules.iter_mut().filter(|module| module.is_root()).flat_map(|root| &mut root.files);
    let calls = roots.flat_map(|file| &mut file.body.items).filter_map(|item| match item {
        Item::Block(block) if block.kind == "module" => Some(block),
        _ => None,
    });
    let names = calls.flat_map(|call| &mut call.body.items).filter_map(|item| match item {
        Item::Attribute(attribute) if attribute.value == Expression::from(cell.as_str()) => Some(attribute),
        _ => None,
    });
    let renamed = names.map(|attribute| attribute.value = format!("{cell}c").into()).count();
    assert_eq!(renamed, 1, "the one cell is named once");
}

/// The Terraform of a cell with the longest name.
fn lowered((partition, region, nat): (&str, &str, &str)) -> Tree {
    let (cell, label) = ("c".repeat(longest()), "l".repeat(62));
    let identities: String = ["pod-identity", "irsa"]
        .map(|mechanism| {
            let letter = mechanism.get(..1).unwrap();
            format!(
                r#"
                workload_identity "{letter}" {{
                  namespace       = "n{label}"
                  service_account = "{letter}{label}"
                  mechanism       = "{mechanism}"
                  policies        = ["arn:{partition}:iam::aws:policy/AmazonS3ReadOnlyAccess"]
                }}
                "#
            )
        })
        .concat();
    let spec = format!(
        r#"
        fleet "f" {{
          owner       = "o"
          cost_centre = "c"
        }}
        environment "prod" {{
          profile = "development"
          account = "222222222222"
          region  = "{region}"
          nat     = "{nat}"
          access "platform" {{
            principal = "arn:{partition}:iam::222222222222:role/p"
            policy    = "cluster-admin"
          }}
          {identities}
        }}
        cell "{cell}" {{
          environment = "prod"
          cidr        = "10.0.0.0/16"
        }}
        "#
    );
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec);
    let analysis = pipeline::analyse(&sources, &Settings { as_of: "2026-11-21".parse().unwrap() }, &mut |_| {});
    let messages: Vec<&str> = analysis.diagnostics.iter().map(|finding| finding.headline.as_str()).collect();
    lower(analysis.checked().unwrap_or_else(|| panic!("{messages:#?}")))
}
