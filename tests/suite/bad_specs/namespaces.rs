//! Namespaces that the cluster refuses, or that open what they should not.

use super::case::Case;

/// The good environment with these lines, in a fleet whose cells pull manifests.
fn environment(name: &'static str, lines: &str) -> Case {
    let git =
        "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";
    Case::environment(name, lines).with("\"CC-1\"\n", git)
}

/// One namespace with these lines.
fn namespace(name: &'static str, lines: &str) -> Case {
    environment(name, &block("fraud", lines))
}

fn production(name: &'static str, lines: &str) -> Case {
    environment(name, &format!("profile = \"production\"\n{}", block("fraud", lines)))
}

fn block(name: &str, lines: &str) -> String {
    let lines = lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n");
    format!("namespace \"{name}\" {{\n{lines}}}\n")
}

fn egress(cidrs: &str) -> String {
    format!("egress \"partner\" {{\n  cidrs = [{cidrs}]\n  ports = [443]\n}}")
}

fn connection(name: &str, ports: &str) -> String {
    format!("connection \"{name}\" {{\n  to    = \"data\"\n  ports = [{ports}]\n}}\n")
}

/// So many, from the first on.
fn ports(first: u16, count: u16) -> String {
    (first..first + count).map(|port| port.to_string()).collect::<Vec<_>>().join(", ")
}

/// A namespace with these lines, and an identity in it.
fn identity(lines: &str) -> String {
    let identity = "workload_identity \"scoring\" {\n  namespace       = \"fraud\"\n  service_account = \"scoring\"\n  policies        = \
                    [\"arn:aws:iam::111111111111:policy/models-read\"]\n}\n";
    block("fraud", lines) + identity
}

/// What a namespace has that load balancers reach.
const REACHED: &str = "exposure = \"internal\"\nports = [8080]\n";

const TWO_CELLS: &str =
    "cidr        = \"10.0.0.0/16\"\n}\n\ncell \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = quotas();
    cases.extend(workloads());
    cases.extend(tiers());
    cases.extend(networks());
    cases.extend(connections());
    cases.extend(names());
    cases.extend(openings());
    cases.extend(storage());
    cases
}

fn quotas() -> Vec<Case> {
    vec![
        environment(
            "namespace-addresses-for-a-bool",
            "namespace \"payments\" {\n  external_ips = [\"203.0.113.7\"]\n}",
        ),
        environment(
            "namespace-storage-is-no-amount",
            "namespace \"payments\" {\n  quota = { storage = \"plenty\" }\n}",
        ),
        production("quota-pods-out-of-reach", "quota = { pods = 100 }"),
        namespace(
            "quota-pods-out-of-reach-of-memory",
            "quota = {\n  limits = { cpu = 100, memory = \"8Gi\" }\n  pods   = 100\n}\ncontainer = { limits = { cpu = 1, memory = \"1Gi\" } }",
        ),
        namespace(
            "quota-requests-above-limits",
            "quota = {\n  requests = { cpu = 16, memory = \"32Gi\" }\n  limits   = { cpu = 16, memory = \"16Gi\" }\n}",
        ),
        namespace(
            "container-requests-above-limits",
            "container = {\n  requests = { cpu = 1, memory = \"128Mi\" }\n  limits   = { cpu = \"500m\", memory = \"512Mi\" }\n}",
        ),
        namespace(
            "container-default-above-max",
            "container = {\n  limits = { cpu = 2, memory = \"4Gi\" }\n  max    = { cpu = 2, memory = \"2Gi\" }\n}",
        ),
    ]
}

