//! Karpenter tiers that the API server refuses, that never change, or that change by themselves.

use super::case::Case;

fn tier(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &spot(lines))
}

fn on_demand(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &spot(lines).replace("spot", "on-demand"))
}

fn production(name: &'static str, lines: &str) -> Case {
    let tier = spot(lines).replace("spot", "on-demand");
    Case::environment(name, &format!("profile = \"production\"\n{tier}"))
}

fn spot(lines: &str) -> String {
    let lines = lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n");
    format!("node_tier \"spot\" {{\n  capacity = \"spot\"\n{lines}}}\n")
}

fn budget(lines: &str) -> String {
    let lines = lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n");
    format!("disruption_budget \"freeze\" {{\n{lines}}}")
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = budgets();
    cases.extend(pools());
    cases.extend(fallbacks());
    cases.extend(nodes());
    cases
}

fn budgets() -> Vec<Case> {
    let many = (0..51).map(|index| format!("disruption_budget \"b{index}\" {{ nodes = \"{index}%\" }}\n"));
    vec![
        tier("budget-without-duration", &budget("nodes    = \"0\"\nschedule = \"0 8 * * mon-fri\"")),
        tier("budget-without-schedule", &budget("nodes    = \"0\"\nduration = \"8h\"")),
        tier("budget-in-seconds", &budget("nodes    = \"0\"\nschedule = \"0 8 * * mon-fri\"\nduration = \"90s\"")),
        tier("budget-range-backwards", &budget("nodes    = \"0\"\nschedule = \"0 8 * * fri-mon\"\nduration = \"8h\"")),
        tier(
            "budgets-too-many",
            &many.skip(1).chain(["disruption_budget \"b0\" { nodes = \"1\" }\n".to_owned()]).collect::<String>(),
        ),
        tier("budget-for-ever", &budget("nodes = \"0%\"")),
        tier("budget-for-ever-by-schedule", &budget("nodes    = \"0\"\nschedule = \"0 8 * * *\"\nduration = \"24h\"")),
    ]
}

fn pools() -> Vec<Case> {
    let labels = (0..101).fold(String::new(), |text, index| text + &format!("  l{index} = \"x\"\n"));
    vec![
        tier("tier-weight-0", "weight = 0"),
        tier("tier-weight-101", "weight = 101"),
        tier("tier-labels-too-many", &format!("labels = {{\n{labels}}}")),
        tier("tier-disk-too-small", "disk_gib = 8"),
    ]
}

fn fallbacks() -> Vec<Case> {
    let other = "node_tier \"spot-on-demand\" {\n  capacity = \"on-demand\"\n}\n";
    let long = "a-tier-with-a-name-that-leaves-no-room-for-anything-behind-it";
    vec![
        Case::environment("fallback-of-on-demand", &spot("fallback = true").replace("spot", "on-demand")),
        Case::environment(
            "fallback-of-on-demand-in-a-small-network",
            &spot("fallback = true\nlimits   = { cpu = 12, memory = \"64Gi\" }").replace("spot", "on-demand"),
        )
        .with("10.0.0.0/16", "10.0.0.0/22"),
        tier("fallback-too-light", "weight   = 1\nfallback = true"),
        Case::environment("fallback-of-taken-name", &format!("{}{other}", spot("fallback = true"))),
        Case::environment("fallback-of-long-name", &spot("fallback = true").replacen("spot", long, 1)),
    ]
}

fn nodes() -> Vec<Case> {
    vec![
        tier("nodes-never-expire", "expire_after = \"Never\""),
        production("nodes-never-expire-in-production", "expire_after = \"Never\""),
        tier("nodes-expire-at-once", "expire_after = \"5m\""),
        tier("grace-longer-than-life", "expire_after             = \"24h\"\ntermination_grace_period = \"48h\""),
        tier("grace-longer-than-default-life", "termination_grace_period = \"1000h\""),
        tier("grace-of-nothing", "termination_grace_period = \"0s\""),
        tier("grace-of-days", "termination_grace_period = \"72h\""),
        tier("image-latest", "ami_version = \"latest\""),
        production("image-latest-in-production", "ami_version = \"latest\""),
        tier("image-version-of-bottlerocket", "ami_version = \"v1.49.0\""),
        tier("image-version-of-amazon-linux", "image       = \"bottlerocket\"\nami_version = \"v20260903\""),
        tier("image-version-too-long", "image       = \"bottlerocket\"\nami_version = \"v1.49.00000000000000\""),
        tier("image-before-the-minor", "image       = \"bottlerocket\"\nami_version = \"v1.52.0\""),
        Case::environment(
            "system-image-before-the-minor",
            "node_tier \"system\" {\n  image       = \"bottlerocket\"\n  ami_release = \"1.49.0-5d9ac849\"\n}",
        ),
        tier("max-pods-of-daemons", "max_pods = 4"),
        on_demand("max-pods-without-addresses", "cpus     = [4]\nfamilies = [\"m7g\"]\nmax_pods = 110"),
        on_demand("max-pods-of-large-types", "cpus     = [4, 32]\nfamilies = [\"m7g\"]\nmax_pods = 110"),
        tier("max-pods-beyond-kubelet", "max_pods = 500"),
        Case::environment(
            "max-pods-with-prefixes",
            &format!(
                "add_on \"vpc-cni\" {{ prefix_delegation = true }}\n{}",
                spot("cpus     = [4, 8]\nmax_pods = 200")
            ),
        ),
        Case::environment(
            "prefixes-without-max-pods",
            &format!("add_on \"vpc-cni\" {{ prefix_delegation = true }}\n{}", spot("cpus     = [4, 8, 16]")),
        ),
        Case::environment(
            "prefixes-for-large-nodes",
            &format!("add_on \"vpc-cni\" {{ prefix_delegation = true }}\n{}", spot("cpus     = [16]")),
        ),
    ]
}
