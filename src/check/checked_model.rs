//! Models without errors.

use std::ops::Deref;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::model::Model;

/// A model that has been judged, whatever the judgement was.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedModel {
    model: Model,
    has_errors: bool,
}

impl JudgedModel {
    /// A model with everything that was found in its specification.
    pub(crate) fn new(model: Model, diagnostics: &[Diagnostic]) -> Self {
        Self { model, has_errors: has_errors(diagnostics) }
    }

    /// The model as the later stages take it; [`None`] when an error was found.
    pub const fn checked(&self) -> Option<CheckedModel<'_>> {
        if self.has_errors { None } else { Some(CheckedModel { model: &self.model }) }
    }
}

impl Deref for JudgedModel {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.model
    }
}

/// A model in which no error was found: what can be lowered. Only [`JudgedModel::checked`] makes it.
#[derive(Debug, Clone, Copy)]
pub struct CheckedModel<'a> {
    model: &'a Model,
}

impl<'a> CheckedModel<'a> {
    /// The model.
    pub const fn model(self) -> &'a Model {
        self.model
    }
}