fn workloads() -> Vec<Case> {
    let workload = |name: &str, lines: &str| {
        let lines = lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n");
        format!("workload \"{name}\" {{\n{lines}}}\n")
    };
    let scoring =
        "replicas = 20\nrequests = { cpu = \"500m\", memory = \"512Mi\" }\nlimits   = { cpu = 2, memory = \"2Gi\" }";
    let small = "replicas = 40\nlimits   = { cpu = \"100m\", memory = \"128Mi\" }";
    vec![
        production("workload-beyond-quota", &workload("scoring", scoring)).finds(2),
        namespace(
            "workloads-beyond-quota-together",
            &format!(
                "quota = {{ limits = {{ cpu = 54, memory = \"110Gi\" }} }}\n{}{}",
                workload("api", small),
                workload("scoring", &scoring.replace("\"500m\"", "1"))
            ),
        )
        .finds(2),
        namespace("pod-smaller-than-a-container", "pod = {\n  max = { cpu = \"250m\", memory = \"1Gi\" }\n}"),
        namespace(
            "workload-larger-than-a-pod",
            "pod = {\n  max = { cpu = 2, memory = \"4Gi\" }\n}\nworkload \"scoring\" {\n  replicas = 1\n  limits   = { cpu = 4, memory = \"4Gi\" }\n}",
        )
        .finds(2),
        namespace(
            "requests-above-the-default-limits",
            "workload \"scoring\" {\n  replicas = 1\n  requests = { cpu = 1, memory = \"256Mi\" }\n}",
        )
        .finds(2),
        namespace("workloads-beyond-pods", &format!("quota = {{ pods = 49 }}\n{}", workload("api", small))).finds(2),
        namespace(
            "workload-above-container",
            &workload("scoring", "replicas = 2\nlimits   = { cpu = 8, memory = \"8Gi\" }"),
        ).finds(2),
        namespace(
            "workload-requests-above-default-limits",
            &workload("scoring", "replicas = 2\nrequests = { cpu = 1, memory = \"256Mi\" }"),
        ).finds(2),
        namespace(
            "workload-beyond-everything",
            &workload(
                "scoring",
                "replicas = 2\nrequests = { cpu = 64, memory = \"64Gi\" }\nlimits   = { cpu = 64, memory = \"64Gi\" }",
            ),
        ).finds(2),
        namespace(
            "workload-without-node",
            &format!(
                "container = {{ max = {{ cpu = 64, memory = \"64Gi\" }} }}\n{}",
                workload(
                    "training",
                    "replicas = 1\nsurge_percent = 0\nrequests = { cpu = 32, memory = \"16Gi\" }\nlimits   = { cpu = 32, memory = \"16Gi\" }"
                )
            ),
        ).finds(2),
        namespace("workload-without-end", &workload("scoring", "replicas = 4294967295\nsurge_percent = 4294967295")).finds(2),
    ]
}

fn tiers() -> Vec<Case> {
    let spot = "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits   = { cpu = 48, memory = \"192Gi\" }\n}\n";
    let quota = |cpu: u32| format!("quota = {{ requests = {{ cpu = {cpu}, memory = \"8Gi\" }} }}");
    let two = format!("{}{}", block("fraud", &quota(30)), block("payments", &quota(20)));
    vec![
        environment("quota-above-tiers", &format!("{spot}{}", block("fraud", &quota(64)))),
        environment("quota-above-default-tiers", &block("fraud", &quota(100))),
        environment("quotas-above-tiers-together", &format!("{spot}{two}")),
        environment("default-quota-above-tiers", &format!("{}{}", spot.replace("48", "16"), block("fraud", ""))),
        environment(
            "quota-above-fallback",
            &format!("{}{}", spot.replace("  limits", "  fallback = true\n  limits"), block("fraud", &quota(100))),
        ),
    ]
}

fn networks() -> Vec<Case> {
    vec![
        namespace("egress-to-all-cells", &egress("\"0.0.0.0/0\", \"10.0.0.0/8\""))
            .with("cidr        = \"10.0.0.0/16\"\n}", TWO_CELLS),
        namespace("egress-to-another-cell", &egress("\"10.1.5.0/24\""))
            .with("cidr        = \"10.0.0.0/16\"\n}", TWO_CELLS),
        namespace("egress-to-own-cell", &egress("\"10.0.0.0/16\"")),
        environment(
            "egress-to-further-cells",
            &format!("network = \"10.0.0.0/12\"\n{}", block("fraud", &egress("\"10.8.0.0/16\""))),
        ),
        namespace("egress-to-metadata", &egress("\"169.254.169.254/32\"")),
        namespace("egress-to-multicast", &egress("\"203.0.113.0/24\", \"239.1.2.0/24\"")),
        namespace("egress-to-kubernetes", &egress("\"172.20.0.1/32\"")),
        namespace("egress-to-services", &egress("\"172.20.7.0/24\"")),
        environment("identity-without-egress", &identity("")),
        environment("identity-with-a-small-egress", &identity(&egress("\"203.0.113.0/24\""))),
        environment("identity-with-another-egress", &identity(&egress("\"203.0.113.0/24\"").replace("443", "8443"))),
        namespace("egress-without-route", &egress("\"192.168.7.0/24\"")),
        namespace("egress-to-everything", &egress("")),
        namespace("egress-of-too-many-ports", &egress("\"203.0.113.0/24\"").replace("443", &ports(1, 25))),
        environment(
            "connections-of-too-many-ports",
            &(block("data", "")
                + &block("fraud", &(connection("first", &ports(1, 20)) + &connection("second", &ports(11, 15))))),
        ),
        namespace("metrics-without-prometheus", "metrics_port = 9090"),
        namespace("egress-of-every-port", &egress("\"203.0.113.0/24\"").replace("[443]", "[]")),
    ]
}

