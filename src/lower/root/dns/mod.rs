//! The root of an environment's hosted zone: the zone, and the roles with which others write their own names in it. It is applied
//! before all others and needs none of them.

mod outputs;
mod records;
mod roles;
mod zone;

use super::provider::ProviderSettings;
use super::{RootContext, backend, provider, variables};
use crate::layout::RootKind;
use crate::lower::header::FileMaker;
use crate::model::{DnsAccount, Environment, HostedZone, Model, names};
use crate::terraform::Module;
use crate::values::DomainName;

/// Everything that the files of a zone's root are made from.
struct DnsContext<'a> {
    root: RootContext<'a>,
    model: &'a Model,
    environment: &'a Environment,
    dns: &'a DnsAccount,
    zone: &'a HostedZone,
    domain: &'a DomainName,
}

/// Lowers the zone of an environment; [`None`] if it has none.
pub(in crate::lower) fn lower(model: &Model, environment: &Environment) -> Option<Module> {
    let (dns, zone) = (model.fleet.dns.as_ref()?, environment.zone.as_ref()?);
    let domain = &environment.domain.as_ref()?.value;
    let files = FileMaker::new([model.fleet.origin.as_str(), environment.origin.as_str()]);
    let root = RootContext { fleet: &model.fleet, kind: RootKind::Dns(environment.name.value.clone()), files };
    let context = DnsContext { root, model, environment, dns, zone, domain };
    let mut files = vec![
        backend::file(&context.root),
        outputs::file(&context),
        provider::file(&context.root, [context.provider()]),
        records::file(&context),
    ];
    files.extend(roles::file(&context));
    files.extend(variables::file(&context.root, dns.deploy_role.as_ref().map(|role| &role.value)));
    files.push(context.root.versions());
    files.push(zone::file(&context));
    Some(context.root.into_module(files))
}

impl DnsContext<'_> {
    fn provider(&self) -> ProviderSettings<'_> {
        let session = || names::zone_session(&self.root.fleet.name, &self.environment.name.value);
        let tags = self.environment.resource_tags.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        ProviderSettings {
            alias: None,
            region: self.dns.region.value.clone(),
            account: &self.dns.account.value,
            role: self.dns.deploy_role.as_ref().map(|_| variables::assumed(session())),
            tags: tags.collect(),
        }
    }
}
