//! What of the output comes and goes as a whole.

use super::{ACCOUNTS, ENVIRONMENTS, MANIFESTS, MODULES};

/// The folder that a file comes and goes with, without a slash at its end: that of a root, of a module, or of the manifests
/// of a cell; for every other file the outermost folder. Empty for a file right in the output folder.
pub fn part_of_path(path: &str) -> &str {
    let mut slashes = path.match_indices('/').map(|(position, _)| position);
    let first = path.split('/').next().unwrap_or_default();
    let depth = match first {
        ENVIRONMENTS if path.split('/').nth(2) == Some("cells") => 4,
        ENVIRONMENTS | MANIFESTS => 3,
        ACCOUNTS | MODULES => 2,
        _ => 1,
    };
    let outermost = slashes.next();
    let end = if depth == 1 { None } else { slashes.nth(depth - 2) }.or(outermost);
    end.and_then(|end| path.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_with_its_root_module_or_cell() {
        for (path, part) in [
            (".gitattributes", ""),
            ("environments/prod/cells/alpha/main.tf", "environments/prod/cells/alpha"),
            ("environments/prod/cells/alpha/policies/main.tf", "environments/prod/cells/alpha"),
            ("environments/prod/dns/main.tf", "environments/prod/dns"),
            ("environments/prod/router/main.tf", "environments/prod/router"),
            ("environments/main.tf", "environments"),
            ("environments/prod/main.tf", "environments"),
            ("accounts/111111111111/iam.tf", "accounts/111111111111"),
            ("modules/prod-cell/network.tf", "modules/prod-cell"),
            ("modules/prod-cell/logs/main.tf", "modules/prod-cell"),
            ("gitops/prod/alpha/root.yaml", "gitops/prod/alpha"),
            ("gitops/prod/alpha/charts/karpenter/values.yaml", "gitops/prod/alpha"),
            ("docs/cells/alpha.md", "docs"),
        ] {
            assert_eq!(part_of_path(path), part, "{path}");
        }
    }
}