fn connections() -> Vec<Case> {
    let connection = |name: &str, to: &str, ports: &str| {
        format!("connection \"{name}\" {{\n  to    = \"{to}\"\n  ports = [{ports}]\n}}\n")
    };
    let data = block("data", "");
    vec![
        environment(
            "connection-misspelled",
            &format!("{data}{}", block("fraud", &connection("events", "dta", "9092"))),
        ),
        namespace("connection-to-nowhere", &connection("events", "kube-system", "53")),
        namespace("connection-to-itself", &connection("events", "fraud", "9092")),
        environment(
            "connection-repeated",
            &format!(
                "{data}{}",
                block(
                    "fraud",
                    &(connection("events", "data", "9092, 9093") + &connection("more-events", "data", "9093"))
                )
            ),
        ),
        environment(
            "connection-without-ports",
            &format!("{data}{}", block("fraud", &connection("events", "data", ""))),
        ),
        environment(
            "connections-of-one-name",
            &format!(
                "{data}{}{}",
                block("fraud", &connection("live-events", "data", "9092")),
                block("fraud-live", &connection("events", "data", "9093"))
            ),
        ),
    ]
}

fn names() -> Vec<Case> {
    vec![
        environment("namespace-of-kubernetes", &block("kube-fraud", "")),
        environment("namespace-of-the-platform", &block("argocd", "")),
        environment("namespace-default", &block("default", "")),
        namespace("namespace-privileged", "pod_security = \"privileged\""),
        production("namespace-privileged-in-production", "pod_security = \"privileged\""),
        production("namespace-baseline-in-production", "pod_security = \"baseline\""),
        namespace("exposure-without-ports", "exposure = \"internal\""),
        namespace("exposure-with-empty-ports", "exposure = \"internal\"\nports    = []"),
        namespace("ports-without-exposure", "ports = [8080]"),
        environment(
            "exposure-public-without-subnets",
            &format!(
                "nat = \"none\"\nallow \"CELL0817\" {{\n  reason = \"a proxy mirrors the internet\"\n}}\n{}",
                block("fraud", "exposure = \"public\"\nports    = [8080]")
            ),
        ),
    ]
}

