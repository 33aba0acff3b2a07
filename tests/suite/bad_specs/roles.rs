//! Roles of people inside the cell.

use super::case::Case;

const NAMESPACES: &str = "namespace \"payments\" {}\nnamespace \"fraud\" {}";
const RESTARTER: &str = "role \"restarter\" {\n  rule \"deployments\" {\n    api_groups = [\"apps\"]\n    resources  = \
                         [\"deployments\"]\n    verbs      = [\"patch\"]\n  }\n}";

pub(crate) fn cases() -> Vec<Case> {
    [names(), entries(), scopes(), rules(), powers(), fences(), wide()].into_iter().flatten().collect()
}

/// A fleet with manifests, two namespaces, and these lines in its environment.
fn inside(name: &'static str, lines: &str) -> Case {
    let git =
        "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";
    Case::environment(name, &format!("{NAMESPACES}\n{lines}")).with("\"CC-1\"\n", git)
}

/// An access entry beside the administrator.
fn second(lines: &str) -> String {
    let lines = lines.replace('\n', "\n  ");
    format!("access \"second\" {{\n  principal  = \"arn:aws:iam::111111111111:role/second\"\n  {lines}\n}}")
}

/// An access entry with a custom role of one rule, in a namespace.
fn ruled(name: &'static str, profile: &str, keys: &str) -> Case {
    let entry = second("role       = \"deployer\"\nnamespaces = [\"payments\"]");
    let role =
        format!("role \"deployer\" {{\n  rule \"deployments\" {{\n    {}\n  }}\n}}", keys.replace('\n', "\n    "));
    inside(name, &format!("profile = \"{profile}\"\n{role}\n{entry}"))
}

/// The same in the whole cluster.
fn ruled_everywhere(name: &'static str, profile: &str, keys: &str) -> Case {
    ruled(name, profile, keys).with("    namespaces = [\"payments\"]\n", "")
}

fn names() -> Vec<Case> {
    let with_role = |role: &str| {
        format!("{RESTARTER}\n{}", second(&format!("role       = \"{role}\"\nnamespaces = [\"payments\"]")))
    };
    vec![
        inside("role-unknown", &second("role       = \"auditor\"")),
        inside(
            "role-misspelled",
            &second("role       = \"develloper\"\nnamespaces = [\"payments\"]\nmay        = [\"exec\"]"),
        ),
        inside("role-misspelled-custom", &with_role("restarters")),
        inside("role-misspelled-administrator", &second("role       = \"viewer\""))
            .with("policy    = \"cluster-admin\"", "role      = \"break-glas\""),
        inside("role-no-name", &second("role       = \"Viewer\"")),
        inside("role-unused", RESTARTER),
        inside("role-named-as-built-in", &with_role("viewer").replace("role \"restarter\"", "role \"viewer\"")),
        inside("role-unreadable", &with_role("restarter").replace("[\"patch\"]", "[\"restart\"]")),
    ]
}

fn entries() -> Vec<Case> {
    vec![
        inside("role-and-policy", &second("role       = \"viewer\"\npolicy     = \"edit\"")),
        inside("role-and-administrator", &second("role       = \"viewer\""))
            .with("policy    = \"cluster-admin\"", "policy    = \"cluster-admin\"\n    role      = \"platform-admin\""),
        Case::environment("role-without-git", &second("role       = \"viewer\"")),
        Case::environment(
            "roles-without-git",
            &format!(
                "{}\n{}",
                second("role       = \"viewer\""),
                second("role       = \"platform-admin\"").replace("second", "third")
            ),
        ),
        Case::environment("role-without-readable-git", &second("role       = \"viewer\""))
            .with("\"CC-1\"\n", "\"CC-1\"\n  git { repository = 3 }\n"),
        inside("role-may-of-viewer", &second("role       = \"viewer\"\nmay        = [\"exec\"]")),
        inside(
            "role-may-of-custom",
            &format!(
                "{RESTARTER}\n{}",
                second("role       = \"restarter\"\nnamespaces = [\"payments\"]\nmay        = [\"write\"]")
            ),
        ),
        inside("role-may-without-role", &second("policy     = \"view\"\nmay        = [\"exec\"]")),
        inside("role-may-misspelled", &second("role       = \"developer\"\nmay        = [\"wirte\"]")),
        inside("role-group-of-another", &second("groups     = [\"cellc:platform\"]")),
        inside(
            "role-entry-named-roles",
            &second("role       = \"viewer\"").replace("access \"second\"", "access \"roles\""),
        ),
    ]
}

