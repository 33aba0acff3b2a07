//! Addresses, zones, ways out and endpoints.

use super::{DEVELOPMENT, Differs, ISOLATED, Kind, PRODUCTION, kind};
use crate::changes::fleet::{Before, Edits};

const ZONES: &str = "zones       = [\"a\", \"b\", \"c\"]";

static TWO_ZONES: Before =
    Before { name: "production in two zones", edits: &[(ZONES, "zones       = [\"a\", \"b\"]")], ..copy(&PRODUCTION) };

const fn copy(before: &Before) -> Before {
    Before { name: before.name, fleet: before.fleet, edits: before.edits, cell: before.cell }
}

const PERIMETER: Edits = &[("accounts = [\"333333333333\"]", "accounts = [\"333333333333\", \"444444444444\"]")];

/// What only a cell without a way out may say.
const OF_ISOLATED: &str = "  allow \"CELL0422\" {\n    reason = \"the registry of the platform team\"\n  }\n\n  perimeter {\n    buckets  = [\"vault-reports\"]\n    accounts = [\"333333333333\"]\n  }\n";

const PRIVATE_A: Differs = Differs::Refused("module.cell.aws_subnet.private[\"a\"]");
const PRIVATE_B: Differs = Differs::Refused("module.cell.aws_subnet.private[\"b\"]");
const PRIVATE_C: Differs = Differs::Refused("module.cell.aws_subnet.private[\"c\"]");
const PRIVATE_D: Differs = Differs::Refused("module.cell.aws_subnet.private[\"d\"]");
const PUBLIC_A: Differs = Differs::Refused("module.cell.aws_subnet.public[\"a\"]");
const PUBLIC_C: Differs = Differs::Refused("module.cell.aws_subnet.public[\"c\"]");
const PUBLIC_D: Differs = Differs::Refused("module.cell.aws_subnet.public[\"d\"]");

pub(super) const KINDS: &[Kind] = &[
    kind("the network of the cell", &PRODUCTION, &[("10.64.0.0/18", "10.64.64.0/18")]),
    kind("a smaller network at the same address", &PRODUCTION, &[("10.64.0.0/18", "10.64.0.0/19")]),
    kind("the network of the environment", &PRODUCTION, &[("10.64.0.0/12", "10.64.0.0/11")]),
    kind(
        "networks that are routed to the cells",
        &PRODUCTION,
        &[(ZONES, "zones = [\"a\", \"b\", \"c\"]\n  peers = [\"172.16.0.0/16\"]")],
    ),
    kind("a fourth zone", &PRODUCTION, &[(ZONES, "zones = [\"a\", \"b\", \"c\", \"d\"]")])
        .differs(&[PRIVATE_A, PRIVATE_B, PRIVATE_C, PRIVATE_D]),
    kind("the last zone goes", &PRODUCTION, &[(ZONES, "zones = [\"a\", \"b\"]")]).differs(&[PRIVATE_C]),
    kind("the middle zone goes", &PRODUCTION, &[(ZONES, "zones = [\"a\", \"c\"]")])
        .differs(&[PRIVATE_B, PRIVATE_C, PUBLIC_C]),
    kind("zones in another order", &PRODUCTION, &[(ZONES, "zones = [\"c\", \"b\", \"a\"]")])
        .differs(&[PRIVATE_A, PRIVATE_C, PUBLIC_A, PUBLIC_C]),
    kind("another zone in the place of one", &PRODUCTION, &[(ZONES, "zones = [\"a\", \"d\", \"c\"]")])
        .differs(&[PRIVATE_B, PRIVATE_D, PUBLIC_D]),
    kind("a zone more, before the others", &PRODUCTION, &[(ZONES, "zones = [\"d\", \"a\", \"b\", \"c\"]")])
        .differs(&[PRIVATE_A, PRIVATE_B, PRIVATE_C, PRIVATE_D]),
    kind("two zones become three", &TWO_ZONES, &[("zones       = [\"a\", \"b\"]", "zones = [\"a\", \"b\", \"c\"]")]),
    kind(
        "two zones become four",
        &TWO_ZONES,
        &[("zones       = [\"a\", \"b\"]", "zones = [\"a\", \"b\", \"c\", \"d\"]")],
    )
    .differs(&[PRIVATE_A, PRIVATE_B, PRIVATE_C, PRIVATE_D]),
    kind(
        "zones of the cell itself",
        &PRODUCTION,
        &[("cidr        = \"10.64.0.0/18\"", "cidr = \"10.64.0.0/18\"\n  zones = [\"a\", \"b\"]")],
    )
    .differs(&[PRIVATE_C]),
    kind(
        "one NAT gateway in place of one in each zone",
        &PRODUCTION,
        &[(
            "nat         = \"per-zone\"",
            "nat = \"single\"\n  allow \"CELL0413\" { reason = \"what nobody deploys\" }",
        )],
    ),
    kind("NAT gateways go", &PRODUCTION, &[("nat         = \"per-zone\"", "nat = \"none\"")]),
    kind(
        "the one NAT gateway goes",
        &DEVELOPMENT,
        &[("endpoint    =", "nat = \"none\"\n  allow \"CELL0422\" { reason = \"what nobody deploys\" }\n  endpoint =")],
    ),
    kind("a NAT gateway in each zone", &DEVELOPMENT, &[("endpoint    =", "nat = \"per-zone\"\n  endpoint =")]),
    kind(
        "NAT gateways in place of endpoints",
        &ISOLATED,
        &[("nat                 = \"none\"", "nat = \"per-zone\""), (OF_ISOLATED, "")],
    ),
    kind(
        "one NAT gateway in place of endpoints",
        &ISOLATED,
        &[
            ("nat                 = \"none\"", "nat = \"single\""),
            (OF_ISOLATED, "  allow \"CELL0413\" { reason = \"what nobody deploys\" }\n"),
        ],
    ),
    kind(
        "an endpoint more",
        &PRODUCTION,
        &[(ZONES, "zones = [\"a\", \"b\", \"c\"]\n  interface_endpoints = [\"ecr.api\"]")],
    ),
    kind("an endpoint less", &ISOLATED, &[("interface_endpoints = [\"secretsmanager\"]", "")]),
    kind("another endpoint", &ISOLATED, &[("\"secretsmanager\"", "\"kms\"")]),
    kind(
        "a bucket inside the perimeter",
        &ISOLATED,
        &[("[\"vault-reports\"]", "[\"vault-reports\", \"vault-exports\"]")],
    ),
    kind("an account inside the perimeter", &ISOLATED, PERIMETER),
    kind("the organisation", &ISOLATED, &[("o-a1b2c3d4e5", "o-e5d4c3b2a1")]),
    kind("which packets flow logs hold", &PRODUCTION, &[("traffic = \"all\"", "traffic = \"reject\"")]),
    kind(
        "how long flow logs are kept",
        &PRODUCTION,
        &[("traffic = \"all\", retention_days = 365", "traffic = \"all\", retention_days = 400")],
    ),
];
