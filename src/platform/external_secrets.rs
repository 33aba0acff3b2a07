//! External Secrets: its role reads secrets and parameters that begin with the cluster's name.

use serde_json::{Value, json};

use super::cell::{Cell, PLATFORM_PRIORITY, of_release, spread};
use super::chart_values::{Gives, ROLE, Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::identity::{Class, Form, Identity, Policy, no_resources};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::iam::{Statement, allow, name};
use crate::terraform::{list, path, text};
use crate::values::{DerivedName, PodSecurity};

/// Replicas of the controller, and as many of the webhook.
const REPLICAS: u32 = 2;
const RELEASE: &str = "external-secrets";
const SERVICE_ACCOUNT: &str = "external-secrets";
const GROUP: &str = "external-secrets.io";

pub(super) static FACTS: Facts = Facts {
    purpose: "Secrets of this cell in AWS as Kubernetes Secrets.",
    usual: Usual::Never,
    namespace: Namespace { name: "external-secrets", security: Some(PodSecurity::Restricted) },
    wave: Wave::Controllers,
    leaves_nothing: false,
    keeps_data: false,
    definitions: None,
    service_account: Some(SERVICE_ACCOUNT),
    identity: Some(Identity {
        label: "external_secrets",
        role: DerivedName::role("IAM role of External Secrets", "-secrets"),
        description: "External Secrets",
        policies: &[Policy { form: Form::Inline("read-secrets"), statements }],
        resources: no_resources,
    }),
    log_groups: &[],
    endpoints: &["secretsmanager"],
    metrics: Some(8080),
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/external-secrets.json")),
    kinds: Kinds {
        of_cluster: &[],
        // With a store of its own a team reads the secrets of all.
        guards: &[(GROUP, "SecretStore")],
        // Without `generators.external-secrets.io`, which makes Secrets, or keeps the state of that. The provider `fake` of a
        // store has a field for clear text.
        readable: &[(
            GROUP,
            &[
                "clusterexternalsecrets",
                "clusterpushsecrets",
                "clustersecretstores",
                "externalsecrets",
                "pushsecrets",
                "secretstores",
            ],
        )],
        of_teams: &[(GROUP, &["externalsecrets"])],
        fences: &[
            (GROUP, &["clustersecretstores", "secretstores"], "reads the secrets of other namespaces"),
            (
                GROUP,
                &["clusterexternalsecrets", "clusterpushsecrets", "pushsecrets"],
                "copies Secrets to where others read them",
            ),
        ],
        powers: &[],
    },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| {
            &[
                "It reads secrets and parameters below the cluster's name, and no others.",
                "It cannot make tokens of service accounts: with Argo CD's it would be an administrator. It makes no ExternalSecrets in",
                "other namespaces, and changes no namespace: each ExternalSecret stands where its Secret goes.",
            ]
        },
        ignored: &[],
        kept: &[
            &["global", "tolerations"],
            &["tolerations"],
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            ROLE,
        ],
        kept_arguments: &[],
        rights: &[
            (&["genericTargets", "enabled"], "write objects of other kinds than Secrets", Gives::True),
            (&["processClusterExternalSecret"], "write into every namespace, and change namespaces", Gives::True),
            (&["rbac", "serviceAccountTokenCreate"], "act as any service account of the cell", Gives::True),
        ],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    let budget = json!({ "enabled": true, "minAvailable": 1 });
    json!({
        "global": cell.system_nodes,
        "replicaCount": REPLICAS,
        "leaderElect": true,
        "podDisruptionBudget": budget,
        "processClusterExternalSecret": false,
        "rbac": { "serviceAccountTokenCreate": false },
        "serviceAccount": { "name": SERVICE_ACCOUNT },
        "priorityClassName": PLATFORM_PRIORITY,
        "topologySpreadConstraints": spread(&of_release(RELEASE, "external-secrets")),
        "webhook": {
            "replicaCount": REPLICAS,
            "podDisruptionBudget": budget,
            "priorityClassName": PLATFORM_PRIORITY,
            "topologySpreadConstraints": spread(&of_release(RELEASE, "external-secrets-webhook")),
        },
        "certController": { "priorityClassName": PLATFORM_PRIORITY },
    })
}

fn statements(class: &Class<'_>) -> Vec<Statement> {
    let suffix = class.partition.dns_suffix();
    let service = |service: &str| text(&format!("{service}.{{}}.{suffix}"), [path("var.region")]);
    let services = list([service("secretsmanager"), service("ssm")]);
    let secrets = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];
    let parameters = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"];
    vec![
        allow("ReadSecrets", secrets)
            .because("A secret of this cell begins with the name of its cluster, and a slash.")
            .on([class.arn("secretsmanager", text("secret:{}/*", [name()]))]),
        allow("ReadParameters", parameters).on([class.arn("ssm", text("parameter/{}/*", [name()]))]),
        allow("Decrypt", ["kms:Decrypt"]).on([path("aws_kms_key.this.arn")]).when(
            "StringEquals",
            "kms:ViaService",
            services,
        ),
    ]
}
