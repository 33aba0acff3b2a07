//! Where the verification stands: the block, the path inside it, the names that are bound, the faults so far.

use std::{borrow::Cow, fmt};

use serde::Serialize;

use crate::{diagnostic::did_you_mean, terraform::File};

use super::{
    scope::{Index, Scope},
    types::Type,
};

/// A mistake in generated Terraform. The specification is not to blame: the compiler is, in the file `lowered_by`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Folder of the module, such as `modules/prod-cell`.
    pub module: String,
    /// File inside it, such as `cluster.tf`; empty when the whole module is meant.
    pub file: String,
    /// Address of the block, such as `aws_eks_cluster.this`; empty when the whole file is meant.
    pub block: String,
    /// Source file of the compiler that made the block.
    pub lowered_by: &'static str,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.module)?;
        if !self.file.is_empty() {
            write!(formatter, "/{}", self.file)?;
        }
        if !self.block.is_empty() {
            write!(formatter, ": {}", self.block)?;
        }
        write!(formatter, ": {}", self.message)?;
        if self.lowered_by.is_empty() { Ok(()) } else { write!(formatter, " (lowered by {})", self.lowered_by) }
    }
}

/// What the verification of one block knows and collects.
pub(super) struct Context<'a, 't> {
    pub(super) index: &'a Index<'t>,
    pub(super) scope: &'a Scope<'t>,
    pub(super) setting: Setting<'t>,
    file: Option<&'t File>,
    block: String,
    bindings: Vec<(&'t str, Type)>,
    path: Vec<Cow<'t, str>>,
    faults: Vec<Fault>,
}

/// Names that have a meaning in some blocks only.
#[derive(Default)]
pub(super) struct Setting<'t> {
    /// Type of `each.value`, in blocks with `for_each`.
    pub(super) each_value: Option<Type>,
    /// Type of `self`.
    pub(super) own: Option<Type>,
    /// The only variable that may be referred to, and nothing else: inside a `variable` block.
    pub(super) only_variable: Option<&'t str>,
    /// Whether aliases of provider configurations that callers pass in have a meaning: inside a `terraform` block.
    pub(super) names_aliases: bool,
}

impl<'a, 't> Context<'a, 't> {
    /// A context for the block of that address.
    pub(super) fn new(index: &'a Index<'t>, scope: &'a Scope<'t>, file: Option<&'t File>, block: String) -> Self {
        let setting = Setting::default();
        Self { index, scope, setting, file, block, bindings: Vec::new(), path: Vec::new(), faults: Vec::new() }
    }

    /// A context whose faults nobody reads: for types that are needed elsewhere than where their fault is reported.
    pub(super) fn silent(index: &'a Index<'t>, scope: &'a Scope<'t>) -> Self {
        Self::new(index, scope, None, String::new())
    }

    /// Records a fault at the present place.
    pub(super) fn report(&mut self, message: impl fmt::Display) {
        let path = self.path.iter().fold(String::new(), |path, part| match part.strip_prefix('[') {
            None if !path.is_empty() => format!("{path}.{part}"),
            _ => format!("{path}{part}"),
        });
        self.faults.push(Fault {
            module: self.scope.module.path.clone(),
            file: self.file.map(|file| file.name.clone()).unwrap_or_default(),
            block: self.block.clone(),
            lowered_by: self.file.map_or("", |file| file.lowered_by),
            message: if path.is_empty() { message.to_string() } else { format!("`{path}`: {message}") },
        });
    }

    /// Does something one level deeper in the path.
    pub(super) fn inside<R>(&mut self, part: impl Into<Cow<'t, str>>, work: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(part.into());
        let result = work(self);
        self.path.pop();
        result
    }

    /// Does something while names are bound.
    pub(super) fn binding<R>(
        &mut self,
        names: impl IntoIterator<Item = (&'t str, Type)>,
        work: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let before = self.bindings.len();
        self.bindings.extend(names);
        let result = work(self);
        self.bindings.truncate(before);
        result
    }

    /// Type of a bound name.
    pub(super) fn bound(&self, name: &str) -> Option<Type> {
        self.bindings.iter().rev().find(|(bound, _)| *bound == name).map(|(_, ty)| ty.clone())
    }

    /// The faults.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }
}

/// `; did you mean …?` when one of the candidates is near, otherwise nothing.
pub(super) fn suggestion<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    did_you_mean(name, candidates).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}
