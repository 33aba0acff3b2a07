//! What the Terraform and the manifests of a cell both say about IAM.

use crate::iam::AccountIam;
use crate::model::Environment;

/// IAM of the accounts of an environment's cells.
pub(super) fn account_iam(environment: &Environment) -> AccountIam<'_> {
    AccountIam {
        partition: environment.partition(),
        path: environment.iam.path.as_ref().map(|path| &path.value),
        boundary: environment.iam.boundary.as_ref().map(|boundary| &boundary.value),
    }
}