fn scopes() -> Vec<Case> {
    let in_namespaces = |role: &str, namespaces: &str| second(&format!("{role}\nnamespaces = {namespaces}"));
    let viewer = "role       = \"viewer\"";
    let view = "policy     = \"view\"";
    vec![
        inside("role-namespace-misspelled", &in_namespaces(viewer, "[\"payment\"]")),
        inside("role-namespace-undeclared", &in_namespaces(viewer, "[\"payments\", \"kube-system\"]")),
        inside("role-pattern-matches-nothing", &in_namespaces(viewer, "[\"team-*\"]")),
        inside("role-namespaces-empty", &in_namespaces(viewer, "[]")),
        inside("role-without-namespaces-declared", &in_namespaces(viewer, "[\"payments\"]"))
            .with("  namespace \"payments\" {}\n  namespace \"fraud\" {}\n", ""),
        inside("role-policy-namespace-misspelled", &in_namespaces(view, "[\"kube-system\", \"payment\"]")),
        inside("role-policy-pattern-matches-nothing", &in_namespaces(view, "[\"team-*\", \"kube-*\"]")),
        inside("role-auditor-confined", &in_namespaces("role       = \"security-auditor\"", "[\"payments\"]")),
        inside("role-admin-confined", &in_namespaces("role       = \"platform-admin\"", "[\"payment\"]")),
        inside("role-break-glass-confined", &in_namespaces("role       = \"break-glass\"", "[\"payments\"]")),
    ]
}

fn rules() -> Vec<Case> {
    let of = |groups: &str, resources: &str, verbs: &str| {
        format!("api_groups = {groups}\nresources  = {resources}\nverbs      = {verbs}")
    };
    vec![
        inside(
            "role-without-rules",
            &format!("role \"empty\" {{}}\n{}", second("role       = \"empty\"\nnamespaces = [\"payments\"]")),
        ),
        ruled("role-rule-without-verbs", "development", &of("[\"apps\"]", "[\"deployments\"]", "[]")),
        ruled("role-rule-without-groups", "development", &of("[]", "[\"pods\"]", "[\"get\"]")),
        ruled("role-rule-verb-misspelled", "development", &of("[\"\"]", "[\"pods\"]", "[\"gett\"]")),
        ruled("role-rule-core-group", "development", &of("[\"core\"]", "[\"pods\"]", "[\"get\"]")),
        ruled("role-rule-kind", "development", &of("[\"apps\"]", "[\"Deployment\"]", "[\"get\"]")),
        ruled("role-rule-missing-key", "development", "api_groups = [\"apps\"]\nverbs      = [\"get\"]"),
        ruled(
            "role-escalates",
            "development",
            &of("[\"rbac.authorization.k8s.io\"]", "[\"roles\"]", "[\"create\", \"escalate\"]"),
        ),
        ruled("role-impersonates", "staging", &of("[\"\"]", "[\"users\"]", "[\"impersonate\"]")),
        ruled("role-does-everything", "production", &of("[\"*\"]", "[\"*\"]", "[\"*\"]")),
        ruled("role-reads-secrets", "production", &of("[\"\"]", "[\"configmaps\", \"secrets\"]", "[\"list\"]")),
        ruled("role-reads-secrets-by-star", "production", &of("[\"\"]", "[\"*\"]", "[\"get\"]")),
        ruled("role-makes-tokens", "production", &of("[\"\"]", "[\"serviceaccounts/token\"]", "[\"create\"]")),
        ruled("role-runs-commands-by-get", "production", &of("[\"\"]", "[\"pods\", \"pods/exec\"]", "[\"get\"]")),
        ruled(
            "role-rule-names-empty",
            "development",
            &format!("{}\nresource_names = []", of("[\"apps\"]", "[\"deployments\"]", "[\"patch\"]")),
        ),
        ruled(
            "role-rule-names-pattern",
            "development",
            &format!("{}\nresource_names = [\"web-*\"]", of("[\"apps\"]", "[\"deployments\"]", "[\"patch\"]")),
        ),
        ruled(
            "role-rule-names-and-create",
            "development",
            &format!(
                "{}\nresource_names = [\"web\"]",
                of("[\"apps\"]", "[\"deployments/scale\", \"deployments\"]", "[\"patch\", \"create\"]")
            ),
        ),
        ruled("role-rule-group-of-another", "development", &of("[\"apps\"]", "[\"pods\", \"services\"]", "[\"get\"]")),
        ruled("role-rule-group-left", "development", &of("[\"extensions\"]", "[\"ingresses\"]", "[\"get\"]")),
        ruled("role-rule-short-name", "development", &of("[\"apps\"]", "[\"deploy\"]", "[\"get\"]")),
        ruled("role-rule-singular", "development", &of("[\"apps\"]", "[\"deployment/scale\"]", "[\"get\"]")),
        ruled("role-rule-resource-misspelt", "development", &of("[\"apps\"]", "[\"deploymnts\"]", "[\"get\"]")),
        ruled("role-rule-outside-namespaces", "development", &of("[\"\"]", "[\"pods\", \"nodes\"]", "[\"get\"]")),
        ruled("role-rule-lists-namespaces", "development", &of("[\"\"]", "[\"namespaces\"]", "[\"list\"]")),
        ruled("role-reaches-nodes", "production", &of("[\"\"]", "[\"nodes/proxy\"]", "[\"get\"]")),
        ruled_everywhere(
            "role-makes-tokens-everywhere",
            "development",
            &of("[\"\"]", "[\"serviceaccounts/token\"]", "[\"create\"]"),
        ),
        ruled("role-rule-all-subresources", "development", &of("[\"\"]", "[\"pods/*\"]", "[\"get\"]")),
        ruled("role-streams-without-get", "development", &of("[\"\"]", "[\"pods/exec\"]", "[\"create\"]")),
        ruled(
            "role-streams-by-another-name",
            "development",
            &of("[\"\"]", "[\"pods\", \"*/portforward\"]", "[\"create\", \"list\"]"),
        ),
    ]
}

