//! What nodes may do in Systems Manager: nothing, unless the spec turns Session Manager on.

use std::collections::BTreeMap;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::terraform::Tree;
use cellc_test_support::policy_document;
use serde_json::{Value, json};

#[test]
fn nodes_have_no_right_in_systems_manager() {
    let tree = generated("");
    assert!(!format!("{tree:?}").contains("AmazonSSM"), "a policy of AWS reads every parameter of the account");
    assert_eq!(sessions(&tree), BTreeMap::new());
}

#[test]
fn session_manager_is_five_permissions_on_both_node_roles() {
    let tree = generated("session_manager = true");
    let sessions = sessions(&tree);
    let actions = json!([
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
    ]);
    assert_eq!(sessions.keys().collect::<Vec<_>>(), ["karpenter_node_session_manager", "system_node_session_manager"]);
    for (role, policy) in sessions {
        let statements = policy["Statement"].as_array().unwrap();
        assert_eq!(statements.len(), 1, "{role}");
        assert_eq!(statements[0]["Action"], actions, "{role}");
        assert_eq!(statements[0]["Condition"]["StringEquals"]["aws:RequestedRegion"], "eu-west-1", "{role}");
    }
}

#[test]
fn a_class_may_have_sessions_of_its_own() {
    let tree = generated("class \"debug\" { session_manager = true }");
    let with = |path: &str| {
        let module = tree.modules.iter().find(|module| module.path == path).unwrap();
        format!("{module:?}").contains("ssmmessages")
    };
    assert_eq!((with("modules/dev-cell"), with("modules/dev-cell-debug")), (false, true));
}

#[test]
fn an_isolated_cell_has_the_endpoint_of_sessions_only_with_sessions() {
    let text = |words: &str| format!("{:?}", generated(&format!("nat = \"none\"\n{words}")));
    let endpoint = "String(\"ssmmessages\")";
    assert!(!text("").contains(endpoint));
    assert!(text("session_manager = true").contains(endpoint));
    assert!(!text("session_manager = true").contains("ec2messages"));
}

/// The policies of nodes that allow something and are cellc's own, by their names in Terraform.
fn sessions(tree: &Tree) -> BTreeMap<String, Value> {
    let known = [("var.region", "eu-west-1"), ("var.account_id", "111111111111"), ("local.name", "demo-dev-alpha")]
        .map(|(path, value)| (path.to_owned(), value.to_owned()));
    let modules = tree.modules.iter().map(|module| {
        let mut module = module.clone();
        module.files.retain(|file| matches!(file.name.as_str(), "karpenter.tf" | "system_nodes.tf"));
        module
    });
    let nodes = Tree { modules: modules.collect() };
    let mut policies = policy_document::policies(&nodes, "aws_iam_role_policy", "policy", &known.into());
    policies.retain(|_, policy| {
        let mut statements = policy["Statement"].as_array().unwrap().iter();
        statements.any(|statement| statement["Effect"] == "Allow")
    });
    policies
}

fn generated(environment: &str) -> Tree {
    let class = if environment.contains("class") {
        "cell \"beta\" {\n environment = \"dev\"\n class = \"debug\"\n cidr = \"10.1.0.0/16\"\n}"
    } else {
        ""
    };
    let spec = format!(
        r#"fleet "demo" {{
  owner       = "platform"
  cost_centre = "CC-1"
}}
environment "dev" {{
  account = "111111111111"
  region  = "eu-west-1"
  {environment}
  access "platform" {{
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }}
}}
cell "alpha" {{
  environment = "dev"
  cidr        = "10.0.0.0/16"
}}
{class}
"#
    );
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec);
    let analysis = pipeline::analyse(&sources, &Settings { as_of: "2026-11-27".parse().unwrap() }, &mut |_| {});
    cellc::lower::lower(analysis.checked().unwrap())
}
