//! Values of the right type that nobody can mean: amounts in the unit of the other, names that no service has, budgets that
//! never hold, and what a list says twice.

use super::case::Case;

const GIT: &str =
    "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";

/// The good environment with these lines, in a fleet whose cells pull manifests.
fn pulled(name: &'static str, lines: &str) -> Case {
    Case::environment(name, lines).with("\"CC-1\"\n", GIT)
}

/// A namespace with these lines.
fn namespace(name: &'static str, lines: &str) -> Case {
    pulled(name, &format!("namespace \"payments\" {{\n{}}}\n", indented(lines)))
}

/// A spot tier with these lines.
fn tier(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &format!("node_tier \"spot\" {{\n  capacity = \"spot\"\n{}}}\n", indented(lines)))
}

fn budget(name: &'static str, lines: &str) -> Case {
    tier(name, &format!("disruption_budget \"freeze\" {{\n{}}}\n", indented(lines)))
}

fn application(name: &'static str, of: &str, lines: &str) -> Case {
    pulled(name, &format!("application \"{of}\" {{\n{}}}\n", indented(lines)))
}

fn indented(lines: &str) -> String {
    lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n")
}

pub(crate) fn cases() -> Vec<Case> {
    [units(), quotas(), network(), endpoints(), nodes(), repeated(), identities(), delivery(), calendar()]
        .into_iter()
        .flatten()
        .collect()
}

fn units() -> Vec<Case> {
    vec![
        namespace("units-memory-in-thousandths", "container {\n  limits = { cpu = \"500m\", memory = \"512m\" }\n}"),
        namespace("units-exchanged", "container {\n  limits = { cpu = \"512Mi\", memory = \"500m\" }\n}"),
        namespace(
            "units-quota-in-bytes",
            "quota {\n  requests = { cpu = 16, memory = 32 }\n  limits   = { cpu = 32, memory = 64 }\n}",
        )
        .finds(2),
        namespace(
            "units-of-a-workload",
            "workload \"api\" {\n  replicas = 2\n  limits   = { cpu = \"2G\", memory = \"1Gi\" }\n}",
        )
        .finds(2),
        tier("units-of-a-tier", "limits = { cpu = 64, memory = 256 }"),
        tier("units-of-a-tier-in-memory", "limits = { cpu = \"64Gi\", memory = \"256Gi\" }"),
    ]
}

fn quotas() -> Vec<Case> {
    vec![
        namespace("quota-below-a-container", "quota {\n  limits = { cpu = \"100m\", memory = \"64Mi\" }\n}"),
        namespace("quota-of-nothing", "quota {\n  requests = { cpu = 0, memory = \"0Gi\" }\n}"),
        namespace("quota-of-no-pods", "quota {\n  pods = 0\n}"),
        namespace(
            "container-above-max-in-both",
            "container {\n  limits = { cpu = 4, memory = \"8Gi\" }\n  max    = { cpu = 2, memory = \"4Gi\" }\n}",
        ),
        namespace(
            "requests-above-limits-in-both",
            "container {\n  requests = { cpu = 2, memory = \"2Gi\" }\n  limits   = { cpu = 1, memory = \"1Gi\" }\n}",
        ),
    ]
}

fn network() -> Vec<Case> {
    vec![
        Case::environment("endpoint-open-by-halves", "endpoint = { public = true, cidrs = [\"0.0.0.0/1\", \"128.0.0.0/1\"] }"),
        Case::environment("endpoint-open-to-a-part", "endpoint = { public = true, cidrs = [\"52.0.0.0/6\", \"52.1.0.0/16\"] }"),
        Case::environment("service-addresses-in-the-network", "network      = \"10.0.0.0/8\"\nservice_cidr = \"10.100.0.0/16\""),
        Case::environment("networks-of-environments-overlap", "network = \"10.0.0.0/12\"").with(
            "cell \"alpha\"",
            "environment \"test\" {\n  profile = \"development\"\n  account = \"333333333333\"\n  region  = \"eu-west-1\"\n  network = \"10.0.0.0/11\"\n\n  access \"platform\" {\n    principal = \"arn:aws:iam::333333333333:role/platform-engineer\"\n    policy    = \"cluster-admin\"\n  }\n}\n\ncell \"beta\" {\n  environment = \"test\"\n  cidr        = \"10.16.0.0/16\"\n}\n\ncell \"alpha\"",
        ),
    ]
}

