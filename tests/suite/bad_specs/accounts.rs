//! `account` blocks, and what a region of AWS does not have.

use crate::bad_specs::case::Case;

const OWN: &str = "111111111111";
const OTHER: &str = "444444444444";

pub(crate) fn cases() -> Vec<Case> {
    [idle(), of_one_class(), requests(), regions()].into_iter().flatten().collect()
}

/// The good specification with the block of an account.
fn account(name: &'static str, account: &str, lines: &str) -> Case {
    Case::appended(name, &block(account, lines))
}

fn block(account: &str, lines: &str) -> String {
    format!("account \"{account}\" {{\n  {lines}\n}}\n")
}

/// A second cell of the same class, in an account of its own.
fn second(account: &str) -> String {
    let role = |account: &str| format!("deploy_role = \"arn:aws:iam::{account}:role/terraform\"");
    format!(
        "cell \"beta\" {{\n  environment = \"dev\"\n  account = \"{account}\"\n  {}\n  cidr = \"10.1.0.0/16\"\n}}\n",
        role(account)
    )
}

fn idle() -> Vec<Case> {
    vec![
        account("account-unused", "999999999999", "spot_role = \"create\""),
        account("account-misspelt", "111111111112", "spot_role = \"create\""),
        account("account-without-content", OWN, ""),
        account("account-of-name", "dev", "spot_role = \"create\""),
        account("account-spot-role-word", OWN, "spot_role = \"existing\""),
        account("account-region-unused", OWN, "region \"eu-central-1\" {\n    quota_requests = {}\n  }"),
        account(
            "account-deploy-role-elsewhere",
            OWN,
            "spot_role   = \"create\"\n  deploy_role = \"arn:aws:iam::444444444444:role/terraform\"",
        ),
    ]
}

fn of_one_class() -> Vec<Case> {
    let of_two = |case: Case| {
        case.with(
            "region  = \"eu-west-1\"\n",
            "region  = \"eu-west-1\"\n  deploy_role = \"arn:aws:iam::111111111111:role/terraform\"\n",
        )
    };
    let organization = block(OTHER, "organization_id = \"o-a1b2c3d4e5\"");
    vec![
        of_two(Case::appended("account-spot-role-of-some", &(block(OWN, "spot_role = \"create\"") + &second(OTHER)))),
        of_two(
            Case::appended("account-organization-of-some", &(organization + &second(OTHER)))
                .with("region  = \"eu-west-1\"\n", "region  = \"eu-west-1\"\n  nat     = \"none\"\n"),
        ),
    ]
}

fn requests() -> Vec<Case> {
    let region = |name, requests: &str| {
        account(name, OWN, &format!("region \"eu-west-1\" {{\n    quota_requests = {{ {requests} }}\n  }}"))
    };
    let granted = "region  = \"eu-west-1\"\n  quotas  = { elastic-ips = 40 }\n";
    vec![
        region("account-request-below-default", "elastic-ips = 3"),
        region("account-request-below-need", "spot-vcpus = 10"),
        region("account-request-below-granted", "elastic-ips = 20").with("region  = \"eu-west-1\"\n", granted),
        region("account-request-of-internet-gateways", "internet-gateways = 20"),
        region("account-request-of-iam-in-a-region", "iam-roles = 2000"),
        account("account-request-without-region", OWN, "quota_requests = { elastic-ips = 20 }"),
    ]
}

fn regions() -> Vec<Case> {
    let place = "region  = \"eu-west-1\"";
    let tier = "\n\n  node_tier \"batch\" {\n    capacity = \"on-demand\"\n    families = [\"c7a\", \"m7a\"]\n    limits   = { cpu = 64, memory = \"256Gi\" }\n  }";
    vec![
        Case::edited(
            "region-zone-without-control-planes",
            &[(place, "region  = \"us-east-1\"\n  zones   = [\"a\", \"e\"]")],
        ),
        Case::edited("region-without-the-default-type", &[(place, "region  = \"me-central-1\"")]),
        Case::edited("region-without-the-families-of-a-tier", &[(place, &format!("region  = \"eu-south-1\"{tier}"))]),
    ]
}
