//! From the emitted files alone: who may do what inside a cell.

mod rights;

use std::collections::BTreeMap;

use rights::{ARGO_CD, CLUSTER_WIDE, ENTRIES, IN_CLUSTER, IN_NAMESPACE};
use serde_json::Value;

use super::authoriser::{Authoriser, Request};
use super::compile;
use super::emitted::objects;

const VERBS: [&str; 9] =
    ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "impersonate"];

fn specification(environment: &str, scope: &str) -> String {
    let entry = |(letter, name, lines): &(char, &str, &str)| {
        let scope = if CLUSTER_WIDE.contains(*letter) { "" } else { scope };
        format!("access \"{name}\" {{\nprincipal = \"arn:aws:iam::111111111111:role/{name}\"\n{lines}\n{scope}\n}}\n")
    };
    let entries: String = ENTRIES.iter().map(entry).collect();
    format!(
        r#"fleet "demo" {{
  owner       = "platform"
  cost_centre = "CC-1"
  git {{
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }}
  terraform {{
    backend "s3" {{
      bucket         = "acme-terraform-state"
      region         = "eu-west-1"
      dynamodb_table = "acme-terraform-locks"
    }}
  }}
}}
environment "{environment}" {{
  account = "111111111111"
  region  = "eu-west-1"
  access "emergency" {{
    principal = "arn:aws:iam::111111111111:role/emergency"
    role      = "break-glass"
  }}
  access "reporting" {{
    principal = "arn:aws:iam::111111111111:role/reporting"
    policy    = "view"
    groups    = ["reporting"]
  }}
  role "restarter" {{
    rule "deployments" {{
      api_groups = ["apps"]
      resources  = ["deployments"]
      verbs      = ["patch", "get"]
    }}
  }}
{entries}
  application "cert-manager" {{}}
  namespace "a" {{}}
  namespace "b" {{}}
  namespace "team-blue" {{}}
  namespace "team-red" {{}}
}}
cell "alpha" {{
  environment = "{environment}"
  cidr        = "10.0.0.0/16"
}}
"#
    )
}

fn authoriser(environment: &str, scope: &str) -> Authoriser {
    let output = compile(&specification(environment, scope));
    Authoriser::of(objects(&output, &format!("gitops/{environment}/alpha/access/")))
}

/// The letters of those who may.
fn who(authoriser: &Authoriser, request: Request<'_>) -> String {
    let may = |name: &str| authoriser.allows(&format!("cellc:{name}"), request);
    ENTRIES.iter().filter(|(_, name, _)| may(name)).map(|(letter, ..)| *letter).collect()
}

#[test]
fn everybody_may_do_in_a_namespace_what_the_role_says() {
    let authorisers = ["dev", "prod"].map(|environment| authoriser(environment, "namespaces = [\"a\"]"));
    for (verb, api_group, resource, in_development, in_production) in IN_NAMESPACE {
        let request = Request { verb, api_group, resource, namespace: Some("a"), name: None };
        for (authoriser, expected) in authorisers.iter().zip([in_development, in_production]) {
            assert_eq!(who(authoriser, request), *expected, "{verb} {resource}");
        }
    }
}

#[test]
fn only_roles_of_the_platform_reach_the_whole_cluster() {
    for authoriser in ["dev", "prod"].map(|environment| authoriser(environment, "namespaces = [\"a\"]")) {
        for (verb, api_group, resource, expected) in IN_CLUSTER {
            let request = Request { verb, api_group, resource, namespace: None, name: None };
            assert_eq!(who(&authoriser, request), *expected, "{verb} {resource}");
        }
    }
}

#[test]
fn roles_do_nothing_where_they_are_not_bound() {
    for authoriser in ["dev", "prod"].map(|environment| authoriser(environment, "namespaces = [\"a\"]")) {
        // Release managers have their own test.
        for (verb, api_group, resource, ..) in IN_NAMESPACE.iter().filter(|row| row.1 != "argoproj.io") {
            for namespace in ["b", "team-blue", "kube-system", ARGO_CD] {
                let request = Request { verb, api_group, resource, namespace: Some(namespace), name: None };
                let found = who(&authoriser, request);
                assert!(found.chars().all(|letter| CLUSTER_WIDE.contains(letter)), "{found}: {request:?}");
            }
        }
    }
}

#[test]
fn nobody_reads_secrets_or_touches_them() {
    for scope in ["namespaces = [\"a\"]", "namespaces = [\"*a*\"]"] {
        let authoriser = authoriser("dev", scope);
        for namespace in [None, Some("a"), Some("b"), Some("kube-system")] {
            for verb in VERBS {
                let request = Request { verb, api_group: "", resource: "secrets", namespace, name: None };
                assert_eq!(who(&authoriser, request), "", "{request:?}");
            }
        }
    }
}

