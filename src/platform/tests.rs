//! What holds for every application.

mod images;

use std::collections::BTreeSet;

use super::*;
use crate::catalog::charts::{self, ARGO_CD};
use crate::catalog::kubernetes::DEFAULT_MINOR;
use crate::catalog::platform_resources::{self, ManifestContainer};
use crate::values::{ChartValues, Quantity, ReleaseVersion};

#[test]
fn every_application_has_a_chart_and_every_chart_an_application() {
    let charts: BTreeSet<&str> = applications::names().collect();
    assert_eq!(charts, ApplicationName::variants().iter().copied().collect());
}

#[test]
fn all_of_them_take_the_default_version_of_kubernetes() {
    for name in ApplicationName::ALL {
        let (oldest, newest) = name.chart().minors();
        assert!((oldest..=newest).contains(&DEFAULT_MINOR), "{name}: {oldest} to {newest}");
    }
}

#[test]
fn what_has_a_role_in_aws_has_a_service_account_that_gets_it() {
    for name in ApplicationName::ALL {
        let facts = name.facts();
        assert!(facts.identity.is_none() || facts.service_account.is_some(), "{name}");
    }
}

#[test]
fn names_in_aws_are_of_one_application_each() {
    let names: Vec<String> =
        ApplicationName::ALL.iter().flat_map(|name| name.facts().names()).map(|name| format!("{name:?}")).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

#[test]
fn applications_of_one_namespace_agree_about_its_pods() {
    for one in ApplicationName::ALL {
        for other in ApplicationName::ALL.iter().filter(|other| other.namespace() == one.namespace()) {
            assert_eq!(one.facts().namespace.security, other.facts().namespace.security, "{one} and {other}");
        }
    }
}

/// A pin that is raised without its facts would be judged by those of another version.
#[test]
fn facts_are_those_of_the_pinned_chart() {
    for name in ApplicationName::ALL {
        let (pin, facts) = (name.chart(), name.facts().brings.chart());
        assert_eq!((&facts.chart, facts.version.as_str()), (&pin.chart, pin.version().to_string().as_str()), "{name}");
    }
    assert_eq!(ARGO_CD.chart().version, applications::argo_cd_version().to_string());
}

/// Facts of a version outside the range would be facts of something that nobody checked.
#[test]
fn facts_come_from_a_version_that_was_checked() {
    let is_within = |rendered: &str, oldest: ReleaseVersion, newest: ReleaseVersion| {
        let rendered: ReleaseVersion = rendered.parse().unwrap();
        (oldest.numbers()..=newest.numbers()).contains(&rendered.numbers())
    };
    for name in ApplicationName::ALL {
        let (pin, facts) = (name.chart(), name.facts().brings.chart());
        assert!(is_within(&facts.rendered_version, pin.oldest_checked(), pin.version()), "{name}");
    }
    let (oldest, newest) = (applications::argo_cd_oldest_checked(), applications::argo_cd_version());
    assert!(is_within(&ARGO_CD.chart().rendered_version, oldest.clone(), newest.clone()));
    assert!(!is_within("v3.4.9", oldest, newest), "below the range");
}

#[test]
fn charts_know_every_value_about_which_cellc_has_something_to_say() {
    for name in ApplicationName::ALL {
        let facts = name.facts();
        let keys = facts.brings.chart().keys.as_ref().expect("a chart has keys");
        let rights = facts.values.rights.iter().map(|(path, ..)| path);
        for path in facts.values.kept.iter().chain(rights) {
            assert!(keys.knows(path), "{name}: {}", path.join("."));
        }
        let chart = &name.chart().chart;
        let broken = charts::breaking_values(chart)
            .flat_map(|value| std::iter::once(&value.path).chain(value.unless.iter().map(|condition| &condition.path)));
        for path in broken.chain(charts::pods_of_values(chart).map(|pods| &pods.path)) {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            assert!(keys.knows(&path), "{name}: {}", path.join("."));
        }
    }
}

/// What cellc sets itself would otherwise be refused as soon as somebody sets something else.
#[test]
fn values_of_cellc_break_nothing() {
    let is_so = |values: &ChartValues, path: &[String], wanted: charts::Wanted| {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        values.get(&path).is_some_and(|value| wanted.is(value))
    };
    for name in ApplicationName::ALL {
        let values = ChartValues::new(name.facts().brings.chart().values.clone());
        for value in charts::breaking_values(&name.chart().chart) {
            let runs = value.unless_runs.is_some();
            assert!(runs || !is_so(&values, &value.path, value.value), "{name}: {:?}", value.path);
        }
        for pods in charts::pods_of_values(&name.chart().chart) {
            assert!(!is_so(&values, &pods.path, pods.value), "{name}: {:?}", pods.path);
        }
    }
}

#[test]
fn breaking_values_are_of_charts_and_applications_that_exist() {
    let charts: Vec<&str> = ApplicationName::ALL.iter().map(|name| name.chart().chart.as_str()).collect();
    let text = include_str!("../../catalog/charts/breaking_values.json");
    let table: serde_json::Value = serde_json::from_str(text).unwrap();
    for list in ["values", "pods"] {
        for entry in table[list].as_array().unwrap() {
            assert!(charts.contains(&entry["chart"].as_str().unwrap()), "{entry}");
            let runs = entry["unless_runs"].as_str();
            assert!(runs.is_none_or(|name| ApplicationName::variants().contains(&name)), "{entry}");
        }
    }
}

/// A monitor that finds no pod says nothing, and nobody hears that it does not.
#[test]
fn monitors_find_pods_with_their_port() {
    let mut monitored = 0;
    for name in ApplicationName::ALL {
        let Some(port) = name.facts().metrics else { continue };
        for workload in &name.facts().brings.chart().pods {
            assert_eq!(
                workload.labels.get("app.kubernetes.io/instance").map(String::as_str),
                Some(name.as_str()),
                "{name}"
            );
            assert!(workload.containers.iter().any(|container| container.ports.contains(&port)), "{name}: {port}");
            monitored += 1;
        }
    }
    assert!(monitored >= 8, "{monitored}");
    for (name, port) in prometheus::ARGO_CD_METRICS {
        let workload = ARGO_CD.chart().pods.iter().find(|workload| workload.name == name).unwrap();
        assert_eq!(workload.labels["app.kubernetes.io/name"], name);
        assert!(workload.containers.iter().any(|container| container.ports.contains(&port)), "{name}: {port}");
    }
}

/// Facts of Argo CD without its patches would say what no cell has.
#[test]
fn argo_cd_requests_what_its_patches_say() {
    let mib = |text: &str| text.parse::<Quantity>().unwrap().units() / (1 << 20);
    for ManifestContainer { workload, container, amounts, .. } in platform_resources::argo_cd() {
        let facts = ARGO_CD.chart().pods.iter().find(|one| one.name == *workload).unwrap();
        let facts = facts.all_containers().find(|one| one.name == *container).unwrap();
        let cpu = amounts.cpu.parse::<Quantity>().unwrap().thousandths();
        assert_eq!(facts.requests.cpu_millicores.map(i128::from), Some(cpu), "{workload}, {container}");
        assert_eq!(facts.requests.memory_mib.map(u64::from), Some(mib(&amounts.memory)), "{workload}, {container}");
        assert_eq!(facts.limits.memory_mib.map(u64::from), Some(mib(&amounts.memory_limit)), "{workload}, {container}");
    }
}

#[test]
fn charts_know_every_value_that_holds_resources() {
    for name in ApplicationName::ALL {
        let keys = name.facts().brings.chart().keys.as_ref().expect("a chart has keys");
        for container in platform_resources::of_chart(&name.chart().chart) {
            let path: Vec<&str> = container.path().collect();
            assert!(keys.knows(&path), "{name}: {}", path.join("."));
        }
    }
}

/// The priority class of the platform and what uses it would otherwise be synced side by side.
#[test]
fn base_is_there_before_every_application() {
    for name in ApplicationName::ALL {
        assert!(name.facts().wave > Wave::Base, "{name}");
    }
}

#[test]
fn who_sees_everything_sees_what_teams_see() {
    for name in ApplicationName::ALL {
        let kinds = &name.facts().kinds;
        for (group, resources) in kinds.of_teams {
            let all = kinds.readable.iter().find(|(of, _)| of == group).map_or(&[][..], |(_, resources)| resources);
            assert!(resources.iter().all(|resource| all.contains(resource)), "{name}: {group}");
        }
    }
}

#[test]
fn a_purpose_is_a_sentence() {
    for name in ApplicationName::ALL {
        let purpose = name.facts().purpose;
        assert!(purpose.starts_with(char::is_uppercase) && purpose.ends_with('.'), "{name}: {purpose}");
    }
}
