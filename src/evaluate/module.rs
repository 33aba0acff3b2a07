//! What the files of a module declare, looked up by name.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::{Lines, ReadModule, Unreadable};
use crate::terraform::references::{self, Reference};
use crate::terraform::{self, Block, Body, Expression, File, Item, Step};

/// Where something is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path of the file below the output folder.
    pub file: String,
    /// The line, from one; [`None`] when it is not known.
    pub line: Option<usize>,
}

/// A block at the top of a file.
#[derive(Debug, Clone)]
pub struct Declared<'t> {
    /// The block.
    pub block: &'t Block,
    /// Where it is.
    pub place: Place,
}

/// A module: all that its files declare.
#[derive(Debug, Clone, Default)]
pub struct Module<'t> {
    /// Its folder below the output folder.
    pub folder: String,
    /// The variables with their defaults.
    pub variables: BTreeMap<&'t str, Option<&'t Expression>>,
    /// Those of them that are sets, whatever they are given.
    pub sets: BTreeSet<&'t str>,
    /// The local values.
    pub locals: BTreeMap<&'t str, &'t Expression>,
    /// Resources by `type.name`, and data sources by `data.type.name`.
    pub resources: BTreeMap<String, Declared<'t>>,
    /// The module calls by their names.
    pub calls: BTreeMap<&'t str, Declared<'t>>,
    /// The outputs with their values.
    pub outputs: BTreeMap<&'t str, &'t Expression>,
    /// `terraform` and `provider` blocks.
    pub settings: Vec<Declared<'t>>,
    /// Old and new addresses of `moved` blocks.
    pub moved: Vec<(&'t Expression, &'t Expression)>,
    /// Blocks that change what Terraform does in a way that is not evaluated, such as `import` or `removed`.
    pub others: Vec<Declared<'t>>,
    /// Blocks that declare what another block declares too, both of them, with what that is: Terraform refuses such a folder.
    pub repeated: Vec<(String, Declared<'t>)>,
    names: BTreeMap<String, Declared<'t>>,
    /// The files that nothing could be read from.
    pub unreadable: &'t [Unreadable],
}

/// The clause that says why nobody knows something: a file that may declare it cannot be read.
pub fn may_be_hidden_in(file: &str) -> String {
    format!("`{file}`, which may declare it, cannot be read")
}

impl std::fmt::Display for Place {
    /// `modules/prod-cell/network.tf:12`
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.file)?;
        self.line.map_or(Ok(()), |line| write!(formatter, ":{line}"))
    }
}

impl<'t> Module<'t> {
    /// A module as it was read.
    pub fn of_read(read: &'t ReadModule) -> Self {
        let mut module = Self { unreadable: &read.unreadable, ..Self::new(&read.module) };
        for file in &read.module.files {
            module.add(file, read.lines.get(&file.name));
        }
        module
    }

    /// A module that was never text, without lines in its places.
    pub fn of(written: &'t terraform::Module) -> Self {
        let mut module = Self::new(written);
        for file in &written.files {
            module.add(file, None);
        }
        module
    }

    fn new(written: &terraform::Module) -> Self {
        Self { folder: written.path.clone(), ..Self::default() }
    }

    fn add(&mut self, file: &'t File, lines: Option<&Lines>) {
        let path = format!("{}/{}", self.folder, file.name);
        for (position, item) in file.body.items.iter().enumerate() {
            // An attribute outside of any block is an error of Terraform.
            let Item::Block(block) = item else { continue };
            let line = lines.and_then(|lines| lines.line(position));
            self.declare(Declared { block, place: Place { file: path.trim_start_matches('/').to_owned(), line } });
        }
    }

    fn declare(&mut self, declared: Declared<'t>) {
        let block = declared.block;
        for name in declared_names(block) {
            match self.names.get(&name) {
                Some(first) => self.repeated.extend([(name.clone(), first.clone()), (name, declared.clone())]),
                None => _ = self.names.insert(name, declared.clone()),
            }
        }
        let value = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
        match (block.kind.as_str(), block.labels.as_slice()) {
            ("variable", [name]) => {
                let is_set = matches!(value("type"), Some(Expression::Call(call)) if call.function == "set");
                self.sets.extend(is_set.then_some(name.as_str()));
                self.variables.insert(name, value("default"));
            }
            ("locals", []) => {
                self.locals.extend(block.body.attributes().map(|local| (local.name.as_str(), &local.value)));
            }
            ("resource", [kind, name]) => _ = self.resources.insert(format!("{kind}.{name}"), declared),
            ("data", [kind, name]) => _ = self.resources.insert(format!("data.{kind}.{name}"), declared),
            ("module", [name]) => _ = self.calls.insert(name, declared),
            ("output", [name]) => self.outputs.extend(value("value").map(|value| (name.as_str(), value))),
            ("terraform", []) | ("provider", [_]) => self.settings.push(declared),
            ("moved", []) => self.moved.extend(value("from").zip(value("to"))),
            _ => self.others.push(declared),
        }
    }

