//! Every class has a module folder of its own.

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::MODULE_FOLDER;
use crate::model::{Class};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Class> = BTreeMap::new();
    for class in &model.classes {
        let first = *seen.entry(&class.module).or_insert(class);
        if !std::ptr::eq(first, class) {
            let headline =
                format!("{} and {} would share the folder `modules/{}`", first.title(), class.title(), class.module);
            let error = Diagnostic::error(MODULE_FOLDER, class.span(), headline).label("this one");
            diagnostics.push(error.also(first.span(), "the other one").help("rename one of them"));
        }
    }
}
