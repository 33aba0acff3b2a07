//! Specifications of any size, for measuring: the same number of cells gives the same text.

use std::fmt::Write as _;

/// The most cells that fit: each has 11 roles, and each of four accounts states 10,000.
pub const MOST_CELLS: usize = 3_600;

/// Each has two classes, takes every fourth cell, and has a quarter of 10.0.0.0/8.
const ENVIRONMENTS: [Environment; 4] = [
    Environment { name: "prod-eu", profile: "production", region: "eu-west-1", account: "222222222222" },
    Environment { name: "prod-us", profile: "production", region: "us-east-1", account: "444444444444" },
    Environment { name: "staging", profile: "staging", region: "eu-west-1", account: "333333333333" },
    Environment { name: "dev", profile: "development", region: "eu-central-1", account: "111111111111" },
];

/// Networks of 4,096 addresses in a quarter of 10.0.0.0/8. The last one is never a cell's at first.
const NETWORKS: usize = 1_024;

struct Environment {
    name: &'static str,
    profile: &'static str,
    region: &'static str,
    account: &'static str,
}

/// The text of a specification with so many cells, at most [`MOST_CELLS`].
///
/// # Panics
/// When there are more.
pub fn fleet(cells: usize) -> String {
    assert!(cells <= MOST_CELLS, "the accounts suffice for {MOST_CELLS} cells");
    let mut text = String::from(FLEET);
    for (number, environment) in ENVIRONMENTS.iter().enumerate() {
        push_environment(&mut text, number, environment);
    }
    for number in 0..cells {
        push_cell(&mut text, number, number / ENVIRONMENTS.len());
    }
    text
}

/// The same text, but for the network of the first cell.
pub fn with_first_cell_moved(text: &str) -> String {
    let (mut old, mut new) = (String::new(), String::new());
    push_cell(&mut old, 0, 0);
    push_cell(&mut new, 0, NETWORKS - 1);
    text.replacen(&old, &new, 1)
}

const FLEET: &str = r#"allow "CELL0412" {
  reason = "small networks, so that thousands of cells have one each"
}

fleet "delivery" {
  owner       = "platform-engineering"
  cost_centre = "PLATFORM-001"
  domain      = "delivery.example.com"
  tags        = { Domain = "YearlyDelivery" }

  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v2026.11.1"
  }

  terraform {
    backend "s3" {
      bucket         = "acme-terraform-state"
      region         = "eu-west-1"
      dynamodb_table = "acme-terraform-locks"
    }
  }
}
"#;

#[expect(clippy::too_many_lines, reason = "nearly all of it is the text of a specification")]
fn push_environment(text: &mut String, number: usize, environment: &Environment) {
    let Environment { name, profile, region, account } = environment;
    let first = number * 64;
    _ = write!(
        text,
        r#"
environment "{name}" {{
  profile      = "{profile}"
  account      = "{account}"
  region       = "{region}"
  network      = "10.{first}.0.0/10"
  service_cidr = "172.20.0.0/16"
  deploy_role  = "arn:aws:iam::{account}:role/terraform"

  quotas = {{
    clusters              = 1000
    elastic-ips           = 3000
    event-rules           = 5000
    iam-policies          = 5000
    iam-roles             = 10000
    internet-gateways     = 1000
    nat-gateways-per-zone = 1000
    vpcs                  = 1000
  }}

  node_tier "system" {{
    instance_types = ["m7g.large", "m6g.large"]
    min            = 2
    max            = 4
  }}

  node_tier "on-demand" {{
    capacity   = "on-demand"
    categories = ["c", "m"]
    cpus       = [4, 8, 16]
    limits     = {{ cpu = 500, memory = "2000Gi" }}

    taint "workload-type" {{
      value  = "latency-sensitive"
      effect = "NoSchedule"
    }}
  }}

  node_tier "spot" {{
    capacity   = "spot"
    categories = ["c", "m", "r"]
    cpus       = [4, 8, 16, 32]
    limits     = {{ cpu = 1000, memory = "4000Gi" }}
  }}

  workload_identity "scoring" {{
    namespace       = "delivery"
    service_account = "scoring"
    policies        = ["arn:aws:iam::{account}:policy/models-read"]
  }}

  workload_identity "rollover" {{
    namespace       = "delivery"
    service_account = "rollover"
    policies        = ["arn:aws:iam::{account}:policy/delivery-rollover"]
  }}

  access "platform" {{
    principal = "arn:aws:iam::{account}:role/platform-engineer"
    policy    = "cluster-admin"
  }}

  access "developers" {{
    principal  = "arn:aws:iam::{account}:role/developer"
    role       = "developer"
    namespaces = ["delivery", "fraud-detection"]
  }}

  namespace "delivery" {{
    exposure = "internal"
    ports    = [8080]

    connection "scoring" {{
      to    = "fraud-detection"
      ports = [9000]
    }}

    egress "aws" {{
      cidrs = ["0.0.0.0/0"]
      ports = [443]
    }}
  }}

  namespace "fraud-detection" {{}}

  class "memory" {{
    node_tier "memory" {{
      capacity   = "on-demand"
      categories = ["r", "x"]
      limits     = {{ cpu = 250, memory = "4000Gi" }}
    }}
  }}
}}
"#
    );
}

/// Every second cell of an environment has the class that has a name.
fn push_cell(text: &mut String, number: usize, network: usize) {
    let quarter = number % ENVIRONMENTS.len();
    let environment = ENVIRONMENTS.get(quarter).expect("invariant: a remainder is less than its divisor").name;
    let (second, third) = (quarter * 64 + network / 16, network % 16 * 16);
    _ = write!(text, "\ncell \"coop-{number:04}\" {{\n  environment = \"{environment}\"\n");
    if number / ENVIRONMENTS.len() % 2 == 1 {
        text.push_str("  class       = \"memory\"\n");
    }
    _ = write!(
        text,
        "  cidr        = \"10.{second}.{third}.0/20\"\n  tenants     = [\"north-{number:04}\", \"south-{number:04}\"]\n}}\n"
    );
}
