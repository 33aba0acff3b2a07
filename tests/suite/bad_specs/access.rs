//! Access, identities, tags, state and accounts.

use crate::bad_specs::case::{Case, GOOD};

pub(crate) fn cases() -> Vec<Case> {
    [state(), accounts(), misspelt_accounts(), entries(), identities(), names(), demands()]
        .into_iter()
        .flatten()
        .collect()
}

/// An access entry beside the administrator.
fn second(name: &'static str, principal: &str, lines: &str) -> Case {
    Case::environment(
        name,
        &format!("access \"second\" {{\n  principal = \"arn:aws:iam::111111111111:{principal}\"\n  {lines}\n}}"),
    )
}

/// A second environment with one cell.
fn another(name: &str, account: &str, lines: &str) -> String {
    format!(
        "environment \"{name}\" {{\n  account = \"{account}\"\n  region  = \"eu-west-1\"\n  {lines}\n  access \"platform\" {{\n    \
         principal = \"arn:aws:iam::{account}:role/platform-engineer\"\n    policy    = \"cluster-admin\"\n  }}\n}}\n\n\
         cell \"other\" {{\n  environment = \"{name}\"\n  cidr        = \"10.9.0.0/16\"\n}}\n"
    )
}

fn cell(name: &str, number: u8, lines: &str) -> String {
    format!("cell \"{name}\" {{\n  environment = \"dev\"\n  cidr        = \"10.{number}.0.0/16\"\n  {lines}\n}}\n")
}

fn backend(name: &'static str, lines: &str) -> Case {
    with_terraform(name, ">= 1.10", lines)
}

fn with_terraform(name: &'static str, version: &str, lines: &str) -> Case {
    let start = "  backend \"s3\" {\n    bucket         = \"acme-state\"\n    region         = \"eu-west-1\"";
    Case::fleet(name, &format!("terraform {{\n  required_version = \"{version}\"\n{start}\n{lines}\n  }}\n}}"))
}

fn state() -> Vec<Case> {
    let lock = "    use_lockfile   = true";
    let table = "    dynamodb_table = \"acme-locks\"";
    let default = ">= 1.7";
    vec![
        Case::edited("access-policy-is-a-role", &[("\"cluster-admin\"", "\"release-manager\"")]),
        Case::edited(
            "access-local-state",
            &[("environment \"dev\" {", "environment \"dev\" {\n  profile = \"production\"")],
        ),
        with_terraform("access-state-without-lock", default, "    kms_key_id     = \"alias/state\""),
        with_terraform("access-state-lock-file-too-new", default, lock).with("  required_version = \">= 1.7\"\n", ""),
        with_terraform("access-state-lock-file-from-1-9", ">= 1.9, < 2.0", lock),
        backend("access-state-lock-file-refused", "    use_lockfile   = false"),
        with_terraform("access-state-table-of-old-and-new", default, table),
        backend("access-state-table-of-new", table),
        with_terraform("access-state-both-locks", "~> 1.11", &format!("{table}\n{lock}")),
        backend(
            "access-state-key-region",
            &format!("{lock}\n    kms_key_id     = \"arn:aws:kms:us-east-1:999999999999:alias/state\""),
        ),
        backend(
            "access-state-role-partition",
            &format!("{lock}\n    role_arn       = \"arn:aws-cn:iam::999999999999:role/state\""),
        ),
        backend("access-state-partition", lock)
            .with("\"eu-west-1\"\n\n", "\"us-gov-west-1\"\n\n")
            .with("arn:aws:iam::111111111111:role/platform", "arn:aws-us-gov:iam::111111111111:role/platform"),
        backend(
            "access-state-role-of-identity-center",
            &format!(
                "{lock}\n    role_arn       = \"arn:aws:iam::999999999999:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_State_0123456789abcdef\""
            ),
        ),
        Case::fleet(
            "access-state-bucket-reserved",
            "terraform {\n  backend \"s3\" {\n    bucket = \"acme-s3alias\"\n    region = \"eu-west-1\"\n  }\n}",
        ),
    ]
}

