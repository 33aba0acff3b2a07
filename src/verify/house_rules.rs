//! What Terraform allows and this compiler does not: constructs that hide what a plan will do, and dead declarations.

use std::collections::{BTreeMap, BTreeSet};

use crate::terraform::{Module, ModuleRole};

use super::{
    address::address,
    context::{Context, Fault},
    dependencies::{Dependencies, Node},
    scope::{Index, Scope},
};

pub(super) const NO_COUNT: &str = "`count` is not allowed: write `for_each`";
pub(super) const NO_DATA_SOURCES: &str = "data sources are not allowed: the compiler computes names and ARNs";
pub(super) const NO_DEPENDS_ON_FOR_MODULES: &str =
    "`depends_on` is not allowed on a module: it defers all of it; refer to attributes";

/// Modules that share a folder or are in one that is not theirs, and files that share a name.
pub(super) fn check_paths<'t>(tree: impl IntoIterator<Item = &'t Module>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut modules = BTreeSet::new();
    for module in tree {
        let mut report = |file: &str, lowered_by, message: &str| {
            let (module, file) = (module.path.clone(), file.to_owned());
            faults.push(Fault { module, file, block: String::new(), lowered_by, message: message.to_owned() });
        };
        if let ModuleRole::Root(kind) = &module.role
            && kind.folder() != module.path
        {
            report("", "", &format!("the folder of this root is `{}`", kind.folder()));
        }
        if !modules.insert(module.path.as_str()) {
            report("", "", "another module has the same path");
        }
        let mut files = BTreeSet::new();
        for file in &module.files {
            if !files.insert(file.name.as_str()) {
                report(&file.name, file.lowered_by, "another file of the module has the same name");
            }
        }
    }
    faults
}

/// Modules that no other module calls: nothing measures what is in them. While a call leads nowhere, it may be the one that is
/// missing.
pub(super) fn check_uncalled(index: &Index<'_>) -> Vec<Fault> {
    let calls = index.scopes.iter().flat_map(|scope| scope.calls.values().map(move |call| (scope, call)));
    let leads_on = |scope: &Scope<'_>, target: &str| target != scope.module.path && index.module(target).is_some();
    let called: Option<BTreeSet<&str>> =
        calls.map(|(scope, call)| call.target.as_deref().filter(|target| leads_on(scope, target))).collect();
    let Some(called) = called else { return Vec::new() };
    let uncalled = index.scopes.iter().filter(|scope| !scope.module.is_root() && !called.contains(&*scope.module.path));
    let faults = uncalled.flat_map(|scope| {
        let mut context = Context::new(index, scope, None, String::new());
        context.report("dead module: nothing calls it");
        context.into_faults()
    });
    faults.collect()
}

/// Variables, locals and provider configurations with an alias that nothing uses.
pub(super) fn check_dead<'t>(index: &Index<'t>, scope: &Scope<'t>, dependencies: &Dependencies<'t>) -> Vec<Fault> {
    let used = dependencies.used();
    let variables = scope.variables.iter().map(|(name, variable)| (Node::Variable(name), variable.file));
    let locals = scope.locals.iter().map(|(name, local)| (Node::Local(name), local.file));
    let dead = variables.chain(locals).chain(dependencies.aliases()).filter(|(node, _)| !used.contains(node));
    let faults = dead.flat_map(|(node, file)| {
        let kind = match node {
            Node::Variable(_) => "variable",
            Node::Provider(..) => "provider configuration",
            _ => "local",
        };
        let mut context = Context::new(index, scope, Some(file), node.to_string());
        context.report(format_args!("dead {kind}: nothing in the module uses it"));
        context.into_faults()
    });
    faults.collect()
}

/// Blocks and locals that are declared twice.
pub(super) fn check_duplicates<'t>(index: &Index<'t>, scope: &Scope<'t>) -> Vec<Fault> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in &scope.module.files {
        for block in file.body.blocks() {
            let addresses: Vec<String> = match block.kind.as_str() {
                "resource" | "variable" | "output" | "module" => vec![address(block)],
                "terraform" => block.body.blocks().map(|nested| format!("terraform.{}", nested.kind)).collect(),
                "provider" => vec![provider_address(block)],
                "locals" => block.body.attributes().map(|local| format!("local.{}", local.name)).collect(),
                _ => Vec::new(),
            };
            for address in addresses {
                let Some(first) = seen.insert(address.clone(), &file.name) else { continue };
                let mut context = Context::new(index, scope, Some(file), address);
                context.report(format_args!("declared twice: `{first}` declares it too"));
                faults.extend(context.into_faults());
            }
        }
    }
    faults
}

fn provider_address(block: &crate::terraform::Block) -> String {
    let alias = block.body.attribute("alias").and_then(|alias| super::scope::literal(&alias.value));
    alias.map_or_else(|| address(block), |alias| format!("{}.{alias}", address(block)))
}
