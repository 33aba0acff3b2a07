//! Roots as the prover sees them: everything that Terraform would make of their files, and what it might make beside that.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::evaluate::{Budget, Configuration, Instance, Library, Module, Value};
use crate::layout::{MODULES, RootKind};
use crate::read::{ReadModule, read_module};

/// A root, with the resources that it and the modules that it calls declare.
#[derive(Debug, Clone)]
pub(super) struct Root {
    /// Its folder below the output folder.
    pub(super) folder: String,
    /// The arguments of `provider "aws"`; blocks are lists of objects.
    pub(super) provider: BTreeMap<String, Value>,
    /// The resource instances in the order of their addresses.
    pub(super) resources: Vec<Resource>,
    /// What is not evaluated: the file, and what it is.
    pub(super) unread: Vec<(String, String)>,
    /// What may be in another account, region or service: the file, and what it is.
    pub(super) elsewhere: Vec<(String, String)>,
}

/// What a root has that is of no cell: service-linked roles, whose policies are AWS's, quotas, and what proves the names of tenants.
const OF_ACCOUNTS: [&str; 4] =
    ["aws_acm_certificate", RECORD, "aws_iam_service_linked_role", "aws_servicequotas_service_quota"];
/// A part of its zone: nothing in the account of a cell acts on it but through the zone, whose names are asked for.
const RECORD: &str = "aws_route53_record";

/// One resource instance.
#[derive(Debug, Clone)]
pub(super) struct Resource {
    /// Below the output folder.
    pub(super) file: String,
    /// Its address within the root, such as `module.cell.aws_subnet.private["a"]`.
    pub(super) address: String,
    /// `aws_subnet`.
    pub(super) kind: String,
    /// Arguments; nested blocks are lists of objects.
    pub(super) arguments: BTreeMap<String, Value>,
}

/// The provider configuration of a cell.
const PROVIDER: &str = "aws";

/// Every root of a set of files, by paths and texts.
pub(super) fn roots<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Vec<Root> {
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, text) in files.into_iter().filter(|(path, _)| path.rsplit('.').next() == Some("tf")) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push((name, text));
    }
    let read: BTreeMap<&str, ReadModule> =
        folders.into_iter().map(|(folder, files)| (folder, read_module(folder, files))).collect();
    let modules: BTreeMap<String, Rc<Module<'_>>> =
        read.iter().map(|(folder, read)| ((*folder).to_owned(), Rc::new(Module::of_read(read)))).collect();
    let is_module = |folder: &str| folder.strip_prefix(MODULES).is_some_and(|rest| rest.starts_with('/'));
    let roots = modules.iter().filter(|(folder, _)| !is_module(folder));
    roots.map(|(_, module)| root(module, &modules)).collect()
}

fn root<'t>(module: &Rc<Module<'t>>, modules: &dyn Library<'t>) -> Root {
    let (nothing, budget) = (BTreeMap::new(), Budget::default());
    let configuration = Configuration::new(modules, Rc::clone(module), "", &nothing, &budget);
    let mut root = Root {
        folder: module.folder.clone(),
        provider: BTreeMap::new(),
        resources: Vec::new(),
        unread: Vec::new(),
        elsewhere: Vec::new(),
    };
    root.add_providers(&configuration);
    let instances = configuration.instances();
    let gaps = instances.gaps.iter();
    root.unread.extend(gaps.map(|gap| (gap.place.file.clone(), format!("{}{}: {}", gap.module, gap.what, gap.why))));
    let instances: Vec<Instance> = instances.by_address.into_values().collect();
    root.add_aliases(&configuration, &instances);
    for instance in instances {
        root.add(instance);
    }
    root
}

impl Root {
    /// Whether it is no cell's: that of a zone or of a router, whose roles write names and nothing else, or that of an account
    /// which holds nothing that a cell could reach, or that could reach a cell.
    pub(super) fn is_of_no_cell(&self) -> bool {
        if matches!(RootKind::of_folder(&self.folder), Some(RootKind::Dns(_) | RootKind::Router(_))) {
            return true;
        }
        let is_account = matches!(RootKind::of_folder(&self.folder), Some(RootKind::Account(_)));
        let is_plain = |resource: &Resource| OF_ACCOUNTS.contains(&resource.kind.as_str());
        is_account && self.unread.is_empty() && self.resources.iter().all(is_plain)
    }

    fn add_providers(&mut self, configuration: &Configuration<'_, '_>) {
        let blocks = configuration.module().settings.iter().filter(|declared| declared.block.kind == "provider");
        for declared in blocks {
            let labels = declared.block.labels.join(".");
            if labels == PROVIDER && declared.block.body.attribute("alias").is_none() {
                self.provider.extend(configuration.settings(&declared.block.body).arguments());
            }
        }
    }

    /// Other configurations of providers, but for those with which nothing is made but records.
    fn add_aliases(&mut self, configuration: &Configuration<'_, '_>, instances: &[Instance]) {
        let blocks = configuration.module().settings.iter().filter(|declared| declared.block.kind == "provider");
        for declared in blocks {
            let labels = declared.block.labels.join(".");
            let name = match configuration.settings(&declared.block.body).arguments().remove("alias") {
                Some(Value::Text(alias)) => format!("{labels}.{alias}"),
                None if labels == PROVIDER => continue,
                _ => labels.clone(),
            };
            let mut made = instances.iter().filter(|instance| instance.provider == name).peekable();
            if made.peek().is_none() || made.any(|instance| instance.kind != RECORD) {
                let what = format!("provider.{labels}: another account, region or service");
                self.elsewhere.push((declared.place.file.clone(), what));
            }
        }
    }

    fn add(&mut self, instance: Instance) {
        let said = |what: &str| (instance.place.file.clone(), format!("{}: {what}", instance.address));
        let mut note = |what: &str| self.unread.push(said(what));
        if instance.kind.starts_with("data.") {
            return note("what a data source finds is in no file");
        }
        if instance.kind == "module" {
            return note("its source is not here");
        }
        if instance.provider != PROVIDER && instance.kind != RECORD {
            self.elsewhere.push(said("has a provider of its own"));
        }
        if let Some(why) = &instance.unknown_keys {
            note(why);
        }
        let arguments = instance.content.arguments();
        for (what, why) in arguments.values().filter_map(Value::first_unknown) {
            note(&format!("`{what}`: {why}"));
        }
        self.resources.push(Resource {
            file: instance.place.file,
            address: instance.address,
            kind: instance.kind,
            arguments,
        });
    }
}