fn accounts() -> Vec<Case> {
    let with_backend = |case: Case| {
        let place = "      bucket         = \"acme-state\"\n      region         = \"eu-west-1\"\n";
        let version = "    required_version = \">= 1.10\"\n";
        case.with(
            "\"CC-1\"\n",
            &format!("\"CC-1\"\n\n  terraform {{\n{version}    backend \"s3\" {{\n{place}    }}\n  }}\n"),
        )
    };
    let pipeline = "access \"pipeline\" {\n    principal = \"arn:aws:iam::111111111111:role/pipeline\"\n    policy    = \"view\"\n  }";
    let away = "account = \"333333333333\"";
    vec![
        with_backend(Case::appended("access-shared-account", &another("prod", "111111111111", ""))),
        with_backend(Case::appended("access-from-another-account", &another("prod", "222222222222", pipeline))),
        Case::appended(
            "access-accounts-without-role",
            &(cell("beta", 1, "") + &cell("gamma", 2, away) + &cell("delta", 3, away)),
        ),
        Case::hcl("access-placeholder-account", GOOD.replace("111111111111", "123456789012")),
        Case::hcl(
            "access-emulated-account",
            GOOD.replace("111111111111", "000000000000").replace("\"dev\"", "\"test\""),
        ),
        Case::environment(
            "access-deploy-role-of-identity-center",
            "deploy_role = \"arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Deploy_0123456789abcdef\"",
        ),
        Case::environment(
            "access-of-the-deploy-role",
            "deploy_role = \"arn:aws:iam::111111111111:role/terraform\"\naccess \"pipeline\" {\n  principal = \"arn:aws:iam::111111111111:role/terraform\"\n  \
             policy    = \"view\"\n}",
        ),
    ]
}

/// An `account` that differs in a digit from what all ARNs name.
fn misspelt_accounts() -> Vec<Case> {
    let principals =
        "access \"second\" {\n  principal = \"arn:aws:iam::111111111111:role/second\"\n  policy    = \"view\"\n}";
    let own = "deploy_role = \"arn:aws:iam::111111111111:role/terraform\"\nworkload_identity \"scoring\" {\n  namespace       = \"scoring\"\n  \
               service_account = \"scoring\"\n  policies        = [\"arn:aws:iam::111111111111:policy/models\"]\n}";
    let misspelt = |case: Case| case.with("account = \"111111111111\"", "account = \"111111111112\"");
    vec![
        misspelt(Case::environment("access-account-misspelt", principals)),
        misspelt(Case::environment("access-account-misspelt-beside-own", &format!("{own}\n{principals}"))),
    ]
}

fn entries() -> Vec<Case> {
    vec![
        second("access-wide-edit", "role/second", "policy    = \"edit\""),
        Case::environment(
            "access-wide-admin-in-production",
            "profile = \"production\"\naccess \"second\" {\n  principal = \"arn:aws:iam::111111111111:role/second\"\n  policy    = \"admin\"\n}",
        ),
        second("access-admin-view", "role/second", "policy    = \"admin-view\""),
        second("access-secret-reader", "role/second", "policy    = \"secret-reader\""),
        second(
            "access-system-namespace",
            "role/second",
            "policy     = \"edit\"\n  namespaces = [\"payments\", \"kube-system\"]",
        ),
        second("access-system-pattern", "role/second", "policy     = \"admin-view\"\n  namespaces = [\"*-system\"]"),
        second(
            "access-namespace-twice",
            "role/second",
            "policy     = \"edit\"\n  namespaces = [\"payments\", \"payments\"]",
        ),
        second(
            "access-namespace-covered",
            "role/second",
            "policy     = \"edit\"\n  namespaces = [\"pay-api-*\", \"pay-*\"]",
        ),
        second("access-group-twice", "role/second", "groups    = [\"viewers\", \"viewers\"]").finds(2),
        second("access-group-unbound", "role/second", "groups    = [\"viewers\", \"debuggers\"]"),
        second("access-group-beside-policy", "role/second", "policy    = \"view\"\n  groups    = [\"debuggers\"]"),
        second("access-user", "user/second", "policy    = \"view\""),
        second("access-account-slip", "role/second", "policy    = \"view\"")
            .with("111111111111:role/second", "111111112111:role/second"),
        second("access-principal-other-case", "role/Platform-Engineer", "policy    = \"view\""),
        second("access-principal-other-path", "role/ops/platform-engineer", "policy    = \"view\""),
        second(
            "access-identity-center-without-path",
            "role/AWSReservedSSO_Admin_0123456789abcdef",
            "policy    = \"view\"",
        ),
        second("access-role-of-cell", "role/demo-dev-alpha-workload-scoring", "policy    = \"view\""),
    ]
}

