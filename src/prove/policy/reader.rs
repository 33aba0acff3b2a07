//! What is known of a cell while its files are read, and values as texts with holes for what only AWS knows.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Unproven;
use super::pattern::{PATH, hole, unknown};
use super::root;
use crate::evaluate::Value;

/// What is known of a cell while it is read.
pub(super) struct Reader<'a> {
    pub(super) cell: &'a str,
    pub(super) partition: String,
    pub(super) account: String,
    pub(super) region: String,
    /// The addresses of all resources: what else is referred to, such as a data source, may be anything.
    pub(super) addresses: BTreeSet<&'a str>,
    /// By address.
    pub(super) arns: BTreeMap<String, Vec<String>>,
    pub(super) unproven: Vec<Unproven>,
}

impl Reader<'_> {
    /// A part of every ARN of the cell.
    pub(super) fn own(&self, name: &str) -> String {
        match name {
            "partition" => self.partition.clone(),
            "account" => self.account.clone(),
            "region" => self.region.clone(),
            _ => unknown(),
        }
    }

    /// What stands for a place in the form of an ARN: an argument of the resource, or what AWS gives.
    pub(super) fn argument(&self, instance: &root::Resource, address: &str, name: &str) -> String {
        match name {
            "partition" | "account" | "region" => self.own(name),
            "id" => self.given(address),
            "path" => self.given(&format!("{address}{PATH}")),
            name => {
                let path =
                    instance.arguments.get("path").filter(|_| name == "name" && instance.kind.starts_with("aws_iam_"));
                let path = path.map(|path| self.text(path)).unwrap_or_default();
                let value = instance.arguments.get(name).map(|value| self.text(value));
                let value = value.unwrap_or_else(|| self.given(&format!("{address}.{name}")));
                format!("{}{value}", path.trim_start_matches('/'))
            }
        }
    }

    /// What only AWS knows of a resource.
    pub(super) fn given(&self, what: &str) -> String {
        hole(&format!("{}|{what}", self.cell))
    }

    /// A value as a text, with holes for what only AWS knows.
    pub(super) fn text(&self, value: &Value) -> String {
        match value {
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Bool(value) => value.to_string(),
            Value::Template(parts) => parts.iter().map(|part| self.text(part)).collect(),
            Value::Attribute { of, name } => self.attribute(of, name),
            Value::Instance { resource, key: None } => self.given(resource),
            Value::Instance { resource, key: Some(key) } => self.given(&format!("{resource}{key}")),
            _ => unknown(),
        }
    }

    pub(super) fn attribute(&self, address: &str, name: &str) -> String {
        match name {
            _ if !self.addresses.contains(address) => unknown(),
            "arn" => self.arns.get(address).and_then(|arns| arns.first()).cloned().unwrap_or_else(unknown),
            "id" | "key_id" => self.given(address),
            name => self.given(&format!("{address}.{name}")),
        }
    }
}
