//! Node tiers: which keys each kind takes, and what it gets for the rest.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::Resolver;
use super::profile::Defaults;
use super::tier_keys::{instead_of, keys_of};
use crate::catalog::node_images;
use crate::decode::{Labelled, LabelledEntry};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes;
use crate::model::{CRITICAL_TAINT, KarpenterTier, Limits, SYSTEM_TIER, SystemTier, TIER_LABEL, Taint};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{Architecture, Capacity, LabelKey, LabelValue, Name, NodeImage, Quantity, TaintEffect};

/// The tiers of one class.
pub(super) struct Tiers {
    pub(super) system: SystemTier,
    pub(super) karpenter: Vec<KarpenterTier>,
}

type Declared<'a> = BTreeMap<&'a Name, &'a LabelledEntry<spec::NodeTier>>;

impl Resolver<'_> {
    /// The tiers of a class: its own, then those of its environment, then those of the profile.
    pub(super) fn tiers(
        &mut self,
        environment: &spec::Environment,
        class: Option<&spec::Class>,
        defaults: &Defaults,
        span: Span,
    ) -> Tiers {
        let mut declared: Declared<'_> = environment.node_tier.iter().collect();
        declared.extend(class.into_iter().flat_map(|class| class.node_tier.iter()));
        let system = declared.iter().find(|(name, _)| name.as_str() == SYSTEM_TIER).map(|(_, entry)| *entry);
        declared.retain(|name, _| name.as_str() != SYSTEM_TIER);
        let system = self.system(system, defaults, span);
        let poisoned = environment.node_tier.has_poison() || class.is_some_and(|class| class.node_tier.has_poison());
        let karpenter = if declared.is_empty() && !poisoned {
            defaults.tiers.iter().map(|(name, capacity)| default_tier(name, *capacity, defaults, span)).collect()
        } else {
            declared.into_iter().map(|(name, entry)| self.karpenter(name, entry, defaults)).collect()
        };
        Tiers { system, karpenter }
    }

    fn system(&mut self, entry: Option<&LabelledEntry<spec::NodeTier>>, defaults: &Defaults, span: Span) -> SystemTier {
        let span = entry.map_or(span, LabelledEntry::span);
        let default = spec::NodeTier::default();
        let tier = entry.map_or(&default, |entry| &entry.block);
        self.refuse(
            tier,
            keys_of(spec::OF_KARPENTER, tier),
            "the tier `system` is a managed node group",
            "belongs to Karpenter tiers",
            span,
        );
        let number = |written: &Option<Spanned<u32>>, default| (*written).unwrap_or(Spanned::default_of(default, span));
        let types = tier.instance_types.as_ref();
        let instance_types = types.map_or_else(
            || {
                let default = defaults.system_instance_type.parse().expect("invariant: an instance type");
                Spanned::default_of(vec![Spanned::default_of(default, span)], span)
            },
            Clone::clone,
        );
        let taints = taints(&tier.taint);
        let key: LabelKey = CRITICAL_TAINT.parse().expect("invariant: a label key");
        let written = taints.iter().find(|taint| taint.key.value == key).map(|taint| taint.key.clone());
        let critical = Taint {
            key: written.unwrap_or_else(|| Spanned::default_of(key, span)),
            value: "true".parse().expect("invariant: a label value"),
            effect: TaintEffect::NoSchedule,
        };
        let further = taints.into_iter().filter(|taint| taint.key != critical.key);
        let min = number(&tier.min, 2);
        SystemTier {
            instance_types,
            max: tier.max.unwrap_or_else(|| min.map(|min| min.max(defaults.system_max))),
            min,
            image: tier.image.as_ref().map_or(NodeImage::Al2023, |image| image.value),
            ami_release: tier.ami_release.clone(),
            disk_gib: number(&tier.disk_gib, 50),
            max_unavailable: number(&tier.max_unavailable, 1),
            taints: std::iter::once(critical.clone()).chain(further).collect(),
            labels: labels(SYSTEM_TIER, tier.labels.as_ref(), span),
        }
    }

    fn karpenter(&mut self, name: &Name, entry: &LabelledEntry<spec::NodeTier>, defaults: &Defaults) -> KarpenterTier {
        let tier = &entry.block;
        self.refuse(
            tier,
            keys_of(spec::OF_SYSTEM, tier),
            &format!("the tier `{name}` is a Karpenter pool"),
            "belongs to `system`",
            entry.span(),
        );
        let capacity = tier.capacity.unwrap_or_else(|| {
            let headline = format!("`capacity` is missing in node tier `{name}`");
            let error = Diagnostic::error(codes::TIER_KEYS, entry.span(), headline).label("on-demand or spot?");
            self.report(error.help("add `capacity = \"on-demand\"` or `capacity = \"spot\"`"));
            // The tier is there, whatever it was to be: no other rule is to miss it.
            let is_spot = tier.fallback.is_some() || name.as_str().contains("spot");
            Spanned::default_of(if is_spot { Capacity::Spot } else { Capacity::OnDemand }, entry.span())
        });
        let default = default_tier(name.as_str(), capacity.value, defaults, entry.span());
        KarpenterTier {
            name: Spanned::new(name.clone(), entry.span()),
            capacity: capacity.value,
            categories: tier.categories.as_ref().map_or(default.categories, |categories| categories.value.clone()),
            families: tier.families.as_ref().map_or(default.families, |families| families.value.clone()),
            cpus: tier.cpus.as_ref().map_or(default.cpus, plain),
            arch: tier.arch.as_ref().map_or(default.arch, |arch| Spanned::new(plain(arch), arch.span)),
            limits: tier
                .limits
                .as_ref()
                .map_or(default.limits, |limits| Limits { cpu: limits.cpu.clone(), memory: limits.memory.clone() }),
            image: tier.image.as_ref().map_or(default.image, |image| image.value),
            ami_version: tier.ami_version.clone().unwrap_or_else(|| {
                let image = tier.image.as_ref().map_or(default.image, |image| image.value);
                Spanned::default_of(node_images::version(image), entry.span())
            }),
            disk_gib: tier.disk_gib.unwrap_or(default.disk_gib),
            weight: tier.weight.unwrap_or(default.weight),
            fallback: tier.fallback.filter(|fallback| fallback.value),
            max_pods: tier.max_pods,
            disruption: super::disruption::disruption(tier, capacity.value, entry.span()),
            taints: taints(&tier.taint),
            labels: labels(name.as_str(), tier.labels.as_ref(), entry.span()),
        }
    }

    fn refuse(&mut self, tier: &spec::NodeTier, keys: Vec<(&str, Span)>, kind: &str, owner: &str, header: Span) {
        for (key, span) in keys {
            let error = Diagnostic::error(codes::TIER_KEYS, span, format!("`{key}` has no meaning here: {kind}"));
            let error = error.label(format!("`{key}` {owner}")).also(header, "in this tier");
            self.report(match instead_of(key, tier) {
                Some(words) => error.help(words),
                None => error.help_removing("remove it", span),
            });
        }
    }
}

