//! What pods of a team may say about where they run and whose place they take.
//!
//! Pods are the boundary. Templates of Deployments and the like are judged as well, so that the refusal is read where the
//! mistake can be mended. A `ReplicaSet` is not: the controller of a Deployment scales old ones down, which must never fail.
//! For the same reason an object that was there before a policy is judged only when its `spec` changes.

use super::names_where;
use super::policy::Policy;
use super::{allowed, by_namespace};
use crate::model::{CRITICAL_TAINT, Class, Environment, Namespace, SYSTEM_TIER, Taint, WORKLOAD_PRIORITIES};

/// Judges pods and the templates that most pods are made of, as `variables.pod`.
fn of_pods(name: &str, of_pods: &[&str]) -> Policy {
    // `dyn` because the fields of three kinds differ: without it the API server warns about each in the policy's status.
    let pod = "object.kind == 'Pod' ? dyn(object.spec) :\n\
               object.kind == 'CronJob' ? dyn(object.spec).jobTemplate.spec.template.spec :\n\
               dyn(object.spec).template.spec";
    Policy::new(name)
        .judges(("", "v1"), &["pods"], of_pods)
        .judges(("apps", "v1"), &["daemonsets", "deployments", "statefulsets"], &["CREATE", "UPDATE"])
        .judges(("batch", "v1"), &["cronjobs", "jobs"], &["CREATE", "UPDATE"])
        .when("spec-is-new", "request.operation == 'CREATE' || object.spec != oldObject.spec")
        .variable("pod", pod)
}

/// The priority classes that pods may name.
pub(super) fn priorities(environment: &Environment) -> Policy {
    let policy = of_pods("priorities", &["CREATE", "UPDATE"]).because(
        "A pod of high priority takes the place of others: of Karpenter and CoreDNS, if it may name their class.",
    );
    allowed(policy, environment, &WORKLOAD_PRIORITIES, |admission| &admission.priorities).requires_naming(
        "!has(variables.pod.priorityClassName) || variables.pod.priorityClassName == '' ||\n\
         variables.pod.priorityClassName in variables.allowed",
        "this priority class is not allowed in this namespace (to allow it: `priorities` in the cell spec)",
        "'priority class ' + string(variables.pod.priorityClassName) + ' is not allowed in this namespace; allowed: ' +\n\
         variables.allowedText + ' (others: `priorities` in the cell spec)'",
    )
}

/// Names of nodes in pods and templates. A pod that is there has one, from the scheduler.
pub(super) fn node_names(environment: &Environment) -> Policy {
    of_pods("node-names", &["CREATE"])
        .because("A pod that names its node gets there past the scheduler and past taints, onto system nodes too.")
        .requires(
            "!has(variables.pod.nodeName) || variables.pod.nodeName == ''",
            "`nodeName` is not allowed in this namespace; use `nodeSelector` (to allow it: `node_names` in the cell spec)",
        )
        .except("node_names = true", opened(environment))
}

/// The same by way of a binding, which is how the scheduler assigns a pod.
pub(super) fn pod_bindings(environment: &Environment) -> Policy {
    Policy::new("pod-bindings")
        .because(
            "The other way to put a pod on a node of one's choice: what the scheduler does, done by somebody else.",
        )
        .judges(("", "v1"), &["bindings", "pods/binding"], &["CREATE"])
        .requires(
            "request.userInfo.username == 'system:kube-scheduler'",
            "only the scheduler may assign pods to nodes in this namespace (to allow it: `node_names` in the cell spec)",
        )
        .except("node_names = true", opened(environment))
}

fn opened(environment: &Environment) -> impl Iterator<Item = &str> {
    names_where(environment, |namespace| namespace.admission.node_names.value)
}

/// Tolerations of the system tier. A toleration without a key tolerates everything.
pub(super) fn system_nodes(environment: &Environment) -> Policy {
    let open = names_where(environment, |namespace| namespace.admission.admits_to(SYSTEM_TIER, true));
    with_tolerations("system-nodes")
        .because("System nodes are for what the cell cannot do without: Karpenter, CoreDNS, Argo CD. Their taint keeps others out.")
        .requires(
            format!("variables.tolerations.all(t, has(t.key) && t.key != '' && t.key != '{CRITICAL_TAINT}')"),
            format!("tolerations of {CRITICAL_TAINT} and tolerations without a key are not allowed in this namespace; name each taint by its key"),
        )
        .except("tiers = [\"system\", …]", open)
}

/// Taints of tiers that a namespace may not use; none where every namespace may use every tier.
pub(super) fn node_tiers(environment: &Environment, class: &Class) -> Option<Policy> {
    let closed: Vec<&str> = names_where(environment, |namespace| !class.closed_taints(namespace).is_empty()).collect();
    let taints = |namespace: &Namespace| {
        let taints = class.closed_taints(namespace);
        let taint = |taint: &&Taint| format!("{{'key': '{}', 'value': '{}'}}", taint.key.value, taint.value);
        format!("[{}]", taints.iter().map(taint).collect::<Vec<_>>().join(", "))
    };
    let policy = || {
        with_tolerations("node-tiers")
            .because("A tier with a taint is for the namespaces that the spec admits to it (`tiers`).")
            .variable("closed", by_namespace(&environment.namespaces, "[]", taints))
            .requires(
                "variables.tolerations.all(t, has(t.key) && t.key != '' &&\n  \
                 variables.closed.all(taint, t.key != taint.key ||\n    \
                 (!has(t.operator) || t.operator in ['', 'Equal']) && (has(t.value) ? t.value : '') != taint.value))",
                "a toleration admits this pod to a node tier that is closed to this namespace (to open it: `tiers` in the cell spec)",
            )
            .only_in(closed.iter().copied())
    };
    (!closed.is_empty()).then(policy)
}

fn with_tolerations(name: &str) -> Policy {
    let tolerations = "has(variables.pod.tolerations) ? variables.pod.tolerations : []";
    of_pods(name, &["CREATE", "UPDATE"]).variable("tolerations", tolerations)
}
