//! Applications of the platform, as far as they have something in AWS, and what is in Kubernetes only.

use super::{Kind, PRODUCTION, kind};
use crate::changes::fleet::{Before, Edits};

const LEDGER: &str = "  namespace \"ledger\" {}";
const WITH_DNS: Edits = &[(
    LEDGER,
    "  application \"external-dns\" {\n    zones = [\"Z0123456789ABCDEFGHIJ\"]\n  }\n  namespace \"ledger\" {}",
)];

static WITH_EXTERNAL_DNS: Before =
    Before { name: "production with external-dns", fleet: PRODUCTION.fleet, edits: WITH_DNS, cell: PRODUCTION.cell };

pub(super) const KINDS: &[Kind] = &[
    kind("an application that writes DNS", &PRODUCTION, WITH_DNS),
    kind("another hosted zone", &WITH_EXTERNAL_DNS, &[("Z0123456789ABCDEFGHIJ", "Z9876543210ABCDEFGHIJ")]),
    kind("an application with an identity goes", &PRODUCTION, &[("  application \"external-secrets\" {}\n", "")]),
    kind(
        "no load balancers",
        &PRODUCTION,
        &[(LEDGER, "  application \"aws-load-balancer-controller\" { enabled = false }\n  namespace \"ledger\" {}")],
    ),
    kind(
        "no logs of containers",
        &PRODUCTION,
        &[(LEDGER, "  application \"cloudwatch-observability\" { enabled = false }\n  namespace \"ledger\" {}")],
    ),
    kind("the domain of the fleet", &WITH_EXTERNAL_DNS, &[("bank.example.com", "bank.example.org")]),
    kind("a namespace more", &PRODUCTION, &[(LEDGER, "  namespace \"ledger\" {}\n  namespace \"reports\" {}")]),
];