fn identities() -> Vec<Case> {
    let identity = |account: &str, policy: &str| {
        format!(
            "workload_identity \"scoring\" {{\n  namespace       = \"payments\"\n  service_account = \"{account}\"\n  \
             policies        = [\"arn:aws:iam::{policy}\"]\n}}"
        )
    };
    vec![
        Case::environment("access-default-service-account", &identity("default", "aws:policy/AmazonS3ReadOnlyAccess")),
        Case::environment("access-full-policy", &identity("scoring", "aws:policy/AmazonS3FullAccess")),
        Case::environment(
            "access-administrator-in-production",
            &format!("profile = \"production\"\n{}", identity("scoring", "aws:policy/AdministratorAccess")),
        ),
        Case::environment("access-policy-path", &identity("scoring", "aws:policy/AmazonEFSCSIDriverPolicy")),
        Case::environment("access-policy-case", &identity("scoring", "aws:policy/AmazonS3ReadonlyAccess")),
        Case::environment(
            "access-policy-other-path",
            &identity("scoring", "aws:policy/service-role/AmazonS3ReadOnlyAccess"),
        ),
        Case::environment("access-policy-letter", &identity("scoring", "aws:policy/AmazonS3ReadOnlyAcess")),
        Case::environment(
            "access-reader-in-production",
            &format!("profile = \"production\"\n{}", identity("scoring", "aws:policy/ReadOnlyAccess")),
        ),
        Case::environment(
            "access-policy-of-cell",
            &identity("scoring", "111111111111:policy/demo-dev-alpha-karpenter-nodes"),
        ),
    ]
}

fn names() -> Vec<Case> {
    vec![
        Case::edited("access-fleet-sg", &[("fleet \"demo\"", "fleet \"sg\"")]),
        Case::environment("access-fleet-sg-with-endpoints", "interface_endpoints = [\"ecr.api\"]")
            .with("\"demo\"", "\"sg-shop\""),
        Case::hcl("access-profile-of-prod", GOOD.replace("\"dev\"", "\"prod-eu\""))
            .with("environment \"prod-eu\" {", "environment \"prod-eu\" {\n  profile = \"staging\""),
        Case::fleet("access-tag-of-karpenter", "tags = { \"karpenter.sh/discovery\" = \"x\" }"),
        Case::fleet("access-tag-of-karpenter-in-capitals", "tags = { \"Karpenter.sh/Discovery\" = \"x\" }"),
        Case::environment("access-tag-name-in-small-letters", "tags = { name = \"x\" }"),
        Case::environment("access-tag-of-load-balancers", "tags = { \"elbv2.k8s.aws/cluster\" = \"x\" }"),
        Case::environment("tags-in-two-spellings", "tags = { team = \"a\", Team = \"b\" }"),
        Case::environment("tags-of-the-fleet", "tags = { domain = \"shop\" }"),
        Case::edited("fleet-that-nobody-owns", &[("owner       = \"platform\"", "owner       = \" \"")]),
        Case::environment(
            "access-of-the-nodes",
            "access \"nodes\" {\n  principal = \"arn:aws:iam::111111111111:role/demo-dev-alpha-karpenter-node\"\n  policy    = \"view\"\n}",
        ),
        Case::edited(
            "access-confined-admin",
            &[("policy    = \"cluster-admin\"", "policy    = \"cluster-admin\"\n    namespaces = [\"a\"]")],
        ),
        Case::environment("access-tag-name", "tags = { Name = \"x\" }"),
    ]
}

/// What an organisation demands in IAM.
fn demands() -> Vec<Case> {
    vec![
        Case::fleet("iam-path-without-slashes", "iam_path = \"cells\""),
        Case::environment("iam-path-of-aws", "iam_path = \"/aws-service-role/cells/\""),
        Case::environment("iam-path-wildcard", "iam_path = \"/cells/*/\""),
        Case::fleet(
            "boundary-of-one-account",
            "permissions_boundary = \"arn:aws:iam::111111111111:policy/acme/boundary\"",
        ),
        Case::environment("boundary-of-aws", "permissions_boundary = \"arn:aws:iam::aws:policy/PowerUserAccess\""),
        Case::environment("boundary-without-policy", "permissions_boundary = \"boundary\""),
    ]
}