fn endpoints() -> Vec<Case> {
    let of = |name, services: &str| Case::environment(name, &format!("interface_endpoints = [{services}]"));
    vec![
        of("endpoint-service-in-full", "\"com.amazonaws.eu-west-1.ecr.api\""),
        of("endpoint-service-unknown", "\"kinesis\", \"foo-bar-service\", \"ecr.apy\"").finds(3),
        of("endpoint-service-s3", "\"s3\""),
        of("endpoint-service-dynamodb", "\"dynamodb\""),
        of("endpoint-service-twice", "\"ecr.api\", \"ecr.dkr\", \"ecr.api\""),
    ]
}

fn nodes() -> Vec<Case> {
    vec![
        tier("categories-beside-families", "categories = [\"c\"]\nfamilies   = [\"m7g\", \"c7g\", \"r7g\", \"m6g\"]"),
        tier("category-in-words", "categories = [\"c\", \"compute\"]"),
        budget("budget-on-30-february", "nodes    = \"0\"\nschedule = \"0 8 30 2 *\"\nduration = \"8h\""),
        budget("budget-for-no-time", "nodes    = \"0\"\nschedule = \"0 8 * * *\"\nduration = \"0h\""),
        budget(
            "budget-above-what-always-holds",
            "nodes    = \"20%\"\nreasons  = [\"drifted\"]\nschedule = \"0 20 * * *\"\nduration = \"8h\"",
        ),
        budget("budget-for-no-reason", "nodes   = \"1\"\nreasons = []"),
        tier("image-of-no-day", "ami_version = \"v20261399\""),
        tier("image-of-the-future", "ami_version = \"v20280903\""),
        Case::environment("ami-of-no-day", "node_tier \"system\" {\n  ami_release = \"1.35.0-20281341\"\n}"),
        Case::environment("ami-of-the-future", "node_tier \"system\" {\n  ami_release = \"1.35.0-20280801\"\n}"),
        tier("max-pods-of-small-nodes", "cpus     = [4]\nmax_pods = 300"),
        tier("max-pods-of-large-nodes", "max_pods = 400"),
        Case::environment(
            "update-of-all-system-nodes",
            "node_tier \"system\" {\n  min             = 2\n  max             = 2\n  max_unavailable = 2\n}",
        ),
        pulled(
            "system-nodes-without-places",
            "node_tier \"system\" {\n  instance_types = [\"t4g.small\"]\n}\napplication \"cert-manager\" {}\n",
        ),
    ]
}

fn repeated() -> Vec<Case> {
    vec![
        Case::environment(
            "repeated-range",
            "endpoint = { public = true, cidrs = [\"203.0.113.0/24\", \"203.0.113.0/24\"] }",
        ),
        namespace("repeated-port", "exposure = \"internal\"\nports    = [8080, 8080]"),
        Case::environment(
            "repeated-policy",
            "workload_identity \"reports\" {\n  namespace       = \"reports\"\n  service_account = \"reports\"\n  policies        = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\", \"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n}",
        ),
        application("repeated-zone", "external-dns", "zones = [\"Z0123456789ABCDEFGHIJ\", \"Z0123456789ABCDEFGHIJ\"]")
            .with("\"CC-1\"\n", "\"CC-1\"\n  domain = \"demo.example.com\"\n"),
        pulled(
            "repeated-permission",
            "namespace \"payments\" {}\naccess \"developers\" {\n  principal  = \"arn:aws:iam::111111111111:role/developer\"\n  role       = \"developer\"\n  may        = [\"write\", \"exec\", \"write\"]\n  namespaces = [\"payments\"]\n}",
        ),
    ]
}

