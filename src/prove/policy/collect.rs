//! From files to cells: what roots and modules declare, with ARNs, tags and policies as far as files tell them.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::cell::{Cell, Place, Policy, Resource, Role, Unproven};
use super::document::{Choice, Document};
use super::holdings;
use super::pattern::{readable, unknown};
use super::reader::Reader;
use super::root::{self, Root, roots};
use crate::catalog::policy_documents;
use crate::evaluate::Value;
use crate::layout::module_of_folder;
use crate::values::Region;

/// The cells of a set of files, by paths and texts: one for each root, but for those of zones and routers, and of accounts with
/// nothing in them that could reach a cell.
pub fn cells<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Vec<Cell> {
    let files: Vec<(&str, &str)> = files.into_iter().collect();
    let roots = roots(files.iter().copied());
    let mut cells: Vec<Cell> = roots.iter().filter(|root| !root.is_of_no_cell()).map(cell).collect();
    for (path, _) in files.iter().filter(|(path, _)| is_overlooked(path)) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        // Which roots call a module does not matter here: a file that nobody writes is a finding in all of them.
        for cell in cells.iter_mut().filter(|cell| cell.name == folder || module_of_folder(folder).is_some()) {
            cell.unproven.push(note(path, "the whole file", "Terraform reads it, and it is not evaluated"));
        }
    }
    cells
}

/// Files that Terraform reads in ways of their own.
fn is_overlooked(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".tf.json", "_override.tf", ".auto.tfvars", ".auto.tfvars.json"].iter().any(|end| name.ends_with(end))
        || ["override.tf", "terraform.tfvars", "terraform.tfvars.json"].contains(&name)
}

fn cell(root: &Root) -> Cell {
    let region = text_of(root.provider.get("region"));
    let account = match root.provider.get("allowed_account_ids") {
        Some(Value::List(accounts) | Value::Set(accounts)) if accounts.len() == 1 => text_of(accounts.first()),
        _ => None,
    };
    let partition = region.as_deref().and_then(|region| region.parse::<Region>().ok()).map(|region| region.partition());
    let mut unproven: Vec<Unproven> = root
        .unread
        .iter()
        .chain(&root.elsewhere)
        .map(|(file, what)| note(file, what, "is not read, so nothing is proven about it"))
        .collect();
    if region.is_none() || account.is_none() {
        unproven.push(note(&root.folder, "provider.aws", "region and the one allowed account must be literals"));
    }
    let mut reader = Reader {
        cell: &root.folder,
        partition: partition.map_or_else(unknown, |partition| partition.to_string()),
        account: account.unwrap_or_else(unknown),
        region: region.unwrap_or_else(unknown),
        addresses: root.resources.iter().map(|resource| resource.address.as_str()).collect(),
        arns: BTreeMap::new(),
        unproven,
    };
    let (arns, unknown_types) = holdings::arns(&reader, &root.resources);
    reader.arns = arns;
    reader.unproven.extend(unknown_types);
    reader.cell(root)
}

fn note(file: &str, address: &str, reason: &str) -> Unproven {
    Unproven { place: Place { file: file.to_owned(), address: address.to_owned() }, reason: reason.to_owned() }
}

fn text_of(value: Option<&Value>) -> Option<String> {
    if let Some(Value::Text(text)) = value { Some(text.clone()) } else { None }
}

