//! Every record is in its zone. Of a name outside of it, the provider makes `<name>.<zone>` without a word, and neither
//! `validate` nor `plan` says so.

use std::collections::BTreeMap;

use crate::evaluate::Value;
use crate::terraform::{Block, File, Module};

use super::{
    address::address,
    context::{Context, Fault},
    scope::{Index, Scope},
};

const RECORD: &str = "aws_route53_record";
const ZONE: &str = "aws_route53_zone";

/// The names of records that end with another domain than that of their zone, where the zone is one of `zones`, which has
/// domains by the ids that zones have in AWS. What a module leaves to its callers is not judged, nor are names that AWS chooses,
/// such as those of validation records.
pub fn verify_records<'t>(
    modules: impl IntoIterator<Item = &'t Module>,
    zones: &BTreeMap<String, String>,
) -> Vec<Fault> {
    let index = Index::of(modules);
    let by_id = |zone: &Value| match zone {
        Value::Text(id) => zones.get(id).cloned(),
        _ => None,
    };
    index.scopes.iter().flat_map(|scope| check(&index, scope, by_id)).collect()
}

/// The same for zones that the module itself makes.
pub(super) fn check_own_zones<'t>(index: &Index<'t>, scope: &Scope<'t>) -> Vec<Fault> {
    let own = own_zones(scope);
    check(index, scope, |zone| match zone {
        Value::Attribute { of, name } if name == "zone_id" || name == "id" => own.get(of).cloned(),
        _ => None,
    })
}

/// The domains of the zones that a module makes, by the addresses of the zones.
fn own_zones(scope: &Scope<'_>) -> BTreeMap<String, String> {
    let named = resources(scope, ZONE).filter_map(|(_, block)| {
        let name = values(scope, block, "name").into_iter().next()?;
        if let Value::Text(name) = name { Some((address(block), name)) } else { None }
    });
    named.collect()
}

fn check<'t>(index: &Index<'t>, scope: &Scope<'t>, domain_of: impl Fn(&Value) -> Option<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, block) in resources(scope, RECORD) {
        let mut context = Context::new(index, scope, Some(file), address(block));
        let zones = values(scope, block, "zone_id");
        for (zone, name) in zones.iter().zip(values(scope, block, "name")) {
            let Some(domain) = domain_of(zone) else { continue };
            if let Some(outside) = outside_of(&domain, &name) {
                context.report(format_args!("`name` ends with `{outside}`, its zone is `{domain}`"));
            }
        }
        faults.extend(context.into_faults());
    }
    faults
}

/// The end of a name that is not in a domain; [`None`] when it is, or when only AWS knows the name.
fn outside_of(domain: &str, name: &Value) -> Option<String> {
    let is_below = |end: &str| end.strip_suffix(domain).is_some_and(|before| before.ends_with('.'));
    match name {
        Value::Text(name) => (name != domain && !is_below(name)).then(|| name.clone()),
        Value::Template(parts) => match parts.last() {
            Some(Value::Text(end)) => (!is_below(end)).then(|| end.clone()),
            _ => Some("what a variable says".to_owned()),
        },
        Value::Input(_) => Some("what a variable says".to_owned()),
        _ => None,
    }
}

fn resources<'s, 't>(scope: &'s Scope<'t>, kind: &'s str) -> impl Iterator<Item = (&'t File, &'t Block)> + use<'s, 't> {
    let files = scope.module.files.iter();
    let blocks = files.flat_map(|file| file.body.blocks().map(move |block| (file, block)));
    blocks.filter(move |(_, block)| block.kind == "resource" && block.labels.first().is_some_and(|own| own == kind))
}

/// What an attribute comes to in each instance.
fn values(scope: &Scope<'_>, block: &Block, attribute: &str) -> Vec<Value> {
    let written = block.body.attribute(attribute);
    written.map_or_else(Vec::new, |written| scope.configuration().in_each_instance(&block.body, &written.value))
}
