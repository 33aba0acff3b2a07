//! Fleets whose cells share an account.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc_test_support::specification;

/// Emitted files by path.
pub(crate) type Files = BTreeMap<String, String>;

/// The fleet whose cells could be taken for each other.
pub(crate) const ONE_NAME_BEGINS_THE_OTHER: &str = "one name begins the other";

/// The folder of the repository.
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Fleets by name: those of the repository, and those that are made for this question.
pub(crate) fn all() -> Vec<(String, Files)> {
    let mut fleets = vec![("examples/minimal.hcl".to_owned(), of_path("examples/minimal.hcl"))];
    for folder in ["examples", "tests/cases"] {
        let entries = Path::new(ROOT).join(folder).read_dir().unwrap().map(Result::unwrap);
        let folders = entries.filter(|entry| entry.path().is_dir());
        fleets.extend(folders.map(|entry| {
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            let files = of_path(&path);
            (path, files)
        }));
    }
    fleets.extend(made().into_iter().map(|(name, text)| (name.to_owned(), compile([("fleet.hcl", text.as_str())]))));
    fleets.sort_by(|(one, _), (other, _)| one.cmp(other));
    fleets
}

/// Everything that has an identity, in two cells of one class, one class more and one environment more; and the names that
/// could be mistaken for each other.
pub(crate) fn made() -> Vec<(&'static str, String)> {
    let longest = (&"c".repeat(22)[..], &format!("{}d", "c".repeat(21))[..]);
    vec![
        ("two cells, all applications", fleet("aws", "eu-west-1", &["alpha", "beta"], EVERYTHING)),
        (ONE_NAME_BEGINS_THE_OTHER, fleet("aws", "eu-west-1", &["a", REFUSED.0, "ab"], EVERYTHING)),
        ("names of the longest kind", fleet("aws", "ap-southeast-1", &[longest.0, longest.1], "")),
        ("no way out", fleet("aws", "eu-west-1", &["alpha", "beta"], "nat = \"none\"")),
        ("below a path, with a boundary", fleet("aws", "eu-west-1", &["alpha", "beta"], &below_a_path(EVERYTHING))),
        ("no way out, below a path", fleet("aws", "eu-west-1", &["alpha", "beta"], &below_a_path("nat = \"none\""))),
        ("Session Manager", fleet("aws", "eu-west-1", &["alpha", "beta"], "session_manager = true")),
        ("GovCloud", fleet("aws-us-gov", "us-gov-west-1", &["alpha", "beta"], EVERYTHING_BUT_NAMES)),
        ("China", fleet("aws-cn", "cn-north-1", &["alpha", "beta"], EVERYTHING_BUT_NAMES)),
    ]
}

/// The two cells that most tests ask about: all applications, and workload identities of both mechanisms.
pub(crate) fn two_cells() -> Files {
    compile([("fleet.hcl", fleet("aws", "eu-west-1", &["alpha", "beta"], EVERYTHING).as_str())])
}

/// The same two cells, where the organisation demands a path.
pub(crate) fn two_cells_below_a_path() -> Files {
    let environment = below_a_path(EVERYTHING);
    compile([("fleet.hcl", fleet("aws", "eu-west-1", &["alpha", "beta"], &environment).as_str())])
}

fn below_a_path(environment: &str) -> String {
    format!("iam_path = \"/acme/cells/\"\n  permissions_boundary = \"policy/acme/boundary\"\n{environment}")
}

const EVERYTHING: &str = r#"
  application "external-dns" {
    zones = ["Z0123456789ABCDEFGHIJ"]
  }
  application "external-secrets" {}
  application "cloudwatch-observability" {}
  workload_identity "orders" {
    namespace       = "orders"
    service_account = "orders"
    policies        = ["arn:aws:iam::222222222222:policy/orders"]
  }
  workload_identity "mailer" {
    namespace       = "mail"
    service_account = "mailer"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::222222222222:policy/mail/send"]
  }
"#;

const EVERYTHING_BUT_NAMES: &str = r#"
  application "external-secrets" {}
  application "cloudwatch-observability" {}
"#;

/// A fleet with two environments in one account: the first with these cells in two classes, the second with one cell.
fn fleet(partition: &str, region: &str, cells: &[&str], environment: &str) -> String {
    let access = format!(
        r#"
  access "platform" {{
    principal = "arn:{partition}:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }}
"#
    );
    let mut text = format!(
        r#"
fleet "p" {{
  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "example.com"
  git {{
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }}
}}
environment "dev" {{
  account = "222222222222"
  region  = "{region}"
{environment}
{access}
  class "canary" {{
    kubernetes = "1.36"
  }}
}}
environment "test" {{
  account = "222222222222"
  region  = "{region}"
{access}
}}
cell "other" {{
  environment = "test"
  cidr        = "10.90.0.0/16"
}}
cell "canary" {{
  environment = "dev"
  class       = "canary"
  cidr        = "10.91.0.0/16"
}}
"#
    );
    for (number, cell) in cells.iter().enumerate() {
        let range = 64 + number;
        writeln!(text, "cell \"{cell}\" {{\n  environment = \"dev\"\n  cidr = \"10.{range}.0.0/16\"\n}}").unwrap();
    }
    text
}

/// The output of a specification of the repository.
pub(crate) fn of_path(path: &str) -> Files {
    let path = Path::new(ROOT).join(path);
    let texts: Vec<(String, String)> = specification::files(&path)
        .iter()
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    compile(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// Compiles a specification that must be right.
pub(crate) fn compile<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Files {
    let mut sources = SourceMap::new();
    for (name, text) in texts {
        sources.add(name, name, text.to_owned());
    }
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = cellc::diagnostic::render::human(&analysis.diagnostics, &sources, false);
    let model = analysis.checked().unwrap_or_else(|| panic!("{findings}"));
    let files = pipeline::generate(model, &mut |_| {}).unwrap().files;
    let (stand_in, name) = REFUSED;
    files.into_iter().map(|(path, text)| (path.replace(stand_in, name), text.replace(stand_in, name))).collect()
}

/// CELL0305 refuses a name that begins another; what is emitted must keep such cells apart even so. The first name stands
/// in for the second one until the files are there.
const REFUSED: (&str, &str) = ("azzb", "a-b");
