//! Account baselines: the roots of accounts in which Terraform manages something that exists once in an account.

use super::terraform::produce_roots;
use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::layout::ACCOUNTS;
use crate::lower;
use crate::verify::Fault;

pub(super) const PRODUCER: Producer =
    Producer { name: "accounts", source: file!(), owns: &[Owned::Folder(ACCOUNTS)], produce };

fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    produce_roots(lower::lower_accounts(model), &lower::zones(model), sink)
}
