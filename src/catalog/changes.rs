//! What a change in place does beyond the change itself, and what AWS refuses although Terraform plans it.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::replacements::Gravity;
use crate::values::Date;

/// An argument whose change in place is felt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Felt {
    /// The resource type, such as `aws_eks_cluster`.
    pub resource: String,
    /// The argument, nested ones with dots and without indices.
    pub argument: String,
    /// With which changes it is felt.
    #[serde(default)]
    pub when: When,
    /// How the values end that have an order, least first; of [`When::MovesUp`] only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<String>,
    /// What a person calls the resource, such as `cluster`.
    pub matters: String,
    /// How bad it is.
    pub gravity: Gravity,
    /// What happens, as a clause.
    pub does: String,
    /// Where AWS says so.
    pub source: String,
}

/// Which changes of an argument are felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum When {
    /// All of them.
    #[default]
    #[serde(rename = "it changes")]
    Changes,
    /// Those after which it is true.
    #[serde(rename = "it becomes true")]
    BecomesTrue,
    /// Those after which it is false.
    #[serde(rename = "it becomes false")]
    BecomesFalse,
    /// Those after which a list has an item that it did not have.
    #[serde(rename = "it gains items")]
    GainsItems,
    /// Those after which a list lacks an item that it had.
    #[serde(rename = "it loses items")]
    LosesItems,
    /// Those to a greater number or a later version `1.<minor>`.
    #[serde(rename = "it rises")]
    Rises,
    /// Those to a smaller number or an earlier version `1.<minor>`.
    #[serde(rename = "it falls")]
    Falls,
    /// Those to fewer days, where 0 days and no number are for ever.
    #[serde(rename = "it is kept shorter")]
    KeptShorter,
    /// Those to a value further up in the order, in which values that are not listed come first.
    #[serde(rename = "it moves up the order")]
    MovesUp,
}

/// A version `1.<minor>` that moves by so many minors at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The resource type.
    pub resource: String,
    /// The argument that holds the version.
    pub argument: String,
    /// How many minors up AWS accepts.
    pub up: u32,
    /// How many minors down AWS accepts.
    pub down: u32,
    /// What a person calls the resource.
    pub matters: String,
    /// Why it refuses more upwards, as a clause.
    pub too_far_up: String,
    /// Why it refuses more downwards, as a clause.
    pub too_far_down: String,
    /// Where AWS says so.
    pub source: String,
}

/// What no two resources of a type may have at the same time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unique {
    /// The resource type.
    pub resource: String,
    /// The arguments that together must differ.
    pub arguments: Vec<String>,
    /// How they are compared.
    pub comparison: Comparison,
    /// The resource type within which they must differ: when that is replaced, nothing of before is in the way.
    pub within: String,
    /// What a person calls the resource.
    pub matters: String,
    /// Whether AWS refuses it for certain: the resource that is in the way goes later, or it only may.
    pub certain: bool,
    /// Why AWS refuses it, as a clause.
    pub refused: String,
    /// Where AWS says so.
    pub source: String,
}

/// When two values are in each other's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// When they are equal.
    Equal,
    /// When they are networks that overlap.
    Overlap,
}

/// A resource that AWS does not delete while another one uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// The resource type that is deleted.
    pub resource: String,
    /// The resource type that uses it.
    pub by: String,
    /// The argument of that which refers to it.
    pub argument: String,
    /// What a person calls the resource.
    pub matters: String,
    /// Why AWS refuses it, as a clause.
    pub refused: String,
    /// Where AWS says so.
    pub source: String,
}

/// A resource whose removal is felt less than usual, because of what else the change does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milder {
    /// The resource type that is destroyed.
    pub resource: String,
    /// What makes it milder.
    pub when: Meanwhile,
    /// What a person calls the resource.
    pub matters: String,
    /// How bad it is then.
    pub gravity: Gravity,
    /// What happens, as a clause.
    pub does: String,
    /// Where AWS says so, or what shows it.
    pub source: String,
}

/// What else a change does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Meanwhile {
    /// Afterwards there is a resource of this type that has this argument.
    ThereIs {
        /// The resource type.
        resource: String,
        /// The argument.
        argument: String,
    },
    /// Resources of this type referred to it with this argument, and all of them are still there.
    UsersStay {
        /// The resource type.
        resource: String,
        /// The argument.
        argument: String,
    },
    /// What its own argument refers to is destroyed as well.
    GoesWith {
        /// The argument.
        argument: String,
    },
}

