//! `mirror { … }`: where copies of charts and images are.

use indexmap::IndexMap;

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{DomainName, ImageRegistry, RegistryPrefix};

spec_block! {
    /// A registry with copies of everything that the platform installs, so that cells need no other. Charts are at
    /// `<registry>/charts`, an image such as `quay.io/argoproj/argocd` at `<registry>/quay.io/argoproj/argocd`, and the manifest of
    /// Argo CD in the Git repository, in the folder `mirror/argo-cd/<version>` beside the environments. `repository` and `values` of
    /// an `application`, and `manifest` of `argo_cd`, come first.
    pub struct Mirror {
        /// The registry, such as one in ECR, perhaps with a path in it.
        pub registry: Spanned<ImageRegistry>,
        /// What stands in the mirror in place of the host of a registry, such as `{ "public.ecr.aws" = "ecr-public" }` where a rule of
        /// ECR's pull-through cache has that prefix. Default: the host itself.
        pub prefixes: Option<Spanned<IndexMap<DomainName, Spanned<RegistryPrefix>>>>,
    }
}
