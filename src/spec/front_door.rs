//! `front_door { … }`: the way into the cells of an environment.

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{Exposure, FirewallRules, HttpProtocol, Name, Port, TlsPolicy, UrlPath};

spec_block! {
    /// An Application Load Balancer for each cell, with two certificates: one for the cell's own name, `<cell>.<domain>`, and one for
    /// the names of all tenants, `*.<domain>`. Terraform owns it; the cluster only says which pods stand behind it. Needs `dns`.
    pub struct FrontDoor {
        /// Who reaches it: the internet, or with `internal` the networks in `peers`.
        pub exposure: Spanned<Exposure>,
        /// What clients must be able to speak: a security policy of Elastic Load Balancing. Default:
        /// `ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09`.
        pub tls_policy: Option<Spanned<TlsPolicy>>,
        /// The groups of rules of AWS WAF that every request passes. Each costs money in each cell. Default: all four in production,
        /// otherwise none.
        #[each("group of rules")]
        pub waf: Option<Spanned<Vec<Spanned<FirewallRules>>>> = [["rate", "common"]],
        /// With `rate` in `waf`: how many requests one address may send in five minutes. Default: 2000.
        pub rate_limit: Option<Spanned<u32>>,
        /// For how many days S3 keeps the access logs; 0 keeps them for ever. Default: as control-plane logs.
        pub log_retention_days: Option<Spanned<u32>>,
        /// What is behind it. One at least.
        #[schemars(default)]
        pub route: Labelled<Name, Route>,
    }
}

spec_block! {
    /// Requests that go to the pods of one Service. With `path` it takes requests for tenants and for the cell under this path, with
    /// `host` those for one more name of the cell; without both it takes what no other route takes.
    pub struct Route {
        /// The namespace of the pods.
        pub namespace: Spanned<Name>,
        /// The Service in front of them, of type `ClusterIP`.
        pub service: Spanned<Name>,
        /// The port of the Service and of the containers behind it: both have the same number. Another port or `protocol` is another
        /// target group, which takes the place of the old one in two steps: `cellc build`, then `cellc build --advance` twice.
        pub port: Spanned<Port>,
        /// What the load balancer speaks with the pods. Default: `http`.
        pub protocol: Option<Spanned<HttpProtocol>>,
        /// A path and everything below it. Of two paths that take a request the longer one decides. Pods see the whole path.
        pub path: Option<Spanned<UrlPath>>,
        /// One label below the name of the cell: with `admin`, `admin.<cell>.<domain>`. Tenants have no part in it.
        pub host: Option<Spanned<Name>>,
        /// How the load balancer asks pods whether they work.
        pub health: Spanned<RouteHealth>,
        /// For how many seconds a pod that goes still gets requests of open connections, 0 to 3600; not more than its grace period
        /// leaves after `preStop`. Default: 30.
        pub deregistration_seconds: Option<Spanned<u32>>,
    }
}

spec_block! {
    /// How the load balancer asks pods whether they work.
    pub struct RouteHealth {
        /// The path that answers 200 when a pod can serve.
        pub path: Spanned<UrlPath>,
        /// How often, in seconds, 5 to 300. Default: 10.
        pub interval_seconds: Option<Spanned<u32>>,
        /// How long an answer may take, in seconds, 2 to 120; less than the interval. Default: 5.
        pub timeout_seconds: Option<Spanned<u32>>,
        /// How many answers in a row make a pod healthy, 2 to 10. Default: 2.
        pub healthy_threshold: Option<Spanned<u32>>,
        /// How many failures in a row make it unhealthy, 2 to 10. Default: 3.
        pub unhealthy_threshold: Option<Spanned<u32>>,
    }
}
