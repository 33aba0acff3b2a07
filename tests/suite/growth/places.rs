//! The lists and blocks of the spec, and specs that have many of one of them.

use std::fmt;

use serde_json::{Map, Value, json};

use super::numbered::{Numbered, type_of};

/// The key of the schema that holds no part of a spec.
const BESIDE: &str = "$schema";

/// Every block may hold these, and reads them alike: many of them are written at the root, one of them in every block of another
/// kind.
const EVERYWHERE: &str = "allow";

/// How the repeated blocks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// With the keys that are required, or those that are required in their place.
    Bare(usize),
    /// With every key; lists and blocks have one part.
    Full,
}

/// A list, blocks with a label, or an object with any keys.
pub(super) struct Place<'s> {
    /// The keys that lead there from the root; `*` stands for a label.
    way: Vec<&'s str>,
    schema: &'s Value,
    root: &'s Value,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.way.join("."))
    }
}

/// Every place that can have any number of parts. Labels and keys of a closed set are only so many.
pub(super) fn places(root: &Value) -> Vec<Place<'_>> {
    let has_parts = |place: &Place<'_>| match type_of(place.schema) {
        "array" => true,
        "object" => place.schema.pointer("/propertyNames/enum").is_none(),
        _ => false,
    };
    all(root).into_iter().filter(has_parts).collect()
}

/// Every key of the spec but those of single blocks.
pub(super) fn all(root: &Value) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    collect(root, root, &[], &mut places);
    places
}

fn collect<'s>(schema: &'s Value, root: &'s Value, way: &[&'s str], places: &mut Vec<Place<'s>>) {
    let schema = resolved(schema, root);
    for (key, schema) in keys(schema).filter(|(key, _)| is_own(key, way)) {
        collect(schema, root, &[way, &[key]].concat(), places);
    }
    let is_block = keys(schema).next().is_some();
    let is_free = type_of(schema) == "object" && member(schema).is_none();
    if !is_block && !is_free {
        places.push(Place { way: way.to_vec(), schema, root });
    }
    if let Some(member) = member(schema) {
        collect(member, root, &[way, &["*"]].concat(), places);
    }
}

/// Whether a key, there, is a place of its own.
fn is_own(key: &str, way: &[&str]) -> bool {
    key != BESIDE && (key != EVERYWHERE || way.is_empty())
}

/// The keys of a block, or those of which it has one.
fn keys(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let alternatives = schema["oneOf"].as_array().into_iter().flatten();
    [schema].into_iter().chain(alternatives).filter_map(|schema| schema["properties"].as_object()).flatten()
}

/// What stands at each label or key of an object that may have any.
fn member(schema: &Value) -> Option<&Value> {
    let patterned = schema["patternProperties"].as_object().and_then(|patterns| patterns.values().next());
    patterned.or_else(|| schema.get("additionalProperties").filter(|member| member.is_object()))
}

/// Behind references, and behind the choice between a value and nothing.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return resolved(root.pointer(reference.trim_start_matches('#')).unwrap(), root);
    }
    let alternatives = schema["anyOf"].as_array().filter(|_| !schema["properties"].is_object());
    let value = alternatives.into_iter().flatten().find(|schema| schema["type"] != "null");
    value.map_or(schema, |value| resolved(value, root))
}

