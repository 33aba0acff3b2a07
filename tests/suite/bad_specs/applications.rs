//! Applications of the platform that would not start, or would start with nothing.

use super::case::Case;

const GIT: &str =
    "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";

/// The good environment with these lines, in a fleet whose cells pull manifests.
fn pulled(name: &'static str, lines: &str) -> Case {
    Case::environment(name, lines).with("\"CC-1\"\n", GIT)
}

/// One application with these lines.
fn application(name: &'static str, of: &str, lines: &str) -> Case {
    pulled(name, &block(of, lines))
}

fn block(of: &str, lines: &str) -> String {
    let lines = lines.lines().fold(String::new(), |text, line| text + "  " + line + "\n");
    format!("application \"{of}\" {{\n{lines}}}\n")
}

pub(crate) fn cases() -> Vec<Case> {
    [words(), settings(), versions(), values(), rights(), places()].into_iter().flatten().collect()
}

fn words() -> Vec<Case> {
    vec![
        application("application-unknown", "external_dns", ""),
        application("application-unlike-any", "istio", ""),
        application("application-version-range", "cert-manager", "version = \"1.x\""),
        application("application-version-number", "cert-manager", "version = 1.21"),
        application("application-repository-scheme", "karpenter", "repository = \"oci://public.ecr.aws/karpenter\""),
        application("application-repository-without-scheme", "cert-manager", "repository = \"charts.jetstack.io\""),
        application("application-repository-without-path", "cert-manager", "repository = \"charts.example.com\""),
        application("application-zone-name", "external-dns", "zones = [\"example.com\"]")
            .with("\"CC-1\"\n", "\"CC-1\"\n  domain = \"demo.example.com\"\n"),
        application("application-values-text", "kubecost", "values = \"replicas: 2\""),
        application("application-values-password", "prometheus", "values = { grafana = { adminPassword = \"x\" } }"),
        application("application-values-version", "kubecost", "values = { image = { tag = 1.10 } }"),
        application("application-values-block", "kubecost", "values {\n  global {\n    clusterId = \"x\"\n  }\n}"),
        pulled("argo-cd-version", "argo_cd {\n  version = \"stable\"\n}\n"),
        pulled("argo-cd-manifest", "argo_cd {\n  manifest = \"http://mirror.example.com/install.yaml\"\n}\n"),
    ]
}

fn settings() -> Vec<Case> {
    vec![
        Case::environment("application-without-git", &block("cert-manager", "")),
        Case::environment("argo-cd-without-git", "argo_cd {\n  version = \"v3.5.8\"\n}\n"),
        application("application-foreign-zones", "cert-manager", "zones = [\"Z0123456789ABCDEFGHIJ\"]"),
        application("external-dns-without-zones", "external-dns", "")
            .with("\"CC-1\"\n", "\"CC-1\"\n  domain = \"demo.example.com\"\n"),
        pulled(
            "application-identity-twice",
            "workload_identity \"balancing\" {\n  namespace       = \"kube-system\"\n  service_account = \"aws-load-balancer-controller\"\n  policies        = [\"arn:aws:iam::111111111111:policy/balancing\"]\n}\n",
        ),
        application("external-dns-without-way-out", "external-dns", "zones = [\"Z0123456789ABCDEFGHIJ\"]")
            .with("\"CC-1\"\n", "\"CC-1\"\n  domain = \"demo.example.com\"\n")
            .with("\"eu-west-1\"\n", "\"eu-west-1\"\n  nat     = \"none\"\n")
            .with("  application \"", "  allow \"CELL0817\" {\n    reason = \"the mirror of the cluster is transparent\"\n  }\n  application \""),
        application("external-dns-without-domain", "external-dns", "zones = [\"Z0123456789ABCDEFGHIJ\"]"),
    ]
}

fn versions() -> Vec<Case> {
    vec![
        application("karpenter-turned-off", "karpenter", "enabled = false"),
        application("karpenter-too-old", "karpenter", "version = \"1.8.2\""),
        pulled(
            "applications-untested",
            "kubernetes = \"1.32\"\nallow \"CELL0701\" {\n  reason = \"planned for January\"\n}\n",
        ),
        application("chart-of-tomorrow", "aws-load-balancer-controller", "version = \"4.0.0\""),
        application("chart-of-yesterday", "external-secrets", "version = \"2.1.0\""),
        application("chart-without-a-role-of-tomorrow", "kubecost", "version = \"3.4.0\""),
        pulled("argo-cd-of-tomorrow", "argo_cd {\n  version = \"v3.7.0\"\n}\n"),
        // Nothing that cellc pins is made for it: add-ons, Karpenter, charts and images each say so.
        pulled("kubernetes-for-which-nothing-is-pinned", "kubernetes = \"1.37\"\n").finds(4),
        application("application-before-the-minor", "cert-manager", "version = \"v1.21.1\"")
            .with("\"eu-west-1\"\n", "\"eu-west-1\"\n  kubernetes = \"1.32\"\n  allow \"CELL0701\" {\n    reason = \"planned for January\"\n  }\n"),
    ]
}

