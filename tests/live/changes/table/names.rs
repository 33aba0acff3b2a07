//! Names of the cell and what it belongs to, and settings of Terraform itself.

use super::{Differs, Kind, PRODUCTION, kind};

const ROLE: &str = "222222222222:role/terraform";

pub(super) const KINDS: &[Kind] = &[
    kind(
        "another class of the cell",
        &PRODUCTION,
        &[("cidr        = \"10.64.0.0/18\"", "cidr = \"10.64.0.0/18\"\n  class = \"memory\"")],
    )
    .differs(&[Differs::Settings("module.cell")]),
    kind("the name of the cell", &PRODUCTION, &[("cell \"alpha\"", "cell \"omega\"")])
        .differs(&[Differs::Settings("backend"), Differs::Settings("root"), Differs::Tags])
        .renamed("prod/omega"),
    kind("the name of the fleet", &PRODUCTION, &[("fleet \"bank\"", "fleet \"trust\"")])
        .differs(&[Differs::Settings("backend"), Differs::Tags]),
    kind("the bucket of the state", &PRODUCTION, &[("acme-terraform-state", "acme-states")])
        .differs(&[Differs::Settings("backend")]),
    kind("the lock table", &PRODUCTION, &[("acme-terraform-locks", "acme-locks")])
        .differs(&[Differs::Settings("backend")]),
    kind(
        "the prefix of state keys",
        &PRODUCTION,
        &[("dynamodb_table =", "key_prefix = \"cells\"\n      dynamodb_table =")],
    )
    .differs(&[Differs::Settings("backend")]),
    kind("the role that deploys", &PRODUCTION, &[(ROLE, "222222222222:role/deploy")])
        .differs(&[Differs::Settings("provider.aws")]),
    kind("the version of the provider", &PRODUCTION, &[("~> 5.80", "~> 5.90")])
        .differs(&[Differs::Settings("terraform")]),
    kind(
        "the version of Terraform",
        &PRODUCTION,
        &[("aws_provider = \"~> 5.80\"", "aws_provider = \"~> 5.80\"\n    required_version = \">= 1.8\"")],
    )
    .differs(&[Differs::Settings("terraform")]),
    kind("the revision in Git", &PRODUCTION, &[("v1.0.0", "v1.1.0")]),
];
