//! The EKS add-ons of a cell.

use super::ApplicationName;
use crate::catalog::add_ons;
use crate::values::ValueError;
use crate::values::variant::spec_enum;

spec_enum! {
    /// An EKS add-on that every cell has, by its name in EKS.
    pub enum AddOnName: "add-on" unless stranger {
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

/// An add-on that EKS has and that a cell has not.
fn stranger(input: &str) -> Option<ValueError> {
    if !add_ons::not_from_eks().iter().any(|name| name == input) {
        return None;
    }
    let error = ValueError::of(input, "is not an add-on of a cell: cellc does not install it");
    Some(match input.parse::<ApplicationName>() {
        Ok(name) => error.help(format!("write `application \"{name}\"`: it is an application of the cell")),
        Err(_) => error.help(
            "remove the block; to use the add-on, install it outside cellc, with a role from a `workload_identity`",
        ),
    })
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
                "aws-efs-csi-driver",
                Err(
                    "`aws-efs-csi-driver` is not an add-on of a cell: cellc does not install it | remove the block; to use the add-on, install it outside cellc, with a role from a `workload_identity`",
                ),
            ),
            (
                "metrics-server",
                Err(
                    "`metrics-server` is not an add-on of a cell: cellc does not install it | write `application \"metrics-server\"`: it is an application of the cell",
                ),
            ),
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