/// What `argocd app sync --core` asks of the API server, and no more.
#[test]
fn only_platform_admins_use_argo_cd_without_its_server() {
    let reading = ["get", "list", "watch"];
    for (environment, scope) in [("dev", ""), ("dev", "namespaces = [\"*a*\"]"), ("prod", "namespaces = [\"a\"]")] {
        let authoriser = authoriser(environment, scope);
        for verb in VERBS {
            let request =
                Request { verb, api_group: "", resource: "secrets", namespace: Some(ARGO_CD), name: Some("any") };
            let expected = if reading.contains(&verb) { "p" } else { "" };
            assert_eq!(who(&authoriser, request), expected, "{request:?}");
        }
        let forward = |namespace, verb| Request {
            verb,
            api_group: "",
            resource: "pods/portforward",
            namespace: Some(namespace),
            name: Some("argocd-redis"),
        };
        for verb in ["create", "get"] {
            assert!(who(&authoriser, forward(ARGO_CD, verb)).contains('p'));
            assert!(!who(&authoriser, forward("kube-system", verb)).contains('p'));
        }
        // Whoever deploys sees how far it has come, and nothing else of Argo CD.
        for (verb, api_group, resource, expected) in [
            ("get", "argoproj.io", "applications", "dnweopsm"),
            ("list", "argoproj.io", "applications", "dnweopsm"),
            ("watch", "argoproj.io", "applications", "dnweopsm"),
            ("update", "argoproj.io", "applications", "p"),
            ("get", "argoproj.io", "appprojects", "ps"),
            ("get", "", "secrets", "p"),
            ("list", "", "secrets", "p"),
        ] {
            let request = Request { verb, api_group, resource, namespace: Some(ARGO_CD), name: None };
            assert_eq!(who(&authoriser, request), expected, "{request:?}");
        }
        for (verb, api_group, resource) in [
            ("list", "", "configmaps"),
            ("list", "", "pods"),
            ("watch", "argoproj.io", "appprojects"),
            ("watch", "argoproj.io", "applications"),
            ("update", "argoproj.io", "applications"),
        ] {
            let request = Request { verb, api_group, resource, namespace: Some(ARGO_CD), name: None };
            assert!(who(&authoriser, request).contains('p'), "{request:?}");
        }
    }
}

#[test]
fn custom_roles_reach_the_objects_that_they_name() {
    let named = "verbs      = [\"patch\", \"get\"]\n      resource_names = [\"web\"]";
    let spec = specification("dev", "namespaces = [\"a\"]").replace("verbs      = [\"patch\", \"get\"]", named);
    let authoriser = Authoriser::of(objects(&compile(&spec), "gitops/dev/alpha/access/"));
    for (name, expected) in [(Some("web"), true), (Some("api"), false), (None, false)] {
        let request = Request { verb: "patch", api_group: "apps", resource: "deployments", namespace: Some("a"), name };
        assert_eq!(authoriser.allows("cellc:restarter", request), expected, "{name:?}");
    }
}

/// A resource in two rules of an API group would say the same thing in two places.
#[test]
fn built_in_roles_name_each_resource_once() {
    let output = compile(&specification("prod", "namespaces = [\"a\"]"));
    for role in objects(&output, "gitops/prod/alpha/access/roles.yaml") {
        let mut seen = std::collections::BTreeSet::new();
        let rules = role["rules"].as_array().unwrap();
        for rule in rules {
            assert_eq!(rule["apiGroups"].as_array().unwrap().len(), 1, "{rule}");
            for resource in rule["resources"].as_array().unwrap() {
                assert!(seen.insert((rule["apiGroups"][0].to_string(), resource.to_string())), "{resource}: {role}");
            }
        }
        let order = |rule: &serde_json::Value| (rule["apiGroups"][0].to_string(), rule["resources"][0].to_string());
        assert!(rules.iter().map(order).is_sorted(), "{role}");
    }
}

#[test]
fn patterns_reach_the_declared_namespaces_that_they_match() {
    let table = [
        ("namespaces = [\"team-*\"]", "team-blue team-red"),
        ("namespaces = [\"*-red\", \"a\"]", "a team-red"),
        ("namespaces = [\"*b*\"]", "b team-blue"),
        ("namespaces = [\"b\", \"b*\"]", "b"),
    ];
    for (scope, expected) in table {
        let authoriser = authoriser("dev", scope);
        let may = |namespace: &&str| {
            let request =
                Request { verb: "get", api_group: "", resource: "pods", namespace: Some(namespace), name: None };
            authoriser.allows("cellc:viewer", request)
        };
        let found: Vec<&str> = ["a", "b", "team-blue", "team-red", "kube-system"].into_iter().filter(may).collect();
        assert_eq!(found.join(" "), expected, "{scope}");
    }
}

