//! The expressions of admission policies: which variables they use.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fields::{at, text};

/// Variables that the expressions of an admission policy use and that it does not declare before.
pub(super) fn check(body: &Value) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut faults = Vec::new();
    let mut check = |path: String, expression: &str, known: &BTreeSet<&str>| {
        let used = expression.split("variables.").skip(1);
        let name =
            |rest: &str| rest.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '_').collect::<String>();
        let unknown = used.map(name).filter(|name| !known.contains(name.as_str()));
        faults.extend(unknown.map(|name| format!("`{path}`: no variable `{name}` is declared before it")));
    };
    for (path, variable) in at(body, "spec.variables.*") {
        check(path, text(variable, "expression"), &known);
        known.insert(text(variable, "name"));
    }
    for (path, validation) in at(body, "spec.validations.*") {
        check(path.clone(), text(validation, "expression"), &known);
        check(path, text(validation, "messageExpression"), &known);
    }
    faults
}
