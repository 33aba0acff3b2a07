use std::collections::BTreeSet;

use crate::catalog::charts::{ARGO_CD, Workload};
use crate::catalog::image_keys::{self, ImageKey};
use crate::catalog::image_registries;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Application, Class, Environment, Git};
use crate::source::Span;

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

/// The host of the mirror, when everybody knows that it is on the internet as well.
fn public_mirror(environment: &Environment) -> Option<(&'static str, Span)> {
    let registry = &environment.mirror.as_ref()?.registry;
    Some((image_registries::public_host(registry.as_str())?, registry.span))
}

/// What a cell installs from the internet.
struct Public {
    /// What has a chart or a manifest there.
    releases: Vec<String>,
    /// What has images there.
    with_images: Vec<String>,
    /// Where these are: registries that have no endpoint in a VPC.
    registries: BTreeSet<&'static str>,
}

impl Public {
    fn of(environment: &Environment) -> Self {
        let mut public = Self { releases: Vec::new(), with_images: Vec::new(), registries: BTreeSet::new() };
        let is_argo_cd_published = environment.argo_cd.is_published();
        public.join("Argo CD".to_owned(), is_argo_cd_published, || {
            // A manifest of another address names images of its own.
            if is_argo_cd_published { ARGO_CD.chart().registries().into_iter().collect() } else { BTreeSet::new() }
        });
        for application in &environment.applications {
            let name = application.name.value.to_string();
            public.join(name, application.is_published(), || public_registries(environment, application));
        }
        public
    }

    fn join(&mut self, name: String, is_published: bool, registries: impl FnOnce() -> BTreeSet<&'static str>) {
        let registries = registries();
        self.with_images.extend((!registries.is_empty()).then(|| name.clone()));
        self.registries.extend(registries);
        self.releases.extend(is_published.then_some(name));
    }

    const fn is_empty(&self) -> bool {
        self.releases.is_empty() && self.with_images.is_empty()
    }

    fn notes(&self) -> Vec<String> {
        let names = |names: &[String]| listing(names.iter().map(String::as_str), "and");
        let releases = (!self.releases.is_empty()).then(|| format!("on the internet: {}", names(&self.releases)));
        let registries = || listing(self.registries.iter().copied(), "and");
        let images = (!self.with_images.is_empty())
            .then(|| format!("images of {} are in {}", names(&self.with_images), registries()));
        releases.into_iter().chain(images).collect()
    }
}

/// The registries from which images of an application come that neither a mirror nor `values` take from elsewhere.
fn public_registries(environment: &Environment, application: &Application) -> BTreeSet<&'static str> {
    if environment.mirror.is_some() {
        return BTreeSet::new();
    }
    let chart = application.name.value.facts().brings.chart();
    let moved: Vec<&ImageKey> =
        image_keys::of_chart(&chart.chart).filter(|key| is_moved(key, environment, application)).collect();
    let images = chart.pods.iter().flat_map(Workload::all_containers).map(|container| &container.image);
    let public = images.filter(|image| !moved.iter().any(|key| key.covers(&image.name())));
    public.map(|image| image.registry.as_str()).collect()
}

/// Whether `values` name another registry in place of the chart's.
fn is_moved(key: &ImageKey, environment: &Environment, application: &Application) -> bool {
    let path = key.path(&environment.region.value);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let own = application.values.as_ref().and_then(|values| values.get(&path)?.as_str());
    let host = |name: &str| name.split('/').next().unwrap_or_default().to_owned();
    own.is_some_and(|own| !own.is_empty() && host(own) != host(&key.stands_for))
}

fn out_of_reach(git: &Git, environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let (public, host, mirror) = (Public::of(environment), public_host(git), public_mirror(environment));
    if public.is_empty() && host.is_none() && mirror.is_none() {
        return None;
    }
    let headline = format!("cells of {} cannot reach what they install", class.title());
    let warning = RULE.finding(class.nat.span, headline).label("no internet access");
    let mut warning = public.notes().into_iter().fold(warning, Diagnostic::note);
    if let Some((host, place)) = mirror {
        warning =
            warning.also(place, format!("the copies of charts and images are on the internet as well, at {host}"));
    }
    if let Some(host) = host {
        let place = git.repository.span;
        warning = warning.also(place, format!("the manifests of the cells are on the internet, at {host}"));
    }
    let registry = match mirror {
        Some(_) => Some("name a registry that the cells reach, such as one in ECR"),
        None => (!public.is_empty())
            .then_some("name a registry with copies of charts and images: `mirror { registry = \"…\" }`"),
    };
    let repository = host.map(|_| "use a Git repository that the cells reach");
    let helps: Vec<&str> = registry.into_iter().chain(repository).collect();
    Some(warning.help(helps.join(", and ")))
}
