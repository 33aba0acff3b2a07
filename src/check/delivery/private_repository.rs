use std::collections::BTreeSet;

use crate::catalog::charts::{ARGO_CD, Chart};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Class, Environment, Git};

/// Applications of a cell without a way out that come from the internet.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0817"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("private_repository.md"),
    yields_to: &[],
    check,
};

/// Where companies keep repositories that only the internet leads to.
const PUBLIC_HOSTS: [&str; 3] = ["bitbucket.org", "github.com", "gitlab.com"];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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

/// Where the images of published charts are, none of which has an endpoint in a VPC.
fn registries(environment: &Environment) -> Option<String> {
    let published = environment.applications.iter().filter(|application| application.is_published());
    let charts = published.map(|application| application.name.value.facts().brings.chart());
    let charts = charts.chain(environment.argo_cd.is_published().then(|| ARGO_CD.chart()));
    let names: BTreeSet<&str> = charts.flat_map(Chart::registries).collect();
    (!names.is_empty()).then(|| format!("the images are in {}", listing(names, "and")))
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
    let headline = format!("cells of {} cannot reach what they install", class.title());
    let warning = RULE.finding(class.nat.span, headline).label("no internet access");
    let published =
        (!names.is_empty()).then(|| format!("on the internet: {}", listing(names.iter().map(String::as_str), "and")));
    let warning = published.into_iter().chain(registries(environment)).fold(warning, Diagnostic::note);
    let warning = match host {
        Some(host) => {
            warning.also(git.repository.span, format!("the manifests of the cells are on the internet, at {host}"))
        }
        None => warning,
    };
    Some(warning.help(
        "use mirrors: `repository` of `git`, `repository` of each application, `manifest` of `argo_cd`, and the images of both in their values",
    ))
}
