//! Taints and tolerations, by the rules of Kubernetes ("Taints and Tolerations"), and where emitted files hold them.

use std::collections::BTreeMap;

use cellc::pipeline::Output;
use serde_json::Value;

use super::emitted::objects;

/// What keeps pods off a node.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Taint {
    /// Its key.
    pub(crate) key: String,
    /// Its value; empty for none.
    pub(crate) value: String,
    /// `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    pub(crate) effect: String,
}

impl Taint {
    fn of_pool(pool: &Value) -> Vec<Self> {
        let taints = pool["spec"]["template"]["spec"]["taints"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        taints
            .map(|taint| Self {
                key: text(&taint["key"]),
                value: text(&taint["value"]),
                effect: text(&taint["effect"]),
            })
            .collect()
    }

    /// A `taint` block of a managed node group, where effects have other names.
    fn of_node_group(block: &hcl::Block) -> Self {
        let text = |name: &str| {
            let attribute = block.body.attributes().find(|attribute| attribute.key() == name);
            attribute.map_or_else(String::new, |attribute| match &attribute.expr {
                hcl::Expression::String(text) => text.clone(),
                other => panic!("{name} is no text: {other:?}"),
            })
        };
        let effect = match text("effect").as_str() {
            "NO_SCHEDULE" => "NoSchedule",
            "NO_EXECUTE" => "NoExecute",
            "PREFER_NO_SCHEDULE" => "PreferNoSchedule",
            other => panic!("EKS knows no effect {other}"),
        };
        Self { key: text("key"), value: text("value"), effect: effect.to_owned() }
    }
}

/// The nodes of a tier.
#[derive(Debug)]
pub(crate) struct Tier {
    /// `system`, or the name of a pool.
    pub(crate) name: String,
    /// Labels of its nodes, as far as the files say.
    pub(crate) labels: BTreeMap<String, String>,
    /// Their taints.
    pub(crate) taints: Vec<Taint>,
}

impl Tier {
    /// Every tier of a cell: the node group in the module that the cell's root calls, then the pools.
    pub(crate) fn all(output: &Output, environment: &str, cell: &str) -> Vec<Self> {
        let root = &output.files[&format!("environments/{environment}/cells/{cell}/main.tf")];
        let module = root.split_once("modules/").unwrap().1.split('"').next().unwrap();
        let files = output.files.iter().filter(|(path, _)| path.starts_with(&format!("modules/{module}/")));
        let blocks = files.flat_map(|(_, text)| hcl::parse(text).unwrap().into_blocks());
        let is_system =
            |block: &hcl::Block| block.labels.iter().map(hcl::BlockLabel::as_str).eq(["aws_eks_node_group", "system"]);
        let groups: Vec<Self> = blocks.filter(is_system).map(|block| Self::of_node_group(&block)).collect();
        assert_eq!(groups.len(), 1, "{module} has one system node group");
        let pools = objects(output, &format!("gitops/{environment}/{cell}/node-tiers/"));
        let pools = pools.iter().filter(|object| object["kind"] == "NodePool").map(Self::of_pool);
        groups.into_iter().chain(pools).collect()
    }

    fn of_node_group(block: &hcl::Block) -> Self {
        let labels = block.body.attributes().find(|attribute| attribute.key() == "labels").unwrap();
        let hcl::Expression::Object(labels) = &labels.expr else { panic!("labels are no object: {labels:?}") };
        let labels = labels.iter().map(|(key, value)| (key.to_string(), value.to_string().replace('"', "")));
        let taints = block.body.blocks().filter(|block| block.identifier() == "taint");
        Self { name: "system".to_owned(), labels: labels.collect(), taints: taints.map(Taint::of_node_group).collect() }
    }

    fn of_pool(pool: &Value) -> Self {
        let labels = strings(&pool["spec"]["template"]["metadata"]["labels"]);
        Self { name: pool["metadata"]["name"].as_str().unwrap().to_owned(), labels, taints: Taint::of_pool(pool) }
    }
}

/// Where the pods of one part of a chart may run.
#[derive(Debug, Default)]
pub(crate) struct Placement {
    /// Where the values say so.
    pub(crate) at: String,
    /// Labels that a node must have.
    pub(crate) selector: BTreeMap<String, String>,
    /// Taints that it may have.
    pub(crate) tolerations: Vec<Value>,
}

impl Placement {
    /// Whether pods get onto the nodes of a tier, and stay.
    pub(crate) fn fits(&self, tier: &Tier) -> bool {
        let is_there =
            |(key, value): (&String, &String)| key == "kubernetes.io/os" || tier.labels.get(key) == Some(value);
        self.selector.iter().all(is_there) && is_schedulable(&self.tolerations, &tier.taints)
    }

    /// Every place in the values of a chart that holds `tolerations` or a `nodeSelector`.
    pub(crate) fn all(values: &Value) -> Vec<Self> {
        let mut found = Vec::new();
        collect(values, "", &mut found);
        found
    }
}

fn collect(values: &Value, at: &str, found: &mut Vec<Placement>) {
    match values {
        Value::Object(fields) => {
            let (tolerations, selector) = (fields.get("tolerations"), fields.get("nodeSelector"));
            if tolerations.or(selector).is_some() {
                let tolerations = tolerations.and_then(Value::as_array).cloned().unwrap_or_default();
                let selector = selector.map(strings).unwrap_or_default();
                found.push(Placement { at: at.to_owned(), selector, tolerations });
            }
            fields.iter().for_each(|(key, value)| collect(value, &format!("{at}/{key}"), found));
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, value)| collect(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

fn strings(fields: &Value) -> BTreeMap<String, String> {
    let fields = fields.as_object().into_iter().flatten();
    fields.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())).collect()
}

/// Whether one toleration matches one taint. An empty key with `Exists` matches every key, an empty effect every effect.
pub(crate) fn tolerates(toleration: &Value, taint: &Taint) -> bool {
    let text = |name: &str| toleration[name].as_str().unwrap_or_default();
    let has_effect = text("effect").is_empty() || text("effect") == taint.effect;
    let has_key = text("key").is_empty() || text("key") == taint.key;
    let has_value = match text("operator") {
        "Exists" => true,
        "" | "Equal" => !text("key").is_empty() && text("value") == taint.value,
        other => panic!("the matcher knows no operator {other}"),
    };
    has_effect && has_key && has_value
}

/// Whether a pod with these tolerations gets onto a node with these taints, and stays.
pub(crate) fn is_schedulable(tolerations: &[Value], taints: &[Taint]) -> bool {
    let stays = |toleration: &Value, taint: &Taint| {
        tolerates(toleration, taint) && (taint.effect != "NoExecute" || toleration.get("tolerationSeconds").is_none())
    };
    let away = taints.iter().filter(|taint| taint.effect != "PreferNoSchedule");
    away.into_iter().all(|taint| tolerations.iter().any(|toleration| stays(toleration, taint)))
}
