use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Application;
use crate::source::Spanned;
use crate::values::GitRepository;

/// An address of a page or of a registry, and not of a repository.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0822"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if nothing can be cloned or pulled from the address"),
        (Kind::Mistake, "for a registry without a path that is not in ECR"),
    ]),
    since: "0.1.0",
    docs: include_str!("repository_address.md"),
    yields_to: &[],
    check,
};

/// What the pages of GitHub, GitLab, Bitbucket and Gitea have behind the name of a repository.
const PAGES: [&str; 8] =
    ["/-/", "/tree/", "/blob/", "/commit/", "/commits/", "/releases/", "/src/branch/", "/src/main"];
/// Registries that have nothing without an owner's name.
const REGISTRIES: [&str; 6] = ["docker.io", "registry-1.docker.io", "gcr.io", "ghcr.io", "public.ecr.aws", "quay.io"];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let error = RULE.finding_as(Kind::Fails, repository.span, "this is the address of a web page, not of a repository");
    let error = error.label("Git finds nothing there");
    Some(error.help_replacing(format!("write `{start}`"), repository.span, format!("\"{start}\"")))
}

/// The address of a Helm repository whose `https://` is missing.
fn no_scheme(application: &Application) -> Option<Diagnostic> {
    let (name, repository) = (application.name.value, &application.repository);
    let host = repository.as_str().trim_end_matches('/');
    let published = name.chart().repository();
    let is_published =
        |published: &str| published.strip_prefix("https://").is_some_and(|rest| rest.trim_end_matches('/') == host);
    if is_published(published.as_str()) {
        let headline = format!("`{host}` is taken for an OCI registry");
        let error = RULE.finding_as(Kind::Fails, repository.span, headline).label("without `https://`");
        let error = error.note("without a scheme, Argo CD pulls charts as OCI images");
        return Some(error.help_replacing(format!("write `{published}`"), repository.span, format!("\"{published}\"")));
    }
    // ECR keeps charts below nothing but the name of the account.
    if host.contains('/') || host.contains(".dkr.ecr.") {
        return None;
    }
    let headline = format!("`{host}` is taken for an OCI registry");
    let warning = RULE.finding_as(Kind::Mistake, repository.span, headline).label("a registry without a path");
    Some(warning.help(format!("write `https://{host}` for a Helm repository, or add the path of the chart")))
}

fn registry(application: &Application) -> Option<Diagnostic> {
    let repository = &application.repository;
    let host = repository.as_str().trim_end_matches('/');
    REGISTRIES.contains(&host).then(|| {
        let headline = format!("`{host}` has no chart for `{}`", application.name.value);
        let error = RULE.finding_as(Kind::Fails, repository.span, headline).label("a registry without a path");
        error.help(format!("add the path of the chart, such as `{host}/acme`, or leave `repository` out"))
    })
}
