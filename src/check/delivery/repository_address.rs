//! The address of a repository is that of the repository, and not of a page about it.
//!
//! ## Why
//! Argo CD clones what `git.repository` says. The address that a browser shows while somebody looks at a branch or a file has
//! `/tree/` or `/blob/` in it, and Git finds nothing there. A public registry keeps charts below the name of an owner: the
//! registry alone has none. Without `https://` Argo CD takes an address for an OCI registry: where it is the one of the
//! publisher's Helm repository but for that, it is an error; where it is a registry without a path that is not one of an
//! account in ECR, a warning. A namespace's `repository` is held to the same.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells/tree/main"
//!     revision   = "v1.0.0"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells"
//!     revision   = "v1.0.0"
//!   }
//! }
//! ```

use crate::catalog::applications::chart;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::REPOSITORY_ADDRESS;
use crate::model::Application;
use crate::source::Spanned;
use crate::values::GitRepository;

/// What the pages of GitHub, GitLab, Bitbucket and Gitea have behind the name of a repository.
const PAGES: [&str; 8] =
    ["/-/", "/tree/", "/blob/", "/commit/", "/commits/", "/releases/", "/src/branch/", "/src/main"];
/// Registries that have nothing without an owner's name.
const REGISTRIES: [&str; 6] = ["docker.io", "registry-1.docker.io", "gcr.io", "ghcr.io", "public.ecr.aws", "quay.io"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(git) = &model.fleet.git {
        diagnostics.extend(page(&git.repository));
    }
    for environment in model.environments.values() {
        diagnostics.extend(environment.namespaces.iter().filter_map(|namespace| page(namespace.repository.as_ref()?)));
        let charts = environment.applications.iter();
        diagnostics.extend(charts.filter_map(|application| registry(application).or_else(|| no_scheme(application))));
    }
}

fn page(repository: &Spanned<GitRepository>) -> Option<Diagnostic> {
    let address = repository.as_str();
    // Only pages have an address for browsers, and a host, an owner and a name before it.
    let ends = PAGES.iter().filter_map(|page| address.find(page)).min()?;
    let start = address.get(..ends).filter(|start| start.starts_with("https://") && start.split('/').count() >= 5)?;
    let error = Diagnostic::error(
        REPOSITORY_ADDRESS,
        repository.span,
        "this is the address of a page, and not of a repository",
    );
    let error = error.label("Git finds nothing there");
    Some(error.help_replacing(format!("write `{start}`"), repository.span, format!("\"{start}\"")))
}

/// The address of a Helm repository whose `https://` is missing.
fn no_scheme(application: &Application) -> Option<Diagnostic> {
    let (name, repository) = (application.name.value, &application.repository);
    let host = repository.as_str().trim_end_matches('/');
    let published = chart(name).repository();
    let is_published =
        |published: &str| published.strip_prefix("https://").is_some_and(|rest| rest.trim_end_matches('/') == host);
    if is_published(published.as_str()) {
        let headline = format!("`{host}` is taken for an OCI registry");
        let error = Diagnostic::error(REPOSITORY_ADDRESS, repository.span, headline).label("without `https://`");
        let error = error.note("without a scheme Argo CD pulls charts as OCI images");
        return Some(error.help_replacing(format!("write `{published}`"), repository.span, format!("\"{published}\"")));
    }
    // ECR keeps charts below nothing but the name of the account.
    if host.contains('/') || host.contains(".dkr.ecr.") {
        return None;
    }
    let headline = format!("`{host}` is taken for an OCI registry");
    let warning = Diagnostic::warning(REPOSITORY_ADDRESS, repository.span, headline).label("a registry without a path");
    Some(
        warning.help(format!("write `https://{host}` for a Helm repository, or add the path below which the chart is")),
    )
}

fn registry(application: &Application) -> Option<Diagnostic> {
    let repository = &application.repository;
    let host = repository.as_str().trim_end_matches('/');
    REGISTRIES.contains(&host).then(|| {
        let headline = format!("`{host}` has no chart of `{}`", application.name.value);
        let error = Diagnostic::error(REPOSITORY_ADDRESS, repository.span, headline).label("a registry without a path");
        error.help(format!("add the path below which the chart is, such as `{host}/acme`, or leave `repository` out"))
    })
}