/// A resource that AWS may make again after Terraform has destroyed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Returning {
    /// The resource type.
    pub resource: String,
    /// The argument that tells which of them: a text.
    pub argument: String,
    /// How its value begins.
    pub begins: String,
    /// How its value ends.
    pub ends: String,
    /// What a person calls the resource.
    pub matters: String,
    /// How bad it is.
    pub gravity: Gravity,
    /// What happens and what to do, as a clause.
    pub does: String,
    /// What shows it.
    pub source: String,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// The day on which the table was last compared with its sources.
    pub as_of: Date,
    /// Arguments whose change in place is felt; the first one that fits counts.
    pub felt: Vec<Felt>,
    /// Versions that move step by step.
    pub steps: Vec<Step>,
    /// What is unique.
    pub unique: Vec<Unique>,
    /// What is held.
    pub held: Vec<Held>,
    /// What is felt less beside other changes.
    pub milder: Vec<Milder>,
    /// What comes back.
    pub returning: Vec<Returning>,
}

/// The table.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn table() -> &'static Changes {
    &CATALOG
}

static CATALOG: LazyLock<Changes> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/changes.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/changes.json");

#[cfg(test)]
mod tests {
    use super::{Meanwhile, table};
    use crate::catalog::{kubernetes, replacements};

    /// Every resource type and argument that a fact names.
    fn named() -> Vec<(&'static str, &'static str)> {
        let table = table();
        let mut named: Vec<(&str, &str)> = Vec::new();
        named.extend(table.felt.iter().map(|fact| (fact.resource.as_str(), fact.argument.as_str())));
        named.extend(table.steps.iter().map(|fact| (fact.resource.as_str(), fact.argument.as_str())));
        for fact in &table.unique {
            named.extend(fact.arguments.iter().map(|argument| (fact.resource.as_str(), argument.as_str())));
        }
        named.extend(table.held.iter().map(|fact| (fact.by.as_str(), fact.argument.as_str())));
        named
    }

    /// What facts about removals name: there it does not matter what replaces a resource.
    fn named_of_removals() -> Vec<(&'static str, &'static str)> {
        let milder = table().milder.iter().map(|fact| match &fact.when {
            Meanwhile::ThereIs { resource, argument } | Meanwhile::UsersStay { resource, argument } => {
                (resource.as_str(), argument.as_str())
            }
            Meanwhile::GoesWith { argument } => (fact.resource.as_str(), argument.as_str()),
        });
        let returning = table().returning.iter().map(|fact| (fact.resource.as_str(), fact.argument.as_str()));
        milder.chain(returning).collect()
    }

    #[test]
    fn every_fact_is_about_what_the_compiler_emits() {
        let facts = named().into_iter().map(|fact| (fact, true));
        let facts: Vec<_> = facts.chain(named_of_removals().into_iter().map(|fact| (fact, false))).collect();
        assert!(facts.len() > 10);
        for ((resource, argument), is_change) in facts {
            let path = format!("{}/schema/aws-5.40.0/resources/{resource}.json", env!("CARGO_MANIFEST_DIR"));
            let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
            let (blocks, last) =
                argument.rsplit_once('.').map_or((None, argument), |(block, last)| (Some(block), last));
            let block = blocks.map_or(&schema["block"], |block| &schema["block"]["block_types"][block]["block"]);
            assert!(block["attributes"][last].is_object(), "{resource}.{argument}");
            // What replaces its resource is told there, but for who gets more rights with it.
            let is_of_access = resource == "aws_eks_access_policy_association";
            assert!(
                !is_change
                    || is_of_access
                    || table().unique.iter().any(|fact| fact.resource == resource)
                    || !replacements::of(resource).unwrap().is_caused_by(argument),
                "{resource}.{argument}"
            );
        }
    }

    #[test]
    fn every_fact_has_a_reason_and_a_source() {
        let table = table();
        let felt = table.felt.iter().map(|fact| (&fact.does, &fact.source));
        let steps =
            table.steps.iter().flat_map(|fact| [(&fact.too_far_up, &fact.source), (&fact.too_far_down, &fact.source)]);
        let unique = table.unique.iter().map(|fact| (&fact.refused, &fact.source));
        let held = table.held.iter().map(|fact| (&fact.refused, &fact.source));
        let milder = table.milder.iter().map(|fact| (&fact.does, &fact.source));
        let returning = table.returning.iter().map(|fact| (&fact.does, &fact.source));
        for (clause, source) in felt.chain(steps).chain(unique).chain(held).chain(milder).chain(returning) {
            assert!(clause.len() > 10 && !clause.ends_with('.') && source.len() > 10, "{clause}: {source}");
        }
        assert_eq!(table.as_of, kubernetes::as_of());
    }
}
