//! Files that change what other files say: overrides are merged into the blocks that they name, and values of variables
//! become defaults. What comes out means what Terraform makes of the folder.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lines, ReadFile, Unreadable};
use crate::terraform::{Attribute, Block, Body, Item};

/// The files of a folder by their names.
pub(super) type Files<'f> = BTreeMap<&'f str, ReadFile>;

/// Merges an override file into the files that it overrides.
///
/// What stands by itself, such as another backend, is taken out of the other files, and is left in the file that comes back.
pub(super) fn merge(files: &mut Files<'_>, overriding: ReadFile) -> Result<ReadFile, Unreadable> {
    let ReadFile { mut file, lines } = overriding;
    for (position, item) in file.body.items.iter().enumerate() {
        if let Some(reason) = fault(files, item) {
            return Err(Unreadable { path: file.name, line: lines.line(position).unwrap_or(1), reason });
        }
    }
    let (mut rest, mut rest_lines) = (Vec::new(), Lines::default());
    for (position, item) in file.body.items.into_iter().enumerate() {
        let Item::Block(block) = item else { continue };
        if let Some(block) = merge_block(files, block) {
            rest.push(Item::Block(block));
            rest_lines.push(lines.line(position).unwrap_or(1), lines.inside(position).clone());
        }
    }
    file.body.items = rest;
    Ok(ReadFile { file, lines: rest_lines })
}

/// Gives variables the values that a file sets. Terraform passes over those that no file declares.
pub(super) fn set_variables(files: &mut Files<'_>, values: ReadFile) -> Result<(), Unreadable> {
    let ReadFile { file, lines } = values;
    let is_block = |item: &Item| matches!(item, Item::Block(_));
    if let Some(position) = file.body.items.iter().position(is_block) {
        let reason = "a file that sets variables holds no blocks".to_owned();
        return Err(Unreadable { path: file.name, line: lines.line(position).unwrap_or(1), reason });
    }
    for item in file.body.items {
        let Item::Attribute(Attribute { comment, name, value }) = item else { continue };
        let mut variables = blocks_mut(files).filter(|block| block.kind == "variable");
        if let Some(variable) = variables.find(|variable| variable.labels.as_slice() == [name.as_str()]) {
            let default = Attribute { comment, name: "default".to_owned(), value };
            replace(&mut variable.body, vec![Item::Attribute(default)]);
        }
    }
    Ok(())
}

/// Why Terraform refuses a block of an override file.
fn fault(files: &Files<'_>, item: &Item) -> Option<String> {
    let undeclared = |what: &str| format!("it overrides `{what}`, which no file that can be read declares");
    let Item::Block(block) = item else { return Some("an argument is outside of any block".to_owned()) };
    match block.kind.as_str() {
        // Outputs may be in a file that nobody had to read.
        "terraform" | "output" => None,
        "provider" if block.body.attribute("alias").is_none() => None,
        "locals" => {
            let is_declared =
                |name: &str| blocks(files).any(|base| base.kind == "locals" && base.body.attribute(name).is_some());
            let stray = block.body.attributes().find(|local| !is_declared(&local.name))?;
            Some(undeclared(&format!("local.{}", stray.name)))
        }
        "resource" | "data" | "module" | "variable" | "provider" => {
            let is_declared = blocks(files).any(|base| is_of_same(base, block));
            let words: Vec<&str> = std::iter::once(&block.kind).chain(&block.labels).map(String::as_str).collect();
            (!is_declared).then(|| undeclared(&words.join(".")))
        }
        kind => Some(format!("Terraform refuses `{kind}` in an override file")),
    }
}

