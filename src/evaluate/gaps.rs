//! What a module says that is not evaluated.

use std::collections::BTreeMap;

use super::configuration::Configuration;
use super::module::{Declared, Place, labelled};
use super::spelled::written_address;
use super::value::Value;
use crate::terraform::{Block, Body};

/// Something of a root that is not evaluated.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The address of the module that it belongs to, as in [`Instance::module`](super::Instance::module).
    pub module: String,
    /// What it is: `file`, or a block such as `import`, `check "health"` or `removed { from = aws_vpc.this }`.
    pub what: String,
    /// The address that it is about: of a resource, an instance or a module; [`None`] when it names none.
    pub about: Option<String>,
    /// What is written in it; null for a file.
    pub content: Value,
    /// Where it is.
    pub place: Place,
    /// Why it is not evaluated, as a clause.
    pub why: String,
    /// Whether it may declare any number of resources.
    pub hides_resources: bool,
}

impl Configuration<'_, '_> {
    /// What is not evaluated of this module, without those that it calls.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let module = self.module();
        let files = module.unreadable.iter().map(|file| Gap {
            module: self.prefix.clone(),
            what: "file".to_owned(),
            about: None,
            content: Value::Null,
            place: Place { file: file.path.clone(), line: Some(file.line) },
            why: format!("it cannot be read: {}", file.reason),
            hides_resources: true,
        });
        let others = module.others.iter().map(|declared| {
            let why = format!("what `{}` does is not evaluated", declared.block.kind);
            let about = self.named_by(&declared.block.body);
            Gap { about, ..self.gap(self.title(declared.block), declared, why) }
        });
        let repeated = module.repeated.iter().map(|(name, declared)| {
            self.gap(name.clone(), declared, "it is declared more than once, which Terraform refuses".to_owned())
        });
        files.chain(others).chain(repeated).collect()
    }

    fn gap(&self, what: String, declared: &Declared<'_>, why: String) -> Gap {
        Gap {
            module: self.prefix.clone(),
            what,
            about: None,
            content: self.whole(&declared.block.body),
            place: declared.place.clone(),
            why,
            hides_resources: false,
        }
    }

    /// The address that an `import` or `removed` block names.
    fn named_by(&self, body: &Body) -> Option<String> {
        let named = body.attribute("to").or_else(|| body.attribute("from"))?;
        Some(self.address(&written_address(&named.value)?))
    }

    /// A block in few words. What is removed has no label, but it says where it was.
    fn title(&self, block: &Block) -> String {
        match block.body.attribute("from") {
            Some(from) if block.kind == "removed" => format!("removed {{ from = {} }}", self.literal(&from.value)),
            _ => labelled(block),
        }
    }

    /// Everything that is written in a block.
    fn whole(&self, body: &Body) -> Value {
        let attributes = body.attributes().map(|attribute| (attribute.name.clone(), self.literal(&attribute.value)));
        let mut whole: BTreeMap<String, Value> = attributes.collect();
        for (position, block) in body.blocks().enumerate() {
            whole.insert(format!("{} [{position}]", labelled(block)), self.whole(&block.body));
        }
        Value::object(whole)
    }
}