/// What a namespace opens, and what it opens in vain.
fn openings() -> Vec<Case> {
    let tier = |name: &str, value: &str| {
        format!(
            "node_tier \"{name}\" {{\n  capacity = \"on-demand\"\n  taint \"dedicated\" {{\n    value  = \"{value}\"\n    effect = \"NoSchedule\"\n  }}\n}}\n"
        )
    };
    let usual = "node_tier \"usual\" {\n  capacity = \"on-demand\"\n}\n";
    let tiers = |first: &str, second: &str, lines: &str| {
        format!("{usual}{}{}{}", tier("cards", first), tier("gpu", second), block("fraud", lines))
    };
    vec![
        namespace("opened-priority", "priorities = [\"batch\", \"platform\"]"),
        production(
            "opened-everything-in-production",
            "tiers        = [\"system\"]\npriorities   = [\"system-node-critical\"]\nnode_names   = true\nnode_ports   = 1\nexternal_ips = true",
        )
        .finds(6),
        environment("tiers-misspelled", &tiers("cards", "gpu", "tiers = [\"gpus\"]")),
        environment("tiers-unknown", &tiers("cards", "gpu", "tiers = [\"memory\"]")),
        environment("tiers-inseparable", &tiers("shared", "shared", "tiers = [\"gpu\", \"usual\"]")),
        namespace("load-balancers-without-exposure", "load_balancers = 1"),
        namespace("ingress-classes-without-exposure", "ingress_classes = [\"alb\", \"shared\"]"),
        namespace("priority-misspelled", "priorities = [\"business-critcal\"]"),
        namespace("priority-protected-and-misspelled", "priorities = [\"system-node-critcal\"]"),
        namespace("priority-of-somebody-else", "priorities = [\"batch\", \"gold\"]"),
        namespace("priority-that-resembles-one", "priorities = [\"business-critical-2\"]"),
        namespace("ingress-class-misspelled", &format!("{REACHED}ingress_classes = [\"abl\"]")),
        namespace("ingress-class-of-somebody-else", &format!("{REACHED}ingress_classes = [\"nginx\"]")),
        namespace(
            "classes-named-twice",
            &format!("{REACHED}priorities = [\"batch\", \"batch\"]\ningress_classes = [\"alb\", \"alb\"]"),
        )
        .finds(2),
        environment("tiers-named-twice", &tiers("cards", "gpu", "tiers = [\"gpu\", \"usual\", \"gpu\"]")),
        environment("tiers-that-close-nothing", &format!("{usual}{}", block("fraud", "tiers = []"))),
        production("tiers-that-close-nothing-in-production", "tiers = [\"spot\"]").with(
            "  namespace \"fraud\"",
            "  node_tier \"spot\" {\n    capacity = \"spot\"\n    fallback = true\n  }\n  node_tier \"od\" {\n    capacity = \"on-demand\"\n    taint \"soft\" {\n      value  = \"x\"\n      effect = \"PreferNoSchedule\"\n    }\n  }\n  namespace \"fraud\"",
        ),
        namespace("counts-as-a-list", "node_ports = [30080]"),
        namespace("counts-as-a-list-of-two", &format!("{REACHED}load_balancers = [\"a\", \"b\"]")),
        namespace("counts-as-a-range", "node_ports = \"30080-30090\""),
        namespace("counts-as-a-port", "node_ports = 30080"),
        namespace("counts-one-too-many", "node_ports = 2769"),
        namespace("counts-of-load-balancers", &format!("{REACHED}load_balancers = 100000")),
    ]
}

fn storage() -> Vec<Case> {
    vec![
        namespace("storage-claim-above-all", "quota = { storage = \"100Gi\", largest_volume_claim = \"1Ti\" }"),
        namespace("storage-without-unit", "quota = { storage = 500 }"),
        namespace(
            "storage-of-container-above-max",
            "container = { ephemeral_storage = { limits = \"30Gi\", max = \"20Gi\" } }",
        ),
        namespace(
            "storage-of-workloads-above-quota",
            "quota = { ephemeral_storage = \"10Gi\" }\nworkload \"api\" {\n  replicas = 10\n  requests = { cpu = \"100m\", memory = \"128Mi\" }\n}",
        ).finds(2),
        namespace("storage-of-pods-above-quota", "quota = { pods = 100, ephemeral_storage = \"100Gi\" }"),
        namespace(
            "storage-of-container-above-disks",
            "quota = { ephemeral_storage = \"100Ti\" }\ncontainer = { ephemeral_storage = { requests = \"500Gi\", limits = \"500Gi\", max = \"500Gi\" } }",
        ),
        namespace(
            "storage-of-nothing",
            "container = { ephemeral_storage = { requests = \"0\", limits = \"0\", max = \"0\" } }",
        )
        .finds(2),
        namespace(
            "storage-wrong-in-two-places",
            "quota = { storage = \"1Gi\", largest_volume_claim = \"2Gi\" }\ncontainer = { ephemeral_storage = { requests = \"5Gi\", limits = \"1Gi\" } }",
        )
        .finds(2),
        namespace(
            "storage-wrong-twice-in-a-row",
            "container = { ephemeral_storage = { requests = \"5Gi\", limits = \"1Gi\", max = \"500Mi\" } }",
        )
        .finds(2),
        namespace(
            "storage-without-unit-beside-another",
            "quota = { storage = 100 }\ncontainer = { ephemeral_storage = { limits = \"5Gi\", max = \"1Gi\" } }",
        )
        .finds(2),
        namespace("storage-of-container-above-quota", "quota = { ephemeral_storage = \"1Gi\" }"),
    ]
}
