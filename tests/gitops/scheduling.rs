//! Taints and tolerations, by the rules of Kubernetes ("Taints and Tolerations"), and where emitted files hold them.

use cellc::pipeline::Output;
use serde_json::Value;

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
    /// The taints of a node pool.
    pub(crate) fn of_pool(pool: &Value) -> Vec<Self> {
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

/// The system nodes of a cell.
pub(crate) struct System {
    /// Their taints.
    pub(crate) taints: Vec<Taint>,
}

impl System {
    /// From the node group in the module that the cell's root calls.
    pub(crate) fn of(output: &Output, environment: &str, cell: &str) -> Self {
        let root = &output.files[&format!("environments/{environment}/cells/{cell}/main.tf")];
        let module = root.split_once("modules/").unwrap().1.split('"').next().unwrap();
        let files = output.files.iter().filter(|(path, _)| path.starts_with(&format!("modules/{module}/")));
        let blocks = files.flat_map(|(_, text)| hcl::parse(text).unwrap().into_blocks());
        let is_system =
            |block: &hcl::Block| block.labels.iter().map(hcl::BlockLabel::as_str).eq(["aws_eks_node_group", "system"]);
        let groups: Vec<hcl::Block> = blocks.filter(is_system).collect();
        assert_eq!(groups.len(), 1, "{module} has one system node group");
        let taints = groups[0].body.blocks().filter(|block| block.identifier() == "taint");
        Self { taints: taints.map(Taint::of_node_group).collect() }
    }
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

/// Every list named `tolerations` in the values of a chart, with the pointer to it.
pub(crate) fn toleration_lists(values: &Value) -> Vec<(String, Vec<Value>)> {
    let below = |step: &str, value: &Value| {
        let found = toleration_lists(value).into_iter();
        found.map(|(at, list)| (format!("/{step}{at}"), list)).collect::<Vec<_>>()
    };
    match values {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, value)| match value {
                Value::Array(list) if key == "tolerations" => vec![(format!("/{key}"), list.clone())],
                _ => below(key, value),
            })
            .collect(),
        Value::Array(elements) => {
            elements.iter().enumerate().flat_map(|(index, value)| below(&index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    }
}
