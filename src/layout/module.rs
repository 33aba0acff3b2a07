//! The modules of classes.

use super::{MODULES, RootKind};
use crate::values::{ClassId, Name};

/// Stands between the names of an environment and of a class.
const CELL: &str = "-cell";

/// The name of a class's module: `prod-cell`, or `prod-cell-large` for a class `large`.
///
/// Two classes can have the same one, since names may hold `-cell` themselves; `check` reports that.
pub fn module_name(class: &ClassId) -> String {
    let ClassId { environment, name } = class;
    name.as_ref().map_or_else(|| format!("{environment}{CELL}"), |name| format!("{environment}{CELL}-{name}"))
}

/// The folder of a module below the output folder, without a slash at its end, such as `modules/prod-cell`.
pub fn module_folder(name: &str) -> String {
    format!("{MODULES}/{name}")
}

/// The name of the module in a folder; the inverse of [`module_folder`].
///
/// Modules that somebody adds by hand may be in subfolders: the name of `modules/network/subnets` is `network/subnets`.
pub fn module_of_folder(folder: &str) -> Option<&str> {
    folder.strip_prefix(MODULES)?.strip_prefix('/').filter(|name| !name.is_empty())
}

/// Whether Terraform reads a folder only when another one calls it: a folder of a module, or one inside the folder of a root.
pub fn is_called(folder: &str) -> bool {
    let mut outer = folder.match_indices('/').filter_map(|(position, _)| folder.get(..position));
    module_of_folder(folder).is_some() || outer.any(|folder| RootKind::of_folder(folder).is_some())
}

/// The classes that a module of this name may be of; the inverse of [`module_name`].
///
/// There is more than one when a name holds `-cell` itself: `dev-cell-x-cell` is the module of the class `x-cell` of
/// `dev`, or of the environment `dev-cell-x`.
pub fn classes_of_module(name: &str) -> Vec<ClassId> {
    let class = |(position, _)| {
        let (environment, rest) = name.split_at_checked(position)?;
        let rest = rest.strip_prefix(CELL)?;
        let class: Option<Name> = match rest.strip_prefix('-') {
            Some(class) => Some(class.parse().ok()?),
            None if rest.is_empty() => None,
            None => return None,
        };
        Some(ClassId { environment: environment.parse::<Name>().ok()?.into(), name: class })
    };
    name.match_indices(CELL).filter_map(class).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::strategies::{class, text_like_a_path};

    fn classes(module: &str) -> Vec<(String, Option<String>)> {
        let parts = |class: ClassId| (class.environment.to_string(), class.name.map(|name| name.to_string()));
        classes_of_module(module).into_iter().map(parts).collect()
    }

    #[test]
    fn a_module_is_named_after_its_class() {
        let of = |environment: &str| environment.to_owned();
        assert_eq!(classes("prod-cell"), [(of("prod"), None)]);
        assert_eq!(classes("prod-cell-large"), [(of("prod"), Some(of("large")))]);
        assert_eq!(classes("dev-cell-x-cell"), [(of("dev"), Some(of("x-cell"))), (of("dev-cell-x"), None)]);
        for module in ["", "prod", "-cell", "prod-cells", "prod-cell-", "prod-cell-Large", "router"] {
            assert_eq!(classes(module), [], "{module}");
        }
    }

    #[test]
    fn a_folder_is_of_a_module_when_it_is_below_the_folder_of_modules() {
        for (folder, expected) in [
            ("modules/prod-cell", Some("prod-cell")),
            ("modules/network/subnets", Some("network/subnets")),
            ("modules", None),
            ("modules/", None),
            ("modules-old/prod-cell", None),
            ("environments/prod/cells/alpha", None),
        ] {
            assert_eq!(module_of_folder(folder), expected, "{folder}");
        }
    }

    #[test]
    fn a_folder_is_called_when_it_is_of_a_module_or_inside_a_root() {
        for (folder, expected) in [
            ("modules/prod-cell", true),
            ("environments/prod/cells/alpha/policies", true),
            ("environments/prod/router/policies/admin", true),
            ("modules", false),
            ("environments", false),
            ("environments/prod", false),
            ("environments/prod/cells", false),
            ("environments/prod/cells/alpha", false),
            ("environments/prod/audit/logs", false),
            ("", false),
        ] {
            assert_eq!(is_called(folder), expected, "{folder}");
        }
    }

    proptest! {
        #[test]
        fn a_folder_leads_back_to_its_module(name in "[a-z-]{1,8}(/[a-z-]{1,8})?") {
            let folder = module_folder(&name);
            prop_assert_eq!(module_of_folder(&folder), Some(name.as_str()));
        }

        #[test]
        fn a_module_leads_back_to_its_class(class in class()) {
            prop_assert!(classes_of_module(&module_name(&class)).contains(&class));
        }

        #[test]
        fn every_class_that_a_module_may_be_of_has_that_module(name in text_like_a_path()) {
            for class in classes_of_module(&name) {
                prop_assert_eq!(module_name(&class), name.as_str());
            }
        }
    }
}
