//! What IAM of an account demands of the roles in it.

use crate::iam::{AccountIam, Said};
use crate::model::{Cell, Class, Demand, DnsAccount, Environment};

/// IAM of the accounts of a class's cells.
pub(super) fn iam_of_class<'a>(environment: &Environment, class: &'a Class) -> AccountIam<'a> {
    let demands = &class.demands;
    AccountIam { partition: environment.partition(), path: said(&demands.path), boundary: said(&demands.boundary) }
}

/// IAM of the account of a cell.
pub(super) fn iam_of_cell<'a>(environment: &Environment, cell: &'a Cell) -> AccountIam<'a> {
    AccountIam {
        partition: environment.partition(),
        path: Said::Here(cell.iam.path.as_ref().map(|path| &path.value)),
        boundary: Said::Here(cell.iam.boundary.as_ref().map(|boundary| &boundary.value)),
    }
}

/// IAM of the account that holds the zones.
pub(super) fn iam_of_dns(dns: &DnsAccount) -> AccountIam<'_> {
    AccountIam {
        partition: dns.region.partition(),
        path: Said::Here(dns.iam.path.as_ref().map(|path| &path.value)),
        boundary: Said::Here(dns.iam.boundary.as_ref().map(|boundary| &boundary.value)),
    }
}

fn said<T>(demand: &Demand<T>) -> Said<'_, T> {
    match demand {
        Demand::Same(value) => Said::Here(value.as_ref()),
        Demand::OfAccount => Said::ByVariable,
    }
}