impl Place<'_> {
    /// How its parts can be written.
    pub(super) fn forms(&self) -> Vec<Form> {
        let block = member(self.schema).map_or(&Value::Null, |member| resolved(member, self.root));
        let alternatives = block["anyOf"].as_array().map_or(1, Vec::len);
        let is_block = block["properties"].is_object();
        (0..alternatives).map(Form::Bare).chain(is_block.then_some(Form::Full)).collect()
    }

    /// A spec with so many parts at this place, and with what is required elsewhere.
    pub(super) fn spec(&self, form: Form, parts: usize) -> Value {
        self.spec_with(self.repeated(self.way.last().unwrap(), form, parts))
    }

    /// A spec with this value at this place, and with what is required elsewhere.
    pub(super) fn spec_with(&self, value: Value) -> Value {
        let mut spec = smallest();
        let (last, way) = self.way.split_last().unwrap();
        let (mut node, mut schema) = (&mut spec, self.root);
        for (index, step) in way.iter().enumerate() {
            let object = node.as_object_mut().unwrap();
            let (key, inner) = match *step {
                "*" => (label(schema, object), member(schema).unwrap()),
                key => (key.to_owned(), keys(schema).find(|(name, _)| *name == key).unwrap().1),
            };
            schema = resolved(inner, self.root);
            let parent = way.get(index.saturating_sub(1)).unwrap_or(step);
            let part = || Some(self.part(schema, parent, 0, Form::Bare(0))).filter(Value::is_object);
            node = object.entry(key).or_insert_with(|| part().unwrap_or_else(|| json!({})));
        }
        node[*last] = value;
        spec
    }

    /// The schema of what texts there are at this place: of a value, of elements, of labels.
    pub(super) fn text(&self) -> Value {
        match type_of(self.schema) {
            "array" => resolved(&self.schema["items"], self.root).clone(),
            "object" => name_schema(self.schema),
            _ => self.schema.clone(),
        }
    }

    /// A spec with this text at this place.
    pub(super) fn spec_with_text(&self, text: &str) -> Value {
        let part = || self.part(member(self.schema).unwrap(), self.way.last().unwrap(), 0, Form::Bare(0));
        self.spec_with(match type_of(self.schema) {
            "array" => json!([text]),
            "object" => json!({ text: part() }),
            _ => json!(text),
        })
    }

    /// How many parts a spec has at this place.
    pub(super) fn parts(&self, spec: &Value) -> usize {
        let mut node = spec;
        for step in &self.way {
            node = match *step {
                "*" => node.as_object().unwrap().values().next().unwrap(),
                key => &node[key],
            };
        }
        node.as_array().map_or_else(|| node.as_object().unwrap().len(), Vec::len)
    }

    fn repeated(&self, key: &str, form: Form, parts: usize) -> Value {
        if type_of(self.schema) == "array" {
            let element = Numbered::of(resolved(&self.schema["items"], self.root));
            return (0..parts).map(|number| element.value(number)).collect();
        }
        let label = Numbered::of(&name_schema(self.schema));
        let part = member(self.schema).unwrap();
        let part = |number| (label.key(number), self.part(part, key, number, form));
        Value::Object((0..parts).map(part).collect())
    }

    /// What stands at a key or label.
    fn part(&self, schema: &Value, key: &str, number: usize, form: Form) -> Value {
        let schema = resolved(schema, self.root);
        if schema["properties"].is_object() {
            return self.block(schema, number, form);
        }
        match type_of(schema) {
            "array" => json!([self.part(&schema["items"], key, number, form)]),
            "object" if form == Form::Full && member(schema).is_some() => {
                let label = Numbered::of(&name_schema(schema)).key(number);
                json!({ label: self.part(member(schema).unwrap(), key, number, form) })
            }
            "object" => json!({}),
            _ => Numbered::of_key(schema, key).value(number),
        }
    }

    fn block(&self, schema: &Value, number: usize, form: Form) -> Value {
        let required = |schema: &Value| -> Vec<String> {
            let keys = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            keys.map(str::to_owned).collect()
        };
        let alternative = |index: usize| required(&schema["anyOf"][index]);
        let is_taken = |key: &String| match form {
            Form::Bare(index) => required(schema).contains(key) || alternative(index).contains(key),
            Form::Full => key != BESIDE && !alternative(1).contains(key),
        };
        let properties = schema["properties"].as_object().unwrap().iter().filter(|(key, _)| is_taken(key));
        let value = |(key, schema): (&String, &Value)| (key.clone(), self.part(schema, key, number, form));
        Value::Object(properties.map(value).collect())
    }
}

/// The first label of a block that is there, or one of those that are possible.
fn label(schema: &Value, blocks: &Map<String, Value>) -> String {
    let first = || Numbered::of(&name_schema(schema)).key(0);
    blocks.keys().next().cloned().unwrap_or_else(first)
}

/// What labels and keys are.
fn name_schema(schema: &Value) -> Value {
    let mut names = json!({ "type": "string" });
    let stated = schema["propertyNames"].as_object().into_iter().flatten();
    names.as_object_mut().unwrap().extend(stated.map(|(key, value)| (key.clone(), value.clone())));
    if let Some((pattern, _)) = schema["patternProperties"].as_object().and_then(|patterns| patterns.iter().next()) {
        names["pattern"] = pattern.as_str().into();
    }
    names
}

fn smallest() -> Value {
    json!({
        "fleet": { "demo": {
            "owner": "platform",
            "cost_centre": "CC-1",
            "domain": "cells.acme.example",
            "git": { "repository": "https://github.com/acme/cells.git" },
        }},
        "environment": { "dev": {
            "account": "111111111111",
            "region": "eu-west-1",
            "profile": "development",
            "network": "10.0.0.0/8",
            "access": { "platform": {
                "principal": "arn:aws:iam::111111111111:role/platform-engineer",
                "policy": "cluster-admin",
            }},
        }},
        "cell": { "alpha": { "environment": "dev", "cidr": "10.255.0.0/16" } },
    })
}