fn identities() -> Vec<Case> {
    let identity = |namespace: &str| {
        format!(
            "namespace \"payments\" {{}}\nworkload_identity \"reports\" {{\n  namespace       = \"{namespace}\"\n  service_account = \"reports\"\n  policies        = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n}}"
        )
    };
    vec![
        pulled("identity-in-a-misspelt-namespace", &identity("payment")),
        pulled("identity-in-an-unknown-namespace", &identity("elsewhere")),
        Case::environment("cni-of-old", "add_on \"vpc-cni\" {\n  version = \"v1.10.0-eksbuild.1\"\n}"),
        pulled(
            "cni-without-network-policies",
            "namespace \"payments\" {}\nadd_on \"vpc-cni\" {\n  version = \"v1.10.0-eksbuild.1\"\n}",
        ),
    ]
}

fn delivery() -> Vec<Case> {
    let values = |name, of, values: &str| application(name, of, &format!("values = {{ {values} }}"));
    vec![
        pulled("argo-cd-manifest-floats", "argo_cd {\n  manifest = \"https://raw.githubusercontent.com/argoproj/argo-cd/stable/manifests/core-install.yaml\"\n}"),
        pulled("argo-cd-manifest-of-another-release", "argo_cd {\n  version  = \"v3.5.2\"\n  manifest = \"https://mirror.example.com/argo-cd/v3.5.8/install.yaml\"\n}"),
        application("chart-version-with-letter", "karpenter", "version = \"v1.14.1\""),
        application("chart-version-without-letter", "cert-manager", "version = \"1.21.2\""),
        pulled("exposure-without-controller", "application \"aws-load-balancer-controller\" {\n  enabled = false\n}\nnamespace \"shop\" {\n  exposure = \"public\"\n  ports    = [443]\n}"),
        values("values-role", "aws-load-balancer-controller", "serviceAccount = { annotations = { \"eks.amazonaws.com/role-arn\" = \"arn:aws:iam::111111111111:role/x\" } }"),
        values("values-names", "karpenter", "fullnameOverride = \"k\", nameOverride = \"x\", settings = { clusterName = \"y\" }"),
        application("values-arguments", "external-dns", "zones  = [\"Z0123456789ABCDEFGHIJ\"]\nvalues = { extraArgs = [\"--domain-filter=other.com\", \"--txt-owner-id=x\"] }")
            .with("\"CC-1\"\n", "\"CC-1\"\n  domain = \"demo.example.com\"\n"),
        values("values-unknown-key", "karpenter", "logLevel = \"debug\", setings = { batchMaxDuration = \"20s\" }"),
        values("values-unknown-key-inside", "prometheus", "prometheus = { prometheusSpec = { retentionsize = \"20GB\", externalLabels = { any = \"thing\" } } }"),
        application("values-of-another-version", "cert-manager", "version = \"1.20.0\"\nvalues = { crd = { keep = true } }"),
        values("values-text-for-false", "cert-manager", "prometheus = { enabled = \"false\" }"),
        values("values-karpenter-replicas", "karpenter", "replicas = 5"),
        pulled("git-address-of-a-page", "").with("cells.git", "cells/tree/main"),
        application("chart-registry-without-path", "metrics-server", "repository = \"docker.io\""),
        pulled("git-branch-with-a-number", "profile = \"staging\"\nrevision = \"release-2026\"").with(
            "\"CC-1\"\n",
            "\"CC-1\"\n  terraform {\n    required_version = \">= 1.10\"\n    backend \"s3\" {\n      bucket         = \"acme-terraform-state\"\n      region         = \"eu-west-1\"\n    }\n  }\n",
        ).with("environment \"dev\" {", "environment \"next\" {").with("environment = \"dev\"", "environment = \"next\""),
    ]
}

fn calendar() -> Vec<Case> {
    let with_provider = |name, kubernetes: &str| {
        Case::environment(name, &format!("kubernetes     = \"{kubernetes}\"\nupgrade_policy = \"standard\""))
            .with("\"CC-1\"\n", "\"CC-1\"\n  terraform {\n    aws_provider = \">= 5.61, < 6.0\"\n  }\n")
    };
    vec![with_provider("upgrade-by-itself", "1.34"), with_provider("upgrade-policy-too-late", "1.33")]
}
