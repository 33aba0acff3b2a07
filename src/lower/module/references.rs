//! The references and ARNs that several files of a module share.

use super::ModuleContext;
pub(super) use crate::iam::name;
use crate::iam::{self, AccountIam, Statement, allow, policy};
use crate::lower::account_iam::iam_of_class;
use crate::model::names;
use crate::terraform::{BodyBuilder, Expression, call, for_list, object, path, resource, text};
use crate::values::DerivedName;

/// A derived name as an expression over `local.name`.
pub(super) fn derived(derived: DerivedName) -> Expression {
    text(&format!("{}{{}}{}", derived.prefix, derived.suffix), [name()])
}

/// The ids of all private subnets.
pub(super) fn private_subnet_ids() -> Expression {
    for_list("subnet", path("aws_subnet.private"), path("subnet.id"))
}

/// `{ Name = … }`
pub(in crate::lower) fn name_tag(value: Expression) -> Expression {
    object([("Name", value)])
}

/// `depends_on` over resource addresses.
pub(super) fn depends_on<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Expression {
    Expression::List(addresses.into_iter().map(path).collect())
}

/// What binds a role to a service account of the cell.
pub(super) fn pod_identity(label: &str, namespace: &str, service_account: &str) -> BodyBuilder {
    resource("aws_eks_pod_identity_association", label)
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("namespace", namespace)
        .set("service_account", service_account)
        .set("role_arn", path("aws_iam_role").attribute(label).attribute("arn"))
}

impl ModuleContext<'_> {
    /// IAM of the cells: their roles, policies and instance profiles.
    pub(super) fn iam(&self) -> AccountIam<'_> {
        iam_of_class(self.environment, self.class)
    }

    /// A role of the cell itself.
    pub(super) fn role(&self, label: &str, role: DerivedName, description: &str, trust: Expression) -> BodyBuilder {
        self.iam().role(label, derived(role), description, trust)
    }

    /// `arn:<partition>:<service>:<region>:<account>:<resource>`
    pub(super) fn arn(&self, service: &str, resource: Expression) -> Expression {
        iam::arn(self.environment.partition(), service, resource)
    }

    /// An ARN with a region but without an account.
    pub(super) fn regional_arn(&self, service: &str, resource: &str) -> Expression {
        text(&format!("arn:{}:{service}:{{}}:{resource}", self.environment.partition()), [path("var.region")])
    }

    /// An ARN of IAM, which has no region.
    pub(super) fn iam_arn(&self, resource: Expression) -> Expression {
        iam::iam_arn(self.environment.partition(), resource)
    }

    /// ARN of the cluster.
    pub(super) fn cluster_arn(&self) -> Expression {
        self.arn("eks", text("cluster/{}", [name()]))
    }

    /// A service principal, such as `ec2.amazonaws.com`.
    pub(super) fn service(&self, service: &str) -> String {
        self.environment.partition().service_principal(service)
    }

    /// ARN of a managed policy of AWS.
    pub(super) fn managed_policy(&self, policy: &str) -> String {
        format!("arn:{}:iam::aws:policy/{policy}", self.environment.partition())
    }

    /// Trust in EC2 as the service that runs nodes.
    pub(super) fn trust_ec2(&self) -> Expression {
        policy([allow("AssumeRole", ["sts:AssumeRole"]).principal("Service", self.service("ec2"))])
    }

    /// Trust in the Pod Identity agent of this cluster and of no other.
    pub(super) fn trust_pod_identity(&self) -> Expression {
        let statement: Statement = allow("PodIdentity", ["sts:AssumeRole", "sts:TagSession"])
            .principal("Service", "pods.eks.amazonaws.com")
            .when("StringEquals", "aws:SourceAccount", path("var.account_id"))
            .when("ArnEquals", "aws:SourceArn", self.cluster_arn());
        policy([statement])
    }

    /// One managed policy of AWS for a role.
    pub(super) fn attach_managed(&self, label: &str, policy: &str) -> BodyBuilder {
        resource("aws_iam_role_policy_attachment", label)
            .set("role", path("aws_iam_role").attribute(label).attribute("name"))
            .set("policy_arn", self.managed_policy(policy))
    }

    /// Several managed policies of AWS for a role.
    pub(super) fn attach_all_managed(&self, label: &str, policies: &[&str]) -> BodyBuilder {
        let arn = text(&self.managed_policy("{}"), [path("each.value")]);
        resource("aws_iam_role_policy_attachment", label)
            .set("for_each", call("toset", [policies.to_vec().into()]))
            .set("role", path("aws_iam_role").attribute(label).attribute("name"))
            .set("policy_arn", arn)
    }

    /// ARNs of the cell's log groups, the way CloudWatch Logs names them to KMS.
    pub(super) fn log_group_arns(&self) -> Expression {
        let applications = self.environment.applications.iter();
        let of_applications = applications.flat_map(|application| application.name.value.facts().log_groups).copied();
        let door = self.environment.front_door.as_ref();
        let of_firewall = door.filter(|door| door.has_firewall()).map(|_| names::FIREWALL_LOG_GROUP);
        let of_cell = [names::CLUSTER_LOG_GROUP, names::FLOW_LOG_GROUP].into_iter().chain(of_firewall);
        let groups = of_cell.chain(of_applications);
        let arns = groups.map(|group| self.arn("logs", text("log-group:{}", [derived(group)])));
        Expression::List(arns.collect())
    }
}
