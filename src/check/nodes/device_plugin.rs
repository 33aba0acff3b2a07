use crate::catalog::instance_types::{Accelerator, InstanceFacts};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{KarpenterTier, types_of};
use crate::values::NodeImage;

/// Accelerators that no device plugin offers to pods.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0528"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("device_plugin.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.karpenter_tiers().filter_map(check_tier));
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let lacks_plugin = |facts: &&InstanceFacts| facts.accelerator.is_some_and(|kind| !brings_plugin(tier.image, kind));
    let types = types_of(tier);
    let facts = types.iter().copied().filter(lacks_plugin).min_by_key(|facts| facts.accelerator)?;
    let lacking = Lacking::of(facts.accelerator?);
    let headline = format!("pods cannot use the {} of node tier `{}`", lacking.devices, tier.name.value);
    let error = RULE.finding(tier.name.span, headline).label(format!("may start `{}`", facts.name));
    let error = error.note(format!("{}: a pod that asks for `{}` waits forever", lacking.because, lacking.resource));
    Some(error.help(lacking.remedy))
}

/// Whether an image of EKS has the drivers and the device plugin (EKS user guide, "Install Kubernetes device plugin for
/// GPUs").
fn brings_plugin(image: NodeImage, accelerator: Accelerator) -> bool {
    image == NodeImage::Bottlerocket && accelerator == Accelerator::Nvidia
}

/// What a tier lacks, and the way to it.
struct Lacking {
    devices: &'static str,
    resource: &'static str,
    because: &'static str,
    remedy: &'static str,
}

impl Lacking {
    const fn of(accelerator: Accelerator) -> Self {
        match accelerator {
            Accelerator::Nvidia => Self {
                devices: "GPUs",
                resource: "nvidia.com/gpu",
                because: "AL2023 has NVIDIA's drivers but no device plugin, and cellc installs none",
                remedy: "write `image = \"bottlerocket\"`, which brings the device plugin; or install NVIDIA's device plugin on \
                         the nodes of this tier, and say so in an `allow` block",
            },
            Accelerator::Neuron => Self {
                devices: "Neuron devices",
                resource: "aws.amazon.com/neuron",
                because: "no image of EKS brings the Neuron device plugin, and cellc installs none",
                remedy: "install the Neuron device plugin on the nodes of this tier, and say so in an `allow` block",
            },
            Accelerator::Amd => Self {
                devices: "GPUs",
                resource: "amd.com/gpu",
                because: "no image of EKS has drivers for AMD's GPUs, and cellc installs no device plugin",
                remedy: "use NVIDIA's GPUs, such as those of `g6`, on Bottlerocket; or install AMD's drivers and device plugin on \
                         the nodes of this tier, and say so in an `allow` block",
            },
            Accelerator::Gaudi => Self {
                devices: "Gaudi accelerators",
                resource: "habana.ai/gaudi",
                because: "no image of EKS has drivers for Gaudi, and cellc installs no device plugin",
                remedy: "install the drivers and the device plugin on the nodes of this tier, and say so in an `allow` block",
            },
        }
    }
}
