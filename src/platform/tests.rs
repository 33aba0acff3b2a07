//! What holds for every application.

use std::collections::BTreeSet;

use super::*;
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

#[test]
fn a_purpose_is_a_sentence() {
    for name in ApplicationName::ALL {
        let purpose = name.facts().purpose;
        assert!(purpose.starts_with(char::is_uppercase) && purpose.ends_with('.'), "{name}: {purpose}");
    }
}
