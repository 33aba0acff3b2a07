//! Applications of the platform, and the Argo CD that installs them.

use super::profile::Defaults;
use crate::catalog::applications;
use crate::model::{Application, ArgoCd, Mirror};
use crate::platform::{self, ApplicationName};
use crate::source::{Span, Spanned};
use crate::spec;

/// What decides which applications cells run that their environment does not mention.
#[derive(Clone, Copy)]
pub(super) struct Usual<'a> {
    /// Whether anything brings manifests into the cells.
    pub(super) has_git: bool,
    /// Whether there are nodes for Karpenter to make.
    pub(super) has_tiers: bool,
    pub(super) defaults: &'a Defaults,
    pub(super) mirror: Option<&'a Mirror>,
}

/// The applications of an environment, in the order of their names.
pub(super) fn applications(block: &spec::Environment, usual: Usual<'_>, span: Span) -> Vec<Application> {
    let mut applications: Vec<Application> =
        ApplicationName::ALL.iter().filter_map(|name| application(*name, block, usual, span)).collect();
    applications.sort_by_key(|application| application.name.value.as_str());
    applications
}

fn application(name: ApplicationName, block: &spec::Environment, usual: Usual<'_>, span: Span) -> Option<Application> {
    let written = block.application.get(&name);
    let is_meant = match written {
        Some(entry) => entry.block.enabled.is_none_or(|enabled| enabled.value),
        None => usual.has_git && is_usual(name, usual),
    };
    let own = written.map(|entry| &entry.block);
    let span = written.map_or(span, crate::decode::LabelledEntry::span);
    let chart = name.chart();
    let repository = own.and_then(|own| own.repository.clone());
    let name = if written.is_some() { Spanned::new(name, span) } else { Spanned::default_of(name, span) };
    is_meant.then(|| Application {
        name,
        repository: repository.unwrap_or_else(|| match usual.mirror {
            Some(mirror) => Spanned::new(mirror.charts(), mirror.registry.span),
            None => Spanned::default_of(chart.repository(), span),
        }),
        version: own.and_then(|own| own.version.clone()).unwrap_or_else(|| Spanned::default_of(chart.version(), span)),
        zones: own.and_then(|own| own.zones.clone()),
        values: own.and_then(|own| own.values.clone()),
    })
}

/// Whether cells run an application that their environment does not mention.
fn is_usual(name: ApplicationName, usual: Usual<'_>) -> bool {
    match name.facts().usual {
        platform::Usual::Always => true,
        platform::Usual::WithTiers => usual.has_tiers,
        platform::Usual::WithObservability => usual.defaults.observability,
        platform::Usual::Never => false,
    }
}

/// The Argo CD of an environment's cells.
pub(super) fn argo_cd(block: &spec::Environment, mirror: Option<&Mirror>, span: Span) -> ArgoCd {
    let written = block.argo_cd.as_ref();
    let version = written.and_then(|argo_cd| argo_cd.version.clone());
    let version = version.unwrap_or_else(|| Spanned::default_of(applications::argo_cd_version(), span));
    let own = written.and_then(|argo_cd| argo_cd.manifest.clone());
    let is_mirrored = own.is_none() && mirror.is_some();
    let manifest = own.unwrap_or_else(|| Spanned::default_of(applications::argo_cd_manifest(&version), version.span));
    ArgoCd { version, manifest, is_mirrored }
}
