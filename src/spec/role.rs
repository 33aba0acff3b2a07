//! `role "name" { … }`: what people may do whom no built-in role fits.

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{ApiGroup, KubernetesResource, KubernetesVerb, Name, ResourceName};

spec_block! {
    /// A custom role for `access` blocks: the sum of its rules.
    pub struct Role {
        /// What it allows, a rule a concern.
        #[schemars(default)]
        pub rule: Labelled<Name, RoleRule>,
    }
}

spec_block! {
    /// Verbs on kinds of objects.
    pub struct RoleRule {
        /// API groups of the kinds; the empty string is the core group.
        #[each("API group")]
        pub api_groups: Spanned<Vec<Spanned<ApiGroup>>>,
        /// Kinds, as plurals in lower case; a subresource stands behind a slash: `pods/log`.
        #[each("resource")]
        pub resources: Spanned<Vec<Spanned<KubernetesResource>>>,
        /// Names of the objects. Requests that make objects name none: `create` needs a rule without this list.
        /// Default: all objects.
        #[each("name")]
        pub resource_names: Option<Spanned<Vec<Spanned<ResourceName>>>>,
        /// What may be done with them.
        #[each("verb")]
        pub verbs: Spanned<Vec<Spanned<KubernetesVerb>>>,
    }
}

impl RoleRule {
    /// Verbs on kinds of objects of some API groups.
    pub fn new(
        api_groups: impl IntoIterator<Item = ApiGroup>,
        resources: impl IntoIterator<Item = KubernetesResource>,
        verbs: impl IntoIterator<Item = KubernetesVerb>,
    ) -> Self {
        let (api_groups, resources, verbs) = (list(api_groups), list(resources), list(verbs));
        Self { api_groups, resources, resource_names: None, verbs }
    }

    /// The same for these objects only.
    #[must_use]
    pub fn with_resource_names(self, names: impl IntoIterator<Item = ResourceName>) -> Self {
        Self { resource_names: Some(list(names)), ..self }
    }
}

fn list<T>(values: impl IntoIterator<Item = T>) -> Spanned<Vec<Spanned<T>>> {
    values.into_iter().map(Spanned::from).collect::<Vec<_>>().into()
}
