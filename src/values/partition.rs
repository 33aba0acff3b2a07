//! AWS partitions: separate clouds with their own accounts, regions and ARNs.

use super::variant::spec_enum;

spec_enum! {
    /// An AWS partition, as the second part of an ARN names it.
    pub enum Partition: "AWS partition" {
        /// The public cloud.
        Aws = "aws",
        /// China.
        China = "aws-cn",
        /// `GovCloud` (US).
        UsGov = "aws-us-gov",
        /// US top secret.
        Iso = "aws-iso",
        /// US secret.
        IsoB = "aws-iso-b",
        /// European allies of the US, operated from the United Kingdom.
        IsoE = "aws-iso-e",
        /// US top secret, for one agency.
        IsoF = "aws-iso-f",
        /// The European Sovereign Cloud.
        Eusc = "aws-eusc",
    }
}

impl Partition {
    /// The domain under which service principals and most endpoints of the partition live.
    ///
    /// Source: partition metadata of the AWS SDKs (`dnsSuffix` of `partitions.json`); `amazonaws.eu` is also what the
    /// AWS CDK has for the European Sovereign Cloud.
    pub const fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::UsGov => "amazonaws.com",
            Self::China => "amazonaws.com.cn",
            Self::Iso => "c2s.ic.gov",
            Self::IsoB => "sc2s.sgov.gov",
            Self::IsoE => "cloud.adc-e.uk",
            Self::IsoF => "csp.hci.ic.gov",
            Self::Eusc => "amazonaws.eu",
        }
    }

    /// The partition of a region name, by its prefix.
    pub(super) fn of_region(region: &str) -> Self {
        const PREFIXES: [(&str, Partition); 7] = [
            ("cn-", Partition::China),
            ("us-gov-", Partition::UsGov),
            ("us-iso-", Partition::Iso),
            ("us-isob-", Partition::IsoB),
            ("eu-isoe-", Partition::IsoE),
            ("us-isof-", Partition::IsoF),
            ("eusc-", Partition::Eusc),
        ];
        let known = PREFIXES.iter().find(|(prefix, _)| region.starts_with(prefix));
        known.map_or(Self::Aws, |(_, partition)| *partition)
    }

    /// The principal of an AWS service in a policy, such as `ec2.amazonaws.com`. Services whose principal names a region
    /// (CloudWatch Logs) are not among them.
    pub fn service_principal(self, service: &str) -> String {
        let suffix = if service == "ec2" { self.ec2_principal_suffix() } else { "amazonaws.com" };
        format!("{service}.{suffix}")
    }

    /// What the name of a VPC endpoint service begins with. Source: AWS CDK, `aws-ec2/lib/vpc-endpoint.ts`.
    pub fn endpoint_prefix(self, service: &str) -> &'static str {
        const CHINA: [&str; 6] = ["ec2", "ecr.api", "ecr.dkr", "eks", "sqs", "sts"];
        if self == Self::China && CHINA.contains(&service) { "cn.com.amazonaws" } else { "com.amazonaws" }
    }

    /// The domain of EC2's service principal.
    ///
    /// Source: eksctl's partition table; only China and the two oldest isolated partitions have their own.
    const fn ec2_principal_suffix(self) -> &'static str {
        match self {
            Self::China | Self::Iso | Self::IsoB => self.dns_suffix(),
            Self::Aws | Self::UsGov | Self::IsoE | Self::IsoF | Self::Eusc => "amazonaws.com",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn region_prefixes_tell_the_partition() {
        for (region, partition, suffix) in [
            ("eu-west-1", "aws", "amazonaws.com"),
            ("us-east-1", "aws", "amazonaws.com"),
            ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
            ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
            ("us-iso-east-1", "aws-iso", "c2s.ic.gov"),
            ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
            ("eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"),
            ("us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"),
            ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
        ] {
            let found = Partition::of_region(region);
            assert_eq!((found.as_str(), found.dns_suffix()), (partition, suffix), "{region}");
        }
    }

    #[test]
    fn partitions_are_spelled_as_in_arns() {
        check::<Partition>(&[
            ("aws-us-gov", Ok("aws-us-gov")),
            (
                "aws-gov",
                Err(
                    "`aws-gov` is not an AWS partition: expected `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f` or `aws-eusc`",
                ),
            ),
        ]);
    }

    #[test]
    fn principals_follow_service_and_partition() {
        for (partition, service, expected) in [
            (Partition::Aws, "ec2", "ec2.amazonaws.com"),
            (Partition::China, "ec2", "ec2.amazonaws.com.cn"),
            (Partition::Iso, "ec2", "ec2.c2s.ic.gov"),
            (Partition::IsoF, "ec2", "ec2.amazonaws.com"),
            (Partition::Eusc, "ec2", "ec2.amazonaws.com"),
            (Partition::China, "eks", "eks.amazonaws.com"),
            (Partition::China, "events", "events.amazonaws.com"),
            (Partition::UsGov, "vpc-flow-logs", "vpc-flow-logs.amazonaws.com"),
        ] {
            assert_eq!(partition.service_principal(service), expected, "{service} in {partition}");
        }
    }
}
