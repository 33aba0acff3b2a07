//! Node tiers that cannot start, and some that should not.

use super::case::Case;

fn tier(name: &'static str, tier: &str, lines: &str) -> Case {
    Case::environment(name, &format!("node_tier \"{tier}\" {{\n{}}}", indented(lines)))
}

/// The same in production.
fn strict(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &format!("profile = \"production\"\n{lines}"))
}

fn indented(lines: &str) -> String {
    lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n")
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = system();
    cases.extend(karpenter());
    cases.extend(accelerators());
    cases.extend(shut_out());
    cases.extend(labels());
    cases.extend(without_nodes());
    cases
}

fn without_nodes() -> Vec<Case> {
    vec![
        Case::environment("tier-without-choice", "node_tier \"spot\" {\n  capacity = \"spot\"\n  arch     = []\n}"),
        Case::environment(
            "tier-without-room",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits   = { cpu = 0, memory = \"8Gi\" }\n}",
        ),
        Case::environment("tier-min-above-the-limit", "node_tier \"system\" {\n  min = 500\n}"),
    ]
}

fn system() -> Vec<Case> {
    vec![
        tier("tier-one-system-node", "system", "min = 1"),
        tier(
            "tier-system-taint",
            "system",
            "taint \"node-role\" {\n  value  = \"system\"\n  effect = \"NoSchedule\"\n}",
        ),
        tier("tier-system-too-few-pods", "system", "instance_types = [\"t4g.small\"]"),
        strict("tier-one-system-node-in-production", "node_tier \"system\" { min = 1 }"),
        strict("tier-burstable-in-production", "node_tier \"system\" { instance_types = [\"t3.large\"] }"),
        tier("tier-system-unknown-type", "system", "instance_types = [\"m7g.6xlarge\"]"),
        tier("tier-system-new-type", "system", "instance_types = [\"m99g.large\"]"),
        tier("tier-system-accelerator", "system", "instance_types = [\"g5.xlarge\"]"),
        tier("tier-system-metal", "system", "instance_types = [\"m7g.metal\"]"),
    ]
}

fn accelerators() -> Vec<Case> {
    let of = |families: &str| format!("capacity = \"on-demand\"\nfamilies = [{families}]");
    vec![
        tier("tier-gpu-without-device-plugin", "gpu", &of("\"g6\", \"g5\"")),
        tier("tier-gpu-beside-others", "any", "capacity   = \"on-demand\"\ncategories = [\"c\", \"g\", \"p\"]"),
        tier(
            "tier-neuron-without-device-plugin",
            "neuron",
            &format!("{}\nimage    = \"bottlerocket\"", of("\"inf2\"")),
        ),
        tier("tier-gpu-without-driver", "gpu", &format!("{}\nimage    = \"bottlerocket\"", of("\"g4ad\""))),
        tier(
            "tier-gaudi",
            "gaudi",
            "capacity = \"on-demand\"\nfamilies = [\"dl1\"]\ncpus     = [96]\nlimits   = { cpu = 192, memory = \"2Ti\" }",
        )
        // No region of the table offers it where the case is.
        .finds(2),
    ]
}

fn shut_out() -> Vec<Case> {
    let of = |lines: &str| format!("capacity = \"on-demand\"\n{lines}");
    vec![
        tier("tier-on-xen", "old", &of("families = [\"m4\"]")),
        tier("tier-on-xen-of-another-architecture", "old", &of("families = [\"m4\"]\narch     = [\"arm64\"]")),
        tier("tier-family-on-xen", "any", &of("families = [\"m7g\", \"m4\"]")),
        tier(
            "tier-family-of-another-architecture",
            "any",
            &of("families = [\"m7g\", \"m7i\"]\narch     = [\"arm64\"]"),
        ),
        tier("tier-family-without-that-size", "any", &of("families = [\"m7g\", \"m7i\"]\ncpus     = [1]")),
    ]
}

fn karpenter() -> Vec<Case> {
    vec![
        tier("tier-unknown-family", "spot", "capacity = \"spot\"\nfamilies = [\"m7g\", \"c7gg\"]"),
        tier("tier-no-such-size", "memory", "capacity = \"on-demand\"\nfamilies = [\"r7g\"]\ncpus = [6]"),
        tier("tier-other-architecture", "memory", "capacity = \"on-demand\"\nfamilies = [\"r7g\"]\narch = [\"amd64\"]"),
        tier("tier-no-such-category", "memory", "capacity = \"on-demand\"\ncategories = [\"q\"]"),
        tier(
            "tier-limit-below-a-node",
            "memory",
            "capacity = \"on-demand\"\ncpus = [8]\nlimits = { cpu = 4, memory = \"64Gi\" }",
        ),
        tier("tier-spot-of-one-family", "spot", "capacity = \"spot\"\nfamilies = [\"m7g\"]"),
        strict(
            "tier-spot-of-one-family-in-production",
            "node_tier \"od\" { capacity = \"on-demand\" }\nnode_tier \"spot\" {\n  capacity = \"spot\"\n  families = [\"m7g\"]\n}",
        ),
        strict("tier-spot-only-in-production", "node_tier \"spot\" { capacity = \"spot\" }"),
        tier(
            "tier-taint-of-kubernetes",
            "on-demand",
            "capacity = \"on-demand\"\ntaint \"node.kubernetes.io/not-ready\" {\n  effect = \"NoSchedule\"\n}",
        )
        .with("  access \"platform\"", "  node_tier \"spot\" {\n    capacity = \"spot\"\n  }\n  access \"platform\""),
        tier(
            "tier-all-tainted",
            "batch",
            "capacity = \"spot\"\ntaint \"workload-type\" {\n  value  = \"batch\"\n  effect = \"NoSchedule\"\n}",
        ),
    ]
}

fn labels() -> Vec<Case> {
    vec![
        tier(
            "tier-label-of-kubernetes",
            "spot",
            "capacity = \"spot\"\nlabels = { \"kubernetes.io/role\" = \"worker\" }",
        ),
        tier("tier-label-of-eks", "system", "labels = { \"eks.amazonaws.com/nodegroup\" = \"mine\" }"),
        tier(
            "tier-label-of-karpenter",
            "spot",
            "capacity = \"spot\"\nlabels = { \"karpenter.sh/nodepool\" = \"mine\" }",
        ),
    ]
}
