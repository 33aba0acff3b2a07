//! What may reach from one cell to another, with the reason why it is left: the list that a reviewer goes through.

/// Actions of one role.
pub(crate) struct Reviewed {
    /// What its name has after the cluster's.
    pub(crate) role: &'static str,
    /// The actions; with `*` for all actions of a policy of AWS.
    pub(crate) actions: &'static [&'static str],
    /// Why they are left.
    #[allow(dead_code, reason = "for those who read the list")]
    pub(crate) reason: &'static str,
}

#[rustfmt::skip]
pub(crate) const ACTS: [Reviewed; 6] = [
    Reviewed {
        role: "-cluster",
        actions: &["*"],
        reason: "AmazonEKSClusterPolicy: EKS demands it and is the only one who takes the role. EKS Auto Mode's tags do not \
                 apply here, so AWS's text has no condition.",
    },
    Reviewed {
        role: "-karpenter",
        actions: &["ec2:RunInstances", "iam:GetInstanceProfile"],
        reason: "RunInstances: a snapshot of another cell is encrypted with that cell's key, and an interface that exists \
                 already has no tags in the request, which AWS's reference does not say. GetInstanceProfile: names only, as \
                 the project's own template has it.",
    },
    Reviewed {
        role: "-karpenter-node",
        actions: &["ssm:UpdateInstanceInformation"],
        reason: "Only with Session Manager: AWS takes the instance from the credentials.",
    },
    Reviewed {
        role: "-system-node",
        actions: &["ssm:UpdateInstanceInformation"],
        reason: "As the nodes of Karpenter.",
    },
    Reviewed {
        role: "-load-balancer",
        actions: &["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACLForResource"],
        reason: "Only where WAF is on. To associate, AWS also asks for SetWebAcl on the load balancer, which is the own \
                 cluster's only; whoever runs the controller can see which ACL a load balancer of another cell has.",
    },
    Reviewed {
        role: "-external-dns",
        actions: &["route53:ListResourceRecordSets", "route53:ListTagsForResources"],
        reason: "Cells write into one zone, and a zone can only be read as a whole.",
    },
];

/// What may change something without naming it, because AWS offers no resource-level permission: nothing.
pub(crate) const CHANGING_EXPOSURES: [(&str, &str); 0] = [];
