//! The root of a router: health checks, the switches of cells, and the records that lead tenants to their cells. It knows the
//! names of cells and nothing else of them, so it can be applied before, after or without them.

mod buckets;
mod evacuation;
mod health_checks;
mod outputs;
mod record;
mod tenants;

use super::provider::ProviderSettings;
use super::{RootContext, backend, provider, variables};
use crate::layout::RootKind;
use crate::lower::header::FileMaker;
use crate::model::{Cell, DnsAccount, Environment, Evacuation, Model, RecordPlan, Router, names};
use crate::terraform::{Expression, Module, call, list, path, text};
use crate::values::{DomainName, Exposure, HostedZoneId};

/// The provider configuration for the region of the switches.
const EVACUATION: &str = "evacuation";

/// Everything that the files of a router are made from.
struct RouterContext<'a> {
    root: RootContext<'a>,
    environment: &'a Environment,
    domain: &'a DomainName,
    zone: &'a HostedZoneId,
    dns: &'a DnsAccount,
    router: &'a Router,
    cells: Vec<&'a Cell>,
    plan: RecordPlan,
}

/// Lowers the router of an environment; [`None`] where there is none, or no zone for its records yet.
pub(in crate::lower) fn lower(model: &Model, environment: &Environment) -> Option<Module> {
    let (router, dns) = (environment.router.as_ref()?, model.fleet.dns.as_ref()?);
    let zone = environment.zone.as_ref()?.zone_id.as_ref()?;
    let domain = environment.domain.as_ref()?;
    let plan = RecordPlan::of(model, environment)?;
    let cells: Vec<&Cell> = model.cells_of(&environment.name).collect();
    let files = FileMaker::new(origins(model, environment, &cells));
    let root = RootContext { fleet: &model.fleet, kind: RootKind::Router(environment.name.value.clone()), files };
    let context = RouterContext { root, environment, domain, zone, dns, router, cells, plan };
    let mut files = vec![backend::file(&context.root)];
    files.extend(buckets::file(&context));
    files.extend(router.evacuation.as_ref().map(|evacuation| evacuation::file(&context, evacuation)));
    files.extend(health_checks::file(&context));
    files.extend(outputs::file(&context));
    files.push(provider::file(&context.root, context.providers()));
    files.extend(tenants::file(&context));
    files.extend(variables::file(&context.root, dns.deploy_role.as_ref().map(|role| &role.value)));
    files.push(context.root.versions());
    Some(context.root.into_module(files))
}

/// The source files of what the router knows.
fn origins<'a>(model: &'a Model, environment: &'a Environment, cells: &'a [&Cell]) -> impl Iterator<Item = &'a str> {
    let own = [model.fleet.origin.as_str(), environment.origin.as_str()].into_iter();
    own.chain(cells.iter().map(|cell| cell.origin.as_str()))
}

impl RouterContext<'_> {
    /// The DNS account, and the region of the switches.
    fn providers(&self) -> Vec<ProviderSettings<'_>> {
        let session = || names::router_session(&self.root.fleet.name, &self.environment.name);
        let settings = |alias: Option<&str>, region| ProviderSettings {
            alias: alias.map(str::to_owned),
            region,
            account: &self.dns.account.value,
            role: self.dns.deploy_role.as_ref().map(|_| variables::assumed(session())),
            tags: self
                .environment
                .resource_tags
                .iter()
                .map(|(key, value)| (key.to_string(), value.to_string()))
                .collect(),
        };
        let switches = self.router.evacuation.as_ref().filter(|_| !self.cells.is_empty());
        let switches = switches.map(|switches| settings(Some(EVACUATION), switches.region.value.clone()));
        std::iter::once(settings(None, self.dns.region.value.clone())).chain(switches).collect()
    }

    /// One instance for each cell.
    fn each_cell(&self) -> Expression {
        call("toset", [list(self.cells.iter().map(|cell| cell.name.to_string()))])
    }

    /// The name of the cluster of `each.key`.
    fn cluster(&self) -> Expression {
        text(&format!("{}-{}-{{}}", self.root.fleet.name.value, self.environment.name.value), [path("each.key")])
    }

    /// The switches, where there are any.
    fn evacuation(&self) -> Option<&Evacuation> {
        self.router.evacuation.as_ref()
    }

    /// Whether records have anything to ask about a cell.
    fn has_checks(&self) -> bool {
        self.is_public() || self.evacuation().is_some()
    }

    /// Whether Route 53 reaches the cells.
    fn is_public(&self) -> bool {
        self.environment.front_door.as_ref().is_some_and(|door| door.exposure.value == Exposure::Public)
    }
}
