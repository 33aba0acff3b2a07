//! The provider's schema: what blocks and attributes a resource type has. Embedded, and parsed when first used.

mod raw;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::types::{Field, Fields, Type};
use raw::RawAttribute;

/// The content of a block: the shape that `terraform providers schema -json` prints.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Block {
    #[serde(default)]
    pub(super) attributes: BTreeMap<String, Attribute>,
    /// The nested blocks.
    #[serde(default, rename = "block_types")]
    pub(super) nested: BTreeMap<String, NestedBlock>,
    /// Type of attributes of any other name, for blocks such as `locals` that take them.
    #[serde(skip)]
    pub(super) others: Option<Type>,
}

/// One attribute.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "RawAttribute")]
#[expect(clippy::struct_excessive_bools, reason = "as the provider's schema has them, independent of each other")]
pub(super) struct Attribute {
    pub(super) ty: Type,
    pub(super) required: bool,
    /// Decided by the provider: it can be read but not set.
    pub(super) computed_only: bool,
    /// Set by the configuration or else by the provider: what is no longer written stays as it is.
    pub(super) kept_when_removed: bool,
    /// The value must be written out: no references, no functions.
    pub(super) literal: bool,
}

/// One type of nested blocks.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct NestedBlock {
    pub(super) block: Block,
    pub(super) nesting_mode: Nesting,
    #[serde(default)]
    pub(super) min_items: usize,
    /// Most number of blocks; 0 for no limit.
    #[serde(default)]
    pub(super) max_items: usize,
    /// As of an attribute. Schemas do not say it of blocks: plans of `tests/live/changes` do.
    #[serde(default)]
    pub(super) kept_when_removed: bool,
}

/// How nested blocks of one type become a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Nesting {
    Single,
    List,
    Set,
    Map,
}

/// What is known of a resource type: what every verified release of the provider accepts.
#[derive(Debug)]
pub(super) struct Resource {
    /// What a block of it may hold.
    pub(super) block: Block,
    /// Type of a reference to one instance of it.
    pub(super) object: Type,
}

/// The schema of a resource type; none for types that the compiler does not emit.
pub(super) fn resource(kind: &str) -> Option<&'static Resource> {
    let position = RESOURCES.binary_search_by(|entry| entry.kind.cmp(kind)).ok()?;
    RESOURCES.get(position).map(Entry::parsed)
}

/// All resource types that have a schema.
pub(super) fn resource_types() -> impl Iterator<Item = &'static str> {
    RESOURCES.iter().map(|entry| entry.kind)
}

/// The schema of `provider "aws"`.
pub(super) fn aws_provider() -> &'static Block {
    static PARSED: OnceLock<Block> = OnceLock::new();
    PARSED.get_or_init(|| parse("provider", include_str!("../../schema/aws-5.40.0/provider.json")))
}

/// The embedded files of one type: those of the oldest and of the newest release of the provider that are verified. What
/// both accept, every release between them accepts.
struct Entry {
    kind: &'static str,
    oldest: &'static str,
    newest: &'static str,
    parsed: OnceLock<Resource>,
}

impl Entry {
    fn parsed(&self) -> &Resource {
        self.parsed.get_or_init(|| {
            let mut block = parse(self.kind, self.oldest).held_against(&parse(self.kind, self.newest));
            block.nested.extend(later(self.kind));
            if let Some(id) = block.attributes.get_mut("id") {
                // The provider's framework rejects `id` in a configuration although the schema calls it optional.
                id.computed_only = true;
            }
            let object = block.object();
            Resource { block, object }
        })
    }
}

/// Blocks that later releases have. The rule `provider_gate` sees to it that the fleet's constraint excludes the releases
/// before.
fn later(kind: &str) -> BTreeMap<String, NestedBlock> {
    const CLUSTER: &str = include_str!("../../schema/aws-later/aws_eks_cluster.json");
    if kind != "aws_eks_cluster" {
        return BTreeMap::new();
    }
    serde_json::from_str(CLUSTER).expect("invariant: the schema of later blocks is well-formed")
}

fn parse(name: &str, text: &str) -> Block {
    #[derive(Deserialize)]
    struct Document {
        block: Block,
    }
    let document: Result<Document, _> = serde_json::from_str(text);
    document.unwrap_or_else(|error| panic!("invariant: the embedded schema of `{name}` is well-formed: {error}")).block
}

