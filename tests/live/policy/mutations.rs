//! Faults that are put into emitted statements: each must be found.

use cellc::prove::policy::{self, Cell, Verdict};

use crate::policy::cells;
use crate::policy::fleets::{self, Files};

/// A fault: the statement, what is replaced in it by what, and who then may do what.
struct Fault {
    statement: &'static str,
    from: &'static str,
    to: &'static str,
    /// End of the ARN of the actor.
    actor: &'static str,
    action: &'static str,
    /// Part of the ARN of the target.
    target: &'static str,
}

#[rustfmt::skip]
const FAULTS: [Fault; 18] = [
    // A condition less.
    Fault { statement: "AllowScopedDeletion", from: "\"aws:ResourceTag/kubernetes.io/cluster/${local.name}\" = \"owned\"", to: "\"aws:ResourceAccount\" = var.account_id", actor: "-karpenter", action: "ec2:TerminateInstances", target: ":instance/" },
    Fault { statement: "TagGroup", from: "StringEquals = { \"aws:ResourceTag/elbv2.k8s.aws/cluster\" = local.name }", to: "", actor: "-load-balancer", action: "ec2:CreateTags", target: ":security-group/" },
    Fault { statement: "CheckGroups", from: "ArnEquals", to: "ArnNotEquals", actor: "-load-balancer", action: "ec2:ValidateSecurityGroupQuotasForInterface", target: ":security-group/" },
    // Another tag, another operator, another quantifier.
    Fault { statement: "AllowScopedEC2NetworkAccessActions", from: "\"aws:ResourceTag/karpenter.sh/discovery\" = local.name", to: "\"aws:ResourceTag/Environment\" = \"dev\"", actor: "-karpenter", action: "ec2:RunInstances", target: ":subnet/" },
    Fault { statement: "ChangeGroup", from: "StringEquals", to: "StringNotEquals", actor: "-load-balancer", action: "ec2:DeleteSecurityGroup", target: ":security-group/" },
    Fault { statement: "Change", from: "aws:ResourceTag/", to: "aws:RequestTag/", actor: "-load-balancer", action: "elasticloadbalancing:DeleteLoadBalancer", target: ":loadbalancer/app/" },
    Fault { statement: "ChangeOwnNames", from: "ForAllValues:StringLike", to: "ForAnyValue:StringLike", actor: "-external-dns", action: "route53:ChangeResourceRecordSets", target: ":hostedzone/" },
    Fault { statement: "ChangeOwnNames", from: "*.${var.cell}.", to: "*.", actor: "-external-dns", action: "route53:ChangeResourceRecordSets", target: ":hostedzone/" },
    // A wider resource.
    Fault { statement: "ReadSecrets", from: "${local.name}/*", to: "p-dev-*", actor: "-secrets", action: "secretsmanager:GetSecretValue", target: ":secret:p-dev-beta/" },
    Fault { statement: "ReadParameters", from: "${local.name}/*", to: "*/db", actor: "-secrets", action: "ssm:GetParameter", target: ":parameter/p-dev-beta/" },
    Fault { statement: "WriteLogs", from: "${local.name}/*", to: "*", actor: "-cloudwatch", action: "logs:PutLogEvents", target: "/p-dev-beta/" },
    Fault { statement: "Decrypt", from: "aws_kms_key.this.arn", to: "\"*\"", actor: "-secrets", action: "kms:Decrypt", target: ":key/" },
    Fault { statement: "AllowPassingInstanceRole", from: "aws_iam_role.karpenter_node.arn", to: "\"arn:aws:iam::${var.account_id}:role/p-dev-*\"", actor: "-karpenter", action: "iam:PassRole", target: ":role/p-dev-beta" },
    Fault { statement: "AllowInterruptionQueueActions", from: "aws_sqs_queue.karpenter.arn", to: "\"arn:aws:sqs:*:*:p-dev-????\"", actor: "-karpenter", action: "sqs:ReceiveMessage", target: ":p-dev-beta" },
    // Whom policies of resources and roles admit.
    Fault { statement: "VolumesThroughEC2", from: "role/${local.name}-karpenter", to: "role/*-karpenter", actor: "-karpenter", action: "kms:Decrypt", target: ":key/" },
    Fault { statement: "CloudWatchLogs", from: "${local.name}/cluster", to: "*", actor: "/cluster", action: "kms:Decrypt", target: ":key/" },
    Fault { statement: "EventsSend", from: "ArnEquals", to: "ArnNotEquals", actor: ":rule/p-dev-alpha-health", action: "sqs:SendMessage", target: ":p-dev-beta" },
    Fault { statement: "PodIdentity", from: "cluster/${local.name}", to: "cluster/*", actor: ":cluster/p-dev-alpha", action: "sts:AssumeRole", target: ":role/p-dev-beta-" },
];

