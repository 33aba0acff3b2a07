//! What a cell's own Argo CD pulls, judged from the emitted files alone.

mod access;
mod admission;
mod authoriser;
mod chart_kinds;
mod charts;
mod cloudwatch;
mod emitted;
mod front_door;
mod network;
mod pins;
mod projects;
mod reach;
mod release_manager;
mod scheduling;
mod shares;
mod tolerations;

use cellc::pipeline::{self, Output, Settings};
use cellc::source::SourceMap;

/// A fleet of one cell with these lines in its environment.
fn fleet(environment: &str) -> String {
    format!(
        r#"fleet "demo" {{
  owner       = "platform"
  cost_centre = "CC-1"
  git {{
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }}
}}
environment "dev" {{
  account = "111111111111"
  region  = "eu-west-1"
  access "platform" {{
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }}
{environment}
}}
cell "alpha" {{
  environment = "dev"
  cidr        = "10.0.0.0/16"
}}
"#
    )
}

/// Compiles a specification that must be right.
fn compile(text: &str) -> Output {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = cellc::diagnostic::render::human(&analysis.diagnostics, &sources, false);
    assert!(!cellc::diagnostic::has_errors(&analysis.diagnostics), "{findings}\n{text}");
    pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap()
}
