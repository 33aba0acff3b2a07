//! What holds for every application.

use std::collections::BTreeSet;

use super::*;
use crate::catalog::charts::ARGO_CD;
use crate::catalog::kubernetes::DEFAULT_MINOR;

#[test]
fn every_application_has_a_chart_and_every_chart_an_application() {
    let charts: BTreeSet<&str> = applications::names().collect();
    assert_eq!(charts, ApplicationName::variants().iter().copied().collect());
}

#[test]
fn all_of_them_take_the_default_version_of_kubernetes() {
    for (oldest, newest) in ApplicationName::ALL.iter().filter_map(|name| name.chart().minors()) {
        assert!((oldest..=newest).contains(&DEFAULT_MINOR), "{oldest} to {newest}");
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

#[test]
fn charts_know_every_value_about_which_cellc_has_something_to_say() {
    for name in ApplicationName::ALL {
        let facts = name.facts();
        let keys = facts.brings.chart().keys.as_ref().expect("a chart has keys");
        let broken = facts.values.broken.iter().map(|(path, _)| path);
        let rights = facts.values.rights.iter().map(|(path, ..)| path);
        for path in facts.values.kept.iter().chain(broken).chain(rights) {
            assert!(keys.knows(path), "{name}: {}", path.join("."));
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
