//! Tags: of the provider, and of what AWS makes on the cell's behalf.

use super::{DEVELOPMENT, Differs, ISOLATED, Kind, PRODUCTION, kind};

pub(super) const KINDS: &[Kind] = &[
    kind(
        "a tag of the fleet",
        &PRODUCTION,
        &[("cost_centre = \"CC-1\"", "cost_centre = \"CC-1\"\n  tags = { Team = \"cells\" }")],
    )
    .differs(&[Differs::Tags]),
    kind(
        "a tag of the environment",
        &DEVELOPMENT,
        &[("region      = \"us-east-1\"", "region = \"us-east-1\"\n  tags = { Team = \"cells\" }")],
    )
    .differs(&[Differs::Tags]),
    kind("the owner", &ISOLATED, &[("owner           = \"platform\"", "owner = \"vault\"")]).differs(&[Differs::Tags]),
    kind("the cost centre", &PRODUCTION, &[("cost_centre = \"CC-1\"", "cost_centre = \"CC-2\"")])
        .differs(&[Differs::Tags]),
];
