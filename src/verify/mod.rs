//! Stage `verify`: proves that generated Terraform is well-formed before it is printed.
//!
//! Every block is checked against the schemas of the AWS provider 5.40.0 and 6.25.0 (`schema.rs`) or of Terraform 1.7 itself
//! (`builtin.rs`); every expression has a type (`infer.rs`, `names.rs`, `functions.rs`) that fits its place; every module
//! call fits the variables of the module; nothing waits for itself; names and policies fit into the limits of AWS in every
//! cell (`limits.rs`); every record is in its zone (`records.rs`). What it finds is a mistake of the compiler, never
//! of the specification, so a [`Fault`] names the source file that made the block.

mod address;
mod blocks;
mod builtin;
mod context;
mod cycles;
mod dependencies;
mod evaluated;
mod functions;
mod house_rules;
mod infer;
mod instances;
mod length;
mod limits;
pub mod manifests;
mod meta_arguments;
mod module_calls;
mod moves;
mod names;
mod providers;
mod records;
mod results;
mod schema;
mod scope;
mod top_level;
mod type_expressions;
mod types;

use crate::terraform::{Item, Module, Tree};

pub use context::Fault;
pub use records::verify_records;

use context::Context;
use dependencies::Dependencies;
use scope::{Index, Scope};

/// All faults of the tree, module by module in its order; none when Terraform will accept it.
pub fn verify(tree: &Tree) -> Vec<Fault> {
    let index = Index::of(&tree.modules);
    let modules = index.scopes.iter().flat_map(|scope| verify_module(&index, scope));
    let folders = house_rules::check_paths(&tree.modules).into_iter().chain(house_rules::check_uncalled(&index));
    folders.chain(modules).chain(limits::check(&index)).collect()
}

/// The faults of a module that others call, except for those that show only with its callers: [`verify_roots`] finds them.
/// Both together find what [`verify`] finds, and need no more than a part of the tree at a time.
pub fn verify_child(module: &Module) -> Vec<Fault> {
    let index = Index::of([module]);
    let faults = index.scopes.iter().flat_map(|scope| verify_module(&index, scope));
    house_rules::check_paths([module]).into_iter().chain(faults).collect()
}

/// The faults of some roots, all of which call this module and no other, and those that the module shows with them.
pub fn verify_roots(module: &Module, roots: &[Module]) -> Vec<Fault> {
    let index = Index::of([module].into_iter().chain(roots));
    let roots = index.scopes.iter().filter(|scope| scope.module.is_root());
    let faults = roots.flat_map(|scope| verify_module(&index, scope));
    let folders = house_rules::check_paths(index.modules()).into_iter().chain(house_rules::check_uncalled(&index));
    folders.chain(faults).chain(limits::check(&index)).collect()
}

/// Whether a running resource keeps the value of an argument that is no longer written, because the provider then takes
/// what AWS has. Of arguments and blocks at the top of a resource, by the schema of the provider.
pub(crate) fn is_kept_when_removed(resource: &str, argument: &str) -> bool {
    let Some(resource) = schema::resource(resource) else { return false };
    let attribute = resource.block.attributes.get(argument).map(|attribute| attribute.kept_when_removed);
    let block = || resource.block.nested.get(argument).map(|block| block.kept_when_removed);
    attribute.or_else(block).unwrap_or(false)
}

/// Whether the default tags of the provider reach resources of a type; false for types that the compiler does not emit.
pub(crate) fn has_default_tags(resource: &str) -> bool {
    schema::resource(resource).is_some_and(|resource| resource.block.attributes.contains_key("tags_all"))
}

fn verify_module<'t>(index: &Index<'t>, scope: &Scope<'t>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &scope.module.files {
        for item in &file.body.items {
            let mut context = match item {
                Item::Attribute(_) => Context::new(index, scope, Some(file), String::new()),
                Item::Block(block) => Context::new(index, scope, Some(file), address::address(block)),
            };
            match item {
                Item::Block(block) => context.check_top_level(block),
                Item::Attribute(attribute) => {
                    context.report(format_args!("`{}` stands outside of any block", attribute.name));
                }
            }
            faults.extend(context.into_faults());
        }
    }
    let dependencies = Dependencies::of(scope);
    faults.extend(house_rules::check_duplicates(index, scope));
    faults.extend(house_rules::check_dead(index, scope, &dependencies));
    faults.extend(cycles::check(index, scope, &dependencies));
    faults.extend(records::check_own_zones(index, scope));
    faults
}
