//! `workload_identity "name" { … }`: AWS permissions of a Kubernetes service account.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{IdentityMechanism, Name, PolicyArn, ServiceAccountName};

spec_block! {
    /// An IAM role that exactly one service account in exactly this cell can assume.
    pub struct WorkloadIdentity {
        /// Namespace of the service account.
        pub namespace: Spanned<Name>,
        /// Name of the service account.
        pub service_account: Spanned<ServiceAccountName>,
        /// How the service account assumes the role. Default: `pod-identity`; `irsa` adds an IAM OIDC provider to the
        /// cell.
        pub mechanism: Option<Spanned<IdentityMechanism>>,
        /// ARNs of the managed policies that the role has, 10 at most.
        #[each("policy")]
        pub policies: Spanned<Vec<Spanned<PolicyArn>>>,
    }
}
