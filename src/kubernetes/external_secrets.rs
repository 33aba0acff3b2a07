//! The `SecretStore` of External Secrets, `external-secrets.io/v1`, with the fields that cellc writes.
//!
//! Source: external-secrets/external-secrets, `apis/externalsecrets/v1/secretstore_types.go` and
//! `secretstore_aws_types.go`.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::custom_resource::custom_resource;

/// From where the `ExternalSecret`s of one namespace read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretStore {
    /// `external-secrets.io/v1`
    pub api_version: &'static str,
    /// `SecretStore`
    pub kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// From where.
    pub spec: SecretStoreSpec,
}

/// From where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecretStoreSpec {
    /// Exactly one.
    pub provider: Provider,
}

/// What keeps the secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provider {
    /// AWS.
    pub aws: Aws,
}

/// Secrets in AWS, read with the permissions of the controller where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aws {
    /// `SecretsManager`
    pub service: &'static str,
    /// Region.
    pub region: String,
    /// Put before the key of everything that is read through the store, so that nothing else can be named.
    pub prefix: String,
}

impl SecretStore {
    /// A store for what is in AWS Secrets Manager below a prefix.
    pub const fn secrets_manager(metadata: ObjectMeta, region: String, prefix: String) -> Self {
        let aws = Aws { service: "SecretsManager", region, prefix };
        let spec = SecretStoreSpec { provider: Provider { aws } };
        Self { api_version: "external-secrets.io/v1", kind: "SecretStore", metadata, spec }
    }
}

custom_resource!(SecretStore, "SecretStore", "external-secrets.io", "v1", "secretstores", NamespaceResourceScope);