/// What has all rights, with and without names.
fn powers() -> Vec<Case> {
    let named = |group: &str, resource: &str, verb: &str| {
        format!(
            "api_groups     = [\"{group}\"]\nresources      = [\"{resource}\"]\nresource_names = [\"web\"]\nverbs          = \
             [\"get\", \"{verb}\"]"
        )
    };
    let all = |group: &str, resource: &str, verb: &str| {
        named(group, resource, verb).replace("resource_names = [\"web\"]\n", "")
    };
    vec![
        ruled_everywhere(
            "role-patches-named-application",
            "development",
            &named("argoproj.io", "applications", "patch"),
        ),
        ruled("role-patches-named-project", "production", &named("argoproj.io", "appprojects", "update")),
        ruled_everywhere(
            "role-changes-status-of-applications",
            "staging",
            &all("argoproj.io", "applications/status", "patch"),
        ),
        ruled_everywhere("role-changes-all-of-argo-cd", "development", &all("argoproj.io", "*", "*")),
        ruled_everywhere(
            "role-changes-applications-by-star",
            "development",
            &all("*", "applicationsets", "deletecollection"),
        ),
        ruled_everywhere(
            "role-changes-named-webhook",
            "development",
            &named("admissionregistration.k8s.io", "validatingadmissionpolicybindings", "delete"),
        ),
        ruled_everywhere("role-makes-volumes", "development", &all("", "persistentvolumes", "create")),
        ruled_everywhere(
            "role-changes-node-class",
            "development",
            &named("karpenter.k8s.aws", "ec2nodeclasses", "patch"),
        ),
        ruled_everywhere(
            "role-approves-requests",
            "staging",
            &all("certificates.k8s.io", "certificatesigningrequests/approval", "update"),
        ),
        ruled("role-changes-named-policy", "staging", &named("networking.k8s.io", "networkpolicies", "patch")),
        ruled("role-copies-secrets", "production", &all("external-secrets.io", "pushsecrets", "create")),
        ruled_everywhere("role-sets-up-controllers", "production", &all("", "configmaps", "update")),
    ]
}

fn fences() -> Vec<Case> {
    let rule = |name, profile: &str, group: &str, resource: &str, verb: &str| {
        let keys =
            format!("api_groups = [\"{group}\"]\nresources  = [\"{resource}\"]\nverbs      = [\"get\", \"{verb}\"]");
        ruled(name, profile, &keys)
    };
    vec![
        rule("role-changes-policies", "production", "networking.k8s.io", "networkpolicies", "delete"),
        rule("role-changes-stores", "staging", "external-secrets.io", "*", "patch"),
        rule("role-changes-applications", "development", "argoproj.io", "applications", "create"),
        rule("role-changes-security-groups", "production", "vpcresources.k8s.aws", "securitygrouppolicies", "create"),
    ]
}

fn wide() -> Vec<Case> {
    let guest = format!(
        "\nenvironment \"staging\" {{\n  shares = \"dev\"\n  namespace \"tests\" {{}}\n  {}\n}}\n\ncell \"alpha\"",
        second("role       = \"viewer\"").replace('\n', "\n  ")
    );
    let everywhere =
        |name, profile: &str, role: &str| inside(name, &format!("profile = \"{profile}\"\n{}", second(role)));
    vec![
        everywhere("role-developer-everywhere", "development", "role       = \"developer\""),
        everywhere(
            "role-developer-everywhere-in-production",
            "production",
            "role       = \"developer\"\nmay        = [\"exec\"]",
        ),
        everywhere("role-operator-everywhere", "staging", "role       = \"operator\""),
        inside("role-of-guest-everywhere", "").with("\ncell \"alpha\"", &guest),
        inside(
            "role-custom-everywhere",
            &format!("profile = \"production\"\n{RESTARTER}\n{}", second("role       = \"restarter\"")),
        ),
        inside(
            "role-shell-everywhere",
            &format!(
                "profile = \"production\"\n{}\n{}",
                RESTARTER
                    .replace("[\"apps\"]", "[\"\"]")
                    .replace("[\"deployments\"]", "[\"pods/exec\"]")
                    .replace("[\"patch\"]", "[\"get\"]"),
                second("role       = \"restarter\"")
            ),
        )
        .finds(2),
    ]
}
