//! The CloudWatch agent with Fluent Bit: logs of containers into log groups of the cell, and metrics.

use serde_json::{Map, Value, json};

use super::ApplicationName;
use super::cell::{Cell, DOMAINS, with};
use super::chart_values::{Gives, OWN_CERTIFICATE, Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::identity::{Class, Form, Identity, Policy};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::catalog::instance_types::Accelerator;
use crate::iam::{Statement, allow, name};
use crate::terraform::{BodyBuilder, Expression, call, path, resource, text};
use crate::values::{DerivedName, PodSecurity};

/// Replicas of the operator, whose webhooks the API server asks.
const REPLICAS: u32 = 2;
/// What the log groups of Container Insights begin with.
const LOG_GROUPS: &str = "/aws/containerinsights/";
/// The whole key of what turns Application Signals on.
const APPLICATION_SIGNALS: &[&str] = &["applicationSignals", "enabled"];

pub(super) static FACTS: Facts = Facts {
    purpose: "Logs and metrics of nodes and containers in CloudWatch.",
    usual: Usual::WithObservability,
    namespace: Namespace { name: "amazon-cloudwatch", security: Some(PodSecurity::Privileged) },
    wave: Wave::Rest,
    leaves_nothing: true,
    keeps_data: false,
    definitions: None,
    service_account: Some("cloudwatch-agent"),
    identity: Some(Identity {
        label: "cloudwatch",
        role: DerivedName::role("IAM role of the CloudWatch agent", "-cloudwatch"),
        description: "CloudWatch agent",
        policies: &[Policy { form: Form::Inline("write-telemetry"), statements }],
        resources: log_groups,
    }),
    // CloudWatch user guide, "Set up Fluent Bit".
    log_groups: &[log_group("/application"), log_group("/dataplane"), log_group("/host"), log_group("/performance")],
    endpoints: &["monitoring"],
    metrics: None,
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/amazon-cloudwatch-observability.json")),
    kinds: Kinds { of_cluster: &[], guards: &[], readable: &[], of_teams: &[], fences: &[], powers: &[] },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| {
            &[
                "Daemons on every node write to the log groups that Terraform has made. Application Signals would change the pods",
                "of others, and the OpenTelemetry pipeline would collect everything twice: both are off. Without Application Signals",
                "the operator need not see the pods, workloads and namespaces of others, so its webhooks for them are off too.",
                "The chart has no switch for its Windows DaemonSets: they select Windows nodes, of which a cell has none.",
            ]
        },
        // The agent's own certificates are the chart's in any case.
        ignored: OWN_CERTIFICATE,
        kept: &[&["clusterName"], &["region"], &["manager", "tolerations"]],
        kept_arguments: &[],
        rights: &[
            (APPLICATION_SIGNALS, "change the pods and workloads of others", Gives::True),
            (&["admissionWebhooks", "namespaces", "create"], "change every namespace", Gives::True),
            (&["admissionWebhooks", "pods", "create"], "change every pod", Gives::True),
            (&["admissionWebhooks", "workloads", "create"], "change every workload", Gives::True),
        ],
    },
};

const fn log_group(suffix: &'static str) -> DerivedName {
    DerivedName { what: "log group", prefix: LOG_GROUPS, suffix, limit: 512 }
}

fn values(cell: &Cell<'_>) -> Value {
    let values = json!({
        "clusterName": cell.cluster,
        "region": cell.region,
        "replicaCount": REPLICAS,
        "containerLogs": { "enabled": true },
        "applicationSignals": { "enabled": false },
        "otelContainerInsights": { "enabled": false },
        "manager": operator(cell),
        "admissionWebhooks": webhooks(cell),
    });
    let exporters = [(Accelerator::Nvidia, "dcgmExporter"), (Accelerator::Neuron, "neuronMonitor")];
    let idle = exporters.into_iter().filter(|(accelerator, _)| !(cell.may_have)(*accelerator));
    idle.fold(values, |values, (_, name)| with(values, name, json!({ "enabled": false })))
}

/// The operator on system nodes, its replicas on different ones and in different zones where that can be. The chart has no
/// value for spread constraints.
fn operator(cell: &Cell<'_>) -> Value {
    let term = |domain| {
        json!({
            "topologyKey": domain,
            "labelSelector": { "matchLabels": { "control-plane": "controller-manager" } },
        })
    };
    let preferred: Vec<Value> =
        DOMAINS.iter().map(|domain| json!({ "weight": 100, "podAffinityTerm": term(domain) })).collect();
    let affinity = json!({ "podAntiAffinity": { "preferredDuringSchedulingIgnoredDuringExecution": preferred } });
    with(cell.on_system_nodes(json!({})), "affinity", affinity)
}

/// Webhooks for the operator's own kinds, and for those of others only where it is meant to change them.
fn webhooks(cell: &Cell<'_>) -> Map<String, Value> {
    let mut values = Map::new();
    if cell.applications.runs(ApplicationName::CertManager) {
        values.insert("autoGenerateCert".to_owned(), json!({ "enabled": false }));
        values.insert("certManager".to_owned(), json!({ "enabled": true }));
    }
    // Application Signals need those webhooks.
    if cell.applications.flag(ApplicationName::CloudWatch, APPLICATION_SIGNALS) != Some(true) {
        for kind in ["namespaces", "pods", "workloads"] {
            values.insert(kind.to_owned(), json!({ "create": false }));
        }
    }
    values
}

fn statements(class: &Class<'_>) -> Vec<Statement> {
    let groups = class.arn("logs", text(&format!("log-group:{LOG_GROUPS}{{}}/*"), [name()]));
    let write = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    vec![
        allow("WriteLogs", write).on([groups]),
        allow("PublishMetrics", ["cloudwatch:PutMetricData"])
            .because("CloudWatch knows no owner of a metric: the agent names the cluster in each.")
            .on(["*"])
            .when("StringEquals", "cloudwatch:namespace", ["CWAgent", "ContainerInsights"]),
        allow("DescribeInstances", ["ec2:DescribeTags", "ec2:DescribeVolumes"]).on(["*"]).when(
            "StringEquals",
            "aws:RequestedRegion",
            path("var.region"),
        ),
    ]
}

fn log_groups(class: &Class<'_>) -> Vec<BodyBuilder> {
    let names: Vec<&str> = FACTS.log_groups.iter().map(|group| group.suffix.trim_start_matches('/')).collect();
    let groups = resource("aws_cloudwatch_log_group", "containers")
        .comment("Fluent Bit would create them without key and retention.")
        .set("for_each", call("toset", [Expression::from(names)]))
        .set("name", text(&format!("{LOG_GROUPS}{{}}/{{}}"), [name(), path("each.value")]))
        .set("retention_in_days", class.log_retention_days)
        .set("kms_key_id", path("aws_kms_key.this.arn"));
    vec![groups]
}