macro_rules! embedded {
    ($(#[$comment:meta])* $table:ident: $($kind:literal)*) => {
        $(#[$comment])*
        static $table: [Entry; [$($kind),*].len()] = [$(Entry {
            kind: $kind,
            oldest: include_str!(concat!("../../schema/aws-5.40.0/resources/", $kind, ".json")),
            newest: include_str!(concat!("../../schema/aws-6.25.0/resources/", $kind, ".json")),
            parsed: OnceLock::new(),
        }),*];
    };
}

embedded! {
    /// One type a line, so that branches add theirs side by side. Sorted by type, because [`resource`] searches it by halves.
    RESOURCES:
    "aws_acm_certificate"
    "aws_acm_certificate_validation"
    "aws_cloudwatch_event_rule"
    "aws_cloudwatch_event_target"
    "aws_cloudwatch_log_group"
    "aws_cloudwatch_metric_alarm"
    "aws_default_network_acl"
    "aws_default_route_table"
    "aws_default_security_group"
    "aws_ec2_tag"
    "aws_eip"
    "aws_eks_access_entry"
    "aws_eks_access_policy_association"
    "aws_eks_addon"
    "aws_eks_cluster"
    "aws_eks_node_group"
    "aws_eks_pod_identity_association"
    "aws_flow_log"
    "aws_iam_instance_profile"
    "aws_iam_openid_connect_provider"
    "aws_iam_policy"
    "aws_iam_role"
    "aws_iam_role_policy"
    "aws_iam_role_policy_attachment"
    "aws_iam_service_linked_role"
    "aws_internet_gateway"
    "aws_kms_alias"
    "aws_kms_key"
    "aws_kms_key_policy"
    "aws_launch_template"
    "aws_lb"
    "aws_lb_listener"
    "aws_lb_listener_certificate"
    "aws_lb_listener_rule"
    "aws_lb_target_group"
    "aws_nat_gateway"
    "aws_network_acl"
    "aws_route"
    "aws_route53_health_check"
    "aws_route53_record"
    "aws_route53_zone"
    "aws_route_table"
    "aws_route_table_association"
    "aws_s3_bucket"
    "aws_s3_bucket_lifecycle_configuration"
    "aws_s3_bucket_policy"
    "aws_s3_bucket_public_access_block"
    "aws_s3_bucket_server_side_encryption_configuration"
    "aws_security_group"
    "aws_servicequotas_service_quota"
    "aws_sqs_queue"
    "aws_sqs_queue_policy"
    "aws_subnet"
    "aws_vpc"
    "aws_vpc_endpoint"
    "aws_vpc_endpoint_policy"
    "aws_vpc_security_group_egress_rule"
    "aws_vpc_security_group_ingress_rule"
    "aws_wafv2_web_acl"
    "aws_wafv2_web_acl_association"
    "aws_wafv2_web_acl_logging_configuration"
}

impl Block {
    /// What this release and another one both accept: what one of them lacks is left out, what one of them requires is required.
    fn held_against(self, other: &Self) -> Self {
        let attributes = self.attributes.into_iter().filter_map(|(name, mine)| {
            let theirs = other.attributes.get(&name)?;
            Some((name, mine.held_against(theirs)))
        });
        let nested = self.nested.into_iter().filter_map(|(name, mine)| {
            let theirs = other.nested.get(&name)?;
            Some((name, mine.held_against(theirs)))
        });
        Self { attributes: attributes.collect(), nested: nested.collect(), others: self.others }
    }

    /// Type of the value that a reference to such a block has.
    pub(super) fn object(&self) -> Type {
        let attributes = self.attributes.iter().map(|(name, attribute)| (name.clone(), attribute.ty.clone()));
        let nested = self.nested.iter().map(|(name, nested)| (name.clone(), nested.value()));
        Type::object(attributes.chain(nested))
    }

    /// The block form of an attribute whose type is a list or set of objects. Older resource types allow both forms.
    pub(super) fn of_fields(fields: &Fields) -> Self {
        let attribute = |field: &Field| Attribute::optional(field.ty.clone());
        let attributes = fields.iter().map(|(name, field)| (name.clone(), attribute(field))).collect();
        Self { attributes, ..Self::default() }
    }

    /// All names that may stand in the block.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.keys().chain(self.nested.keys()).map(String::as_str)
    }
}

impl Attribute {
    fn held_against(self, other: &Self) -> Self {
        let required = self.required || other.required;
        Self { required, computed_only: self.computed_only || other.computed_only, ..self }
    }

    /// An attribute that may be left out.
    pub(super) fn optional(ty: Type) -> Self {
        Self { ty, required: false, computed_only: false, kept_when_removed: false, literal: false }
    }
}

impl NestedBlock {
    fn held_against(self, other: &Self) -> Self {
        // 0 is no limit.
        let most = [self.max_items, other.max_items].into_iter().filter(|most| *most > 0).min().unwrap_or(0);
        let block = self.block.held_against(&other.block);
        Self { block, min_items: self.min_items.max(other.min_items), max_items: most, ..self }
    }

    fn value(&self) -> Type {
        let object = self.block.object();
        match self.nesting_mode {
            Nesting::Single => object,
            Nesting::List => Type::list(object),
            Nesting::Set => Type::set(object),
            Nesting::Map => Type::map(object),
        }
    }
}

#[cfg(test)]
mod tests;
