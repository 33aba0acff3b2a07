//! With the longest names that rule CELL0304 admits, every name and policy of the output is within the limits of AWS, in
//! every partition. `verify` measures them, so that a fault would be one of the compiler.

use cellc::lower::lower;
use cellc::model::names;
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::terraform::{Attribute, Block, Expression, Item, Tree};
use cellc::verify::verify;

/// The longest region of each partition, and how its cells reach the internet.
const PLACES: [(&str, &str, &str); 11] = [
    ("aws", "ap-southeast-1", "per-zone"),
    ("aws", "ap-southeast-1", "none"),
    ("aws-cn", "cn-northwest-1", "per-zone"),
    ("aws-cn", "cn-northwest-1", "none"),
    ("aws-us-gov", "us-gov-west-1", "per-zone"),
    ("aws-us-gov", "us-gov-west-1", "none"),
    ("aws-iso", "us-iso-east-1", "per-zone"),
    ("aws-iso-b", "us-isob-east-1", "per-zone"),
    ("aws-iso-e", "eu-isoe-west-1", "per-zone"),
    ("aws-iso-f", "us-isof-south-1", "per-zone"),
    ("aws-eusc", "eusc-de-east-1", "per-zone"),
];
/// What stands before the name of the cell in the name of the cluster.
const START: &str = "f-prod-";

#[test]
fn nothing_outgrows_aws_at_the_longest_names() {
    for place in PLACES {
        assert_eq!(faults(place, 0), Vec::<String>::new(), "{place:?}");
    }
}

#[test]
fn one_letter_more_and_a_name_does() {
    for place in PLACES {
        let faults = faults(place, 1).join("\n");
        assert!(faults.contains("aws_iam_role.karpenter_node: `name` has 65 characters"), "{place:?}: {faults}");
    }
}

/// Characters of the longest legal name of a cell.
fn longest() -> usize {
    names::ALL.iter().map(|name| name.limit - name.of("").len()).min().unwrap() - START.len()
}

/// What `verify` says of a cell with the longest legal name, and with so many letters more in its root: `check` would
/// refuse them.
fn faults(place: (&str, &str, &str), more: usize) -> Vec<String> {
    let cell = "c".repeat(longest());
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", specification(place, &cell));
    let analysis = pipeline::analyse(&sources, &Settings { as_of: "2026-11-21".parse().unwrap() }, &mut |_| {});
    let mut tree = lower(analysis.checked().unwrap());
    assert_eq!(rename(&mut tree, &cell, &"c".repeat(longest() + more)), 1, "one root passes the name");
    verify(&tree).iter().map(ToString::to_string).collect()
}

/// Passes another name to the module of a cell; how often it was passed.
fn rename(tree: &mut Tree, cell: &str, longer: &str) -> usize {
    let roots = tree.modules.iter_mut().filter(|module| module.is_root());
    let items = roots.flat_map(|root| &mut root.files).flat_map(|file| &mut file.body.items);
    let mut renamed = 0;
    for item in items {
        let Item::Block(Block { kind, body, .. }) = item else { continue };
        let passed = body.items.iter_mut().filter(|_| kind == "module");
        for argument in passed {
            if let Item::Attribute(Attribute { value: Expression::String(value), .. }) = argument
                && value == cell
            {
                longer.clone_into(value);
                renamed += 1;
            }
        }
    }
    renamed
}

fn specification((partition, region, nat): (&str, &str, &str), cell: &str) -> String {
    let label = "l".repeat(62);
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
    format!(
        r#"
        fleet "f" {{
          owner       = "o"
          cost_centre = "c"
          terraform {{
            backend "s3" {{
              bucket         = "acme-terraform-state"
              region         = "{region}"
              dynamodb_table = "acme-terraform-locks"
            }}
          }}
        }}
        environment "prod" {{
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
    )
}