impl Fault {
    /// Puts the fault into every statement of that name.
    fn put_into(&self, files: &Files) -> Files {
        let mut files = files.clone();
        let mut done = 0;
        for (_, text) in files.iter_mut().filter(|(path, _)| path.starts_with("modules/")) {
            let mut rest = std::mem::take(text);
            while let Some(start) = rest.find(&format!("= \"{}\"\n", self.statement)) {
                let (before, after) = rest.split_at(start);
                let end = after[1..].find("Sid ").map_or(after.len(), |end| end + 1);
                let (statement, behind) = after.split_at(end);
                done += usize::from(statement.contains(self.from));
                *text += before;
                *text += &statement.replacen(self.from, self.to, 1);
                rest = behind.to_owned();
            }
            *text += &rest;
        }
        assert!(done > 0, "{} has no {:?}", self.statement, self.from);
        files
    }

    fn is_in(&self, verdict: &Verdict) -> bool {
        verdict.acts.iter().any(|reach| {
            reach.actor.ends_with(self.actor)
                && reach.action == self.action
                && reach.target.contains(self.target)
                && reach.statement == self.statement
        })
    }
}

fn alpha_and_beta(files: &Files) -> (Cell, Cell) {
    let cells = cells(files);
    let cell = |name: &str| cells.iter().find(|cell| cell.name.ends_with(name)).unwrap().clone();
    (cell("/alpha"), cell("/beta"))
}

fn verdict(files: &Files) -> Verdict {
    let (alpha, beta) = alpha_and_beta(files);
    policy::between(&alpha, &beta)
}

#[test]
fn every_fault_is_found() {
    let files = fleets::two_cells();
    let sound = verdict(&files);
    for fault in &FAULTS {
        assert!(!fault.is_in(&sound), "{} may {} already", fault.actor, fault.action);
        let faulty = verdict(&fault.put_into(&files));
        assert!(fault.is_in(&faulty), "{} with {:?} for {:?} is not found", fault.statement, fault.to, fault.from);
    }
}

/// A file more in every module.
fn with(files: &Files, text: &str) -> Files {
    let mut files = files.clone();
    let modules: Vec<String> = files.keys().filter(|path| path.ends_with("/locals.tf")).cloned().collect();
    for path in modules {
        files.insert(path.replace("locals.tf", "by_hand.tf"), text.to_owned());
    }
    files
}

#[test]
fn a_node_role_that_reads_every_parameter_of_the_account_is_found() {
    let text = r#"resource "aws_iam_role_policy_attachment" "by_hand" {
  role       = aws_iam_role.karpenter_node.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
"#;
    let files = fleets::two_cells();
    let reads = |verdict: &Verdict| {
        verdict.acts.iter().any(|reach| {
            reach.action == "ssm:GetParameter"
                && reach.actor.ends_with(":role/p-dev-alpha-karpenter-node")
                && reach.target.contains(":parameter/p-dev-beta/")
                && reach.place.file.ends_with("/by_hand.tf")
        })
    };
    assert!(reads(&verdict(&with(&files, text))));
}

#[test]
fn a_statement_that_names_another_cell_is_found_wherever_it_stands() {
    let files = fleets::two_cells();
    for (text, action, target) in [
        (
            r#"resource "aws_iam_role" "by_hand" {
  name               = "${local.name}-by-hand"
  assume_role_policy = "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::222222222222:role/p-dev-alpha-karpenter\"},\"Action\":\"sts:AssumeRole\"}]}"
}
"#,
            "sts:AssumeRole",
            ":role/p-dev-beta-by-hand",
        ),
        (
            r#"resource "aws_iam_role_policy" "by_hand" {
  name   = "by-hand"
  role   = aws_iam_role.karpenter.id
  policy = jsonencode({ Statement = { Effect = "Allow", NotAction = "s3:*", NotResource = "arn:aws:ec2:*" } })
}
"#,
            "sqs:PurgeQueue",
            ":p-dev-beta",
        ),
        (
            r#"resource "aws_iam_role_policy" "by_hand" {
  name   = "by-hand"
  role   = aws_iam_role.karpenter.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "EC2:deletesub*", Resource = "arn:aws:ec2:*:*:subnet/subnet-0123" }] })
}
"#,
            "ec2:DeleteSubnet",
            ":subnet/",
        ),
    ] {
        let verdict = verdict(&with(&files, text));
        let is_found = verdict.acts.iter().any(|reach| reach.action == action && reach.target.contains(target));
        assert!(is_found, "{text}");
    }
}