fn values() -> Vec<Case> {
    let of = |name, of, values: &str| application(name, of, &format!("values = {{\n{values}\n}}"));
    vec![
        of("values-cluster", "aws-load-balancer-controller", "  clusterName = \"another\""),
        of("values-service-account", "external-secrets", "  serviceAccount = { name = \"another\" }"),
        application("values-no-object", "karpenter", "values = { settings = null }"),
        of("values-definitions-twice", "cert-manager", "  installCRDs = true"),
        of("values-no-definitions", "cert-manager", "  crds = { enabled = false }"),
        of("values-no-definitions-of-secrets", "external-secrets", "  installCRDs = false"),
        of("values-no-definitions-of-prometheus", "prometheus", "  crds = { enabled = false }"),
        of("values-no-replica", "karpenter", "  replicas = 0"),
        pulled(
            "data-on-spot",
            "profile = \"staging\"\nnode_tier \"spot\" {\n  capacity = \"spot\"\n  fallback = true\n}\napplication \"kubecost\" {}\n",
        ),
        of("values-no-injector", "cert-manager", "  cainjector = { enabled = false }"),
        of("values-definitions-by-default", "cert-manager", "  crds = { enabled = null }"),
        of("values-no-certificate", "external-secrets", "  certController = { create = false }"),
        of("values-random-password", "prometheus", "  grafana = { enabled = true }"),
        of("values-foreign-certificate", "aws-load-balancer-controller", "  enableCertManager = true"),
        of("values-monitor-too-early", "metrics-server", "  serviceMonitor = { enabled = true }"),
        of("values-pods-of-the-node", "kubecost", "  networkCosts = { enabled = true }"),
        of("values-pods-in-the-network-of-the-node", "external-secrets", "  hostNetwork = true"),
        of(
            "values-pods-as-root",
            "cert-manager",
            "  webhook = { containerSecurityContext = { allowPrivilegeEscalation = true } }",
        ),
        of("values-no-replica-of-webhook", "cert-manager", "  webhook = { replicaCount = 0 }"),
        of("values-tolerations", "karpenter", "  tolerations = []"),
        of(
            "values-account-of-another",
            "prometheus",
            "  prometheus = { prometheusSpec = { serviceAccountName = \"karpenter\" } }",
        ),
        of(
            "values-account-in-kube-system",
            "metrics-server",
            "  serviceAccount = { create = false, name = \"metrics\" }",
        ),
        of(
            "values-internet-facing",
            "aws-load-balancer-controller",
            "  defaultLoadBalancerScheme = \"internet-facing\"\n  defaultTargetType = \"instance\"\n  disableIngressGroupNameAnnotation = false",
        ),
        of(
            "values-internet-facing-as-argument",
            "aws-load-balancer-controller",
            "  extraArgs = { default-load-balancer-scheme = \"internet-facing\" }",
        ),
    ]
}

fn rights() -> Vec<Case> {
    let of = |name, of, values: &str| application(name, of, &format!("values = {{\n  {values}\n}}"));
    let cluster_controller = "values = { clusterController = { enabled = true } }";
    vec![
        pulled(
            "rights-in-production",
            &("profile = \"production\"\n".to_owned() + &block("kubecost", cluster_controller)),
        ),
        application("rights-cluster-controller", "kubecost", cluster_controller),
        of("rights-leases", "descheduler", "leaderElection = { enabled = true }"),
        of("rights-kubelets", "kubecost", "finopsagent = { rbac = { clusterRole = { allowKubeProxy = true } } }"),
        of("rights-tokens", "external-secrets", "rbac = { serviceAccountTokenCreate = true }"),
        of("rights-application-signals", "cloudwatch-observability", "applicationSignals = { enabled = true }"),
        of("rights-metrics-of-secrets", "prometheus", "kube-state-metrics = { collectorsExclude = [] }"),
        of(
            "rights-more-rules",
            "prometheus",
            "prometheus = { additionalRulesForClusterRole = [{ resources = [\"pods\"], verbs = [\"delete\"] }] }",
        ),
        of(
            "rights-object",
            "external-secrets",
            "extraObjects = [{ apiVersion = \"rbac.authorization.k8s.io/v1\", kind = \"ClusterRoleBinding\" }]",
        ),
        of(
            "rights-object-as-flow-text",
            "cert-manager",
            "extraObjects = [\"{apiVersion: rbac.authorization.k8s.io/v1, \\\"kind\\\": \\\"ClusterRoleBinding\\\"}\"]",
        ),
        of(
            "rights-object-as-template",
            "cert-manager",
            "extraObjects = [\"kind: {{ print \\\"Cluster\\\" \\\"RoleBinding\\\" }}\"]",
        ),
        of(
            "rights-object-as-text",
            "cert-manager",
            "extraObjects = [\"apiVersion: rbac.authorization.k8s.io/v1\\nkind: ClusterRole\\n\"]",
        ),
    ]
}

