//! The system tier and what Karpenter needs.

use super::{DEVELOPMENT, Kind, PRODUCTION, kind};
use crate::changes::fleet::Before;

const TYPES: &str = "    instance_types = [\"m7g.large\"]";
const LABELS: &str = "labels         = { team = \"platform\" }";

static PINNED: Before = Before {
    name: "production with a pinned image and a taint",
    fleet: PRODUCTION.fleet,
    edits: &[(
        LABELS,
        "ami_release = \"1.35.0-20260801\"\n    allow \"CELL0505\" { reason = \"what nobody deploys\" }\n    taint \"dedicated\" {\n      value = \"system\"\n      effect = \"NoExecute\"\n    }",
    )],
    cell: PRODUCTION.cell,
};

static THREE_NODES: Before = Before {
    name: "production with three system nodes",
    fleet: PRODUCTION.fleet,
    edits: &[("min            = 2", "min            = 3")],
    cell: PRODUCTION.cell,
};

pub(super) const KINDS: &[Kind] = &[
    kind("the instance type of the system nodes", &PRODUCTION, &[(TYPES, "    instance_types = [\"m7g.xlarge\"]")]),
    kind(
        "one more instance type of the system nodes",
        &PRODUCTION,
        &[(TYPES, "    instance_types = [\"m7g.large\", \"m6g.large\"]")],
    ),
    kind("the architecture of the system nodes", &PRODUCTION, &[(TYPES, "    instance_types = [\"m7i.large\"]")]),
    kind("the fewest system nodes", &PRODUCTION, &[("min            = 2", "min = 3")]),
    kind("fewer system nodes at least", &THREE_NODES, &[("min            = 3", "min = 2")]),
    kind("the most system nodes", &PRODUCTION, &[("max            = 4", "max = 6")]),
    kind("fewer system nodes at most", &PRODUCTION, &[("max            = 4", "max = 3")]),
    kind(
        "the image of the system nodes",
        &PRODUCTION,
        &[(LABELS, "image = \"bottlerocket\"\n    labels = { team = \"platform\" }")],
    ),
    kind(
        "a pinned image of the system nodes",
        &PRODUCTION,
        &[(LABELS, "ami_release = \"1.35.0-20260801\"\n    labels = { team = \"platform\" }")],
    ),
    kind("another pinned image of the system nodes", &PINNED, &[("1.35.0-20260801", "1.35.0-20260901")]),
    kind("no pinned image of the system nodes", &PINNED, &[("ami_release = \"1.35.0-20260801\"\n", "")]),
    kind(
        "the disks of the system nodes",
        &PRODUCTION,
        &[(LABELS, "disk_gib = 80\n    labels = { team = \"platform\" }")],
    ),
    kind(
        "how many system nodes go at once",
        &THREE_NODES,
        &[(LABELS, "max_unavailable = 2\n    labels = { team = \"platform\" }")],
    ),
    kind(
        "a taint of the system nodes",
        &PRODUCTION,
        &[(
            LABELS,
            "allow \"CELL0505\" { reason = \"what nobody deploys\" }\n    taint \"dedicated\" {\n      value = \"system\"\n      effect = \"NoExecute\"\n    }\n    labels = { team = \"platform\" }",
        )],
    ),
    kind("another effect of a taint of the system nodes", &PINNED, &[("NoExecute", "NoSchedule")]),
    kind("another label of the system nodes", &PRODUCTION, &[("team = \"platform\"", "team = \"cells\"")]),
    kind("no label of the system nodes", &PRODUCTION, &[(LABELS, "")]),
    kind(
        "people reach the nodes",
        &PRODUCTION,
        &[(
            "nat         = \"per-zone\"",
            "nat = \"per-zone\"\n  session_manager = true\n  allow \"CELL0526\" { reason = \"what nobody deploys\" }",
        )],
    ),
    kind(
        "a Karpenter tier more",
        &PRODUCTION,
        &[("  namespace \"ledger\" {}", "  node_tier \"spot\" { capacity = \"spot\" }\n  namespace \"ledger\" {}")],
    ),
    kind(
        "Karpenter nodes of another kind",
        &PRODUCTION,
        &[("capacity = \"on-demand\"", "capacity = \"on-demand\"\n    image = \"bottlerocket\"\n    disk_gib = 100")],
    ),
    kind(
        "a Karpenter tier in place of spot nodes",
        &DEVELOPMENT,
        &[("  access \"platform\"", "  node_tier \"general\" { capacity = \"on-demand\" }\n  access \"platform\"")],
    ),
];
