//! What values stand under which key: the only way past the readers is to write what they want, or nearly so.

use super::random::Random;

const TEXT: &str = include_str!("dictionary.txt");

/// Keys with their values, by the kind of block that they stand in.
pub(crate) struct Dictionary {
    kinds: Vec<Kind>,
}

struct Kind {
    name: &'static str,
    keys: Vec<(&'static str, Vec<&'static str>)>,
}

impl Dictionary {
    pub(crate) fn new() -> Self {
        let mut kinds = Vec::<Kind>::new();
        for line in TEXT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                kinds.push(Kind { name, keys: Vec::new() });
            } else {
                let (key, values) = line.split_once(": ").unwrap();
                kinds.last_mut().unwrap().keys.push((key, values.split(" | ").collect()));
            }
        }
        Self { kinds }
    }

    /// A key of a kind of block, and a value for it; of any kind when the kind is not known.
    pub(crate) fn attribute(&self, kind: &str, random: &mut Random) -> (&'static str, &'static str) {
        let known = self.kinds.iter().find(|known| known.name == kind);
        let kind = known.unwrap_or_else(|| random.pick(&self.kinds));
        let (key, values) = random.pick(&kind.keys);
        (*key, *random.pick::<&'static str>(values))
    }

    /// A value for a key: mostly one that belongs there.
    pub(crate) fn value(&self, key: &str, random: &mut Random) -> &'static str {
        let all = self.kinds.iter().flat_map(|kind| &kind.keys);
        let fitting: Vec<&'static str> =
            all.filter(|(known, _)| *known == key).flat_map(|(_, values)| values).copied().collect();
        if fitting.is_empty() || random.happens(1, 16) {
            return self.attribute(if random.happens(1, 2) { "anything" } else { "" }, random).1;
        }
        // What comes first is fine most of the time.
        let reach = if random.happens(2, 3) { fitting.len().min(3) } else { fitting.len() };
        fitting[random.below(reach)]
    }
}

/// Names for labels: what the other seeds use, and what is at the limit.
pub(crate) const NAMES: &[&str] = &[
    "alpha",
    "beta",
    "one",
    "two",
    "three",
    "dev",
    "prod",
    "live",
    "staging",
    "system",
    "spot",
    "general",
    "memory",
    "platform",
    "team",
    "vpc-cni",
    "coredns",
    "kube-proxy",
    "aws-ebs-csi-driver",
    "eks-pod-identity-agent",
    "s3",
    "local",
    "batch",
    "fraud",
    "payments",
    "example.com/quiet",
    "default",
    "a",
    "A",
    "",
    "1",
    "-",
    "a-",
    "a_b",
    "a.b",
    "ö",
    "${x}",
    "main",
    "karpenter",
    "cluster",
    "modules",
    "con",
    "..",
    "a/b",
    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
    "alpha-two",
    "alph",
    "kubernetes.io/os",
    "fleet",
    "cell",
];

/// Blocks to put into any body.
pub(crate) const BLOCKS: &[&str] = &[
    "node_tier \"general\" {\n  capacity = \"on-demand\"\n  limits = { cpu = 64, memory = \"256Gi\" }\n}\n",
    "node_tier \"batch\" {\n  capacity = \"spot\"\n}\n",
    "node_tier \"system\" {\n  instance_types = [\"m7g.large\"]\n  min = 2\n  max = 4\n}\n",
    "taint \"batch\" {\n  effect = \"NoSchedule\"\n}\n",
    "access \"team\" {\n  principal = \"arn:aws:iam::111111111111:role/team\"\n  policy = \"edit\"\n  namespaces = [\"team-*\"]\n}\n",
    "add_on \"vpc-cni\" {\n  prefix_delegation = true\n}\n",
    "add_on \"coredns\" {\n  version = \"v1.14.3-eksbuild.11\"\n}\n",
    "workload_identity \"scoring\" {\n  namespace = \"payments\"\n  service_account = \"scoring\"\n  policies = [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\n}\n",
    "workload_identity \"legacy\" {\n  namespace = \"payments\"\n  service_account = \"legacy\"\n  mechanism = \"irsa\"\n  policies = [\"arn:aws:iam::aws:policy/ReadOnlyAccess\"]\n}\n",
    "class \"memory\" {\n  zones = [\"a\", \"b\", \"c\"]\n  node_tier \"memory\" {\n    capacity = \"on-demand\"\n  }\n}\n",
    "cell \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}\n",
    "cell \"gamma\" {\n  environment = \"dev\"\n  class = \"memory\"\n  cidr = \"10.2.0.0/20\"\n}\n",
    "environment \"test\" {\n  account = \"111111111111\"\n  region = \"eu-west-1\"\n  access \"platform\" {\n    principal = \"arn:aws:iam::111111111111:role/p\"\n    policy = \"cluster-admin\"\n  }\n}\n",
    "git {\n  repository = \"https://github.com/acme/cells.git\"\n  revision = \"v1.0.0\"\n}\n",
    "namespace \"fraud\" {\n  quota = { pods = 64 }\n  workload \"scoring\" {\n    replicas = 20\n    limits = { cpu = 1, memory = \"1Gi\" }\n  }\n}\n",
    "namespace \"payments\" {\n  exposure = \"public\"\n  ports = [8080]\n  egress \"bank\" {\n    cidrs = [\"203.0.113.0/24\"]\n    ports = [443]\n  }\n}\n",
    "workload \"api\" {\n  replicas = 3\n}\n",
    "connection \"events\" {\n  to = \"payments\"\n  ports = [9092]\n}\n",
    "egress \"partner\" {\n  cidrs = [\"10.0.0.0/8\"]\n  ports = [443]\n}\n",
    "disruption_budget \"office-hours\" {\n  nodes = \"0\"\n  schedule = \"0 8 * * mon-fri\"\n  duration = \"10h\"\n}\n",
    "terraform {\n  backend \"s3\" {\n    bucket = \"acme-state\"\n    region = \"eu-west-1\"\n  }\n}\n",
    "terraform {\n  backend \"local\" {}\n}\n",
    "endpoint {\n  public = true\n  cidrs = [\"203.0.113.0/24\"]\n}\n",
];