impl Reader<'_> {
    /// A value as JSON, with holes.
    fn json(&self, value: &Value) -> Json {
        match value {
            Value::List(items) | Value::Set(items) => items.iter().map(|item| self.json(item)).collect(),
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.to_string(), self.json(value)));
                Json::Object(entries.collect())
            }
            Value::Json(document) => self.json(document),
            value => Json::String(self.text(value)),
        }
    }

    /// A policy document in an argument; what cannot be read is noted as unproven.
    fn document(&mut self, value: &Value, instance: &root::Resource) -> Option<Policy> {
        let place = place(instance);
        let json = match value {
            Value::Json(document) => Ok(self.json(document)),
            Value::Text(text) => serde_json::from_str(text).map_err(|error| error.to_string()),
            other => Err(format!("`{other}` is not a document that is written here")),
        };
        match json.and_then(|json| Document::read(&json).map_err(|error| error.to_string())) {
            Ok(document) => Some(Policy { place, document }),
            Err(reason) => {
                self.unproven.push(Unproven { place, reason: format!("the policy cannot be read: {reason}") });
                None
            }
        }
    }

    fn cell(mut self, root: &Root) -> Cell {
        let default_tags = self.default_tags(root);
        let mut resources = Vec::new();
        for instance in &root.resources {
            resources.extend(self.resources(instance, &default_tags));
        }
        let roles = self.roles(root);
        self.attach_resource_policies(root, &mut resources);
        let cluster = root.resources.iter().find(|instance| instance.kind == "aws_eks_cluster");
        let cluster = cluster.and_then(|cluster| text_of(cluster.arguments.get("name")));
        if let Some(cluster) = &cluster {
            resources.extend(holdings::made_later(&self, cluster, &default_tags));
        }
        resources.extend(holdings::names_of(&roles).map(|names| holdings::records(&self, names)));
        let vpc = root.resources.iter().find(|instance| instance.kind == "aws_vpc").map(|vpc| self.arn(vpc));
        Cell {
            name: self.cell.to_owned(),
            partition: self.partition,
            account: self.account,
            region: self.region,
            cluster,
            vpc,
            roles,
            resources,
            unproven: self.unproven,
        }
    }

    fn default_tags(&self, root: &Root) -> BTreeMap<String, String> {
        let Some(Value::List(blocks)) = root.provider.get("default_tags") else { return BTreeMap::new() };
        let tags =
            blocks.iter().filter_map(|block| if let Value::Object(block) = block { block.get("tags") } else { None });
        tags.flat_map(|tags| self.tags(tags)).collect()
    }

    fn tags(&self, tags: &Value) -> BTreeMap<String, String> {
        let Value::Object(tags) = tags else { return BTreeMap::new() };
        tags.iter().map(|(key, value)| (key.to_string(), self.text(value))).collect()
    }

    fn resources(&self, instance: &root::Resource, default_tags: &BTreeMap<String, String>) -> Vec<Resource> {
        let place = place(instance);
        let mut tags = default_tags.clone();
        tags.extend(instance.arguments.get("tags").map(|tags| self.tags(tags)).unwrap_or_default());
        let resource = |arn: &String| Resource {
            place: place.clone(),
            arn: arn.clone(),
            tags: tags.clone(),
            keys: BTreeMap::new(),
            policies: Vec::new(),
        };
        self.arns.get(&place.address).into_iter().flatten().map(resource).collect()
    }

    fn roles(&mut self, root: &Root) -> Vec<Role> {
        let of_kind = |kind: &'static str| root.resources.iter().filter(move |instance| instance.kind == kind);
        let mut roles = Vec::new();
        for instance in of_kind("aws_iam_role") {
            let mut role = Role { place: place(instance), arn: self.arn(instance), policies: Vec::new() };
            role.policies.extend(self.inline(instance));
            if let Some(Value::List(arns) | Value::Set(arns)) = instance.arguments.get("managed_policy_arns") {
                role.policies.extend(arns.iter().filter_map(|arn| self.managed(arn, instance, root)));
            }
            roles.push(role);
        }
        for instance in of_kind("aws_iam_role_policy") {
            let policy = instance.arguments.get("policy").and_then(|policy| self.document(policy, instance));
            self.give(&mut roles, instance, policy);
        }
        for instance in of_kind("aws_iam_role_policy_attachment") {
            let policy = instance.arguments.get("policy_arn").and_then(|arn| self.managed(arn, instance, root));
            self.give(&mut roles, instance, policy);
        }
        roles
    }

    fn arn(&self, instance: &root::Resource) -> String {
        self.attribute(&instance.address, "arn")
    }

    /// The `inline_policy` blocks of a role.
    fn inline(&mut self, instance: &root::Resource) -> Vec<Policy> {
        let Some(Value::List(blocks)) = instance.arguments.get("inline_policy") else { return Vec::new() };
        let policies =
            blocks.iter().filter_map(|block| if let Value::Object(block) = block { block.get("policy") } else { None });
        policies.filter_map(|policy| self.document(policy, instance)).collect()
    }

    /// The document of a managed policy: the cell's own, or one of AWS.
    fn managed(&mut self, arn: &Value, at: &root::Resource, root: &Root) -> Option<Policy> {
        let arn = self.text(arn);
        let own = root.resources.iter().find(|instance| instance.kind == "aws_iam_policy" && self.arn(instance) == arn);
        if let Some(own) = own {
            return own.arguments.get("policy").and_then(|policy| self.document(policy, own));
        }
        let of_aws = arn.split_once(":iam::aws:policy/").and_then(|(_, name)| policy_documents::find(name));
        let document = of_aws.and_then(|document| Document::read(document).ok());
        if document.is_none() {
            let reason = format!("what the policy `{}` allows is not known", readable(&arn));
            self.unproven.push(Unproven { place: place(at), reason });
        }
        let partition = self.partition.clone();
        document.map(|document| Policy { place: place(at), document: in_partition(document, &partition) })
    }

    /// Gives a policy to the role that an attachment names.
    fn give(&mut self, roles: &mut [Role], at: &root::Resource, policy: Option<Policy>) {
        let name = at.arguments.get("role").map(|role| self.text(role)).unwrap_or_default();
        let is_it = |role: &&mut Role| {
            role.arn.rsplit('/').next() == Some(name.as_str()) || name == self.given(&role.place.address)
        };
        if let Some(role) = roles.iter_mut().find(is_it) {
            role.policies.extend(policy);
        } else {
            let reason = format!("the role `{}` is not in these files", readable(&name));
            self.unproven.push(Unproven { place: place(at), reason });
        }
    }

    /// Key, queue and trust policies, for the resources that they stand in or name.
    fn attach_resource_policies(&mut self, root: &Root, resources: &mut [Resource]) {
        for instance in &root.resources {
            let (argument, target) = match instance.kind.as_str() {
                "aws_iam_role" => ("assume_role_policy", None),
                "aws_kms_key" | "aws_sqs_queue" => ("policy", None),
                "aws_kms_key_policy" => ("policy", instance.arguments.get("key_id")),
                "aws_s3_bucket_policy" => ("policy", instance.arguments.get("bucket")),
                "aws_sqs_queue_policy" => ("policy", instance.arguments.get("queue_url")),
                // A policy of an endpoint takes away and grants nothing; whether it is one is still looked at.
                "aws_vpc_endpoint" | "aws_vpc_endpoint_policy" => {
                    if let Some(policy) = instance.arguments.get("policy") {
                        self.document(policy, instance);
                    }
                    continue;
                }
                _ => continue,
            };
            let Some(policy) = instance.arguments.get(argument).and_then(|policy| self.document(policy, instance))
            else {
                continue;
            };
            let address = match target {
                Some(Value::Attribute { of, .. }) => of.clone(),
                Some(_) => {
                    self.unproven
                        .push(Unproven { place: policy.place, reason: "what it is the policy of is not known".into() });
                    continue;
                }
                None => policy.place.address.clone(),
            };
            let owner = resources.iter_mut().find(|resource| resource.place.address == address);
            if let Some(resource) = owner {
                resource.policies.push(policy);
            } else {
                let reason = format!("`{}`, which it is the policy of, is not in these files", readable(&address));
                self.unproven.push(Unproven { place: policy.place, reason });
            }
        }
    }
}

fn place(instance: &root::Resource) -> Place {
    Place { file: instance.file.clone(), address: instance.address.clone() }
}

/// Policies of AWS name the partition that they are in; the table has those of the public one.
fn in_partition(mut document: Document, partition: &str) -> Document {
    for statement in &mut document.statements {
        if let Some(Choice::Only(resources) | Choice::AllBut(resources)) = &mut statement.resources {
            for resource in resources.iter_mut().filter(|resource| resource.starts_with("arn:aws:")) {
                *resource = resource.replacen("arn:aws:", &format!("arn:{partition}:"), 1);
            }
        }
    }
    document
}
