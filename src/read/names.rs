//! How Terraform reads a file of a folder, by the file's name.

/// What Terraform does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// It holds blocks.
    Blocks,
    /// Its blocks are merged into those of other files.
    Override,
    /// It sets variables of the root that it lies in.
    Variables,
    /// It is one of the above in Terraform's JSON syntax.
    Json,
}

/// [`None`] for a file that Terraform passes over.
pub(super) fn reading(name: &str) -> Option<Reading> {
    let (stem, is_json) = name.strip_suffix(".json").map_or((name, false), |stem| (stem, true));
    let reading = if stem == "terraform.tfvars" || stem.ends_with(".auto.tfvars") {
        Reading::Variables
    } else {
        let blocks = stem.strip_suffix(".tf").filter(|_| !name.starts_with('.'))?;
        if blocks == "override" || blocks.ends_with("_override") { Reading::Override } else { Reading::Blocks }
    };
    Some(if is_json { Reading::Json } else { reading })
}

/// Whether Terraform reads a file of this name, in whichever way.
pub fn is_configuration(name: &str) -> bool {
    reading(name).is_some()
}

/// Whether Terraform takes values of variables from a file of this name: in a root, never in a folder that is called.
pub fn sets_variables(name: &str) -> bool {
    reading(name.strip_suffix(".json").unwrap_or(name)) == Some(Reading::Variables)
}

/// Whether Terraform merges a file of this name into the blocks of other files.
pub fn is_override(name: &str) -> bool {
    reading(name.strip_suffix(".json").unwrap_or(name)) == Some(Reading::Override)
}

#[cfg(test)]
mod tests {
    use super::{Reading, is_override, reading, sets_variables};

    #[test]
    fn a_name_says_how_a_file_is_read() {
        for (name, expected) in [
            ("main.tf", Some(Reading::Blocks)),
            ("override.tf", Some(Reading::Override)),
            ("backend_override.tf", Some(Reading::Override)),
            ("overrides.tf", Some(Reading::Blocks)),
            ("terraform.tfvars", Some(Reading::Variables)),
            ("prod.auto.tfvars", Some(Reading::Variables)),
            (".auto.tfvars", Some(Reading::Variables)),
            ("prod.tfvars", None),
            ("main.tf.json", Some(Reading::Json)),
            ("override.tf.json", Some(Reading::Json)),
            ("terraform.tfvars.json", Some(Reading::Json)),
            (".main.tf", None),
            ("main.tf~", None),
            ("main.tf.bak", None),
            ("package.json", None),
            (".terraform.lock.hcl", None),
            ("tf", None),
        ] {
            assert_eq!(reading(name), expected, "{name}");
        }
        assert!(is_override("a_override.tf.json") && !is_override("a.tf.json"));
        assert!(sets_variables("terraform.tfvars.json") && !sets_variables("a.tf.json"));
    }
}
