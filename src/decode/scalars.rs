//! The values that are written as a string.

use super::scalar::decode_scalar;
use super::{Decode, Decoder, Scalar};
use crate::parse::Node;
use crate::{platform, values};

/// Implements [`Decode`] for types that parse from a string.
///
/// Texts behind a type are examples of values from which much else follows: what holds under all of them does not depend
/// on the value.
macro_rules! scalars {
    ($home:ident: $($type:ident $([$($example:literal),+])?,)*) => {$(
        impl Scalar for $home::$type {}

        impl Decode for $home::$type {
            fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
                decode_scalar(node, decoder)
            }

            $(fn schema() -> serde_json::Value {
                serde_json::json!({ "examples": [$($example),+] })
            })?
        }
    )*};
}

scalars! {
    platform:
    AddOnName,
    ApplicationName,
}

scalars! {
    values:
    AccessPolicy,
    AddOnVersion,
    AmiRelease,
    AmiVersion,
    ApiGroup,
    Architecture,
    BucketName,
    BucketRange,
    Capacity,
    CellState,
    ChartRepository,
    Cidr,
    Consolidation,
    CronSchedule,
    Date,
    DisruptionReason,
    DomainName,
    Duration,
    DurationOrNever,
    Exposure,
    FirewallRules,
    FlowTraffic,
    GitPath,
    GitRepository,
    GitRevision,
    HostedZoneId,
    HttpProtocol,
    IamPath,
    IamPrincipal [
        "arn:aws:iam::444455556666:role/engineer",
        "arn:aws:iam::444455556666:user/engineer",
        "arn:aws:iam::777788889999:role/engineer"
    ],
    IdentityMechanism,
    ImageRegistry,
    InstanceCategory,
    InstanceFamily,
    InstanceType,
    InterfaceEndpoint,
    KmsKeyId,
    KubernetesGroup,
    KubernetesResource,
    KubernetesVerb,
    LabelKey,
    LabelValue,
    LogType,
    ManifestAddress,
    Name,
    NamespacePattern,
    NatMode,
    NodeImage,
    NodeShare,
    OrganizationId,
    Percentage,
    Permission,
    PermissionsBoundary,
    PodSecurity,
    PolicyArn,
    Profile,
    Provenance,
    QuotaName,
    Reason,
    RecordMode,
    Region ["eu-west-1", "us-east-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"],
    RegionPattern,
    RegistryPrefix,
    ReleaseVersion,
    ResourceName,
    RoleArn,
    RuleCode,
    ServiceAccountName,
    SharedThing,
    SyncMode,
    TableName,
    TagKey,
    TagValue,
    TaintEffect,
    TenantCertificate,
    TlsPolicy,
    TransportProtocol,
    UpgradePolicy,
    UrlPath,
    VersionConstraint,
    Zone,
}
