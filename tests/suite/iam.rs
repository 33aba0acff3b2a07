//! Everything that a cell has in IAM is below the path of the organisation, every role has its boundary, and whatever names them
//! knows the path.

use std::collections::{BTreeMap, BTreeSet};

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::terraform::Tree;

const PATH: &str = "/acme/cells/";
const BOUNDARY: &str = "policy/acme/boundary";
/// What IAM keeps below a path, with whether it takes a boundary.
const BELOW_A_PATH: [(&str, bool); 3] =
    [("aws_iam_instance_profile", false), ("aws_iam_policy", false), ("aws_iam_role", true)];

/// Every application with an identity, workload identities of both mechanisms, and cells with and without a way out.
fn everything(fleet: &str, environment: &str) -> String {
    let cells = |nat: &str| {
        format!(
            r#"
environment "{nat}" {{
  profile = "development"
  account = "222222222222"
  region  = "eu-west-1"
  nat     = "{nat}"
  {environment}
  access "platform" {{
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }}
  application "external-secrets" {{}}
  application "cloudwatch-observability" {{}}
  namespace "mail" {{}}
  workload_identity "mailer" {{
    namespace       = "mail"
    service_account = "mailer"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::222222222222:policy/mail/send"]
  }}
  workload_identity "reader" {{
    namespace       = "mail"
    service_account = "reader"
    policies        = ["arn:aws:iam::222222222222:policy/mail/read"]
  }}
}}
"#
        )
    };
    format!(
        "fleet \"p\" {{\n  owner = \"platform\"\n  cost_centre = \"CC-1\"\n  domain = \"example.com\"\n  {fleet}\n  git {{\n    \
         repository = \"https://github.com/acme/cells.git\"\n    revision = \"v1.0.0\"\n  }}\n}}\n{}{}\n\
         cell \"alpha\" {{\n  environment = \"single\"\n  cidr = \"10.0.0.0/16\"\n}}\n\
         cell \"beta\" {{\n  environment = \"none\"\n  cidr = \"10.1.0.0/16\"\n}}\n",
        cells("single"),
        cells("none")
    )
}

/// The blocks of modules, and every text of the output.
fn generated(text: &str) -> (Tree, BTreeMap<String, String>) {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text.to_owned());
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = cellc::diagnostic::render::human(&analysis.diagnostics, &sources, false);
    let model = analysis.checked().unwrap_or_else(|| panic!("{findings}"));
    let files = pipeline::generate(model, &mut |_| {}).unwrap().files.into_iter().collect();
    (cellc::lower::lower(model), files)
}

/// The resources of one kind: the file and label of each, with two of its arguments.
fn arguments(tree: &Tree, kind: &str) -> BTreeMap<String, [Option<String>; 2]> {
    let mut found = BTreeMap::new();
    for module in &tree.modules {
        let blocks = module.files.iter().flat_map(|file| file.body.blocks());
        for block in blocks.filter(|block| block.kind == "resource" && block.labels[0] == kind) {
            let argument =
                |name| block.body.attribute(name).map(|attribute| cellc::print::print_expression(&attribute.value));
            found
                .insert(format!("{} {}", module.path, block.labels[1]), ["path", "permissions_boundary"].map(argument));
        }
    }
    found
}

#[test]
fn everything_has_the_path_and_every_role_its_boundary() {
    let keys = format!("iam_path = \"{PATH}\"\n  permissions_boundary = \"{BOUNDARY}\"");
    let texts = [everything(&keys, ""), everything("iam_path = \"/x/\"", &keys)];
    let bounded = format!("\"arn:aws:iam::${{var.account_id}}:{BOUNDARY}\"");
    for text in &texts {
        let (tree, _) = generated(text);
        for (kind, takes_a_boundary) in BELOW_A_PATH {
            let found = arguments(&tree, kind);
            assert!(!found.is_empty(), "{kind}");
            for (address, arguments) in found {
                let expected = [Some(format!("\"{PATH}\"")), takes_a_boundary.then(|| bounded.clone())];
                assert_eq!(arguments, expected, "{kind} {address}");
            }
        }
    }
}

/// The ends of all ARNs of roles and instance profiles of a cell, after the word for their kind.
fn named(files: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for kind in [":role/", ":instance-profile/"] {
        for rest in files.values().flat_map(|text| text.split(kind).skip(1)) {
            let name = rest.split(['"', '\n', ' ']).next().unwrap();
            if ["${local.name}", "p-single-alpha", "p-none-beta"].iter().any(|cluster| name.contains(cluster)) {
                found.insert(format!("{kind}{name}"));
            }
        }
    }
    found
}

#[test]
fn whatever_names_a_role_or_profile_of_a_cell_knows_its_path() {
    let (_, without) = generated(&everything("", ""));
    let (_, with) = generated(&everything(&format!("iam_path = \"{PATH}\""), ""));
    let (without, with) = (named(&without), named(&with));
    assert_eq!(
        with.iter().map(|arn| arn.replacen(PATH, "/", 1)).collect::<BTreeSet<_>>(),
        without,
        "the same names, below the path"
    );
    assert!(with.iter().all(|arn| arn.contains(PATH)), "{with:#?}");
    insta::assert_snapshot!(with.into_iter().collect::<Vec<_>>().join("\n"), @r"
    :instance-profile/acme/cells/${local.name}-karpenter-node
    :role/acme/cells/${local.name}-ebs-csi
    :role/acme/cells/${local.name}-karpenter
    :role/acme/cells/p-none-beta-workload-mailer
    :role/acme/cells/p-single-alpha-workload-mailer
    ");
}

/// A node class takes the name of a role, and of a profile, without its path.
#[test]
fn node_classes_name_roles_without_their_path() {
    let classes = |text: &str| {
        let (_, files) = generated(text);
        let node_tiers = files.into_iter().filter(|(path, _)| path.contains("/node-tiers/"));
        let lines = node_tiers.flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>());
        let lines = lines.filter(|line| line.contains("role: ") || line.contains("instanceProfile: "));
        lines.map(|line| line.trim().to_owned()).collect::<BTreeSet<_>>()
    };
    let below = classes(&everything(&format!("iam_path = \"{PATH}\""), ""));
    assert_eq!(
        below,
        BTreeSet::from(
            ["instanceProfile: p-none-beta-karpenter-node", "role: p-single-alpha-karpenter-node"].map(str::to_owned)
        )
    );
}

#[test]
fn an_environment_can_go_back_to_the_usual_path() {
    let (_, usual) = generated(&everything("", ""));
    let (_, back) = generated(&everything("iam_path = \"/x/\"", "iam_path = \"/\""));
    assert!(usual == back);
}

/// Policies that name roles are measured with the path, and fit at the longest one.
#[test]
fn the_longest_path_fits_into_every_policy() {
    let path = format!("/{}/", "x".repeat(510));
    let boundary = format!("policy/{}/{}", "y".repeat(510), "z".repeat(128));
    generated(&everything(&format!("iam_path = \"{path}\"\n  permissions_boundary = \"{boundary}\""), ""));
}
