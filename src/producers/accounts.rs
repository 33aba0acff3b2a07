//! Account baselines: the roots of accounts in which Terraform manages something that exists once in an account.

use super::terraform::hand_over;
use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::layout::ACCOUNTS;
use crate::lower;
use crate::terraform::Tree;
use crate::verify::{self, Fault};

pub(super) const PRODUCER: Producer =
    Producer { name: "accounts", source: file!(), owns: &[Owned::Folder(ACCOUNTS)], produce };

/// There are few of them, however many cells there are.
fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let tree = Tree { modules: lower::lower_accounts(model) };
    let faults = verify::verify(&tree);
    if faults.is_empty() {
        tree.modules.iter().for_each(|root| hand_over(root, sink));
    }
    faults
}
