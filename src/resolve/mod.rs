//! Stage `resolve`: [`Spec`] → [`Model`].
//!
//! Applies defaults (profile → environment → class → cell), derives names, plans networks, and follows references
//! between blocks. What it orders, it orders by name, so that the order of blocks in the specification never shows.

mod access;
mod admission;
mod application;
mod cell;
mod class;
mod disruption;
mod fleet;
mod namespace;
mod profile;
mod repeated;
mod share;
mod storage;
mod tier;
mod tier_keys;

use crate::decode::LabelledEntry;
use crate::diagnostic::Diagnostic;
use crate::model::{CRITICAL_TAINT, Model, SYSTEM_TIER, StatedQuota, TIER_LABEL, WrittenText};
use crate::source::{SourceMap, Span, Spanned};
use crate::spec::{self, Spec};
use crate::values::{LabelKey, Name, TagKey};

/// Resolves a specification. The model is as complete as the specification allows; with errors among the diagnostics it
/// is good for checking, not for lowering.
pub fn resolve(spec: &Spec, sources: &SourceMap) -> (Model, Vec<Diagnostic>) {
    let mut resolver =
        Resolver { spec, sources, comparisons: 0, hosts: with_cells(spec).count(), diagnostics: Vec::new() };
    resolver.repeated();
    let fleet = resolver.fleet();
    let mut shapes = resolver.classes(&fleet);
    let guests = resolver.shares(&fleet, &mut shapes);
    let cells = resolver.cells(&fleet.model, &shapes);
    let classes = shapes.into_iter().map(|shape| shape.class).collect();
    let model = Model {
        cells_are_partial: spec.cell.has_poison() || cells.len() < spec.cell.len(),
        fleet: fleet.model,
        classes,
        cells,
        shares: guests,
        written_tags: written_tags(spec),
        written_texts: written_texts(spec),
        quotas: quotas(spec),
        written_labels: written_labels(spec),
        reserved_settings: reserved_settings(spec),
    };
    (model, resolver.diagnostics)
}

/// The environments that have cells of their own.
fn with_cells(spec: &Spec) -> impl Iterator<Item = (&Name, &LabelledEntry<spec::Environment>)> + Clone {
    spec.environment.iter().filter(|(_, entry)| entry.block.shares.is_none())
}

fn written_tags(spec: &Spec) -> Vec<(Option<Name>, Spanned<TagKey>)> {
    let fleets = spec.fleet.iter().map(|(_, fleet)| (None, fleet.block.tags.as_ref()));
    let environments = with_cells(spec).map(|(name, entry)| (Some(name), entry.block.tags.as_ref()));
    let blocks = fleets.chain(environments).filter_map(|(owner, tags)| Some((owner, tags?)));
    let tags = blocks.flat_map(|(owner, tags)| tags.value.iter().map(move |(key, value)| (owner, key, value.span)));
    tags.map(|(owner, key, span)| (owner.cloned(), Spanned::new(key.clone(), span))).collect()
}

fn written_texts(spec: &Spec) -> Vec<WrittenText> {
    let of = |environment: Option<&Name>, what, key: String, text: Spanned<String>| WrittenText {
        environment: environment.cloned(),
        what,
        key,
        text,
    };
    let fleets = spec.fleet.iter().map(|(_, fleet)| (None, fleet.block.tags.as_ref()));
    let environments = with_cells(spec).map(|(name, entry)| (Some(name), entry.block.tags.as_ref()));
    let tags = fleets.chain(environments).flat_map(|(owner, tags)| {
        let tags = tags.into_iter().flat_map(|tags| tags.value.iter());
        tags.map(move |(key, value)| of(owner, "tag", key.to_string(), value.as_ref().map(ToString::to_string)))
    });
    let labels = with_cells(spec).flat_map(|(name, entry)| {
        let labels = tiers_of(&entry.block).flat_map(|(_, tier)| &tier.block.labels);
        let labels = labels.flat_map(|labels| labels.value.iter());
        labels
            .map(move |(key, value)| of(Some(name), "label", key.to_string(), value.as_ref().map(ToString::to_string)))
    });
    tags.chain(labels).collect()
}

/// All node tiers of all environments and classes.
fn tiers(spec: &Spec) -> impl Iterator<Item = (&Name, &LabelledEntry<spec::NodeTier>)> {
    with_cells(spec).flat_map(|(_, environment)| tiers_of(&environment.block))
}

fn tiers_of(environment: &spec::Environment) -> impl Iterator<Item = (&Name, &LabelledEntry<spec::NodeTier>)> {
    let classes = environment.class.iter().flat_map(|(_, class)| class.block.node_tier.iter());
    environment.node_tier.iter().chain(classes)
}

fn quotas(spec: &Spec) -> Vec<StatedQuota> {
    let stated = with_cells(spec).flat_map(|(environment, entry)| {
        let quotas = entry.block.quotas.iter().flat_map(|quotas| quotas.value.iter());
        quotas.map(move |(name, value)| StatedQuota { environment: environment.clone(), name: *name, value: *value })
    });
    stated.collect()
}

fn written_labels(spec: &Spec) -> Vec<Spanned<LabelKey>> {
    let labels = tiers(spec).flat_map(|(_, tier)| &tier.block.labels).flat_map(|labels| labels.value.iter());
    labels.map(|(key, value)| Spanned::new(key.clone(), value.span)).collect()
}

/// The label of every tier and the first taint of the system tier are set by `tier`, whatever the specification says.
fn reserved_settings(spec: &Spec) -> Vec<Spanned<String>> {
    let mut settings = Vec::new();
    for (name, tier) in tiers(spec) {
        let labels = tier.block.labels.iter().flat_map(|labels| labels.value.iter());
        let labels = labels.filter(|(key, _)| key.as_str() == TIER_LABEL);
        settings.extend(labels.map(|(key, value)| Spanned::new(format!("the label `{key}`"), value.span)));
        let taints =
            tier.block.taint.iter().filter(|(key, _)| key.as_str() == CRITICAL_TAINT && name.as_str() == SYSTEM_TIER);
        settings.extend(
            taints.map(|(key, taint)| Spanned::new(format!("the taint `{key}` of the system tier"), taint.span())),
        );
    }
    settings
}

struct Resolver<'a> {
    spec: &'a Spec,
    sources: &'a SourceMap,
    /// How many names were compared with unknown ones so far.
    comparisons: usize,
    /// How many environments have cells of their own.
    hosts: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The name by which generated files call the source of a block; empty for what was built in Rust.
    fn origin(&self, span: Span) -> String {
        self.sources.file_of(span).map(|file| file.name.clone()).unwrap_or_default()
    }
}