/// An isolated cell with a repository that it reaches, and a mirror if there are lines for one.
fn mirrored(name: &'static str, mirror: &str, lines: &str) -> Case {
    let mirror = if mirror.is_empty() { String::new() } else { format!("  mirror {{\n    {mirror}\n  }}\n") };
    let fleet = GIT.replace("github.com", "git.acme.example") + &mirror;
    Case::environment(name, &format!("nat = \"none\"\n{lines}")).with("\"CC-1\"\n", &fleet)
}

/// A registry of one's own for every chart, and for the manifest of Argo CD.
fn own_charts() -> String {
    let argo_cd = "argo_cd {\n  manifest = \"https://git.acme.example/argo-cd/install.yaml\"\n}\n";
    ["aws-load-balancer-controller", "karpenter", "metrics-server"].iter().fold(argo_cd.to_owned(), |text, name| {
        text + &block(name, "repository = \"111111111111.dkr.ecr.eu-west-1.amazonaws.com/charts\"")
    })
}

fn places() -> Vec<Case> {
    let five_pods = "node_tier \"on-demand\" {\n  capacity = \"on-demand\"\n  max_pods = 5\n}\n";
    vec![
        pulled("application-daemons-take-all-pods", &(five_pods.to_owned() + &block("prometheus", ""))),
        pulled(
            "applications-on-tiny-nodes",
            "node_tier \"system\" {\n  instance_types = [\"c6g.medium\"]\n  min = 2\n  max = 3\n}\nadd_on \"vpc-cni\" {\n  prefix_delegation = true\n}\n",
        ).finds(2),
        pulled(
            "application-page-of-a-namespace",
            "namespace \"payments\" {\n  repository = \"https://github.com/acme/payments/blob/main/x.yaml\"\n}\n",
        ),
        pulled("applications-out-of-reach", "nat = \"none\"\n"),
        mirrored("applications-with-public-images", "", &own_charts()),
        mirrored(
            "applications-with-some-public-images",
            "",
            &own_charts().replace(
                "application \"metrics-server\" {\n",
                "application \"metrics-server\" {\n  values     = { image = { repository = \"111111111111.dkr.ecr.eu-west-1.amazonaws.com/metrics-server\" } }\n",
            ),
        ),
        mirrored("mirror-with-scheme", "registry = \"https://111111111111.dkr.ecr.eu-west-1.amazonaws.com\"", ""),
        mirrored("mirror-on-the-internet", "registry = \"docker.io/acme\"", ""),
        mirrored("mirror-of-another-region", "registry = \"111111111111.dkr.ecr.eu-central-1.amazonaws.com\"", ""),
        mirrored("mirror-of-another-account", "registry = \"999999999999.dkr.ecr.eu-west-1.amazonaws.com\"", ""),
        mirrored("mirror-with-public-git", "registry = \"111111111111.dkr.ecr.eu-west-1.amazonaws.com\"", "")
            .with("git.acme.example", "github.com"),
        Case::environment(
            "mirror-without-git",
            "mirror {\n  registry = \"111111111111.dkr.ecr.eu-west-1.amazonaws.com\"\n}\n",
        ),
        mirrored(
            "mirror-with-wrong-release",
            "registry = \"111111111111.dkr.ecr.eu-west-1.amazonaws.com\"",
            "application \"cert-manager\" {\n  version = \"1.21.2\"\n}\n",
        ),
        pulled(
            "argo-cd-out-of-reach",
            &["aws-load-balancer-controller", "karpenter", "metrics-server"].iter().fold(
                "nat = \"none\"\n".to_owned(),
                |text, name| {
                    text + &block(name, "repository = \"111111111111.dkr.ecr.eu-west-1.amazonaws.com/charts\"")
                },
            ),
        ),
    ]
}
