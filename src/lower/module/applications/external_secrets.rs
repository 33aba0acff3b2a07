//! External Secrets: the secrets and parameters below the cluster's name.

use super::Identity;
use crate::lower::iam::allow;
use crate::lower::module::ModuleContext;
use crate::lower::module::references::name;
use crate::model::names;
use crate::terraform::{BodyBuilder, Expression, list, path, text};
use crate::values::ApplicationName;

const IDENTITY: Identity = Identity {
    label: "external_secrets",
    role: names::EXTERNAL_SECRETS_ROLE,
    description: "External Secrets",
    application: ApplicationName::ExternalSecrets,
};

pub(super) fn blocks(context: &ModuleContext<'_>) -> Vec<BodyBuilder> {
    let suffix = context.environment.partition().dns_suffix();
    let service = |service: &str| text(&format!("{service}.{{}}.{suffix}"), [path("var.region")]);
    let services: Expression = list([service("secretsmanager"), service("ssm")]);
    let secrets = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];
    let parameters = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"];
    let statements = [
        allow("ReadSecrets", secrets)
            .because("A secret of this cell begins with the name of its cluster, and a slash.")
            .on([context.arn("secretsmanager", text("secret:{}/*", [name()]))]),
        allow("ReadParameters", parameters).on([context.arn("ssm", text("parameter/{}/*", [name()]))]),
        allow("Decrypt", ["kms:Decrypt"]).on([path("aws_kms_key.this.arn")]).when(
            "StringEquals",
            "kms:ViaService",
            services,
        ),
    ];
    IDENTITY.with_policy(context, "read-secrets", statements)
}
