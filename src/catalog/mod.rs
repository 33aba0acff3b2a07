//! Dated facts about AWS that the compiler carries with it.
//!
//! EKS retires Kubernetes minors and publishes add-on builds on its own calendar. A compiler that asked AWS would give
//! a different answer every day, so the answers live in `catalog/*.json` at the root of the repository, each with its
//! source, and are compiled in. `catalog/README.md` says where every fact comes from and how to bring it up to date.

pub mod add_ons;
pub mod applications;
pub mod changes;
pub mod charts;
pub mod control_plane_zones;
pub mod controller_tags;
pub mod endpoint_services;
pub mod firewall_rules;
pub mod image_keys;
pub mod image_registries;
pub mod immutable_fields;
pub mod instance_offerings;
pub mod instance_types;
pub mod kubernetes;
pub mod kubernetes_resources;
pub mod managed_policies;
pub mod networks;
pub mod node_images;
pub mod object_names;
pub mod platform_resources;
pub mod pods;
pub mod policy_actions;
pub mod policy_documents;
pub mod policy_resources;
pub mod prices;
pub mod provider_features;
pub mod quotas;
pub mod replacements;
pub mod tls_policies;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_readme_of_the_catalog_lists_every_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog");
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        let listed: Vec<&str> = readme
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
            .map(|(file, _)| file)
            .collect();
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let mut name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                name.push('/');
            }
            assert!(name == "README.md" || listed.contains(&name.as_str()), "catalog/README.md does not list `{name}`");
        }
        for file in listed.iter().filter(|file| file.contains(['.', '/'])) {
            assert!(folder.join(file).exists(), "catalog/README.md lists `{file}`, which is not there");
        }
    }
}
