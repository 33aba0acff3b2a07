//! Tenants that are nowhere, in two places or in the wrong one, and cells that skip a state of their life.

use super::case::Case;

const BETA: &str = "cell \"beta\" {\n  environment = \"dev\"\n  cidr        = \"10.1.0.0/16\"\n}\n";

/// State that production may have.
const STATE: &str = "  terraform {\n    required_version = \">= 1.10\"\n    backend \"s3\" {\n      bucket = \"acme-terraform-state\"\n      region = \"eu-west-1\"\n    }\n  }\n";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = homes();
    cases.extend(standbys());
    cases.extend(loads());
    cases.extend(states());
    cases.extend(sharing());
    cases
}

/// The good specification with a second cell `beta`, and a tenant with these lines in its block and in its home.
fn tenant(name: &'static str, lines: &str, home: &str) -> Case {
    let indented = |lines: &str, by: &str| lines.lines().fold(String::new(), |text, line| text + by + line + "\n");
    let (lines, home) = (indented(lines, "  "), indented(home, "    "));
    let tenant = format!("tenant \"coop-north\" {{\n{lines}\n  home \"dev\" {{\n{home}  }}\n}}\n");
    Case::appended(name, &format!("{BETA}\n{tenant}"))
}

fn homes() -> Vec<Case> {
    let staging = "\nenvironment \"staging\" {\n  shares = \"dev\"\n}\n";
    let moving = |until| format!("cell = \"alpha\"\nmoving_to {{\n  cell  = \"beta\"\n  until = \"{until}\"\n}}");
    vec![
        tenant("tenant-in-no-cell", "", "cell = \"alfa\""),
        tenant("tenant-in-a-cell-of-nobody", "", "cell = \"somewhere-else\""),
        tenant("tenant-in-no-environment", "", "cell = \"alpha\"").with("home \"dev\"", "home \"prod\""),
        tenant("tenant-in-a-guest", "", "cell = \"alpha\"")
            .with("home \"dev\"", "home \"staging\"")
            .with("\ncell \"beta\"", &format!("{staging}\ncell \"beta\"")),
        tenant("tenant-listed-and-at-home", "", "cell = \"alpha\"")
            .with("\"10.1.0.0/16\"\n", "\"10.1.0.0/16\"\n  tenants     = [\"coop-north\"]\n"),
        tenant("tenant-at-home-where-it-is-listed", "", "cell = \"beta\"")
            .with("\"10.1.0.0/16\"\n", "\"10.1.0.0/16\"\n  tenants     = [\"coop-north\"]\n"),
        tenant("tenant-outside-its-residency", "residency = [\"us-*\", \"ca-central-1\"]", "cell = \"alpha\""),
        tenant("tenant-residency-is-no-region", "residency = [\"europe\"]", "cell = \"alpha\""),
        tenant("tenant-not-alone", "dedicated = true", "cell = \"alpha\"")
            .with("\"10.0.0.0/16\"\n", "\"10.0.0.0/16\"\n  tenants     = [\"coop-east\", \"coop-west\"]\n"),
        tenant("tenant-called-like-a-cell", "", "cell = \"alpha\"").with("\"coop-north\"", "\"beta\""),
        tenant("tenant-called-like-a-bucket", "", "cell = \"alpha\"").with("\"coop-north\"", "\"b0417\""),
        tenant("tenant-move-is-over", "", &moving("2026-11-20")),
        tenant("tenant-moves-nowhere", "", &moving("2026-12-31")).with("  cell  = \"beta\"", "  cell  = \"alpha\""),
    ]
}

fn standbys() -> Vec<Case> {
    let standby = "cell    = \"alpha\"\nstandby = \"beta\"";
    let in_profile = |name, profile: &str| {
        let profile = format!("\"eu-west-1\"\n  profile = \"{profile}\"\n  max_load = 10\n");
        tenant(name, "", standby).with("\"eu-west-1\"\n", &profile)
    };
    vec![
        tenant("tenant-stands-in-for-itself", "", "cell    = \"alpha\"\nstandby = \"alpha\""),
        in_profile("tenant-standby-in-the-same-account", "development"),
        in_profile("tenant-standby-in-the-same-account-of-staging", "staging"),
        tenant("tenant-standby-without-a-size", "", standby)
            .with("cidr        = \"10.1.0.0/16\"", "cidr        = \"10.1.0.0/16\"\n  region      = \"eu-central-1\""),
    ]
}