#[test]
fn without_namespaces_a_role_holds_everywhere() {
    let spec = specification("dev", "");
    let output = compile(&spec);
    let authoriser = Authoriser::of(objects(&output, "gitops/dev/alpha/access/"));
    for namespace in [None, Some("a"), Some("kube-system")] {
        let request = Request { verb: "get", api_group: "", resource: "pods", namespace, name: None };
        assert_eq!(who(&authoriser, request), "vdnweops");
        let request = Request { verb: "create", api_group: "", resource: "pods/exec", namespace, name: None };
        assert_eq!(who(&authoriser, request), "de");
    }
}

/// What the module's `access.tf` gives each principal, by the name of its role: groups of entries, and policies of associations.
fn terraform(text: &str) -> (BTreeMap<String, Vec<String>>, BTreeMap<String, String>) {
    let module: Value = hcl::from_str(text).unwrap();
    let by_role = |kind: &str| {
        let each = module["resource"][kind]["principal"]["for_each"].as_object().unwrap();
        let role = |principal: &String| principal.rsplit('/').next().unwrap().to_owned();
        each.iter().map(|(principal, value)| (role(principal), value.clone())).collect::<Vec<(String, Value)>>()
    };
    let groups = by_role("aws_eks_access_entry").into_iter();
    let groups = groups.map(|(role, groups)| (role, serde_json::from_value(groups).unwrap()));
    let policies = by_role("aws_eks_access_policy_association").into_iter();
    let policies = policies.map(|(role, granted)| (role, granted["policy"].as_str().unwrap().to_owned()));
    (groups.collect(), policies.collect())
}

#[test]
fn groups_of_bindings_are_those_of_access_entries_one_to_one() {
    for (environment, scope) in [("dev", ""), ("dev", "namespaces = [\"a\"]"), ("prod", "namespaces = [\"team-*\"]")] {
        let output = compile(&specification(environment, scope));
        let authoriser = Authoriser::of(objects(&output, &format!("gitops/{environment}/alpha/access/")));
        let (groups, policies) = terraform(&output.files[&format!("modules/{environment}-cell/access.tf")]);
        let mut produced: Vec<&str> = groups.values().flatten().map(String::as_str).collect();
        produced.retain(|group| group.starts_with("cellc:"));
        produced.sort_unstable();
        assert_eq!(authoriser.groups(), produced, "each is bound, and each has exactly one entry");
        for (_, name, _) in ENTRIES {
            assert_eq!(groups[name], [format!("cellc:{name}")]);
            assert!(!policies.contains_key(name), "{name} has a role and a policy");
        }
        assert_eq!(groups["emergency"], [""; 0]);
        assert_eq!(policies["emergency"], "AmazonEKSClusterAdminPolicy");
        assert_eq!(groups["reporting"], ["reporting"]);
        assert_eq!(policies["reporting"], "AmazonEKSViewPolicy");
    }
}

#[test]
fn roles_of_environments_in_one_cell_stay_apart() {
    let reader = |name: &str| {
        format!(
            "access \"{name}\" {{\nprincipal = \"arn:aws:iam::111111111111:role/{name}\"\nrole = \"viewer\"\n\
             namespaces = [\"pay*\"]\n}}\n"
        )
    };
    let dev = format!("namespace \"payments\" {{}}\n{}", reader("dev-readers"));
    let staging = format!(
        "environment \"staging\" {{\nshares = \"dev\"\nnamespace \"pay-staging\" {{}}\n{}}}\n",
        reader("staging-readers").replace("pay*", "*-staging")
    );
    let output = compile(&format!("{}{staging}", super::fleet(&dev)));
    let authoriser = Authoriser::of(objects(&output, "gitops/dev/alpha/access/"));
    let reads = |group, namespace| {
        let request = Request { verb: "get", api_group: "", resource: "pods", namespace: Some(namespace), name: None };
        authoriser.allows(group, request)
    };
    let found = ["cellc:dev-readers", "cellc:staging-readers"]
        .map(|group| ["payments", "pay-staging"].map(|namespace| reads(group, namespace)));
    assert_eq!(found, [[true, false], [false, true]]);
}

#[test]
fn without_roles_there_is_nothing() {
    let output = compile(&super::fleet("namespace \"payments\" {}"));
    assert!(!output.files.keys().any(|path| path.contains("/access/")));
}

#[test]
fn the_files_are_as_reviewed() {
    let output = compile(&specification("prod", "namespaces = [\"a\", \"team-*\"]"));
    for name in ["executor", "operator", "security-auditor", "roles"] {
        insta::assert_snapshot!(
            format!("access_{name}"),
            output.files[&format!("gitops/prod/alpha/access/{name}.yaml")]
        );
    }
}
