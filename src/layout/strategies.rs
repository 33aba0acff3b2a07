//! Random names and paths for the tests of this folder.

use proptest::prelude::*;

use super::RootKind;
use crate::values::{ClassId, Name};

/// Names, among them those that look like parts of a path or of a module's name.
pub(super) fn name() -> impl Strategy<Value = Name> {
    let confusing = prop::sample::select(vec![
        "accounts",
        "cells",
        "cell",
        "dns",
        "router",
        "modules",
        "gitops",
        "environments",
        "a-cell",
        "cell-a",
        "a-cell-b",
    ]);
    let text = prop_oneof![confusing.prop_map(str::to_owned), "[a-z]([a-z0-9-]{0,8}[a-z0-9])?"];
    text.prop_map(|text| text.parse().expect("it is a name"))
}

/// Roots of every kind.
pub(super) fn root() -> impl Strategy<Value = RootKind> {
    prop_oneof![
        name().prop_map(|environment| RootKind::Dns(environment.into())),
        "[0-9]{12}".prop_map(|account| RootKind::Account(account.parse().expect("it is an account"))),
        (name(), name()).prop_map(|(environment, cell)| RootKind::cell(environment, cell)),
        name().prop_map(|environment| RootKind::Router(environment.into())),
    ]
}

/// Classes with and without a name.
pub(super) fn class() -> impl Strategy<Value = ClassId> {
    (name(), prop::option::of(name())).prop_map(|(environment, name)| ClassId { environment: environment.into(), name })
}

/// Text that may be a path of the output folder, or nearly one.
pub(super) fn text_like_a_path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => prop::sample::select(vec![
            "environments", "accounts", "modules", "gitops", "cells", "dns", "router", "111111111111", "prod-cell",
            "main.tf",
        ])
        .prop_map(str::to_owned),
        2 => name().prop_map(|name| name.to_string()),
        1 => "[a-zA-Z0-9.-]{0,4}",
    ];
    prop::collection::vec(part, 0..6).prop_map(|parts| parts.join("/"))
}
