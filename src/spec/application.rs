//! `application "name" { … }`, `argo_cd { … }`: what every cell of an environment runs for its workloads.

use super::defaults;
use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{ChartRepository, ChartValues, HostedZoneId, ManifestAddress, ReleaseVersion};

spec_block! {
    /// An application of the platform: a pinned Helm chart that the Argo CD of each cell installs, with the identity that it
    /// needs in AWS.
    #[derive(Default)]
    pub struct Application {
        /// Whether cells run it. Default: `true` where there is such a block. Without one, cells run
        /// `aws-load-balancer-controller`, `metrics-server`, `karpenter` where they have Karpenter tiers, and
        /// `cloudwatch-observability` outside development.
        pub enabled: Option<Spanned<bool>>,
        /// Version of the chart.
        #[default(defaults::charts())]
        pub version: Option<Spanned<ReleaseVersion>>,
        /// Repository of the chart: a mirror of your own, for instance. Default: the publisher's.
        pub repository: Option<Spanned<ChartRepository>>,
        /// Only for `external-dns`, and required there: the hosted zones in which it writes. It writes only names below
        /// `<cell>.<domain of the fleet>`.
        #[each("zone")]
        pub zones: Option<Spanned<Vec<Spanned<HostedZoneId>>>>,
        /// Values of the chart, over those that cellc sets.
        pub values: Option<Spanned<ChartValues>>,
    }
}

spec_block! {
    /// The Argo CD of each cell.
    pub struct ArgoCd {
        /// Its release.
        #[default(defaults::argo_cd())]
        pub version: Option<Spanned<ReleaseVersion>>,
        /// Where its `core-install.yaml` is read: a mirror of your own, for instance. Default: the publisher's, of that
        /// release. It has no server: who may change Applications through the Kubernetes API may sync.
        pub manifest: Option<Spanned<ManifestAddress>>,
    }
}
