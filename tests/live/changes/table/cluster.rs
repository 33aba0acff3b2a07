//! The control plane, its logs and its key, and EKS add-ons.

use super::{DEVELOPMENT, Differs, Kind, PRODUCTION, kind};
use crate::changes::fleet::{Before, Edits};

const VERSION: &str = "kubernetes  = \"1.35\"";
const WITH_POLICY: Edits = &[(VERSION, "kubernetes  = \"1.35\"\n  upgrade_policy = \"standard\"")];

static STANDARD_SUPPORT: Before = Before {
    name: "production in standard support",
    fleet: PRODUCTION.fleet,
    edits: WITH_POLICY,
    cell: PRODUCTION.cell,
};

static BEHIND: Before = Before {
    name: "production a Kubernetes version behind",
    fleet: PRODUCTION.fleet,
    edits: &[(VERSION, "kubernetes  = \"1.34\"")],
    cell: PRODUCTION.cell,
};

pub(super) const KINDS: &[Kind] = &[
    kind("the next Kubernetes version", &PRODUCTION, &[(VERSION, "kubernetes = \"1.36\"")]),
    kind("the Kubernetes version before", &PRODUCTION, &[(VERSION, "kubernetes = \"1.34\"")]),
    kind("two Kubernetes versions at once", &BEHIND, &[("\"1.34\"", "\"1.36\"")])
        .differs(&[Differs::Refused("module.cell.aws_eks_cluster.this")]),
    kind("two Kubernetes versions back", &PRODUCTION, &[(VERSION, "kubernetes = \"1.33\"")])
        .differs(&[Differs::Refused("module.cell.aws_eks_cluster.this")]),
    kind("a support policy", &PRODUCTION, WITH_POLICY),
    kind("another support policy", &STANDARD_SUPPORT, &[("\"standard\"", "\"extended\"")]),
    kind("no support policy", &STANDARD_SUPPORT, &[("upgrade_policy = \"standard\"", "")]),
    kind("zonal shift", &PRODUCTION, &[(VERSION, "kubernetes = \"1.35\"\n  zonal_shift = true")]),
    kind(
        "addresses of services",
        &PRODUCTION,
        &[(VERSION, "kubernetes = \"1.35\"\n  service_cidr = \"10.100.0.0/16\"")],
    ),
    kind(
        "the internet reaches the API",
        &PRODUCTION,
        &[("endpoint    = { public = false }", "endpoint = { public = true, cidrs = [\"203.0.113.0/24\"] }")],
    ),
    kind(
        "the internet no longer reaches the API",
        &DEVELOPMENT,
        &[("{ public = true, cidrs = [\"203.0.113.0/24\"] }", "{ public = false }")],
    ),
    kind(
        "more networks reach the API",
        &DEVELOPMENT,
        &[("[\"203.0.113.0/24\"]", "[\"203.0.113.0/24\", \"198.51.100.0/24\"]")],
    ),
    kind("other networks reach the API", &DEVELOPMENT, &[("[\"203.0.113.0/24\"]", "[\"198.51.100.0/24\"]")]),
    kind(
        "more control-plane logs",
        &PRODUCTION,
        &[("[\"api\", \"audit\", \"authenticator\"]", "[\"api\", \"audit\", \"authenticator\", \"scheduler\"]")],
    ),
    kind(
        "fewer control-plane logs",
        &PRODUCTION,
        &[("[\"api\", \"audit\", \"authenticator\"]", "[\"audit\", \"authenticator\"]")],
    ),
    kind(
        "how long control-plane logs are kept",
        &PRODUCTION,
        &[("\"authenticator\"], retention_days = 365", "\"authenticator\"], retention_days = 400")],
    ),
    kind(
        "how long a deleted key can be saved",
        &PRODUCTION,
        &[("deletion_window_days = 30", "deletion_window_days = 14")],
    ),
    kind(
        "a version of an add-on",
        &PRODUCTION,
        &[(
            "  namespace \"ledger\" {}",
            "  add_on \"coredns\" { version = \"v1.14.3-eksbuild.1\" }\n  namespace \"ledger\" {}",
        )],
    ),
    kind(
        "whole prefixes for nodes",
        &PRODUCTION,
        &[(
            "  namespace \"ledger\" {}",
            "  add_on \"vpc-cni\" { prefix_delegation = true }\n  namespace \"ledger\" {}",
        )],
    ),
    kind(
        "the profile",
        &DEVELOPMENT,
        &[("region      = \"us-east-1\"", "region = \"us-east-1\"\n  profile = \"staging\"")],
    ),
];
