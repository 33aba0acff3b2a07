//! Root configurations: the kinds that there are, each with its folder and the key of its state.

use serde::Serialize;

use super::{ACCOUNTS, ENVIRONMENTS, MANIFESTS};
use crate::values::{AccountId, CellId, EnvironmentId, Name};

/// What a root configuration is for, and whose it is.
///
/// Roots order as they are applied: a root may rely on those before it, never on those after it. They are destroyed in
/// reverse.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RootKind {
    /// The DNS zone of an environment, and the roles that write records in it.
    Dns(EnvironmentId),
    /// What exists once in an AWS account, however many environments and regions use it. Texts for people call it the
    /// account baseline: in AWS, "root" means the root user.
    Account(AccountId),
    /// A cell.
    Cell {
        /// The environment that the cell belongs to.
        environment: EnvironmentId,
        /// The cell.
        cell: CellId,
    },
    /// The router in front of an environment's cells.
    Router(EnvironmentId),
}

/// The name of a cell where cells of several environments are listed, and its path below the folder of all manifests:
/// `prod/alpha`.
pub fn cell_name(environment: &EnvironmentId, cell: &CellId) -> String {
    format!("{environment}/{cell}")
}

/// The folder of a cell's manifests below the output folder, without a slash at its end.
pub fn manifests_folder(environment: &EnvironmentId, cell: &CellId) -> String {
    format!("{MANIFESTS}/{}", cell_name(environment, cell))
}

impl RootKind {
    /// The root of a cell.
    pub fn cell(environment: impl Into<EnvironmentId>, cell: impl Into<CellId>) -> Self {
        Self::Cell { environment: environment.into(), cell: cell.into() }
    }

    /// Its folder below the output folder, without a slash at its end, such as `environments/prod/cells/alpha`.
    pub fn folder(&self) -> String {
        match self {
            Self::Dns(environment) => format!("{ENVIRONMENTS}/{environment}/dns"),
            Self::Account(account) => format!("{ACCOUNTS}/{account}"),
            Self::Cell { environment, cell } => format!("{ENVIRONMENTS}/{environment}/cells/{cell}"),
            Self::Router(environment) => format!("{ENVIRONMENTS}/{environment}/router"),
        }
    }

    /// The root that has this folder; the inverse of [`RootKind::folder`].
    pub fn of_folder(folder: &str) -> Option<Self> {
        let parts: Vec<&str> = folder.split('/').collect();
        Self::of_parts(&parts)
    }

    pub(super) fn of_parts(parts: &[&str]) -> Option<Self> {
        match parts {
            [ENVIRONMENTS, environment, "dns"] => Some(Self::Dns(name(environment)?.into())),
            [ACCOUNTS, account] => Some(Self::Account(account.parse().ok()?)),
            [ENVIRONMENTS, environment, "cells", cell] => Some(Self::cell(name(environment)?, name(cell)?)),
            [ENVIRONMENTS, environment, "router"] => Some(Self::Router(name(environment)?.into())),
            _ => None,
        }
    }

    /// The key of its state in the bucket of the backend. `prefix` is the first part of all keys of the fleet.
    pub fn state_key(&self, prefix: &Name) -> String {
        let root = match self {
            Self::Dns(environment) => format!("{environment}/dns"),
            Self::Account(account) => format!("{ACCOUNTS}/{account}"),
            Self::Cell { environment, cell } => format!("{environment}/cells/{cell}"),
            Self::Router(environment) => format!("{environment}/router"),
        };
        format!("{prefix}/{root}/terraform.tfstate")
    }

    /// What it is and whose, as the beginning of a sentence: `Cell alpha of environment prod`.
    pub fn title(&self) -> String {
        match self {
            Self::Dns(environment) => format!("DNS zone of environment {environment}"),
            Self::Account(account) => format!("Account baseline of {account}"),
            Self::Cell { environment, cell } => format!("Cell {cell} of environment {environment}"),
            Self::Router(environment) => format!("Router of environment {environment}"),
        }
    }

    /// What applying it makes, in the middle of a sentence: `cell`.
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Dns(_) => "DNS zone",
            Self::Account(_) => "account baseline",
            Self::Cell { .. } => "cell",
            Self::Router(_) => "router",
        }
    }

    /// Its name in lists of roots: `prod/alpha` for a cell, the folder for every other root. No two roots have the same
    /// name.
    pub fn name(&self) -> String {
        match self {
            Self::Cell { environment, cell } => cell_name(environment, cell),
            Self::Dns(_) | Self::Account(_) | Self::Router(_) => self.folder(),
        }
    }

    /// The folder of its manifests below the output folder, without a slash at its end. Only cells have manifests.
    pub fn manifests(&self) -> Option<String> {
        match self {
            Self::Cell { environment, cell } => Some(manifests_folder(environment, cell)),
            Self::Dns(_) | Self::Account(_) | Self::Router(_) => None,
        }
    }

    /// The environment that it belongs to; [`None`] for what several environments share.
    pub const fn environment(&self) -> Option<&EnvironmentId> {
        match self {
            Self::Dns(environment) | Self::Cell { environment, .. } | Self::Router(environment) => Some(environment),
            Self::Account(_) => None,
        }
    }

    /// The path from its folder to something in the output folder, such as `../../../../modules/prod-cell`.
    pub fn path_to(&self, path: &str) -> String {
        let up = "../".repeat(self.folder().split('/').count());
        format!("{up}{path}")
    }
}