/// Merges a block, or makes room for it.
fn merge_block(files: &mut Files<'_>, block: Block) -> Option<Block> {
    match block.kind.as_str() {
        "terraform" => {
            for base in blocks_mut(files).filter(|base| base.kind == "terraform") {
                take_settings(&mut base.body, &block.body);
            }
            Some(block)
        }
        "locals" => {
            for base in blocks_mut(files).filter(|base| base.kind == "locals") {
                take_attributes(&mut base.body, &block.body);
            }
            (!block.body.items.is_empty()).then_some(block)
        }
        _ => match blocks_mut(files).find(|base| is_of_same(base, &block)) {
            Some(base) => {
                override_body(&mut base.body, block.body);
                None
            }
            None => Some(block),
        },
    }
}

/// Arguments take the place of those of the same name, and nested blocks that of all blocks of their kind. Only within
/// `lifecycle`, arguments that are not overridden stay.
fn override_body(base: &mut Body, overriding: Body) {
    let is_lifecycle = |item: &Item| matches!(item, Item::Block(block) if block.kind == "lifecycle");
    let has_lifecycle = base.items.iter().any(is_lifecycle);
    let (lifecycles, others): (Vec<Item>, Vec<Item>) =
        overriding.items.into_iter().partition(|item| has_lifecycle && is_lifecycle(item));
    replace(base, others);
    for lifecycle in lifecycles {
        let (Item::Block(new), Some(Item::Block(old))) =
            (lifecycle, base.items.iter_mut().find(|item| is_lifecycle(item)))
        else {
            continue;
        };
        replace(&mut old.body, new.body.items);
    }
}

fn replace(base: &mut Body, items: Vec<Item>) {
    let overriding = Body { items };
    let kinds: BTreeSet<&str> = overriding.blocks().map(made).collect();
    base.items.retain(|item| match item {
        Item::Attribute(attribute) => overriding.attribute(&attribute.name).is_none(),
        Item::Block(block) => !kinds.contains(made(block)),
    });
    base.items.extend(overriding.items);
}

/// The kind of the blocks that a block is or makes.
fn made(block: &Block) -> &str {
    match block.labels.as_slice() {
        [kind] if block.kind == "dynamic" => kind,
        _ => &block.kind,
    }
}

/// Takes out of a `terraform` block what another one overrides.
fn take_settings(base: &mut Body, overriding: &Body) {
    let is_place_of_state = |block: &Block| matches!(block.kind.as_str(), "backend" | "cloud");
    let has_place_of_state = overriding.blocks().any(is_place_of_state);
    take_attributes(base, overriding);
    base.items.retain(|item| !matches!(item, Item::Block(block) if has_place_of_state && is_place_of_state(block)));
    let is_of_providers = |block: &&Block| block.kind == "required_providers";
    for providers in overriding.blocks().filter(is_of_providers) {
        for item in &mut base.items {
            if let Item::Block(block) = item
                && block.kind == providers.kind
            {
                take_attributes(&mut block.body, &providers.body);
            }
        }
    }
}

fn take_attributes(base: &mut Body, overriding: &Body) {
    let is_overridden =
        |item: &Item| matches!(item, Item::Attribute(attribute) if overriding.attribute(&attribute.name).is_some());
    base.items.retain(|item| !is_overridden(item));
}

/// Whether blocks declare the same. Providers of one name differ in their alias.
fn is_of_same(one: &Block, other: &Block) -> bool {
    let alias = |block: &Block| block.body.attribute("alias").map(|alias| alias.value.clone());
    (&one.kind, &one.labels) == (&other.kind, &other.labels) && (one.kind != "provider" || alias(one) == alias(other))
}

fn blocks<'b>(files: &'b Files<'_>) -> impl Iterator<Item = &'b Block> {
    files.values().flat_map(|file| file.file.body.blocks())
}

fn blocks_mut<'b>(files: &'b mut Files<'_>) -> impl Iterator<Item = &'b mut Block> {
    files.values_mut().flat_map(|file| &mut file.file.body.items).filter_map(|item| match item {
        Item::Block(block) => Some(block),
        Item::Attribute(_) => None,
    })
}
