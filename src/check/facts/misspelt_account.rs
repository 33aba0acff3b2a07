//! Accounts of cells that nothing names, where everything names one that is nearly the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cell, Environment, Model};
use crate::source::{Span, Spanned};
use crate::values::AccountId;

/// ARNs that agree on an account: one alone may be the slip itself.
const WITNESSES: usize = 2;

/// An `account` that is probably misspelt: no ARN beside it names it, and several name another one.
pub(in crate::check) struct MisspeltAccount<'a> {
    /// What is written.
    pub(in crate::check) account: &'a Spanned<AccountId>,
    /// What the ARNs say.
    pub(in crate::check) meant: AccountId,
    /// The ARNs that say it.
    pub(in crate::check) witnesses: BTreeSet<Span>,
    /// Whether one of them is of no use in another account: that of a principal may be in any.
    pub(in crate::check) fails: bool,
}

/// Every one of the fleet.
pub(in crate::check) fn misspelt_accounts(model: &Model) -> Vec<MisspeltAccount<'_>> {
    let known: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    let mut named: BTreeMap<_, Named<'_>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for cell in &model.cells {
        let key = (&cell.account.value, cell.account.span);
        let named = named.entry(key).or_insert_with(|| Named::new(&cell.account));
        named.cell(cell);
        if seen.insert((key, &cell.class.environment)) {
            named.environment(model.environment_of(cell));
        }
    }
    named.into_values().filter_map(|named| named.judge(&known)).collect()
}

/// The ARNs that mention each such place, so that other rules do not tell the same of each.
pub(in crate::check) fn witnesses(model: &Model) -> BTreeSet<Span> {
    misspelt_accounts(model).into_iter().flat_map(|misspelt| misspelt.witnesses).collect()
}

/// Whether an account differs from another in a single digit, or in two that changed places.
pub(in crate::check) fn is_slip(account: &AccountId, known: &AccountId) -> bool {
    strsim::osa_distance(account.as_str(), known.as_str()) == 1
}

/// What is named beside one `account`.
struct Named<'a> {
    account: &'a Spanned<AccountId>,
    principals: BTreeMap<AccountId, BTreeSet<Span>>,
    /// ARNs that are of use in the cell's own account only.
    own: BTreeMap<AccountId, BTreeSet<Span>>,
}

impl<'a> Named<'a> {
    const fn new(account: &'a Spanned<AccountId>) -> Self {
        Self { account, principals: BTreeMap::new(), own: BTreeMap::new() }
    }

    fn cell(&mut self, cell: &Cell) {
        if let Some(role) = &cell.deploy_role {
            self.own.entry(role.account().clone()).or_default().insert(role.span);
        }
    }

    fn environment(&mut self, environment: &Environment) {
        for entry in &environment.access {
            let spans = self.principals.entry(entry.principal.account().clone()).or_default();
            spans.insert(entry.principal.span);
        }
        let policies = environment.workload_identities.iter().flat_map(|identity| identity.policies.iter());
        for (account, policy) in policies.filter_map(|policy| Some((policy.account()?, policy))) {
            self.own.entry(account).or_default().insert(policy.span);
        }
    }

    fn judge(self, known: &BTreeSet<&AccountId>) -> Option<MisspeltAccount<'a>> {
        let written = &self.account.value;
        if self.own.contains_key(written) || self.principals.contains_key(written) {
            return None;
        }
        let accounts: BTreeSet<&AccountId> = self.own.keys().chain(self.principals.keys()).collect();
        let near = accounts.into_iter().filter(|account| !known.contains(account) && is_slip(account, written));
        let witnesses = |account: &AccountId| -> BTreeSet<Span> {
            let spans = self.own.get(account).into_iter().chain(self.principals.get(account));
            spans.flatten().copied().collect()
        };
        let (meant, witnesses) = near.map(|account| (account, witnesses(account))).max_by_key(|(_, all)| all.len())?;
        let fails = self.own.contains_key(meant);
        let found = MisspeltAccount { account: self.account, meant: meant.clone(), witnesses, fails };
        (found.witnesses.len() >= WITNESSES).then_some(found)
    }
}
