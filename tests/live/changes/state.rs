//! The state of a root that was never applied.
//!
//! A plan knows all that the configuration says; what only AWS knows is invented. A resource that refers to what was invented for another
//! one shows that in the next plan, so a few rounds of planning and writing lead to a state whose plan is empty: the state
//! that an apply would have left, but for the invented values.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::harness::drift::entries;

const PROVIDER: &str = "provider[\"registry.terraform.io/hashicorp/aws\"]";

/// Whether the plan (the JSON of `terraform show -json`) changes no resource.
pub(crate) fn is_empty(plan: &Value) -> bool {
    entries(&plan["resource_changes"]).iter().all(|resource| resource["change"]["actions"] == json!(["no-op"]))
}

/// The state after this plan, in the format of `terraform.tfstate`.
pub(crate) fn after(plan: &Value) -> Value {
    let versions = schema_versions(&plan["planned_values"]["root_module"]);
    let mut resources: BTreeMap<(String, String, String), Vec<Value>> = BTreeMap::new();
    for resource in entries(&plan["resource_changes"]) {
        let change = &resource["change"];
        if change["after"].is_null() {
            continue;
        }
        let text = |key: &str| resource[key].as_str().unwrap_or_default().to_owned();
        let invention = Invention { resource: text("type"), address: text("address") };
        let mut instance = json!({
            "schema_version": versions[&text("address")],
            "attributes": invention.filled(&change["after"], &change["after_unknown"], &change["before"], &invention.block()),
            "sensitive_attributes": [],
        });
        if !resource["index"].is_null() {
            instance["index_key"] = resource["index"].clone();
        }
        resources.entry((text("module_address"), text("type"), text("name"))).or_default().push(instance);
    }
    let resources: Vec<Value> = resources
        .into_iter()
        .map(|((module, kind, name), instances)| {
            json!({
                "module": module, "mode": "managed", "type": kind, "name": name, "provider": PROVIDER, "instances": instances,
            })
        })
        .collect();
    json!({ "version": 4, "serial": 1, "lineage": "made-from-a-plan", "outputs": {}, "resources": resources })
}

/// The version of the schema of each resource of a module and the modules inside, by address.
fn schema_versions(module: &Value) -> BTreeMap<String, Value> {
    let own = entries(&module["resources"])
        .iter()
        .filter_map(|resource| Some((resource["address"].as_str()?.to_owned(), resource["schema_version"].clone())));
    own.chain(entries(&module["child_modules"]).iter().flat_map(schema_versions)).collect()
}

/// Invents what only AWS knows of one resource.
struct Invention {
    resource: String,
    address: String,
}

impl Invention {
    /// The schema of the resource, as the repository has it.
    fn block(&self) -> Value {
        let path = format!("schema/aws-5.40.0/resources/{}.json", self.resource);
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        let schema: Value = serde_json::from_str(&text.expect("the schema of every resource is there")).expect("JSON");
        schema["block"].clone()
    }

    /// The planned values of a block, with something in the place of what is unknown: what was there before, if anything.
    fn filled(&self, planned: &Value, unknown: &Value, before: &Value, block: &Value) -> Value {
        let mut filled: Map<String, Value> = planned.as_object().cloned().unwrap_or_default();
        for (name, unknown) in unknown.as_object().into_iter().flatten() {
            let (planned, before) = (filled.get(name).cloned().unwrap_or_default(), &before[name]);
            let value = match unknown {
                Value::Bool(true) if !before.is_null() => before.clone(),
                Value::Bool(true) => self.invented(name, block),
                Value::Array(unknown) => {
                    let inner = &block["block_types"][name]["block"];
                    let items = entries(&planned).iter().zip(unknown).enumerate();
                    items.map(|(at, (item, unknown))| self.item(item, unknown, &before[at], inner)).collect()
                }
                Value::Object(unknown) if !unknown.is_empty() => {
                    self.filled(&planned, &json!(unknown), before, &Value::Null)
                }
                _ => planned,
            };
            filled.insert(name.clone(), value);
        }
        Value::Object(filled)
    }

