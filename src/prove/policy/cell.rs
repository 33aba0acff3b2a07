//! What a cell is to the prover: roles, and what they could act on.

use std::collections::BTreeMap;

use serde::Serialize;

use super::document::{Document, Effect};

/// One cell, as its root and the modules that it calls say.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The folder of its root, such as `environments/prod/cells/alpha`.
    pub name: String,
    /// Partition of AWS.
    pub partition: String,
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// Name of its cluster, when it has one.
    pub cluster: Option<String>,
    /// ARN of its VPC, when it has one.
    pub vpc: Option<String>,
    /// Its roles.
    pub roles: Vec<Role>,
    /// What it holds: roles too.
    pub resources: Vec<Resource>,
    /// What is not understood, so that nothing is proven about it.
    pub unproven: Vec<Unproven>,
}

/// A role.
#[derive(Debug, Clone)]
pub struct Role {
    /// Where it is written.
    pub place: Place,
    /// Its ARN.
    pub arn: String,
    /// What it may do.
    pub policies: Vec<Policy>,
}

/// Something that a cell holds.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Where it is written; for what is made later, what it is.
    pub place: Place,
    /// Its ARN, with holes where only AWS knows it.
    pub arn: String,
    /// Its tags; the value `*` is any.
    pub tags: BTreeMap<String, String>,
    /// Condition keys that requests on it have: each with patterns, one of which some value matches.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Who may act on it: a key policy, a queue policy, a trust policy.
    pub policies: Vec<Policy>,
}

/// A policy and where it is.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Where it is written or attached.
    pub place: Place,
    /// What it says.
    pub document: Document,
}

impl Policy {
    /// Whether some statement denies.
    pub(super) fn has_deny(&self) -> bool {
        self.document.statements.iter().any(|statement| statement.effect == Effect::Deny)
    }
}

/// A place in emitted files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The file below the output folder; empty for what no file says.
    pub file: String,
    /// Address of the resource within the root, such as `module.cell.aws_iam_role.karpenter`, or a description.
    pub address: String,
}

/// Something about which nothing is proven.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unproven {
    /// Where it is.
    pub place: Place,
    /// Why nothing is proven.
    pub reason: String,
}
