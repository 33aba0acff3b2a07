//! Generated output to work in, and the roots in it.

use std::fs;
use std::path::{Path, PathBuf};

use cellc::values::{Release, VersionConstraint};
use tempfile::TempDir;
use walkdir::WalkDir;

/// A folder of output to work in: Terraform writes beside what it reads. It is removed when dropped.
pub(crate) struct Workspace {
    directory: TempDir,
}

impl Workspace {
    /// Works in a folder of output.
    pub(crate) fn of(directory: TempDir) -> Self {
        Self { directory }
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Every root in it, ordered by path. A folder is a root if it configures a backend.
    pub(crate) fn roots(&self) -> Vec<Root> {
        let walk = WalkDir::new(self.path()).sort_by_file_name();
        let folders = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_dir());
        folders.filter_map(|folder| Root::read(folder.path())).collect()
    }

    /// The root in the folder `path` of the output.
    pub(crate) fn root(&self, path: &str) -> Root {
        let directory = self.path().join(path);
        Root::read(&directory).unwrap_or_else(|| panic!("{path} has no backend, so it is no root"))
    }
}

/// Where a root keeps its state.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Backend {
    /// A bucket of S3, with an optional lock table of `DynamoDB`.
    S3 { bucket: String, region: String, table: Option<String> },
    /// A file, or anything else that needs no preparation.
    Other,
}

/// A root configuration.
#[derive(Debug, Clone)]
pub(crate) struct Root {
    directory: PathBuf,
    backend: Backend,
    account: Option<String>,
    required_version: Option<VersionConstraint>,
}

impl Root {
    /// The folder of the root.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Where its state is.
    pub(crate) fn backend(&self) -> &Backend {
        &self.backend
    }

    /// The first account that its provider allows.
    pub(crate) fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Whether it runs in a version of Terraform such as `1.8`.
    pub(crate) fn admits(&self, version: &str) -> bool {
        let (major, minor) = version.split_once('.').expect("a version has two parts");
        let part = |text: &str| text.parse().expect("a part of a version is a number");
        let release = Release::new(part(major), part(minor), 0);
        self.required_version.as_ref().is_none_or(|constraint| constraint.allows(release))
    }

    fn read(directory: &Path) -> Option<Self> {
        let body = configuration(directory);
        let terraform = block(&body, "terraform")?;
        let backend = block(terraform, "backend")?;
        let required = attribute(terraform, "required_version").and_then(text);
        let provider = block(&body, "provider");
        let account = provider.and_then(|provider| match &attribute(provider, "allowed_account_ids")? {
            hcl::Expression::Array(accounts) => accounts.first().and_then(text),
            _ => None,
        });
        Some(Self {
            directory: directory.to_owned(),
            backend: Backend::read(&body, backend),
            account,
            required_version: required.map(|text| text.parse().expect("a generated constraint is one")),
        })
    }
}

impl Backend {
    fn read(body: &hcl::Body, settings: &hcl::Body) -> Self {
        let labelled = body.blocks().flat_map(|outer| outer.body().blocks());
        let is_s3 = labelled
            .filter(|inner| inner.identifier() == "backend")
            .any(|inner| inner.labels().iter().any(|label| label.as_str() == "s3"));
        let setting = |name| attribute(settings, name).and_then(text);
        match (is_s3, setting("bucket"), setting("region")) {
            (true, Some(bucket), Some(region)) => Self::S3 { bucket, region, table: setting("dynamodb_table") },
            _ => Self::Other,
        }
    }
}

/// All files of a folder as one body, with its `terraform` blocks merged.
fn configuration(directory: &Path) -> hcl::Body {
    let files = WalkDir::new(directory).max_depth(1).sort_by_file_name().into_iter().filter_map(Result::ok);
    let mut terraform = Vec::new();
    let mut others = Vec::new();
    for file in files.filter(|file| file.path().extension().is_some_and(|extension| extension == "tf")) {
        let source = fs::read_to_string(file.path()).expect("the output is readable");
        let body = hcl::parse(&source).unwrap_or_else(|error| panic!("{}: {error}", file.path().display()));
        for structure in body {
            match structure {
                hcl::Structure::Block(block) if block.identifier() == "terraform" => terraform.extend(block.body),
                other => others.push(other),
            }
        }
    }
    others.push(hcl::Block::builder("terraform").add_structures(terraform).build().into());
    others.into_iter().collect()
}

fn block<'body>(body: &'body hcl::Body, name: &str) -> Option<&'body hcl::Body> {
    body.blocks().find(|block| block.identifier() == name).map(hcl::Block::body)
}

fn attribute<'body>(body: &'body hcl::Body, name: &str) -> Option<&'body hcl::Expression> {
    body.attributes().find(|attribute| attribute.key() == name).map(hcl::Attribute::expr)
}

fn text(expression: &hcl::Expression) -> Option<String> {
    match expression {
        hcl::Expression::String(text) => Some(text.clone()),
        _ => None,
    }
}
