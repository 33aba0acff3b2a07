//! Cells that AWS has no room for.

use super::case::Case;

fn cell(name: &str, network: u8) -> String {
    format!("cell \"{name}\" {{\n  environment = \"dev\"\n  cidr = \"10.{network}.0.0/16\"\n}}\n")
}

/// The good environment with these lines and three cells more.
fn four_cells(name: &'static str, lines: &str) -> Case {
    let cells = format!("{}{}{}cell \"alpha\" {{\n", cell("beta", 1), cell("gamma", 2), cell("delta", 3));
    Case::environment(name, lines).with("cell \"alpha\" {\n", &cells)
}

const LIMITS: &str = "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits = { cpu = 1000, memory = \"4000Gi\" }\n}";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = addresses();
    cases.extend(quotas());
    cases.extend(ranges());
    cases.extend(perimeters());
    cases
}

fn ranges() -> Vec<Case> {
    vec![
        Case::environment("network-single-nat", "profile = \"production\"\nnat = \"single\""),
        Case::environment("logs-without-audit", "profile = \"staging\"\nlogs = { types = [\"api\"] }"),
        Case::environment("logs-gone-soon", "profile = \"production\"\nlogs = { retention_days = 30 }"),
        Case::edited("network-public-range", &[("10.0.0.0/16", "54.0.0.0/16")]),
        Case::environment("network-region-misspelt", "zones = [\"a\", \"b\"]").with("\"eu-west-1\"", "\"eu-wset-1\""),
        Case::environment("network-region-new", "zones = [\"a\", \"b\"]").with("\"eu-west-1\"", "\"eu-west-4\""),
        Case::edited("network-of-the-loopback", &[("10.0.0.0/16", "127.0.0.0/16")]),
        Case::edited("network-of-docker", &[("10.0.0.0/16", "172.17.0.0/20")]),
        Case::environment(
            "endpoint-private-with-ranges",
            "endpoint = { public = false, cidrs = [\"0.0.0.0/0\", \"10.0.0.0/8\"] }",
        ),
        Case::environment("network-peer", "peers = [\"192.168.0.0/16\", \"10.0.0.0/12\"]"),
        Case::environment("network-peer-of-services", "peers = [\"172.16.0.0/12\"]"),
        Case::environment(
            "network-prefixes-on-xen",
            "node_tier \"system\" { instance_types = [\"m4.xlarge\"] }\nadd_on \"vpc-cni\" { prefix_delegation = true }",
        ).finds(2),
    ]
}

fn perimeters() -> Vec<Case> {
    let nat_none = |name, lines: &str| Case::environment(name, &format!("nat = \"none\"\n{lines}"));
    vec![
        Case::environment("perimeter-with-nat", "perimeter { buckets = [\"acme-reports\"] }"),
        nat_none("perimeter-of-strangers", "perimeter { accounts = [\"999999999999\", \"111111111111\"] }").finds(2),
        nat_none("perimeter-repeated", "perimeter { buckets = [\"acme-reports\", \"acme-reports\"] }"),
        nat_none("perimeter-open-endpoint", "interface_endpoints = [\"transfer\"]"),
        nat_none("perimeter-unknown-endpoint", "interface_endpoints = [\"s3express\"]").finds(2),
        // The region could be accepted; the registry has to be known.
        nat_none("perimeter-unknown-registry", "zones = [\"a\", \"b\"]").with("\"eu-west-1\"", "\"ap-southeast-9\""),
        nat_none("perimeter-unknown-region", "").with("\"eu-west-1\"", "\"eu-south-9\""),
        nat_none("perimeter-without-bottlerocket", "node_tier \"system\" { image = \"bottlerocket\" }")
            .with("\"eu-west-1\"", "\"ap-southeast-7\""),
        nat_none("perimeter-session-manager", "session_manager = true"),
        nat_none(
            "perimeter-of-a-mirror",
            "application \"metrics-server\" { repository = \"999999999999.dkr.ecr.eu-west-1.amazonaws.com/charts\" }",
        )
        .with(
            "cost_centre = \"CC-1\"",
            "cost_centre = \"CC-1\"\n  git { repository = \"https://git.acme.example/cells.git\" }",
        )
        .finds(2),
        Case::fleet("organisation-without-an-isolated-cell", "organization_id = \"o-a1b2c3d4e5\""),
        nat_none("organisation-that-nobody-uses", "organization_id = \"o-a1b2c3d4e5\"")
            .with("cost_centre = \"CC-1\"", "cost_centre = \"CC-1\"\n  organization_id = \"o-z9y8x7w6v5\""),
        Case::edited(
            "perimeter-organisation",
            &[("cost_centre = \"CC-1\"", "cost_centre = \"CC-1\"\n  organization_id = \"acme\"")],
        ),
    ]
}

fn addresses() -> Vec<Case> {
    let prefixes = "add_on \"vpc-cni\" { prefix_delegation = true }";
    vec![
        Case::environment("ip-best-case", LIMITS).with("10.0.0.0/16", "10.0.0.0/22"),
        Case::environment(
            "ip-of-an-endless-tier",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits = { cpu = \"9e18\", memory = \"9E\" }\n}",
        ),
        Case::environment("ip-of-endless-system-nodes", "node_tier \"system\" { max = 4294967295 }"),
        Case::environment("ip-worst-case", LIMITS).with("10.0.0.0/16", "10.0.0.0/18"),
        Case::environment("ip-with-prefixes", &format!("{LIMITS}\n{prefixes}"))
            .finds(2)
            .with("10.0.0.0/16", "10.0.0.0/22"),
        Case::environment("ip-of-several-cells", LIMITS).with(
            "cidr        = \"10.0.0.0/16\"\n}",
            "cidr        = \"10.0.0.0/22\"\n}\n\ncell \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/22\"\n}",
        ),
    ]
}

fn quotas() -> Vec<Case> {
    vec![
        four_cells("quota-of-a-new-account", "zones = [\"a\", \"b\"]\nnat = \"per-zone\""),
        four_cells(
            "quota-stated",
            "zones = [\"a\", \"b\"]\nnat = \"per-zone\"\nquotas = { elastic-ips = 6, vpcs = 3 }",
        ),
        four_cells("quota-of-vcpus", "quotas = { spot-vcpus = 200 }"),
        Case::environment("quota-unknown", "quotas = { elastic-ip = 6 }"),
        Case::environment(
            "quota-of-endpoints",
            "quotas = { interface-endpoints-per-vpc = 1 }\ninterface_endpoints = [\"ecr.api\", \"ecr.dkr\"]",
        ),
    ]
}