fn name(text: &str) -> Option<Name> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Component, Path};

    use proptest::prelude::*;

    use super::*;
    use crate::layout::strategies::{root, text_like_a_path};

    fn environment(name: &str) -> EnvironmentId {
        name.parse::<Name>().unwrap().into()
    }

    fn of_each_kind() -> [RootKind; 4] {
        [
            RootKind::Dns(environment("prod")),
            RootKind::Account("111111111111".parse().unwrap()),
            RootKind::cell("prod".parse::<Name>().unwrap(), "alpha".parse::<Name>().unwrap()),
            RootKind::Router(environment("prod")),
        ]
    }

    #[test]
    fn each_kind_has_its_folder_state_key_and_title() {
        let prefix = "platform".parse().unwrap();
        let facts = of_each_kind().map(|root| (root.folder(), root.state_key(&prefix), root.title(), root.name()));
        let facts = facts.each_ref().map(|(folder, key, title, name)| [folder, key, title, name].map(String::as_str));
        let expected = [
            [
                "environments/prod/dns",
                "platform/prod/dns/terraform.tfstate",
                "DNS zone of environment prod",
                "environments/prod/dns",
            ],
            [
                "accounts/111111111111",
                "platform/accounts/111111111111/terraform.tfstate",
                "Account baseline of 111111111111",
                "accounts/111111111111",
            ],
            [
                "environments/prod/cells/alpha",
                "platform/prod/cells/alpha/terraform.tfstate",
                "Cell alpha of environment prod",
                "prod/alpha",
            ],
            [
                "environments/prod/router",
                "platform/prod/router/terraform.tfstate",
                "Router of environment prod",
                "environments/prod/router",
            ],
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn roots_order_as_they_are_applied_whatever_their_names() {
        let expected = [
            RootKind::Dns(environment("zulu")),
            RootKind::Account("999999999999".parse().unwrap()),
            RootKind::cell("alpha".parse::<Name>().unwrap(), "zulu".parse::<Name>().unwrap()),
            RootKind::cell("beta".parse::<Name>().unwrap(), "alpha".parse::<Name>().unwrap()),
            RootKind::Router(environment("alpha")),
        ];
        let sorted: BTreeSet<RootKind> = expected.iter().rev().cloned().collect();
        assert_eq!(sorted.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn only_a_cell_has_manifests() {
        let folders = of_each_kind().map(|root| root.manifests());
        assert_eq!(folders, [None, None, Some("gitops/prod/alpha".to_owned()), None]);
    }

    #[test]
    fn other_folders_are_no_roots() {
        for folder in [
            "",
            "environments",
            "environments/prod",
            "environments/prod/dns/",
            "/environments/prod/dns",
            "environments//dns",
            "environments/prod/cells",
            "environments/prod/cells/alpha/main.tf",
            "environments/prod/cells/Alpha",
            "environments/../cells/alpha",
            "environments/prod/observability",
            "accounts/11111111111",
            "accounts/prod",
            "accounts/111111111111/iam",
            "modules/prod-cell",
            "gitops/prod/alpha",
        ] {
            assert_eq!(RootKind::of_folder(folder), None, "{folder}");
        }
    }

    proptest! {
        #[test]
        fn a_folder_leads_back_to_its_root(root in root()) {
            prop_assert_eq!(RootKind::of_folder(&root.folder()), Some(root));
        }

        #[test]
        fn what_is_taken_for_a_root_has_that_folder(folder in text_like_a_path()) {
            if let Some(root) = RootKind::of_folder(&folder) {
                prop_assert_eq!(root.folder(), folder);
            }
        }

        #[test]
        fn no_two_roots_share_a_folder_a_state_or_a_name(one in root(), other in root()) {
            let prefix = "platform".parse().unwrap();
            let is_same = one == other;
            prop_assert_eq!(one.folder() == other.folder(), is_same);
            prop_assert_eq!(one.state_key(&prefix) == other.state_key(&prefix), is_same);
            prop_assert_eq!(one.name() == other.name(), is_same);
            prop_assert_eq!(one.title() == other.title(), is_same);
        }

        #[test]
        fn the_path_to_a_module_leads_there(root in root()) {
            let mut reached = Vec::new();
            for component in Path::new(&root.folder()).join(root.path_to("modules/prod-cell")).components() {
                match component {
                    Component::ParentDir => prop_assert!(reached.pop().is_some(), "leaves the output folder"),
                    Component::Normal(part) => reached.push(part.to_owned()),
                    other => prop_assert!(false, "{:?}", other),
                }
            }
            prop_assert_eq!(reached, ["modules", "prod-cell"]);
        }
    }
}
