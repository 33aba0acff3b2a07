//! `applications.tf`: what the applications inside the cell need of AWS, as their facts say. Karpenter has a file of its own.

use super::references::{depends_on, derived, pod_identity};
use super::{Content, ModuleContext, routes};
use crate::iam::{Statement, policy};
use crate::model::Route;
use crate::platform::{ApplicationName, Class, Form, Identity};
use crate::terraform::{BodyBuilder, Expression, path, resource};
use crate::values::Name;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let class = class(context);
    let applications = context.environment.applications.iter().map(|application| application.name.value);
    let blocks = applications.flat_map(|name| match &name.facts().identity {
        Some(identity) => blocks(context, &class, name, identity),
        None => Vec::new(),
    });
    let purpose = "Identities of what Argo CD installs in the cell, each for one service account.";
    ("applications.tf", purpose, file!(), blocks.collect())
}

/// What identities are made from.
fn class<'a>(context: &ModuleContext<'a>) -> Class<'a> {
    let door = context.environment.front_door.as_ref();
    Class {
        partition: context.environment.partition(),
        is_isolated: context.class.is_isolated(),
        log_retention_days: context.environment.logs.retention_days.days(),
        hosts_of_front_door: door.map(|door| door.hosts().into_iter().map(Name::as_str).collect()),
        domain: context.environment.domain.as_ref().map(|domain| domain.as_str()),
        applications: context.environment.chosen(),
        balancing: context.environment.balancing(),
        target_groups: target_groups(context),
    }
}

/// The ARNs of the groups with which the load balancer controller registers pods.
fn target_groups(context: &ModuleContext<'_>) -> Vec<Expression> {
    let routes = context.environment.front_door.iter().flat_map(|door| &door.routes);
    let groups = routes.flat_map(Route::target_groups);
    groups.map(|group| routes::arn(&group)).collect()
}

fn blocks(
    context: &ModuleContext<'_>,
    class: &Class<'_>,
    name: ApplicationName,
    identity: &Identity,
) -> Vec<BodyBuilder> {
    let mut blocks = (identity.resources)(class);
    blocks.push(context.role(identity.label, identity.role, identity.description, context.trust_pod_identity()));
    let mut attached = Vec::new();
    for own in identity.policies {
        let statements = (own.statements)(class);
        if statements.is_empty() {
            continue;
        }
        match own.form {
            Form::Inline(name) => {
                blocks.push(inline(identity, name, statements));
                attached.push(format!("aws_iam_role_policy.{}", identity.label));
            }
            Form::Managed { label, name, description } => {
                blocks.push(context.iam().policy(label, derived(name), description, policy(statements)));
                blocks.push(attachment(identity, label));
                attached.push(format!("aws_iam_role_policy_attachment.{label}"));
            }
        }
    }
    // The pods get the role once it may do what they need.
    let account = name.service_account().expect("invariant: what has an identity has an account");
    let association = pod_identity(identity.label, name.namespace(), account);
    blocks.push(association.set("depends_on", depends_on(attached.iter().map(String::as_str))));
    blocks
}

fn inline(identity: &Identity, name: &str, statements: Vec<Statement>) -> BodyBuilder {
    resource("aws_iam_role_policy", identity.label)
        .set("name", name)
        .set("role", path("aws_iam_role").attribute(identity.label).attribute("name"))
        .set("policy", policy(statements))
}

fn attachment(identity: &Identity, label: &str) -> BodyBuilder {
    resource("aws_iam_role_policy_attachment", label)
        .set("role", path("aws_iam_role").attribute(identity.label).attribute("name"))
        .set("policy_arn", path("aws_iam_policy").attribute(label).attribute("arn"))
}
