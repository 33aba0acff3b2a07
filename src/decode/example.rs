//! Examples of keys that are missing.

/// What a missing key looks like, where a newcomer would not know.
pub(super) fn example_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "account" => r#"account = "111111111111""#,
        "region" => r#"region = "eu-west-1""#,
        "cidr" => r#"cidr = "10.0.0.0/16""#,
        "environment" => r#"environment = "dev""#,
        "reason" => r#"reason = "pilot without customers, see PLAT-123""#,
        "owner" => r#"owner = "platform""#,
        "cost_centre" => r#"cost_centre = "CC-1""#,
        "principal" => r#"principal = "arn:aws:iam::111111111111:role/platform-engineer""#,
        "bucket" => r#"bucket = "acme-terraform-state""#,
        "effect" => r#"effect = "NoSchedule""#,
        "namespace" => r#"namespace = "payments""#,
        "service_account" => r#"service_account = "payments""#,
        "repository" => r#"repository = "https://github.com/acme/cells.git""#,
        "to" => r#"to = "identity""#,
        "ports" => "ports = [443]",
        "cidrs" => r#"cidrs = ["198.51.100.0/24"]"#,
        "nodes" => r#"nodes = "10%""#,
        "replicas" => "replicas = 2",
        "api_groups" => r#"api_groups = ["apps"]"#,
        "resources" => r#"resources = ["deployments"]"#,
        "verbs" => r#"verbs = ["get", "list", "watch"]"#,
        "cpu" => "cpu = 64",
        "memory" => r#"memory = "256Gi""#,
        "policies" => r#"policies = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]"#,
        _ => return None,
    })
}