    fn item(&self, planned: &Value, unknown: &Value, before: &Value, block: &Value) -> Value {
        match unknown {
            Value::Object(_) => self.filled(planned, unknown, before, block),
            Value::Bool(true) => before.as_str().map_or_else(|| self.text("item"), str::to_owned).into(),
            _ => planned.clone(),
        }
    }

    /// A value for an attribute or a block that AWS decides on. What a later provider has beside the schema stays empty.
    fn invented(&self, name: &str, block: &Value) -> Value {
        if block["block_types"][name].is_object() {
            return json!([]);
        }
        self.of_type(name, &block["attributes"][name]["type"])
    }

    fn of_type(&self, name: &str, kind: &Value) -> Value {
        match (kind.as_str(), kind[0].as_str()) {
            (Some("string"), _) => self.text(name).into(),
            (Some("number"), _) => 1.into(),
            (Some("bool"), _) => false.into(),
            (_, Some("list" | "set")) => json!([self.of_type(name, &kind[1])]),
            (_, Some("map")) => json!({}),
            (_, Some("object")) => {
                let fields = kind[1].as_object().into_iter().flatten();
                fields.map(|(name, kind)| (name.clone(), self.of_type(name, kind))).collect::<Map<_, _>>().into()
            }
            _ => Value::Null,
        }
    }

    /// In the form that the provider demands where another resource refers to it, and different for every instance.
    fn text(&self, name: &str) -> String {
        let plain: String =
            self.address.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
        match (self.resource.as_str(), name) {
            ("aws_launch_template", "id") => "lt-0123456789abcdef0".to_owned(),
            (_, "issuer") => "https://oidc.eks.us-east-1.amazonaws.com/id/0123".to_owned(),
            (_, name) if name == "arn" || name.ends_with("_arn") => {
                format!("arn:aws:iam::222222222222:role/{plain}")
            }
            _ => plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(change: &Value) -> Value {
        let resource = json!({ "address": "module.m.aws_vpc.this[\"a\"]", "module_address": "module.m", "type": "aws_vpc", "name": "this", "index": "a", "change": change });
        let value = json!({ "address": resource["address"], "schema_version": 1 });
        json!({
            "resource_changes": [resource],
            "planned_values": { "root_module": { "child_modules": [{ "resources": [value] }] } },
        })
    }

    #[test]
    fn what_is_unknown_is_invented_once_and_kept() {
        let create = json!({ "actions": ["create"], "before": null, "after": { "cidr_block": "10.0.0.0/16" }, "after_unknown": { "arn": true, "id": true, "ipv6_netmask_length": true, "later": true } });
        let first = after(&plan(&create));
        let instance = &first["resources"][0]["instances"][0];
        assert_eq!((&instance["index_key"], &instance["schema_version"]), (&json!("a"), &json!(1)));
        let attributes = &instance["attributes"];
        assert_eq!(attributes["cidr_block"], "10.0.0.0/16");
        assert_eq!(attributes["id"], "module-m-aws-vpc-this--a--");
        assert_eq!(attributes["arn"], "arn:aws:iam::222222222222:role/module-m-aws-vpc-this--a--");
        assert_eq!((&attributes["ipv6_netmask_length"], &attributes["later"]), (&json!(1), &Value::Null));
        let again =
            json!({ "actions": ["update"], "before": { "id": "kept" }, "after": {}, "after_unknown": { "id": true } });
        assert_eq!(after(&plan(&again))["resources"][0]["instances"][0]["attributes"]["id"], "kept");
    }

    #[test]
    fn a_plan_is_empty_or_it_is_not() {
        assert!(is_empty(&plan(&json!({ "actions": ["no-op"] }))));
        assert!(!is_empty(&plan(&json!({ "actions": ["update"] }))));
    }
}
