//! Cells without a way out install applications from where they can reach.
//!
//! ## Why
//! With `nat = "none"` nothing in a cell reaches the internet: neither the repositories of charts nor the release of Argo CD,
//! nor the registries of their images, nor a Git repository at GitHub, GitLab or Bitbucket. The endpoints of the VPC lead to AWS's own services only, among them ECR, where a
//! mirror can be. Argo CD fetches each chart as a dependency of a folder in the Git repository; credentials for the mirror are
//! a Secret with the label `argocd.argoproj.io/secret-type: repository`, as for Git.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://git.example.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   nat = "none"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://git.example.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   nat = "none"
//!   argo_cd {
//!     manifest = "https://git.example.com/mirror/argo-cd/v3.5.8/install.yaml"
//!   }
//!   application "aws-load-balancer-controller" {
//!     repository = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/charts"
//!   }
//!   application "karpenter" {
//!     repository = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/charts"
//!   }
//!   application "metrics-server" {
//!     repository = "111111111111.dkr.ecr.eu-west-1.amazonaws.com/charts"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::PRIVATE_REPOSITORY;
use crate::diagnostic::{Diagnostic, listing};
use crate::model::{Class, Environment, Git};

/// Where companies keep repositories that only the internet leads to.
const PUBLIC_HOSTS: [&str; 3] = ["bitbucket.org", "github.com", "gitlab.com"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(git) = &model.fleet.git else { return };
    let isolated = model.classes().filter(|(_, class)| class.is_isolated());
    diagnostics.extend(isolated.filter_map(|(environment, class)| out_of_reach(git, environment, class)));
}

/// The host of the Git repository, when everybody knows that it is on the internet.
fn public_host(git: &Git) -> Option<&'static str> {
    let address = git.repository.as_str();
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("ssh://git@"))
        .or_else(|| address.strip_prefix("git@"))?;
    let host = rest.split(['/', ':']).next()?;
    PUBLIC_HOSTS.into_iter().find(|public| *public == host)
}

fn out_of_reach(git: &Git, environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let published = environment.applications.iter().filter(|application| application.is_published());
    let mut names: Vec<String> = published.map(|application| application.name.value.to_string()).collect();
    if environment.argo_cd.is_published() {
        names.insert(0, "Argo CD".to_owned());
    }
    let host = public_host(git);
    if names.is_empty() && host.is_none() {
        return None;
    }
    let headline = format!("cells of {} cannot reach what they would install", class.title());
    let warning = Diagnostic::warning(PRIVATE_REPOSITORY, class.nat.span, headline).label("no way to the internet");
    let published =
        (!names.is_empty()).then(|| format!("on the internet: {}", listing(names.iter().map(String::as_str), "and")));
    let warning = published.into_iter().fold(warning, Diagnostic::note);
    let warning = match host {
        Some(host) => {
            warning.also(git.repository.span, format!("{host} is on the internet, as the manifests of the cells are"))
        }
        None => warning,
    };
    Some(warning.help(
        "name mirrors: `repository` of `git`, `repository` of each application, `manifest` of `argo_cd`, and the images of both in their values",
    ))
}
