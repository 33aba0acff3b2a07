//! The fleet of `examples/minimal.hcl`, built in Rust: the same types, the same model, the same Terraform.
//!
//! Run it with `cargo run --example fleet_in_rust`; it prints the paths of all files and one of the files.

use std::error::Error;
use std::io::Write as _;

use cellc::diagnostic::render;
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::spec::{Access, Cell, Environment, Fleet, Spec};
use cellc::values::AccessPolicy;

fn main() -> Result<(), Box<dyn Error>> {
    let spec = fleet()?;
    let (output, diagnostics) =
        pipeline::compile(&spec, &Settings { as_of: "2026-11-21".parse()? }).map_err(|faults| format!("{faults:?}"))?;
    std::io::stderr().write_all(render::human(&diagnostics, &SourceMap::new(), false).as_bytes())?;
    let files = output.ok_or("the fleet has errors")?.files;
    let mut stdout = std::io::stdout().lock();
    for path in files.keys() {
        writeln!(stdout, "{path}")?;
    }
    writeln!(stdout, "\n{}", files.get("environments/dev/cells/alpha/main.tf").ok_or("no such file")?)?;
    Ok(())
}

/// The specification.
pub fn fleet() -> Result<Spec, cellc::values::ValueError> {
    let admin =
        Access::cluster("arn:aws:iam::111111111111:role/platform-engineer".parse()?, AccessPolicy::ClusterAdmin);
    let dev = Environment {
        access: [("platform".parse()?, admin)].into_iter().collect(),
        ..Environment::new("111111111111".parse()?, "eu-west-1".parse()?)
    };
    let alpha = Cell::new("dev".parse()?, "10.0.0.0/16".parse()?);
    Ok(Spec {
        fleet: [("demo".parse()?, Fleet::new("platform".parse()?, "CC-1".parse()?))].into_iter().collect(),
        environment: [("dev".parse()?, dev)].into_iter().collect(),
        cell: [("alpha".parse()?, alpha)].into_iter().collect(),
        ..Spec::default()
    })
}
