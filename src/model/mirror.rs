//! Where copies of charts and images are.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{ChartRepository, DomainName, ImageRegistry, RegistryPrefix, ReleaseVersion};

/// A registry with copies of everything that the platform installs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mirror {
    /// The registry.
    pub registry: Spanned<ImageRegistry>,
    /// What stands there in place of the host of a registry, where it is not the host.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub prefixes: BTreeMap<DomainName, RegistryPrefix>,
}

impl Mirror {
    /// The folder that has what no registry holds, beside those of the environments.
    pub const FOLDER: &str = "mirror";

    /// The repository of its charts.
    ///
    /// # Panics
    /// Never: a registry with a path is a repository of charts.
    pub fn charts(&self) -> ChartRepository {
        format!("{}/charts", self.registry.value).parse().expect("invariant: a registry with a path has charts")
    }

    /// The copy of a registry, of a path in it or of an image without its tag.
    pub fn copy_of(&self, name: &str) -> String {
        let (host, path) = name.split_once('/').map_or((name, None), |(host, path)| (host, Some(path)));
        let own = self.prefixes.iter().find(|(registry, _)| registry.as_str() == host);
        let prefix = own.map_or(host, |(_, prefix)| prefix.as_str());
        let path = path.map(|path| format!("/{path}")).unwrap_or_default();
        format!("{}/{prefix}{path}", self.registry.value)
    }

    /// The folder with the manifest of a release of Argo CD, below [`Mirror::FOLDER`].
    pub fn argo_cd_folder(version: &ReleaseVersion) -> String {
        format!("argo-cd/{version}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_named_by_where_they_come_from() {
        let mut mirror = Mirror {
            registry: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/eks".parse::<ImageRegistry>().unwrap().into(),
            prefixes: BTreeMap::new(),
        };
        let registry = mirror.registry.value.to_string();
        assert_eq!(mirror.charts().as_str(), format!("{registry}/charts"));
        assert_eq!(mirror.copy_of("quay.io"), format!("{registry}/quay.io"));
        assert_eq!(mirror.copy_of("public.ecr.aws/eks/a"), format!("{registry}/public.ecr.aws/eks/a"));
        mirror.prefixes.insert("public.ecr.aws".parse().unwrap(), "ecr-public".parse().unwrap());
        assert_eq!(mirror.copy_of("public.ecr.aws/eks/a"), format!("{registry}/ecr-public/eks/a"));
        assert_eq!(mirror.copy_of("quay.io/b"), format!("{registry}/quay.io/b"));
    }
}
