//! The applications that an environment's cells run.

use std::collections::BTreeMap;

use super::ApplicationName;
use crate::values::{ChartValues, HostedZoneId};

/// The applications that cells run, each with what the specification says about it.
#[derive(Debug, Default)]
pub(crate) struct Chosen<'a>(BTreeMap<ApplicationName, Settings<'a>>);

/// What the specification says about an application.
#[derive(Debug, Default)]
pub(crate) struct Settings<'a> {
    /// The hosted zones in which it writes.
    pub(crate) zones: Vec<&'a HostedZoneId>,
    /// Values over those that cellc sets.
    pub(crate) values: Option<&'a ChartValues>,
}

impl<'a> Chosen<'a> {
    /// Whether cells run an application.
    pub(crate) fn runs(&self, name: ApplicationName) -> bool {
        self.0.contains_key(&name)
    }

    /// Their names.
    pub(crate) fn names(&self) -> impl Iterator<Item = ApplicationName> {
        self.0.keys().copied()
    }

    /// The hosted zones in which an application writes.
    pub(crate) fn zones(&self, name: ApplicationName) -> &[&'a HostedZoneId] {
        self.0.get(&name).map_or(&[], |settings| settings.zones.as_slice())
    }

    /// The value that the specification has at a path of keys of an application's chart, where it is true or false.
    pub(crate) fn flag(&self, name: ApplicationName, path: &[&str]) -> Option<bool> {
        self.0.get(&name)?.values?.get(path)?.as_bool()
    }
}

impl<'a> FromIterator<(ApplicationName, Settings<'a>)> for Chosen<'a> {
    fn from_iter<I: IntoIterator<Item = (ApplicationName, Settings<'a>)>>(applications: I) -> Self {
        Self(applications.into_iter().collect())
    }
}
