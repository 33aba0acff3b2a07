//! Specifications of any size, for measuring: the same number of cells gives the same text.

use std::fmt::Write as _;

/// The most cells that a fleet can have.
pub const MOST_CELLS: usize = 10_000;

/// The most cells of four accounts: each cell has 11 roles, and each account states a quota of 10,000. Larger fleets have
/// three times the environments, each with an account of its own.
const MOST_CELLS_OF_FOUR_ACCOUNTS: usize = 3_600;

/// Each has two classes.
const ENVIRONMENTS: [Environment; 4] = [
    Environment { name: "prod-eu", profile: "production", region: "eu-west-1", account: "222222222222" },
    Environment { name: "prod-us", profile: "production", region: "us-east-1", account: "444444444444" },
    Environment { name: "staging", profile: "staging", region: "eu-west-1", account: "333333333333" },
    Environment { name: "dev", profile: "development", region: "eu-central-1", account: "111111111111" },
];

/// The networks of cells in the network of an environment. The last one is never a cell's at first.
const NETWORKS: usize = 1_024;

/// How a fleet is divided.
#[derive(Clone, Copy)]
struct Division {
    /// Every cell belongs to the next one of them.
    environments: usize,
    /// The parts of 10.0.0.0/8 of which each environment has one.
    parts: usize,
}

impl Division {
    const SMALL: Self = Self { environments: ENVIRONMENTS.len(), parts: 4 };
    const LARGE: Self = Self { environments: 3 * ENVIRONMENTS.len(), parts: 16 };

    const fn of(cells: usize) -> Self {
        if cells <= MOST_CELLS_OF_FOUR_ACCOUNTS { Self::SMALL } else { Self::LARGE }
    }

    /// The network of an environment.
    fn network(self, environment: usize) -> String {
        cidr(environment, self.parts)
    }

    /// One of the networks inside it.
    fn network_of_cell(self, environment: usize, network: usize) -> String {
        cidr(environment * NETWORKS + network, self.parts * NETWORKS)
    }
}

/// One of so many equal parts of 10.0.0.0/8.
fn cidr(number: usize, parts: usize) -> String {
    let first = number * (1 << 24) / parts;
    format!("10.{}.{}.{}/{}", first >> 16, first >> 8 & 255, first & 255, 8 + parts.ilog2())
}

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
    assert!(cells <= MOST_CELLS, "a fleet has at most {MOST_CELLS} cells");
    let (mut text, division) = (String::from(FLEET), Division::of(cells));
    for number in 0..division.environments {
        push_environment(&mut text, division, number);
    }
    for number in 0..cells {
        push_cell(&mut text, division, number, number / division.environments);
    }
    text
}

/// The same text, but for the network of the first cell.
///
/// # Panics
/// When the text is not one of [`fleet`], or one of more than 3,600 cells.
pub fn with_first_cell_moved(text: &str) -> String {
    let (mut old, mut new) = (String::new(), String::new());
    push_cell(&mut old, Division::SMALL, 0, 0);
    push_cell(&mut new, Division::SMALL, 0, NETWORKS - 1);
    assert!(text.contains(&old), "the first cell is not where it is looked for");
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
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-west-1"
    }
  }
}
"#;

#[expect(clippy::too_many_lines, reason = "nearly all of it is the text of a specification")]
fn push_environment(text: &mut String, division: Division, number: usize) {
    let Environment { profile, region, .. } = kind(number);
    let (name, account, network) = (name(number), account(number), division.network(number));
    _ = write!(
        text,
        r#"
environment "{name}" {{
  profile      = "{profile}"
  account      = "{account}"
  region       = "{region}"
  network      = "{network}"
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

/// The one of [`ENVIRONMENTS`] that an environment is like.
fn kind(environment: usize) -> &'static Environment {
    let number = environment % ENVIRONMENTS.len();
    ENVIRONMENTS.get(number).expect("invariant: a remainder is less than its divisor")
}

fn name(environment: usize) -> String {
    match environment / ENVIRONMENTS.len() {
        0 => kind(environment).name.to_owned(),
        further => format!("{}-{}", kind(environment).name, further + 1),
    }
}

fn account(environment: usize) -> String {
    match environment / ENVIRONMENTS.len() {
        0 => kind(environment).account.to_owned(),
        further => format!("{:.11}{}", kind(environment).account, further + 5),
    }
}

/// Every second cell of an environment has the class that has a name.
fn push_cell(text: &mut String, division: Division, number: usize, network: usize) {
    let environment = number % division.environments;
    let (name, network) = (name(environment), division.network_of_cell(environment, network));
    _ = write!(text, "\ncell \"coop-{number:04}\" {{\n  environment = \"{name}\"\n");
    if number / division.environments % 2 == 1 {
        text.push_str("  class       = \"memory\"\n");
    }
    _ = write!(
        text,
        "  cidr        = \"{network}\"\n  tenants     = [\"north-{number:04}\", \"south-{number:04}\"]\n}}\n"
    );
}