fn default_tier(name: &str, capacity: Capacity, defaults: &Defaults, span: Span) -> KarpenterTier {
    let spot = capacity == Capacity::Spot;
    let (cpu, memory) = if spot { defaults.spot_limits } else { defaults.on_demand_limits };
    let quantity =
        |text: &str| Spanned::default_of(text.parse::<Quantity>().expect("invariant: the default is a quantity"), span);
    let categories = if spot { &["c", "m", "r"][..] } else { &["c", "m"] };
    KarpenterTier {
        name: Spanned::default_of(name.parse().expect("invariant: a tier's name was a name"), span),
        capacity,
        categories: categories
            .iter()
            .map(|name| Spanned::default_of(name.parse().expect("invariant: a category"), span))
            .collect(),
        families: Vec::new(),
        cpus: if spot { vec![4, 8, 16, 32] } else { vec![4, 8, 16] },
        arch: Spanned::default_of(vec![Architecture::Amd64, Architecture::Arm64], span),
        limits: Limits { cpu: quantity(cpu), memory: quantity(memory) },
        image: NodeImage::Al2023,
        ami_version: Spanned::default_of(node_images::version(NodeImage::Al2023), span),
        disk_gib: Spanned::default_of(50, span),
        weight: Spanned::default_of(if spot { 50 } else { 10 }, span),
        fallback: None,
        max_pods: None,
        disruption: super::disruption::disruption(&spec::NodeTier::default(), capacity, span),
        taints: Vec::new(),
        labels: labels(name, None, span),
    }
}

fn plain<T: Clone>(list: &Spanned<Vec<Spanned<T>>>) -> Vec<T> {
    list.iter().map(|element| element.value.clone()).collect()
}

fn taints(blocks: &Labelled<LabelKey, spec::Taint>) -> Vec<Taint> {
    let taint = |(key, entry): (&LabelKey, &LabelledEntry<spec::Taint>)| Taint {
        key: Spanned::new(key.clone(), entry.span()),
        value: entry.block.value.clone().map_or_else(empty_label, |value| value.value),
        effect: entry.block.effect.value,
    };
    let mut taints: Vec<Taint> = blocks.iter().map(taint).collect();
    taints.sort_by(|a, b| a.key.value.cmp(&b.key.value));
    taints
}

fn empty_label() -> LabelValue {
    "".parse().expect("invariant: a label value may be empty")
}

/// What the specification says, and the label by which workloads ask for a tier: always its name, with the place of whoever
/// sets it otherwise.
fn labels(
    tier: &str,
    written: Option<&Spanned<IndexMap<LabelKey, Spanned<LabelValue>>>>,
    span: Span,
) -> BTreeMap<LabelKey, Spanned<LabelValue>> {
    let written = written.into_iter().flat_map(|labels| labels.value.iter());
    let mut labels: BTreeMap<_, _> = written.map(|(key, value)| (key.clone(), value.clone())).collect();
    let name = || tier.parse::<LabelValue>().expect("invariant: a name is a label value");
    let key: LabelKey = TIER_LABEL.parse().expect("invariant: a label key");
    let own = labels.entry(key).or_insert_with(|| Spanned::default_of(name(), span));
    own.value = name();
    labels
}
