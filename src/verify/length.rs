//! How long a text becomes once a root fills in the variables of its module.

use std::collections::BTreeMap;

use crate::terraform::{Expression, ForList, Key, ObjectItem, Template, TemplatePart};

use super::{
    instances::literal_keys,
    scope::{Scope, literal},
};
use crate::terraform::references::{self, Reference};

/// Longest name of a region, with room for those to come; the longest today has 14 characters.
const REGION: usize = 24;
/// `arn:aws-us-gov:<service>:`, with the longest partition and the longest service that has a row below.
const ARN_START: usize = "arn:aws-us-gov:events:".len();
/// `<region>:<account>:`
const ARN_PLACE: usize = REGION + 1 + 12 + 1;
/// `https://oidc.eks.<region>.<domain>/id/<32 digits>`
const ISSUER: usize = "https://oidc.eks.".len() + REGION + ".cloud.adc-e.uk/id/".len() + 32;

/// What resources say of themselves once they are there, with the most characters that it can have: the ARN with the
/// longest name that AWS takes (the limits are those of `limits.rs`).
const ATTRIBUTES: [(&str, &str, usize); 9] = [
    ("aws_cloudwatch_event_rule", "arn", ARN_START + ARN_PLACE + "rule/".len() + 64),
    ("aws_cloudwatch_log_group", "arn", ARN_START + ARN_PLACE + "log-group:".len() + 512),
    ("aws_eks_cluster", "arn", ARN_START + ARN_PLACE + "cluster/".len() + 100),
    ("aws_iam_openid_connect_provider", "arn", ARN_START + ARN_PLACE + "oidc-provider/".len() + ISSUER),
    ("aws_iam_openid_connect_provider", "url", ISSUER),
    ("aws_iam_role", "arn", ARN_START + ARN_PLACE + "role/".len() + 64),
    ("aws_kms_key", "arn", ARN_START + ARN_PLACE + "key/mrk-".len() + 36),
    ("aws_sqs_queue", "arn", ARN_START + ARN_PLACE + 80),
    ("aws_vpc", "arn", ARN_START + ARN_PLACE + "vpc/vpc-".len() + 17),
];
/// More names than refer to each other, so that a cycle of locals ends.
const DEPTH: u8 = 8;

/// A number of characters, and how often the value of each variable of the module comes on top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Length<'t> {
    characters: usize,
    variables: BTreeMap<&'t str, usize>,
}

impl Length<'_> {
    const fn of(characters: usize) -> Self {
        Self { characters, variables: BTreeMap::new() }
    }

    pub(super) fn plus(mut self, other: Self) -> Self {
        self.characters += other.characters;
        for (name, count) in other.variables {
            *self.variables.entry(name).or_default() += count;
        }
        self
    }

    fn times(mut self, count: usize) -> Self {
        self.characters *= count;
        self.variables.values_mut().for_each(|each| *each *= count);
        self
    }

    /// The characters in all, given those of each variable; [`None`] when one of them is not known.
    pub(super) fn with(&self, variable: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        let add = |sum, (name, count): (&&str, &usize)| Some(sum + variable(name)? * count);
        self.variables.iter().try_fold(self.characters, add)
    }
}

/// Measures the expressions of one block.
#[derive(Clone, Copy)]
pub(super) struct Ruler<'a, 't> {
    pub(super) scope: &'a Scope<'t>,
    /// What the block walks.
    pub(super) for_each: Option<&'t Expression>,
    /// The name that a `for` binds, and the type of the resources that it walks.
    bound: Option<(&'t str, &'t str)>,
    depth: u8,
}

impl<'a, 't> Ruler<'a, 't> {
    /// For a block that walks `for_each`.
    pub(super) const fn new(scope: &'a Scope<'t>, for_each: Option<&'t Expression>) -> Self {
        Self { scope, for_each, bound: None, depth: DEPTH }
    }

