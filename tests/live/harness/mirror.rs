//! The AWS provider on disk, and the command line configuration that makes Terraform use it.
//!
//! An unpacked mirror is linked, not copied, into every root: 0.6 s for an `init` once the provider's 675 MB are in the page cache (3.4 s before),
//! and roots may be initialised at the same time. Without a mirror Terraform asks its registry and a plugin cache under `target/tools`
//! saves the unpacking; that cache is not safe for concurrent use, so `Mirror::shared_cache` tells to initialise one root at a time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::tools;

const PROVIDER: &str = "registry.terraform.io/hashicorp/aws";

/// How Terraform gets its providers.
pub(crate) struct Mirror {
    configuration: PathBuf,
    /// True when the providers go through a plugin cache that only one `init` may use at a time.
    pub(crate) shared_cache: bool,
}

impl Mirror {
    /// Looks for a filesystem mirror and writes the configuration that uses it into `directory`.
    pub(crate) fn locate(directory: &Path) -> Self {
        let mirror = known().or_else(search);
        let configuration = directory.join("terraform.rc");
        let cache = tools::directory().join("plugin-cache");
        fs::create_dir_all(&cache).expect("the target directory is writable");
        let text = mirror.as_ref().map_or_else(|| through_registry(&cache), |path| through_mirror(path));
        fs::write(&configuration, text).expect("the temporary directory is writable");
        Self { configuration, shared_cache: mirror.is_none() }
    }

    /// What the environment of every Terraform command needs.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        vec![
            ("TF_CLI_CONFIG_FILE".into(), self.configuration.display().to_string()),
            // Generated roots come without a lock file; without this the cache would be passed by.
            ("TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE".into(), "1".into()),
            // Terraform and its provider live for seconds: collecting garbage more seldom takes an eighth off their processor
            // time, for a tenth more memory.
            ("GOGC".into(), "400".into()),
        ]
    }
}

/// The mirror that an earlier run found, if it is still there.
fn known() -> Option<PathBuf> {
    let path = PathBuf::from(fs::read_to_string(memory()).ok()?.trim());
    path.join(PROVIDER).is_dir().then_some(path)
}

/// Searches the disk once (1–12 s) and remembers the answer beside the tools.
fn search() -> Option<PathBuf> {
    let pruned = ["/proc", "/sys", "/dev", "/tmp"].map(|path| format!("-path {path} -prune -o")).join(" ");
    let command = format!("find / -xdev {pruned} -type d -path '*/{PROVIDER}' -print -quit 2>/dev/null");
    let output = Command::new("sh").args(["-c", &command]).output().ok()?;
    let found = String::from_utf8(output.stdout).ok()?;
    let mirror = PathBuf::from(found.trim().strip_suffix(PROVIDER)?);
    fs::write(memory(), mirror.display().to_string()).ok()?;
    Some(mirror)
}

fn memory() -> PathBuf {
    let directory = tools::directory();
    fs::create_dir_all(&directory).expect("the target directory is writable");
    directory.join("provider-mirror")
}

fn through_mirror(mirror: &Path) -> String {
    format!(
        "provider_installation {{\n  filesystem_mirror {{\n    path    = \"{}\"\n    include = [\"{PROVIDER}\"]\n  }}\n  \
         direct {{\n    exclude = [\"{PROVIDER}\"]\n  }}\n}}\n",
        mirror.display()
    )
}

fn through_registry(cache: &Path) -> String {
    format!("plugin_cache_dir = \"{}\"\n", cache.display())
}
