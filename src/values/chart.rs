//! Releases of charts and of Argo CD, and where they come from.

use super::checked_text::{checked_text, is_lower, is_number};

checked_text! {
    /// One release of a chart or of Argo CD: a whole version, never a range, so that every cell of a class runs the same.
    ReleaseVersion: "a release", 5..=64, is_release,
    "three numbers with dots between them, perhaps with a `v` before them",
    pattern: "^v?[0-9]+[.][0-9]+[.][0-9]+([-+][A-Za-z0-9.+-]+)?$", examples: ["1.14.1"]
}

impl ReleaseVersion {
    /// Major and minor number, and patch.
    pub fn numbers(&self) -> [u32; 3] {
        let version = self.0.strip_prefix('v').unwrap_or(&self.0);
        let numbers = version.split(['-', '+']).next().unwrap_or_default();
        let mut parts = numbers.split('.').map(|part| part.parse().unwrap_or(u32::MAX));
        [(); 3].map(|()| parts.next().unwrap_or(0))
    }
}

checked_text! {
    /// The repository of a Helm chart as Argo CD takes it: an address, or an OCI registry with its path and without `oci://`.
    ChartRepository: "the repository of a chart", 4..=300, is_chart_repository,
    "`https://…`, or a registry and a path without `oci://`",
    pattern: "^(https://)?[a-z0-9][A-Za-z0-9._~/:-]*$", examples: ["public.ecr.aws/karpenter"]
}

checked_text! {
    /// The address of a Kubernetes manifest.
    ManifestAddress: "the address of a manifest", 12..=500,
    |text| text.strip_prefix("https://").is_some_and(|rest| {
        rest.contains('/') && rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-~+/:".contains(c))
    }),
    "`https://` and the address of a file",
    pattern: "^https://[A-Za-z0-9._~+/:-]+$", examples: ["https://mirror.example.com/argo-cd/v3.5.8/install.yaml"]
}

fn is_release(text: &str) -> bool {
    let version = text.strip_prefix('v').unwrap_or(text);
    let (numbers, rest) = version.split_at(version.find(['-', '+']).unwrap_or(version.len()));
    let is_rest = |rest: &str| rest.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c));
    numbers.split('.').count() == 3 && numbers.split('.').all(is_number) && rest.len() != 1 && is_rest(rest)
}

fn is_chart_repository(text: &str) -> bool {
    let rest = text.strip_prefix("https://").unwrap_or(text);
    let host = rest.split('/').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    host.contains('.')
        && is_lower(host, ".-")
        && !text.contains("//.")
        && rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-~/:".contains(c))
        && !rest.contains("//")
}
