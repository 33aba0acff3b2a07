//! Names that an account has certificates for, and that AWS wants to see proven in DNS. AWS gives an account one record for a name,
//! whatever the number of certificates and regions, so exactly one owner in the fleet writes it.

use super::{Account, Environment, Model, TenantMap};
use crate::values::{DomainName, Provenance, TenantCertificate, TenantId};

/// What the cells of an account prove in the zone of an environment beside their own names.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidatedNames<'a> {
    /// The environment.
    pub environment: &'a Environment,
    /// Its domain: `*.<domain>` is the name of the certificate for all tenants.
    pub domain: &'a DomainName,
    /// Tenants with a certificate of their own that have a place in a cell of the account, by name.
    pub tenants: Vec<&'a TenantId>,
}

impl Model {
    /// What an account has to prove, by environment: those with a front door and cells in the account.
    pub fn validated_names(&self, account: &Account) -> Vec<ValidatedNames<'_>> {
        let environments = account.environments().into_iter().filter_map(|id| self.environments.get(id));
        let names = environments.filter_map(|environment| {
            environment.front_door.as_ref()?;
            let cells = self.cells_of(&environment.name.value).filter(|cell| cell.account.value == account.id);
            let cells: Vec<_> = cells.collect();
            let domain = &environment.domain.as_ref()?.value;
            let is_here = |tenant: &&TenantId| {
                let stays = cells.iter().flat_map(|cell| self.tenants.in_cell(&cell.name.value));
                stays.into_iter().any(|stay| stay.tenant.value == **tenant)
            };
            let tenants = self.tenants.with_own_certificate().filter(is_here).collect();
            (!cells.is_empty()).then_some(ValidatedNames { environment, domain, tenants })
        });
        names.collect()
    }

    /// The validation records that the baseline of an account creates: none when it says that they exist, or while a zone is not
    /// there.
    pub fn created_validation_records(&self, account: &Account) -> Vec<ValidatedNames<'_>> {
        if account.validation_records().is_none_or(|provenance| provenance.value != Provenance::Create) {
            return Vec::new();
        }
        let has_zone = |names: &ValidatedNames<'_>| names.environment.zone_id().is_some();
        self.validated_names(account).into_iter().filter(has_zone).collect()
    }
}

impl TenantMap {
    /// The tenants that have a certificate of their own, by name.
    pub fn with_own_certificate(&self) -> impl Iterator<Item = &TenantId> {
        let own = self.iter().filter(|(_, tenant)| tenant.certificate.value == TenantCertificate::Own);
        own.map(|(id, _)| id)
    }
}
