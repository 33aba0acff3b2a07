//! The EKS add-ons of a cell.

use super::variant::spec_enum;

spec_enum! {
    /// An EKS add-on that every cell has, by its name in EKS.
    pub enum AddOnName: "add-on" {
        /// Addresses of pods, and the enforcement of network policies.
        VpcCni = "vpc-cni",
        /// Addresses of services.
        KubeProxy = "kube-proxy",
        /// DNS of the cluster.
        CoreDns = "coredns",
        /// AWS credentials of pods.
        PodIdentityAgent = "eks-pod-identity-agent",
        /// Volumes.
        EbsCsiDriver = "aws-ebs-csi-driver",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn add_ons_are_those_of_eks() {
        check::<AddOnName>(&[
            ("vpc-cni", Ok("vpc-cni")),
            (
                "ebs-csi",
                Err(
                    "`ebs-csi` is not an add-on: expected `vpc-cni`, `kube-proxy`, `coredns`, `eks-pod-identity-agent` \
                     or `aws-ebs-csi-driver`",
                ),
            ),
        ]);
    }
}
