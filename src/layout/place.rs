//! From a path in the output folder back to what it belongs to.

use super::{MANIFESTS, MODULES, RootKind, module_of_folder};
use crate::values::{CellId, EnvironmentId, Name};

/// What a file in the output folder belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place<'p> {
    /// A file of a root configuration.
    Root {
        /// The root.
        root: RootKind,
        /// The name of the file.
        file: &'p str,
    },
    /// A file of a module.
    Module {
        /// The name of the module; see [`classes_of_module`](super::classes_of_module) for the classes that it may be of.
        /// The name of a module that was added by hand may have slashes in it.
        module: &'p str,
        /// The name of the file.
        file: &'p str,
    },
    /// One of the manifests of a cell.
    Manifests {
        /// The environment that the cell belongs to.
        environment: EnvironmentId,
        /// The cell.
        cell: CellId,
        /// The path of the file below the folder of the cell's manifests.
        file: &'p str,
    },
}

impl<'p> Place<'p> {
    /// What the file with this path below the output folder belongs to.
    ///
    /// [`None`] for a path that the compiler never writes, such as that of a file in a subfolder of a root, where
    /// Terraform does not read it.
    pub fn of_path(path: &'p str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        if parts.iter().any(|part| matches!(*part, "" | "." | "..")) {
            return None;
        }
        match parts.as_slice() {
            [MODULES, _, .., _] => {
                let (folder, file) = path.rsplit_once('/')?;
                Some(Self::Module { module: module_of_folder(folder)?, file })
            }
            [MANIFESTS, environment, cell, _, ..] => {
                let folder = [MANIFESTS, environment, cell].iter().map(|part| part.len() + 1).sum::<usize>();
                let (environment, cell): (Name, Name) = (environment.parse().ok()?, cell.parse().ok()?);
                Some(Self::Manifests { environment: environment.into(), cell: cell.into(), file: path.get(folder..)? })
            }
            [folder @ .., file] => Some(Self::Root { root: RootKind::of_parts(folder)?, file }),
            [] => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::strategies::{class, name, root, text_like_a_path};
    use crate::layout::{manifests_folder, module_folder, module_name};

    /// The path of a place; the inverse of [`Place::of_path`].
    fn path(place: &Place<'_>) -> String {
        match place {
            Place::Root { root, file } => format!("{}/{file}", root.folder()),
            Place::Module { module, file } => format!("{}/{file}", module_folder(module)),
            Place::Manifests { environment, cell, file } => format!("{}/{file}", manifests_folder(environment, cell)),
        }
    }

    #[test]
    fn a_path_says_what_it_belongs_to() {
        let name = |text: &str| text.parse::<Name>().unwrap();
        let root = |root, file| Some(Place::Root { root, file });
        let manifest =
            |file| Some(Place::Manifests { environment: name("prod").into(), cell: name("alpha").into(), file });
        for (path, expected) in [
            ("environments/prod/dns/main.tf", root(RootKind::Dns(name("prod").into()), "main.tf")),
            ("accounts/111111111111/iam.tf", root(RootKind::Account("111111111111".parse().unwrap()), "iam.tf")),
            ("environments/prod/cells/alpha/main.tf", root(RootKind::cell(name("prod"), name("alpha")), "main.tf")),
            ("environments/prod/router/main.tf", root(RootKind::Router(name("prod").into()), "main.tf")),
            ("modules/prod-cell/vpc.tf", Some(Place::Module { module: "prod-cell", file: "vpc.tf" })),
            ("modules/prod-cell/logs/main.tf", Some(Place::Module { module: "prod-cell/logs", file: "main.tf" })),
            ("gitops/prod/alpha/root.yaml", manifest("root.yaml")),
            ("gitops/prod/alpha/charts/karpenter/values.yaml", manifest("charts/karpenter/values.yaml")),
        ] {
            assert_eq!(Place::of_path(path), expected, "{path}");
        }
    }

    #[test]
    fn other_paths_belong_to_nothing() {
        for path in [
            "",
            "cellc.lock.json",
            "environments/prod/cells/alpha",
            "environments/prod/cells/alpha/",
            "environments/prod/cells/alpha/policies/main.tf",
            "environments/prod/cells/alpha/..",
            "environments/Prod/dns/main.tf",
            "accounts/prod/main.tf",
            "modules/prod-cell",
            "modules/../main.tf",
            "gitops/prod/alpha",
            "gitops/prod/alpha/",
            "gitops/prod/alpha/charts//values.yaml",
            "/gitops/prod/alpha/root.yaml",
        ] {
            assert_eq!(Place::of_path(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn a_file_leads_back_to_its_root(root in root(), file in "[a-z_]{1,8}\\.tf") {
            let path = format!("{}/{file}", root.folder());
            prop_assert_eq!(Place::of_path(&path), Some(Place::Root { root, file: &file }));
        }

        #[test]
        fn a_file_leads_back_to_its_module(class in class(), file in "[a-z_]{1,8}\\.tf") {
            let module = module_name(&class);
            let path = format!("{}/{file}", module_folder(&module));
            prop_assert_eq!(Place::of_path(&path), Some(Place::Module { module: &module, file: &file }));
        }

        #[test]
        fn a_manifest_leads_back_to_its_cell(
            names in (name(), name()),
            file in "([a-z-]{1,8}/){0,2}[a-z]{1,8}\\.yaml",
        ) {
            let (environment, cell) = (names.0.into(), names.1.into());
            let path = format!("{}/{file}", manifests_folder(&environment, &cell));
            prop_assert_eq!(Place::of_path(&path), Some(Place::Manifests { environment, cell, file: &file }));
        }

        #[test]
        fn what_a_path_belongs_to_has_that_path(text in text_like_a_path()) {
            if let Some(place) = Place::of_path(&text) {
                prop_assert_eq!(path(&place), text);
            }
        }
    }
}
