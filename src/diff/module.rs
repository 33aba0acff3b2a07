//! A generated module: its variables, locals and resources.

use std::collections::{BTreeMap, BTreeSet};

use super::syntax::{Body, Expression, Step};

/// A module, from all of its files.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Module {
    /// Defaults of variables that have one.
    pub(super) defaults: BTreeMap<String, Expression>,
    pub(super) locals: BTreeMap<String, Expression>,
    /// By `type.name`.
    pub(super) resources: BTreeMap<String, Body>,
    /// Old and new addresses of `moved` blocks.
    pub(super) moved: Vec<(Expression, Expression)>,
    /// Variables that decide which instances there are.
    pub(super) keyed: BTreeSet<String>,
}

impl Module {
    /// Adds a file.
    pub(super) fn add(&mut self, body: Body) {
        for block in body.blocks {
            let mut content = block.body;
            match (block.kind.as_str(), block.labels.as_slice()) {
                ("variable", [name]) => {
                    let default = content.attributes.remove("default");
                    self.defaults.extend(default.map(|default| (name.clone(), default)));
                }
                ("locals", _) => self.locals.extend(content.attributes),
                ("resource", [kind, name]) => {
                    self.note_keys(&content);
                    self.resources.insert(format!("{kind}.{name}"), content);
                }
                ("moved", _) => {
                    let ends = (content.attributes.remove("from"), content.attributes.remove("to"));
                    if let (Some(from), Some(to)) = ends {
                        self.moved.push((from, to));
                    }
                }
                _ => {}
            }
        }
    }

    fn note_keys(&mut self, body: &Body) {
        if let Some(for_each) = body.attributes.get("for_each") {
            for_each.variables(&mut |name| _ = self.keyed.insert(name.to_owned()));
        }
        self.note_indices_of_body(body);
    }

    fn note_indices_of_body(&mut self, body: &Body) {
        for expression in body.attributes.values() {
            self.note_indices(expression);
        }
        for block in &body.blocks {
            self.note_indices_of_body(&block.body);
        }
    }

    fn note_indices(&mut self, expression: &Expression) {
        if let Expression::Path { steps, .. } = expression {
            for step in steps {
                if let Step::Index(index) = step {
                    index.variables(&mut |name| _ = self.keyed.insert(name.to_owned()));
                }
            }
        }
        expression.children(&mut |child| self.note_indices(child));
    }
}