/// Configurations that the prover does not understand, and what it says of them.
const NOT_UNDERSTOOD: [(&str, &str); 8] = [
    ("resource \"aws_dynamodb_table\" \"by_hand\" {\n  name = \"b\"\n}\n", "aws_dynamodb_table"),
    ("data \"aws_iam_policy_document\" \"by_hand\" {\n}\n", "not read"),
    (
        r#"resource "aws_sqs_queue_policy" "by_hand" {
  queue_url = aws_sqs_queue.karpenter.url
  policy    = jsonencode({ Statement = [{ Effect = "Allow", NotPrincipal = { AWS = "*" }, Action = "sqs:*", Resource = "*" }] })
}
"#,
        "NotPrincipal",
    ),
    (
        r#"resource "aws_iam_role_policy" "by_hand" {
  name   = "by-hand"
  role   = aws_iam_role.karpenter.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = "*" }] })
}
"#,
        "lambda:InvokeFunction",
    ),
    (
        r#"resource "aws_iam_role_policy" "by_hand" {
  name   = "by-hand"
  role   = aws_iam_role.karpenter.name
  policy = data.aws_iam_policy_document.by_hand.json
}
"#,
        "cannot be read",
    ),
    (
        r#"resource "aws_sqs_queue" "by_hand" {
  provider = aws.elsewhere
  name     = "by-hand"
}
"#,
        "not read",
    ),
    (
        r#"resource "aws_sqs_queue_policy" "by_hand" {
  queue_url = aws_sqs_queue.nowhere.url
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}
"#,
        "is not known",
    ),
    (
        r#"resource "aws_glacier_vault" "by_hand" {
  name = "by-hand"
}

resource "aws_sqs_queue_policy" "by_hand" {
  queue_url = aws_glacier_vault.by_hand.id
  policy    = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}
"#,
        "is not in these files",
    ),
];

#[test]
fn what_is_not_understood_is_not_proven() {
    let files = fleets::two_cells();
    let sound = verdict(&files).unproven;
    for (text, reason) in NOT_UNDERSTOOD {
        let unproven = verdict(&with(&files, text)).unproven;
        let is_new = |one: &&policy::Unproven| one.reason.contains(reason) && !sound.contains(one);
        assert!(unproven.iter().any(|one| is_new(&one)), "{text}: {unproven:#?}");
    }
}

/// A second provider takes resources to another place, and says nothing about the cell.
#[test]
fn another_provider_does_not_move_the_cell() {
    let mut files = fleets::two_cells();
    let sound = verdict(&files);
    for (_, text) in files.iter_mut().filter(|(path, _)| path.ends_with("cells/alpha/providers.tf")) {
        text.push_str("\nprovider \"aws\" {\n  alias  = \"elsewhere\"\n  region = \"us-east-1\"\n\n  allowed_account_ids = [\"999999999999\"]\n}\n");
    }
    let verdict = verdict(&files);
    assert_eq!(verdict.acts.len(), sound.acts.len());
    assert!(verdict.unproven.iter().any(|one| one.place.address.contains("provider.aws")), "{:#?}", verdict.unproven);
}

#[test]
fn a_denial_that_is_sure_takes_away() {
    let files = fleets::two_cells();
    let allow = r#"resource "aws_iam_role_policy" "by_hand" {
  name   = "by-hand"
  role   = aws_iam_role.karpenter.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }, DENY] })
}
"#;
    let purges = |deny: &str| {
        let verdict = verdict(&with(&files, &allow.replace("DENY", deny)));
        verdict.acts.iter().any(|reach| reach.action == "sqs:PurgeQueue" && reach.target.contains(":p-dev-beta"))
    };
    assert!(purges(""));
    assert!(!purges("{ Effect = \"Deny\", Action = \"sqs:Purge*\", Resource = \"*\" }"));
    let maybe = "{ Effect = \"Deny\", Action = \"*\", Resource = \"*\", Condition = { Bool = { \"aws:ViaAWSService\" = \"true\" } } }";
    assert!(purges(maybe), "a condition that is not known counts as false in a denial");
}