    /// Length of a text. What `jsonencode` makes is counted with the white space in its strings; it adds none.
    /// [`None`] when nothing bounds it.
    pub(super) fn text(&self, expression: &'t Expression) -> Option<Length<'t>> {
        match expression {
            Expression::Null => Some(Length::default()),
            Expression::String(text) => Some(Length::of(text.chars().count())),
            Expression::Template(template) => self.template(template, &|text| text.chars().count()),
            Expression::Call(call) => match (call.function.as_str(), call.arguments.as_slice()) {
                ("jsonencode", [value]) => self.json(value),
                // The compiler replaces only by what is shorter.
                ("replace", [text, _, _]) => self.text(text),
                _ => None,
            },
            reference => self.reference(references::as_reference(reference)?),
        }
    }

    fn json(&self, expression: &'t Expression) -> Option<Length<'t>> {
        match expression {
            Expression::Null => Some(Length::of("null".len())),
            Expression::Bool(value) => Some(Length::of(value.to_string().len())),
            Expression::Number(number) => Some(Length::of(number.to_string().len())),
            Expression::String(text) => Some(Length::of(escaped(text) + 2)),
            Expression::Template(template) => Some(self.template(template, &escaped)?.plus(Length::of(2))),
            Expression::List(elements) => sum(elements.iter().map(|element| self.json(element))),
            Expression::Object(items) => sum(items.iter().map(|item| self.item(item))),
            Expression::ForList(walk) => self.for_list(walk),
            text => Some(self.text(text)?.plus(Length::of(2))),
        }
    }

    fn item(&self, item: &'t ObjectItem) -> Option<Length<'t>> {
        let key = match &item.key {
            Key::Literal(text) => Length::of(escaped(text)),
            Key::Template(template) => self.template(template, &escaped)?,
            Key::Path(_) => return None,
        };
        Some(key.plus(Length::of("\"\":".len())).plus(self.json(&item.value)?))
    }

    /// `[for rule in aws_cloudwatch_event_rule.this : rule.arn]`
    fn for_list(&self, walk: &'t ForList) -> Option<Length<'t>> {
        let count = literal_keys(self.scope, &walk.collection)?.len();
        let walked = references::as_reference(&walk.collection)?;
        let inner = Self { bound: Some((&walk.binding.value, walked.root)), ..*self };
        Some(inner.json(&walk.result)?.plus(Length::of(1)).times(count).plus(Length::of(2)))
    }

    fn template(&self, template: &'t Template, literal: &dyn Fn(&str) -> usize) -> Option<Length<'t>> {
        template.parts.iter().try_fold(Length::default(), |length, part| {
            Some(length.plus(match part {
                TemplatePart::Literal(text) => Length::of(literal(text)),
                TemplatePart::Interpolation(expression) => self.text(expression)?,
            }))
        })
    }

    fn reference(&self, reference: Reference<'t>) -> Option<Length<'t>> {
        let first = reference.first()?;
        match (reference.root, reference.steps.len()) {
            ("var", 1) => Some(Length { characters: 0, variables: BTreeMap::from([(first, 1)]) }),
            ("local", 1) => {
                let inner = Self { depth: self.depth.checked_sub(1)?, ..*self };
                inner.text(self.scope.locals.get(first)?.value)
            }
            ("each", 1) => self.each(first),
            ("each", 2) if first == "value" => self.each_value(reference.last()?),
            (bound, 1) if self.bound.is_some_and(|(name, _)| name == bound) => attribute(self.bound?.1, first),
            (kind, 2) => attribute(kind, reference.last()?),
            _ => None,
        }
    }

    /// `each.key`, and `each.value` of a set: the longest of the keys.
    fn each(&self, name: &str) -> Option<Length<'t>> {
        let is_set = !matches!(self.for_each?, Expression::Object(_));
        let keys = literal_keys(self.scope, self.for_each?)?;
        let longest = keys.iter().map(|key| key.chars().count()).max()?;
        (name == "key" || is_set).then_some(Length::of(longest))
    }

    /// `each.value.<name>`: the longest of the literals.
    fn each_value(&self, name: &str) -> Option<Length<'t>> {
        let Expression::Object(items) = self.for_each? else { return None };
        let length = |item: &'t ObjectItem| {
            let Expression::Object(fields) = &item.value else { return None };
            let is_meant = |field: &&ObjectItem| matches!(&field.key, Key::Literal(key) if key == name);
            literal(&fields.iter().find(is_meant)?.value).map(|text| text.chars().count())
        };
        let lengths: Option<Vec<usize>> = items.iter().map(length).collect();
        Some(Length::of(lengths?.into_iter().max()?))
    }
}

fn attribute<'t>(kind: &str, name: &str) -> Option<Length<'t>> {
    let row = ATTRIBUTES.iter().find(|(of, attribute, _)| *of == kind && *attribute == name)?;
    Some(Length::of(row.2))
}

/// Elements with brackets around and commas between them.
fn sum<'t>(mut elements: impl Iterator<Item = Option<Length<'t>>>) -> Option<Length<'t>> {
    let add = |sum: Length<'t>, element: Option<Length<'t>>| Some(sum.plus(element?).plus(Length::of(1)));
    elements.try_fold(Length::of(2), add)
}

/// Bytes of a text inside the quotes that Terraform's `jsonencode` writes: it escapes what HTML would read as well.
fn escaped(text: &str) -> usize {
    let quoted = serde_json::Value::from(text).to_string().len() - 2;
    quoted + text.matches(['<', '>', '&']).count() * (r"\u003c".len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::{Module, call, list, object, path, text};

    fn measured(expression: &Expression) -> Option<usize> {
        let module = Module::child("cell", Vec::new());
        let tree = crate::terraform::Tree { modules: vec![module] };
        let index = super::super::scope::Index::of(&tree);
        let length = Ruler::new(index.scopes.first()?, None).text(expression)?;
        length.with(|name| (name == "cell").then_some(10))
    }

    #[test]
    fn documents_are_as_long_as_terraform_writes_them_or_a_comma_longer() {
        let document = object([("Action", list(["a", "b"])), ("Resource", "a&b\"".into())]);
        let written = r#"{"Action":["a","b"],"Resource":"a\u0026b\""}"#;
        let length = measured(&call("jsonencode", [document])).unwrap();
        assert!((written.len()..=written.len() + 2).contains(&length), "{length}, not {}", written.len());
    }

    #[test]
    fn variables_count_as_often_as_they_stand_there() {
        let name = || path("var.cell");
        assert_eq!(measured(&text("{}-{}", [name(), name()])), Some(21));
        assert_eq!(measured(&text("{}-node", [path("var.other")])), None);
        assert_eq!(measured(&path("aws_vpc.this.id")), None);
        assert_eq!(measured(&path("aws_kms_key.this.arn")), Some(ARN_START + ARN_PLACE + 44));
    }
}
