//! The `EC2NodeClass` of a tier: image, network, role, disks.

use std::collections::BTreeMap;

use super::CellContext;
use super::names::named;
use crate::kubernetes::Object;
use crate::kubernetes::karpenter::{
    AmiSelectorTerm, BlockDeviceMapping, EbsVolume, Ec2NodeClass, Ec2NodeClassSpec, Kubelet, MetadataOptions,
    TagSelectorTerm,
};
use crate::model::{KarpenterTier, names};
use crate::values::NodeImage;

/// What Bottlerocket keeps its system on; nothing else is written there.
const SYSTEM_VOLUME_GIB: u32 = 4;

/// The node class of a tier, with the name of the tier.
pub(super) fn object(context: &CellContext<'_>, tier: &KarpenterTier) -> Object {
    let cluster = &context.cell.cluster;
    // Both have the same name. A cell without a way out has no endpoint of IAM, so Terraform has made the profile.
    let identity = names::KARPENTER_NODE_ROLE.of(cluster);
    let (role, instance_profile) =
        if context.class.is_isolated() { (None, Some(identity)) } else { (Some(identity), None) };
    let of_this_cell = || {
        let tags = BTreeMap::from([("karpenter.sh/discovery".to_owned(), cluster.clone())]);
        vec![TagSelectorTerm { tags }]
    };
    let spec = Ec2NodeClassSpec {
        ami_selector_terms: vec![AmiSelectorTerm { alias: format!("{}@{}", tier.image, tier.ami_version.value) }],
        role,
        instance_profile,
        subnet_selector_terms: of_this_cell(),
        security_group_selector_terms: of_this_cell(),
        block_device_mappings: disks(context, tier),
        metadata_options: MetadataOptions {
            http_endpoint: "enabled",
            http_tokens: "required",
            http_put_response_hop_limit: 1,
        },
        kubelet: tier.max_pods.map(|most| Kubelet { max_pods: most.value }),
        tags: tags(context, tier),
    };
    let metadata = named(tier.name.as_str());
    Object::new(&Ec2NodeClass { api_version: "karpenter.k8s.aws/v1", kind: "EC2NodeClass", metadata, spec })
}

fn disks(context: &CellContext<'_>, tier: &KarpenterTier) -> Vec<BlockDeviceMapping> {
    let volume = |gib: u32| EbsVolume {
        volume_size: format!("{gib}Gi"),
        volume_type: "gp3",
        encrypted: true,
        kms_key_id: context.key(),
        delete_on_termination: true,
    };
    let disk = |device_name, root_volume, gib| BlockDeviceMapping { device_name, root_volume, ebs: volume(gib) };
    match tier.image {
        NodeImage::Al2023 => vec![disk("/dev/xvda", true, tier.disk_gib.value)],
        NodeImage::Bottlerocket => {
            vec![disk("/dev/xvda", false, SYSTEM_VOLUME_GIB), disk("/dev/xvdb", true, tier.disk_gib.value)]
        }
    }
}

/// What Terraform gives everything else in the cell, and a name.
fn tags(context: &CellContext<'_>, tier: &KarpenterTier) -> BTreeMap<String, String> {
    let mut tags = context.aws_tags();
    tags.insert("Name".to_owned(), format!("{}-{}", context.cell.cluster, tier.name.value));
    tags
}
