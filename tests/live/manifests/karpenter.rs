//! Conditions on Karpenter's objects that stand in no schema: an API server evaluates them as CEL, and Karpenter itself when
//! it reconciles. Written from the documentation of Karpenter 1.x on its two kinds, as far as emitted fields go.

use serde_json::Value;

use crate::manifests::api_server::{is_label_value, strings};
use crate::manifests::trees::Emitted;

/// Well-known labels below domains that are Karpenter's or Kubernetes' own.
const KNOWN: [&str; 27] = [
    "karpenter.k8s.aws/ec2nodeclass",
    "karpenter.k8s.aws/instance-accelerator-count",
    "karpenter.k8s.aws/instance-accelerator-manufacturer",
    "karpenter.k8s.aws/instance-accelerator-name",
    "karpenter.k8s.aws/instance-category",
    "karpenter.k8s.aws/instance-cpu",
    "karpenter.k8s.aws/instance-cpu-manufacturer",
    "karpenter.k8s.aws/instance-cpu-sustained-clock-speed-mhz",
    "karpenter.k8s.aws/instance-ebs-bandwidth",
    "karpenter.k8s.aws/instance-encryption-in-transit-supported",
    "karpenter.k8s.aws/instance-family",
    "karpenter.k8s.aws/instance-generation",
    "karpenter.k8s.aws/instance-gpu-count",
    "karpenter.k8s.aws/instance-gpu-manufacturer",
    "karpenter.k8s.aws/instance-gpu-memory",
    "karpenter.k8s.aws/instance-gpu-name",
    "karpenter.k8s.aws/instance-hypervisor",
    "karpenter.k8s.aws/instance-local-nvme",
    "karpenter.k8s.aws/instance-memory",
    "karpenter.k8s.aws/instance-network-bandwidth",
    "karpenter.k8s.aws/instance-size",
    "karpenter.sh/capacity-type",
    "kubernetes.io/arch",
    "kubernetes.io/os",
    "node.kubernetes.io/instance-type",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];
/// Domains in which only the labels above may be asked for, and those of [`OPEN`].
const CLOSED: [&str; 4] = ["k8s.io", "karpenter.k8s.aws", "karpenter.sh", "kubernetes.io"];
/// Domains below those that are open nevertheless.
const OPEN: [&str; 3] = ["kops.k8s.io", "node-restriction.kubernetes.io", "node.kubernetes.io"];
/// Tags that Karpenter sets on every instance itself.
const OWN_TAGS: [&str; 4] =
    ["eks:eks-cluster-name", "karpenter.k8s.aws/ec2nodeclass", "karpenter.sh/nodeclaim", "karpenter.sh/nodepool"];

/// What is wrong with the Karpenter objects of these files.
pub(crate) fn faults(files: &[Emitted]) -> Vec<String> {
    let of_file = |file: &Emitted| {
        let faults = file.objects.iter().flat_map(of_object).collect::<Vec<_>>();
        faults.into_iter().map(|fault| format!("{}: {fault}", file.path)).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

fn of_object(object: &Value) -> Vec<String> {
    match object["kind"].as_str() {
        Some("NodePool") => of_pool(&object["spec"]),
        Some("EC2NodeClass") => of_class(&object["spec"]),
        _ => Vec::new(),
    }
}

fn of_pool(spec: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for budget in list(&spec["disruption"]["budgets"]) {
        if budget.get("schedule").is_some() != budget.get("duration").is_some() {
            faults.push(format!("a budget has `schedule` or `duration` without the other: {budget}"));
        }
    }
    for (label, value) in strings(&spec["template"]["metadata"]["labels"]) {
        if !may_be_asked_for(&label) || label == "kubernetes.io/hostname" {
            faults.push(format!("a node may not have the label `{label}`"));
        }
        if !is_label_value(&value) {
            faults.push(format!("`{value}` is no value of a label"));
        }
    }
    faults.extend(list(&spec["template"]["spec"]["requirements"]).iter().filter_map(of_requirement));
    if list(&spec["template"]["spec"]["requirements"]).len() > 100 {
        faults.push("there are more than 100 requirements".to_owned());
    }
    faults
}

fn of_requirement(requirement: &Value) -> Option<String> {
    let key = requirement["key"].as_str().unwrap_or_default();
    let values = list(&requirement["values"]);
    let is_whole = |value: &Value| value.as_str().is_some_and(|text| text.parse::<u32>().is_ok());
    let needed = requirement["minValues"].as_u64().and_then(|least| usize::try_from(least).ok()).unwrap_or(1);
    match requirement["operator"].as_str() {
        _ if !may_be_asked_for(key) => Some(format!("no requirement may ask for `{key}`")),
        Some("In") if values.len() < needed => Some(format!("the requirement on `{key}` has no values, or too few")),
        Some("Gt" | "Lt") if values.len() != 1 || !values.iter().all(is_whole) => {
            Some(format!("the requirement on `{key}` needs one whole number"))
        }
        _ if !values.iter().all(|value| value.as_str().is_some_and(is_label_value)) => {
            Some(format!("a value of the requirement on `{key}` is no value of a label"))
        }
        _ => None,
    }
}

/// Whether a pool may name the label: it is well known, or in nobody's domain.
fn may_be_asked_for(label: &str) -> bool {
    let domain = label.split_once('/').map_or("", |(domain, _)| domain);
    let is_below = |parent: &&str| domain.ends_with(*parent);
    KNOWN.contains(&label) || OPEN.iter().any(is_below) || !CLOSED.iter().any(is_below)
}

fn of_class(spec: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    if spec.get("role").is_some() == spec.get("instanceProfile").is_some() {
        faults.push("there must be exactly one of `role` and `instanceProfile`".to_owned());
    }
    let aliases: Vec<&str> = list(&spec["amiSelectorTerms"]).iter().filter_map(|term| term["alias"].as_str()).collect();
    let is_pinned = |alias: &str| {
        let known = ["al2023", "bottlerocket"];
        let parts = alias.split_once('@');
        alias.len() <= 30 && parts.is_some_and(|(family, version)| known.contains(&family) && version.starts_with('v'))
    };
    if aliases.len() != 1 || !aliases.iter().all(|alias| is_pinned(alias)) {
        faults.push(format!("the image is not one pinned alias: {aliases:?}"));
    }
    faults.extend(
        ["securityGroupSelectorTerms", "subnetSelectorTerms"].into_iter().filter_map(|key| of_terms(spec, key)),
    );
    for (tag, _) in strings(&spec["tags"]) {
        if OWN_TAGS.contains(&tag.as_str()) || tag.starts_with("kubernetes.io/cluster") {
            faults.push(format!("the tag `{tag}` is Karpenter's own"));
        }
    }
    let roots = list(&spec["blockDeviceMappings"]).iter().filter(|disk| disk["rootVolume"] == true);
    if roots.count() != 1 {
        faults.push("there must be one root volume".to_owned());
    }
    faults
}

fn of_terms(spec: &Value, key: &str) -> Option<String> {
    let terms = list(&spec[key]);
    let is_set = |term: &Value| {
        let tags = strings(&term["tags"]);
        !tags.is_empty() && tags.iter().all(|(tag, value)| !tag.is_empty() && !value.is_empty())
    };
    (terms.is_empty() || !terms.iter().all(is_set)).then(|| format!("`{key}` selects nothing, or by an empty tag"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
