//! Who may use the Kubernetes API, and what pods may do in AWS.

use super::{DEVELOPMENT, Kind, PRODUCTION, kind};
use crate::changes::fleet::{Before, Edits};

const VIEW: &str = "policy     = \"view\"";
const SUPPORT: &str = "  access \"support\" {\n    principal  = \"arn:aws:iam::222222222222:role/support\"\n    policy     = \"view\"\n    namespaces = [\"payments\"]\n  }\n";
const SCORING: &str = "  workload_identity \"scoring\" {\n    namespace       = \"payments\"\n    service_account = \"scoring\"\n    policies        = [\"arn:aws:iam::222222222222:policy/models-read\"]\n  }\n";

const DEPLOY: &str = "  deploy_role = ";
const BOUNDARY: Edits = &[(DEPLOY, "  permissions_boundary = \"policy/boundary\"\n  deploy_role = ")];

const SPOT_ROLE: &str = "account \"222222222222\" {\n  spot_role = \"exists\"\n}\n\nenvironment \"dev\"";
const BOUNDARY_OF_ACCOUNT: &str =
    "account \"222222222222\" {\n  permissions_boundary = \"policy/narrower\"\n}\n\nenvironment \"prod\"";

static BOUNDED: Before = Before {
    name: "production with a permissions boundary",
    fleet: PRODUCTION.fleet,
    edits: BOUNDARY,
    cell: PRODUCTION.cell,
};

static TWO_OPERATORS: Before = Before {
    name: "production with two entries of one policy",
    fleet: PRODUCTION.fleet,
    edits: &[(
        "  namespace \"ledger\" {}",
        "  access \"night\" {\n    principal = \"arn:aws:iam::222222222222:role/night\"\n    policy = \"edit\"\n    namespaces = [\"ledger\"]\n  }\n  namespace \"ledger\" {}",
    )],
    cell: PRODUCTION.cell,
};

static TWO_ROLES: Before = Before {
    name: "production with two entries with roles",
    fleet: PRODUCTION.fleet,
    edits: &[(
        "  namespace \"ledger\" {}",
        "  access \"night\" {\n    principal = \"arn:aws:iam::222222222222:role/night\"\n    role = \"viewer\"\n  }\n  namespace \"ledger\" {}",
    )],
    cell: PRODUCTION.cell,
};

pub(super) const KINDS: &[Kind] = &[
    kind("another principal", &PRODUCTION, &[("role/support", "role/helpdesk")]),
    kind("another name of an access entry", &PRODUCTION, &[("access \"support\"", "access \"helpdesk\"")]),
    kind("another name of an access entry with a role", &PRODUCTION, &[("access \"audit\"", "access \"revision\"")]),
    kind(
        "two entries exchange their principals",
        &TWO_OPERATORS,
        &[("role/night", "role/tmp"), ("role/support", "role/night"), ("role/tmp", "role/support")],
    ),
    kind(
        "two entries with roles exchange their principals",
        &TWO_ROLES,
        &[("role/night", "role/tmp"), ("role/audit", "role/night"), ("role/tmp", "role/audit")],
    ),
    kind("another policy of an access entry", &PRODUCTION, &[(VIEW, "policy = \"edit\"")]),
    kind("a role in place of a policy", &PRODUCTION, &[(VIEW, "role = \"viewer\"")]),
    kind("a policy in place of a role", &PRODUCTION, &[("role      = \"security-auditor\"", "policy = \"view\"")]),
    kind("groups beside a policy", &PRODUCTION, &[(VIEW, "policy = \"view\"\n    groups = [\"support\"]")]),
    kind("one namespace more of an access entry", &PRODUCTION, &[("[\"payments\"]", "[\"payments\", \"ledger\"]")]),
    kind("the whole cell for an access entry", &PRODUCTION, &[("    namespaces = [\"payments\"]\n", "")]),
    kind("an access entry more", &PRODUCTION, TWO_OPERATORS.edits),
    kind("an access entry less", &PRODUCTION, &[(SUPPORT, "")]),
    kind("a permissions boundary", &PRODUCTION, BOUNDARY),
    kind("another permissions boundary", &BOUNDED, &[("policy/boundary", "policy/narrower")]),
    kind("no permissions boundary", &BOUNDED, &[("  permissions_boundary = \"policy/boundary\"", "")]),
    kind("a path in IAM", &PRODUCTION, &[(DEPLOY, "  iam_path = \"/cells/\"\n  deploy_role = ")]),
    kind("the spot role of the account", &DEVELOPMENT, &[("environment \"dev\"", SPOT_ROLE)]),
    kind("another boundary in the account", &BOUNDED, &[("environment \"prod\"", BOUNDARY_OF_ACCOUNT)]),
    kind(
        "a workload identity more",
        &PRODUCTION,
        &[(
            "  namespace \"ledger\" {}",
            "  workload_identity \"ledger\" {\n    namespace = \"ledger\"\n    service_account = \"ledger\"\n    policies = [\"arn:aws:iam::222222222222:policy/ledger\"]\n  }\n  namespace \"ledger\" {\n    egress \"aws\" {\n      cidrs = [\"0.0.0.0/0\"]\n      ports = [443]\n    }\n  }",
        )],
    ),
    kind("a workload identity less", &PRODUCTION, &[(SCORING, "")]),
    kind(
        "another name of a workload identity",
        &PRODUCTION,
        &[("workload_identity \"scoring\"", "workload_identity \"scores\"")],
    ),
    kind("another service account", &PRODUCTION, &[("service_account = \"scoring\"", "service_account = \"scores\"")]),
    kind(
        "another namespace of a workload identity",
        &PRODUCTION,
        &[
            ("namespace       = \"payments\"", "namespace = \"ledger\""),
            (
                "  namespace \"ledger\" {}",
                "  namespace \"ledger\" {\n    egress \"aws\" {\n      cidrs = [\"0.0.0.0/0\"]\n      ports = [443]\n    }\n  }",
            ),
        ],
    ),
    kind("another policy of a workload identity", &PRODUCTION, &[("policy/models-read", "policy/models-write")]),
    kind(
        "one policy more of a workload identity",
        &PRODUCTION,
        &[(
            "[\"arn:aws:iam::222222222222:policy/models-read\"]",
            "[\"arn:aws:iam::222222222222:policy/models-read\", \"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]",
        )],
    ),
    kind(
        "IRSA in place of pod identity",
        &PRODUCTION,
        &[("service_account = \"scoring\"", "service_account = \"scoring\"\n    mechanism = \"irsa\"")],
    ),
    kind("pod identity in place of IRSA", &DEVELOPMENT, &[("mechanism       = \"irsa\"", "")]),
];
