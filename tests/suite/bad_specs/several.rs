//! Several mistakes in one specification: each is reported once, and none hides or breeds another.

use super::case::Case;

/// Twenty-two mistakes.
const TWENTY: &str = r#"fleet "demo" {
  owner       = 17
  cost_centre = "CC-1"
  domain      = "localhost"
  colour      = "blue"
  terraform {
    required_version = "newest"
  }
}

environment "dev" {
  account    = 111111111111
  region     = "Ireland"
  zones      = ["a", "B"]
  kubernetes = 1.30
  nat        = "both"
  endpoint   = { public = "yes" }
  logs       = { types = ["api", "everything"], retention_days = 100 }
  encryption = { deletion_window_days = 7.5 }

  node_tier "system" {
    instance_types = "m7g.large"
    image          = "ubuntu"
  }
  node_tier "spot" {
    capacity = spot
    arch     = ["x86_64"]
  }
  access "platform" {
    principal = "platform-engineer"
    policy    = "root"
  }
}

cell "alpha" {
  environment = "dev"
}

cell "Beta" {
  environment = "dev"
  cidr        = "10.1.0.0/16"
  tenants     = "coop-north"
}
"#;

/// One more cell.
const CELL: &str = "cell \"NAME\" {\n  environment = \"dev\"\n  cidr        = \"10.NUMBER.0.0/16\"\n}\n";

/// Mistakes that only the whole picture shows, in one specification.
const RULES: &str = r#"fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
  tags        = { CellID = "x" }
}

environment "dev" {
  account      = "111111111111"
  region       = "eu-west-1"
  network      = "10.0.0.0/12"
  service_cidr = "172.20.0.0/28"
  endpoint     = { public = true }
  encryption   = { deletion_window_days = 3 }

  node_tier "system" {
    min      = 0
    disk_gib = 8
  }
  node_tier "spot" {
    capacity = "spot"
    max      = 3
  }
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "edit"
  }
  access "second" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
  zones       = ["a"]
}

cell "alpha-two" {
  environment = "dev"
  cidr        = "10.0.0.0/17"
}

cell "gamma" {
  environment = "dve"
  cidr        = "10.0.0.0/16"
}

cell "delta" {
  environment = "dev"
  cidr        = "192.168.0.0/16"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
}
"#;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::hcl("several-twenty", include_str!("twenty.hcl")).finds(22),
        Case::hcl("several-twenty-mistakes", TWENTY).finds(21),
        Case::edited("cascade-misspelled-required-key", &[("account =", "acount =")]),
        Case::edited("cascade-misspelled-environment", &[("environment \"dev\"", "enviroment \"dev\"")]),
        Case::edited("cascade-misspelled-cell", &[("cell \"alpha\"", "cel \"alpha\"")]),
        Case::edited("cascade-misspelled-access", &[("access \"platform\"", "acces \"platform\"")]),
        Case::edited("cascade-misspelled-policy", &[("policy    =", "polcy     =")]),
        Case::appended("cascade-shared-zones", &format!("{}{}", CELL.replace("NAME", "beta").replace("NUMBER", "1"), CELL.replace("NAME", "gamma").replace("NUMBER", "2"))).with("\"eu-west-1\"\n", "\"eu-west-1\"\n  zones   = [\"a\"]\n"),
        Case::appended("cascade-shared-deploy-role", &format!("{}{}", CELL.replace("NAME", "beta").replace("NUMBER", "1"), CELL.replace("NAME", "gamma").replace("NUMBER", "2"))).with("\"eu-west-1\"\n", "\"eu-west-1\"\n  deploy_role = \"arn:aws:iam::222222222222:role/terraform\"\n"),
        Case::appended("cascade-shared-identity", &format!("{}{}", CELL.replace("NAME", "beta").replace("NUMBER", "1"), CELL.replace("NAME", "gamma").replace("NUMBER", "2"))).with("\"eu-west-1\"\n", "\"eu-west-1\"\n  workload_identity \"a-name-that-goes-on-and-on-until-it-ends-here\" {\n    namespace       = \"payments\"\n    service_account = \"scoring\"\n    policies        = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n  }\n"),
        Case::hcl("several-rules", RULES).finds(16),
        Case::edited("cascade-renamed-environment", &[("environment \"dev\"", "environment \"prd\""), ("cell \"alpha\" {\n", &format!("{}{}cell \"alpha\" {{\n", CELL.replace("NAME", "beta").replace("NUMBER", "1"), CELL.replace("NAME", "gamma").replace("NUMBER", "2")))]),
        Case::edited("cascade-long-cell", &[("cell \"alpha\"", "cell \"a-name-that-goes-on-and-on-until-the-very-end-of-it\""), ("\"eu-west-1\"\n", "\"eu-west-1\"\n  workload_identity \"scoring\" {\n    namespace       = \"payments\"\n    service_account = \"scoring\"\n    policies        = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n  }\n")]),
        Case::fleet("cascade-tags-of-the-fleet", &format!("tags = {{ {} }}", (1..=50).map(|number| format!("T{number} = \"x\"")).collect::<Vec<_>>().join(", "))),
        Case::edited("cascade-environment-unreadable", &[("\"111111111111\"\n", "\"1\"\n")]),
        Case::edited("cascade-environment-name", &[("environment \"dev\"", "environment \"Dev\"")]),
        Case::edited("cascade-fleet-unreadable", &[("\"CC-1\"", "1")]),
        Case::edited("cascade-access-unreadable", &[("\"cluster-admin\"", "\"clusteradmin\"")]),
        Case::environment("cascade-tier-unreadable", "node_tier \"spot\" {\n  capacity = \"spt\"\n}"),
        Case::edited(
            "cascade-class-unreadable",
            &[
                ("\"eu-west-1\"\n", "\"eu-west-1\"\n  class \"large\" {\n    nat = \"both\"\n  }\n"),
                ("\"10.0.0.0/16\"\n", "\"10.0.0.0/16\"\n  class       = \"large\"\n"),
            ],
        ),
        Case::environment("cascade-optional-unreadable", "endpoint = { public = true, cidrs = [\"203.0.113.7/24\"] }"),
        Case::edited("cascade-cell-without-environment", &[("environment = \"dev\"", "environment = 1")]),
        Case::environment(
            "cascade-namespaces-unreadable",
            "access \"second\" {\n  principal  = \"arn:aws:iam::111111111111:role/second\"\n  policy     = \"cluster-admin\"\n  namespaces = [\"A\"]\n}",
        ),
        Case::environment(
            "cascade-policy-unreadable",
            "access \"second\" {\n  principal  = \"arn:aws:iam::111111111111:role/second\"\n  policy     = \"veiw\"\n  namespaces = [\"payments\"]\n}",
        ),
        Case::environment("cascade-min-unreadable", "node_tier \"system\" {\n  min = \"six\"\n  max = 1\n}"),
    ]
}
