//! `endpoint_policies.tf`: what the endpoints of a cell without a way out admit.
//!
//! Resources of their own, because one policy does for many services, and services that take none must not be given any. And
//! because taking one away resets the endpoint: the argument `policy` of an endpoint is computed as well, so that leaving it out
//! again would leave the old policy in force without a change in any plan (hashicorp/terraform-provider-aws#40973).

use super::{Content, ModuleContext, perimeter};
use crate::catalog::endpoint_services;
use crate::iam::{Statement, policy};
use crate::model::Class;
use crate::terraform::{BodyBuilder, call, list, path, resource};
use crate::values::{IdentityMechanism, InterfaceEndpoint};

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut blocks: Vec<BodyBuilder> = Kind::ALL.into_iter().filter_map(|kind| block(context, kind)).collect();
    blocks.extend(context.class.is_isolated().then(|| s3(context)));
    let purpose = "What the endpoints admit: there is no way out but through them.";
    ("endpoint_policies.tf", purpose, file!(), blocks)
}

/// The addresses of the policies: nodes start behind them.
pub(super) fn addresses(class: &Class) -> impl Iterator<Item = &'static str> {
    let used = Kind::ALL.into_iter().filter(|kind| services(class, *kind).next().is_some());
    used.map(Kind::address).chain(class.is_isolated().then_some(S3))
}

/// The policy of the gateway endpoint.
const S3: &str = "aws_vpc_endpoint_policy.s3";

fn s3(context: &ModuleContext<'_>) -> BodyBuilder {
    resource("aws_vpc_endpoint_policy", "s3")
        .set("vpc_endpoint_id", path("aws_vpc_endpoint.s3.id"))
        .set("policy", policy(perimeter::s3(context)))
}

/// Endpoints with the same policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Ec2,
    Ecr,
    Plain,
    Ssm,
    Sts,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Ec2, Self::Ecr, Self::Plain, Self::Ssm, Self::Sts];

    fn of(service: &InterfaceEndpoint) -> Option<Self> {
        let name = service.as_str();
        let kind = match name.strip_suffix("-fips").unwrap_or(name) {
            "ec2" => Self::Ec2,
            "ecr.api" | "ecr.dkr" => Self::Ecr,
            "ssm" => Self::Ssm,
            "sts" => Self::Sts,
            _ => Self::Plain,
        };
        endpoint_services::takes_policy(name).then_some(kind)
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Ec2 => "ec2",
            Self::Ecr => "ecr",
            Self::Plain => "own_account",
            Self::Ssm => "ssm",
            Self::Sts => "sts",
        }
    }

    const fn address(self) -> &'static str {
        match self {
            Self::Ec2 => "aws_vpc_endpoint_policy.ec2",
            Self::Ecr => "aws_vpc_endpoint_policy.ecr",
            Self::Plain => "aws_vpc_endpoint_policy.own_account",
            Self::Ssm => "aws_vpc_endpoint_policy.ssm",
            Self::Sts => "aws_vpc_endpoint_policy.sts",
        }
    }

    fn statements(self, context: &ModuleContext<'_>) -> Vec<Statement> {
        match self {
            Self::Ec2 => perimeter::ec2(context),
            Self::Ecr => perimeter::ecr(context),
            Self::Plain => perimeter::plain(context),
            Self::Ssm => perimeter::ssm(context),
            Self::Sts => {
                let mut identities = context.environment.workload_identities.iter();
                perimeter::sts(context, identities.any(|identity| identity.mechanism == IdentityMechanism::Irsa))
            }
        }
    }
}

/// Only a cell without a way out has policies: elsewhere they would close nothing, since the same calls leave through NAT.
fn services(class: &Class, kind: Kind) -> impl Iterator<Item = String> {
    let endpoints = class.interface_endpoints.iter().filter(|_| class.is_isolated());
    endpoints.filter(move |service| Kind::of(service) == Some(kind)).map(|service| service.to_string())
}

fn block(context: &ModuleContext<'_>, kind: Kind) -> Option<BodyBuilder> {
    let services: Vec<String> = services(context.class, kind).collect();
    let endpoint = path("aws_vpc_endpoint.interface").index(path("each.key")).attribute("id");
    (!services.is_empty()).then(|| {
        resource("aws_vpc_endpoint_policy", kind.label())
            .set("for_each", call("toset", [list(services)]))
            .set("vpc_endpoint_id", endpoint)
            .set("policy", policy(kind.statements(context)))
    })
}