    /// The variables that decide which instances there are, or how much of an expression can be evaluated: those in `for_each`,
    /// `count`, indexes, conditions, arguments of calls and functions that work on what a value is.
    pub fn deciding(&self) -> BTreeSet<String> {
        let mut deciding = Deciding::default();
        let blocks = self.resources.values().chain(self.calls.values());
        for declared in blocks {
            deciding.body(&declared.block.body, declared.block.kind == "module");
        }
        for value in self.locals.values().chain(self.outputs.values()) {
            deciding.within(value);
        }
        deciding.through_locals(&self.locals);
        deciding.variables
    }
}

/// What a block declares that a module may declare only once: `resource "aws_vpc" "this"`, `local.name`.
fn declared_names(block: &Block) -> Vec<String> {
    match block.kind.as_str() {
        "locals" => block.body.attributes().map(|local| format!("local.{}", local.name)).collect(),
        "variable" | "resource" | "data" | "module" | "output" => vec![labelled(block)],
        _ => Vec::new(),
    }
}

/// The first line of a block without its brace: `check "health"`.
pub(super) fn labelled(block: &Block) -> String {
    block.labels.iter().fold(block.kind.clone(), |labelled, label| format!("{labelled} {label:?}"))
}

/// Collects the variables that decide.
#[derive(Default)]
struct Deciding<'t> {
    variables: BTreeSet<String>,
    locals: BTreeSet<&'t str>,
}

/// Functions that work the same whatever the values in their arguments are.
const INDIFFERENT: [&str; 3] = ["jsonencode", "merge", "toset"];

impl<'t> Deciding<'t> {
    fn body(&mut self, body: &'t Body, is_call: bool) {
        for attribute in body.attributes() {
            if is_call || matches!(attribute.name.as_str(), "for_each" | "count") {
                self.all(&attribute.value);
            } else {
                self.within(&attribute.value);
            }
        }
        for block in body.blocks() {
            self.body(&block.body, false);
        }
    }

    /// Everything that an expression refers to decides.
    fn all(&mut self, expression: &'t Expression) {
        references::in_expression(expression, &mut |reference| _ = self.note(reference));
    }

    /// Notes what a reference names: the local, when it is one that was not noted before.
    fn note(&mut self, reference: Reference<'t>) -> Option<&'t str> {
        let name = reference.first()?;
        if reference.root == "var" {
            self.variables.insert(name.to_owned());
        }
        (reference.root == "local" && self.locals.insert(name)).then_some(name)
    }

    /// What decides within an expression whose own value decides nothing.
    fn within(&mut self, expression: &'t Expression) {
        match expression {
            Expression::Traversal(traversal) => {
                for step in &traversal.steps {
                    if let Step::Index(index) = step {
                        self.all(index);
                    }
                }
                self.within(&traversal.base);
            }
            Expression::Conditional(conditional) => self.all(&conditional.condition),
            Expression::Call(call) if !INDIFFERENT.contains(&call.function.as_str()) => self.all(expression),
            Expression::Unary(..) | Expression::Operation(_) => self.all(expression),
            Expression::ForObject(walk) => self.all(&walk.key),
            _ => {}
        }
        references::children(expression, &mut |child| self.within(child));
    }

    fn through_locals(&mut self, locals: &BTreeMap<&'t str, &'t Expression>) {
        let mut open: Vec<&'t str> = self.locals.iter().copied().collect();
        while let Some(name) = open.pop() {
            // One that no file declares leads nowhere, and the others still have to be followed.
            if let Some(value) = locals.get(name) {
                references::in_expression(value, &mut |reference| open.extend(self.note(reference)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Module;
    use crate::read::read_module;

    #[test]
    fn an_undeclared_local_hides_no_variable_that_decides() {
        let text = "locals {\n  b = local.a\n  a = var.number\n}\n\
                    resource \"aws_vpc\" \"v\" {\n  count = local.undeclared ? 0 : local.b\n}\n";
        let read = read_module("modules/m", [("main.tf", text)]);
        assert_eq!(Module::of_read(&read).deciding(), ["number".to_owned()].into());
    }
}
