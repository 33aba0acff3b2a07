//! What the quota rule counts is what the output makes.

use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::SourceMap;

/// One cell with these quotas.
fn analyse(quotas: &str) -> Analysis {
    let text = format!(
        r#"fleet "demo" {{
  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "delivery.example.com"
  git {{
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }}
}}
environment "dev" {{
  account = "111111111111"
  region  = "eu-west-1"
  quotas  = {{ {quotas} }}

  application "cloudwatch-observability" {{}}
  application "external-secrets" {{}}
  application "external-dns" {{
    zones = ["Z0123456789ABCDEFGHIJ"]
  }}
  workload_identity "reports" {{
    namespace       = "reports"
    service_account = "reports"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::111111111111:policy/reports"]
  }}
  access "platform" {{
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }}
}}
cell "alpha" {{
  environment = "dev"
  cidr        = "10.0.0.0/16"
}}
"#
    );
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    pipeline::analyse(&sources, &Settings { as_of: "2026-11-21".parse().unwrap() }, &mut |_| {})
}

/// How many resources of a type the modules have, apart from those that `for_each` multiplies.
fn made(kind: &str) -> usize {
    let output = pipeline::generate(analyse("").checked().unwrap(), &mut |_| {}).unwrap();
    let modules = output.files.iter().filter(|(path, _)| path.starts_with("modules/"));
    modules.map(|(_, text)| text.matches(&format!("resource \"{kind}\" ")).count()).sum()
}

#[test]
fn quotas_suffice_for_exactly_what_is_made() {
    // The rules of Karpenter are one resource for five events, the NAT gateway is one for each zone that has one.
    let counted = [
        ("iam-roles", made("aws_iam_role")),
        ("iam-policies", made("aws_iam_policy")),
        ("oidc-providers", made("aws_iam_openid_connect_provider")),
        ("vpcs", made("aws_vpc")),
        ("internet-gateways", made("aws_internet_gateway")),
        ("clusters", made("aws_eks_cluster")),
        ("elastic-ips", made("aws_eip")),
        ("event-rules", 5),
    ];
    for (name, count) in counted {
        let found = |quota: usize| analyse(&format!("{name} = {quota}")).diagnostics;
        assert!(count > 0 && found(count).is_empty(), "{name}: {count} are made, {:?}", found(count));
        assert_eq!(found(count - 1).len(), 1, "{name}: {count} are made");
    }
}
