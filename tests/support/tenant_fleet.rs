//! Specifications of fleets with many tenants, for measuring: ten environments, each with a zone, front doors and buckets.

use std::fmt::Write as _;

/// How many environments there are; the cells and the tenants are spread over them.
const ENVIRONMENTS: usize = 10;

/// How many names the tenants of an environment share.
const BUCKETS: usize = 256;

/// The text of a specification with so many cells and tenants; each tenant is at home in one environment.
pub fn tenant_fleet(cells: usize, tenants: usize) -> String {
    let mut text = String::from(FLEET);
    for environment in 0..ENVIRONMENTS {
        push_account(&mut text, environment);
        push_environment(&mut text, environment, cells / ENVIRONMENTS);
    }
    for number in 0..cells {
        let (environment, inside) = (number % ENVIRONMENTS, number / ENVIRONMENTS);
        let range = format!("10.{}.{}.0/22", environment * 16 + inside / 64, inside % 64 * 4);
        _ = write!(text, "\ncell \"{}\" {{\n  environment = \"e{environment}\"\n", cell(environment, inside));
        _ = write!(text, "  cidr        = \"{range}\"\n}}\n");
    }
    for number in 0..tenants {
        let environment = number % ENVIRONMENTS;
        _ = write!(text, "\ntenant \"coop-{number:05}\" {{\n  home \"e{environment}\" {{}}\n}}\n");
    }
    text
}

fn cell(environment: usize, inside: usize) -> String {
    format!("c{environment}-{inside:03}")
}

const FLEET: &str = r#"allow "CELL0412" {
  reason = "small networks, so that thousands of cells have one each"
}

allow "CELL1102" {
  reason = "one region for each environment, to measure"
}

fleet "delivery" {
  owner       = "platform-engineering"
  cost_centre = "PLATFORM-001"
  domain      = "delivery.example.com"

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

  dns {
    account = "999999999999"
    region  = "eu-west-1"
  }
}
"#;

fn account(environment: usize) -> String {
    format!("22222222222{environment}")
}

fn push_account(text: &mut String, environment: usize) {
    let account = account(environment);
    _ = write!(text, "\naccount \"{account}\" {{\n  validation_records = \"create\"\n}}\n");
}

fn push_environment(text: &mut String, environment: usize, cells: usize) {
    let account = account(environment);
    _ = write!(
        text,
        r#"
environment "e{environment}" {{
  profile  = "production"
  account  = "{account}"
  region   = "eu-west-1"
  network  = "10.{}.0.0/12"
  domain   = "e{environment}.delivery.example.com"
  max_load = 100000

  quotas = {{
    clusters              = 1000
    elastic-ips           = 3000
    event-rules           = 5000
    health-checks         = 5000
    iam-policies          = 5000
    iam-roles             = 10000
    internet-gateways     = 1000
    nat-gateways-per-zone = 1000
    vpcs                  = 1000
  }}

  dns {{
    zone_id = "Z000000000000000000{environment}"
  }}

  front_door {{
    exposure = "public"

    route "delivery" {{
      namespace = "delivery"
      service   = "delivery-api"
      port      = 8080

      health {{
        path = "/ready"
      }}
    }}
  }}

  access "platform" {{
    principal = "arn:aws:iam::{account}:role/platform-engineer"
    policy    = "cluster-admin"
  }}

  namespace "delivery" {{}}

  namespace "fraud-detection" {{}}

  router {{
    tenants = "buckets"

    evacuation {{
      region     = "eu-central-1"
      principals = ["arn:aws:iam::{account}:role/operations"]
    }}
"#,
        environment * 16
    );
    push_buckets(text, environment, cells);
    text.push_str("  }\n}\n");
}

/// Every cell serves as many buckets as the others, and the next one stands in for it.
fn push_buckets(text: &mut String, environment: usize, cells: usize) {
    let serving = cells.min(BUCKETS);
    for inside in 0..serving {
        let (first, end) = (inside * BUCKETS / serving, (inside + 1) * BUCKETS / serving);
        let (home, standby) = (cell(environment, inside), cell(environment, (inside + 1) % cells));
        _ = write!(text, "\n    buckets \"{first:04}-{:04}\" {{\n      cell    = \"{home}\"\n", end - 1);
        _ = write!(text, "      standby = \"{standby}\"\n    }}\n");
    }
}