fn loads() -> Vec<Case> {
    let most = |case: Case, most: u32| case.with("\"eu-west-1\"\n", &format!("\"eu-west-1\"\n  max_load = {most}\n"));
    let elsewhere = |case: Case| {
        case.with("cidr        = \"10.1.0.0/16\"", "cidr        = \"10.1.0.0/16\"\n  region      = \"eu-central-1\"")
    };
    let both = "cell    = \"alpha\"\nstandby = \"beta\"";
    let lists_south =
        |case: Case| case.with("  region      = \"eu-c", "  tenants     = [\"coop-south\"]\n  region      = \"eu-c");
    vec![
        most(tenant("tenant-load-above-the-most", "load = 7", "cell = \"alpha\""), 6),
        lists_south(elsewhere(most(tenant("tenant-load-after-a-loss", "load = 6", both), 6))),
        tenant("tenant-blast-radius", "load = 3", "cell = \"alpha\"")
            .with("\"CC-1\"\n", "\"CC-1\"\n  max_blast_radius = \"60%\"\n")
            .with("\"10.1.0.0/16\"\n", "\"10.1.0.0/16\"\n  tenants     = [\"coop-south\"]\n"),
        Case::fleet("value-percentage", "max_blast_radius = \"0.5\""),
    ]
}

fn states() -> Vec<Case> {
    let in_state =
        |name, state: &str| Case::cell(name, &format!("state       = \"{state}\"\ntenants     = [\"coop-north\"]"));
    let standby = "cell    = \"alpha\"\nstandby = \"beta\"";
    let beta = |name, state: &str| {
        let state = format!("\"10.1.0.0/16\"\n  region      = \"eu-central-1\"\n  state       = \"{state}\"\n");
        let case = tenant(name, "", standby).with("\"10.1.0.0/16\"\n", &state);
        case.with("\"eu-west-1\"\n", "\"eu-west-1\"\n  max_load = 2\n")
    };
    let lock = |lines: &str| format!("{{\n  \"format\": 1,\n{lines}}}\n");
    let alpha = "  \"blocks dev/alpha\": 4,\n  \"range dev/alpha\": \"10.0.0.0/16\",\n";
    let gone = "  \"blocks dev/gone\": 4,\n  \"range dev/gone\": \"10.5.0.0/16\"";
    vec![
        in_state("tenant-in-a-planned-cell", "planned"),
        in_state("tenant-in-a-draining-cell-without-a-standby", "draining"),
        in_state("tenant-in-a-retiring-cell", "retiring"),
        beta("tenant-standby-is-draining", "draining"),
        beta("tenant-standby-is-retiring", "retiring"),
        Case::cell("value-cell-state", "state = \"retired\""),
        Case::cell("cell-state-skipped", "state = \"retiring\"")
            .with_lock(&lock(&format!("{alpha}  \"state dev/alpha\": \"active\"\n"))),
        Case::cell("cell-state-back-to-planned", "state = \"planned\"")
            .with_lock(&lock(&format!("{alpha}  \"state dev/alpha\": \"draining\"\n"))),
        Case::cell("cell-leaves-while-active", "").with_lock(&lock(&format!("{alpha}{gone}\n"))),
        Case::cell("cell-leaves-while-draining", "")
            .with_lock(&lock(&format!("{alpha}{gone},\n  \"state dev/gone\": \"draining\"\n"))),
        Case::cell("cell-state-is-unknown", "")
            .with_lock(&lock(&format!("{alpha}  \"state dev/alpha\": \"sleeping\"\n"))),
    ]
}

fn sharing() -> Vec<Case> {
    let shared = |name, profile: &str, block: &str| {
        let peers = format!("\"eu-west-1\"\n  profile = \"{profile}\"\n  peers = [\"192.168.0.0/16\"]\n");
        Case::appended(name, &format!("{BETA}\n{block}")).with("\"eu-west-1\"\n", &peers)
    };
    let fate = |name: &str, lines: &str| {
        format!(
            "shared_fate \"{name}\" {{\n  of = [\"192.168.0.0/16\"]\n  reason = \"the only data centre\"\n{lines}}}\n"
        )
    };
    let pair = "cell    = \"alpha\"\nstandby = \"beta\"";
    let elsewhere = "\"10.1.0.0/16\"\n  region      = \"eu-central-1\"\n";
    vec![
        shared("sharing-undeclared", "staging", ""),
        shared("sharing-undeclared-in-development", "development", ""),
        shared("sharing-above-its-bound", "staging", &fate("data-centre", "  blast_radius = \"50%\"\n")),
        shared("sharing-declared-twice", "staging", &format!("{}{}", fate("data-centre", ""), fate("office", ""))),
        Case::appended("sharing-of-a-sentence", &fate("data-centre", "")).with("192.168.0.0/16", "the data centre"),
        tenant("tenant-without-a-standby-in-production", "", pair)
            .with("\"10.1.0.0/16\"\n", &format!("{elsewhere}  tenants     = [\"a\", \"c\", \"d\", \"e\"]\n"))
            .with("\"eu-west-1\"\n", "\"eu-west-1\"\n  profile = \"production\"\n  max_load = 10\n")
            .with("\"CC-1\"\n", &format!("\"CC-1\"\n{STATE}")),
        tenant("tenant-with-a-planned-standby-of-a-draining-cell", "", pair)
            .with("\"10.1.0.0/16\"\n", &format!("{elsewhere}  state       = \"planned\"\n"))
            .with("\"10.0.0.0/16\"\n", "\"10.0.0.0/16\"\n  state       = \"draining\"\n")
            .with("\"eu-west-1\"\n", "\"eu-west-1\"\n  max_load = 2\n"),
    ]
}
