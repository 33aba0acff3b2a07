//! The blocks of Terraform 1.7 itself, in the same form as the provider's schema.

use std::sync::LazyLock;

use super::{
    schema::{Attribute, Block, NestedBlock, Nesting},
    types::{Field, Type},
};

/// `variable`
pub(super) static VARIABLE: LazyLock<Block> = LazyLock::new(|| {
    Block::default()
        .required("type", Type::Any)
        .required_literal("description", Type::String)
        .literal("default", Type::Any)
        .literal("sensitive", Type::Bool)
        .literal("nullable", Type::Bool)
        .blocks("validation", 0, condition())
});

/// `output`
pub(super) static OUTPUT: LazyLock<Block> = LazyLock::new(|| {
    Block::default()
        .required("value", Type::Any)
        .required_literal("description", Type::String)
        .literal("sensitive", Type::Bool)
        .optional("depends_on", Type::Any)
        .blocks("precondition", 0, condition())
});

/// `locals`
pub(super) static LOCALS: LazyLock<Block> = LazyLock::new(|| Block { others: Some(Type::Any), ..Block::default() });

/// `terraform`; its `backend` is checked on its own.
pub(super) static TERRAFORM: LazyLock<Block> = LazyLock::new(|| {
    let text = || Field { ty: Type::String, optional: true };
    let aliases = Field { ty: Type::Any, optional: true };
    let provider = [("source", text()), ("version", text()), ("configuration_aliases", aliases)];
    let provider = provider.into_iter().map(|(name, field)| (name.to_owned(), field)).collect();
    let providers = Block { others: Some(Type::Object(std::sync::Arc::new(provider))), ..Block::default() };
    Block::default().literal("required_version", Type::String).blocks("required_providers", 1, providers)
});

/// `lifecycle` of a resource
pub(super) static LIFECYCLE: LazyLock<Block> = LazyLock::new(|| {
    Block::default()
        .literal("create_before_destroy", Type::Bool)
        .literal("prevent_destroy", Type::Bool)
        .optional("ignore_changes", Type::Any)
        .optional("replace_triggered_by", Type::Any)
        .blocks("precondition", 0, condition())
        .blocks("postcondition", 0, condition())
});

/// `moved`
pub(super) static MOVED: LazyLock<Block> =
    LazyLock::new(|| Block::default().required("from", Type::Any).required("to", Type::Any));

/// `import`
pub(super) static IMPORT: LazyLock<Block> = LazyLock::new(|| {
    Block::default()
        .required("to", Type::Any)
        .required("id", Type::String)
        .optional("provider", Type::Any)
        .optional("for_each", Type::Any)
});

/// `removed`
pub(super) static REMOVED: LazyLock<Block> = LazyLock::new(|| {
    let lifecycle = Block::default().required_literal("destroy", Type::Bool);
    Block::default().required("from", Type::Any).blocks("lifecycle", 1, lifecycle)
});

/// `backend "s3"` or `backend "local"`; none for other backends.
pub(super) fn backend(kind: &str) -> Option<&'static Block> {
    match kind {
        "local" => Some(&LOCAL_BACKEND),
        "s3" => Some(&S3_BACKEND),
        _ => None,
    }
}

static LOCAL_BACKEND: LazyLock<Block> =
    LazyLock::new(|| Block::default().literal("path", Type::String).literal("workspace_dir", Type::String));

const S3_TEXTS: [&str; 18] = [
    "access_key",
    "acl",
    "custom_ca_bundle",
    "dynamodb_table",
    "ec2_metadata_service_endpoint",
    "ec2_metadata_service_endpoint_mode",
    "http_proxy",
    "https_proxy",
    "kms_key_id",
    "no_proxy",
    "profile",
    "region",
    "retry_mode",
    "secret_key",
    "sse_customer_key",
    "sts_region",
    "token",
    "workspace_key_prefix",
];

const S3_FLAGS: [&str; 12] = [
    "encrypt",
    "insecure",
    "skip_credentials_validation",
    "skip_metadata_api_check",
    "skip_region_validation",
    "skip_requesting_account_id",
    "skip_s3_checksum",
    "use_dualstack_endpoint",
    "use_fips_endpoint",
    "use_legacy_workflow",
    "use_lockfile",
    "use_path_style",
];

const S3_LISTS: [&str; 4] =
    ["allowed_account_ids", "forbidden_account_ids", "shared_config_files", "shared_credentials_files"];

/// Arguments of Terraform 1.7 without the deprecated flat ones for roles and endpoints, and `use_lockfile` of 1.10, which the rule
/// `lock_file_release` refuses where older versions are admitted.
static S3_BACKEND: LazyLock<Block> = LazyLock::new(|| {
    let block = Block::default().required_literal("bucket", Type::String).required_literal("key", Type::String);
    let block = S3_TEXTS.iter().fold(block, |block, name| block.literal(name, Type::String));
    let block = S3_FLAGS.iter().fold(block, |block, name| block.literal(name, Type::Bool));
    let block = S3_LISTS.iter().fold(block, |block, name| block.literal(name, Type::set(Type::String)));
    let endpoints = ["dynamodb", "iam", "s3", "sso", "sts"].map(|name| (name, Type::String));
    block
        .literal("max_retries", Type::Number)
        .literal("endpoints", optional_object(endpoints))
        .literal("assume_role", assumed_role())
        .literal("assume_role_with_web_identity", web_identity())
});

fn assumed_role() -> Type {
    let texts = ["role_arn", "duration", "external_id", "policy", "session_name", "source_identity"];
    let lists = ["policy_arns", "transitive_tag_keys"].map(|name| (name, Type::set(Type::String)));
    let texts = texts.map(|name| (name, Type::String));
    optional_object(texts.into_iter().chain(lists).chain([("tags", Type::map(Type::String))]))
}

fn web_identity() -> Type {
    let texts = ["role_arn", "duration", "policy", "session_name", "web_identity_token", "web_identity_token_file"];
    let lists = [("policy_arns", Type::set(Type::String))];
    optional_object(texts.map(|name| (name, Type::String)).into_iter().chain(lists))
}

fn optional_object(fields: impl IntoIterator<Item = (&'static str, Type)>) -> Type {
    let fields = fields.into_iter().map(|(name, ty)| (name.to_owned(), Field { ty, optional: true }));
    Type::Object(std::sync::Arc::new(fields.collect()))
}

/// A check that authors write: `validation`, `precondition`, `postcondition`.
fn condition() -> Block {
    Block::default().required("condition", Type::Bool).required("error_message", Type::String)
}

impl Block {
    fn with(mut self, name: &str, attribute: Attribute) -> Self {
        self.attributes.insert(name.to_owned(), attribute);
        self
    }

    fn optional(self, name: &str, ty: Type) -> Self {
        self.with(name, Attribute::optional(ty))
    }

    fn required(self, name: &str, ty: Type) -> Self {
        self.with(name, Attribute { required: true, ..Attribute::optional(ty) })
    }

    fn literal(self, name: &str, ty: Type) -> Self {
        self.with(name, Attribute { literal: true, ..Attribute::optional(ty) })
    }

    fn required_literal(self, name: &str, ty: Type) -> Self {
        self.with(name, Attribute { literal: true, required: true, ..Attribute::optional(ty) })
    }

    /// Nested blocks, at most so many of them; 0 for no limit.
    fn blocks(mut self, name: &str, max_items: usize, block: Self) -> Self {
        let nested =
            NestedBlock { block, nesting_mode: Nesting::List, min_items: 0, max_items, kept_when_removed: false };
        self.nested.insert(name.to_owned(), nested);
        self
    }
}
