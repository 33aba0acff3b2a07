//! How long a text becomes once a root fills in the variables of its module.

use std::collections::BTreeMap;

use crate::evaluate::{ObjectKey, Operator, Value};

/// Longest name of a region, with room for those to come; the longest today has 14 characters.
const REGION: usize = 24;
/// `arn:aws-us-gov:<service>:`, with the longest partition and the longest service that has a row below.
const ARN_START: usize = "arn:aws-us-gov:events:".len();
/// `<region>:<account>:`
const ARN_PLACE: usize = REGION + 1 + 12 + 1;
/// `https://oidc.eks.<region>.<domain>/id/<32 digits>`
const ISSUER: usize = "https://oidc.eks.".len() + REGION + ".cloud.adc-e.uk/id/".len() + 32;
/// With both of its slashes.
const IAM_PATH: usize = 512;

/// What resources say of themselves once they are there, with the most characters that it can have: the ARN with the
/// longest name that AWS takes (the limits are those of `limits.rs`).
const ATTRIBUTES: [(&str, &str, usize); 10] = [
    ("aws_cloudwatch_event_rule", "arn", ARN_START + ARN_PLACE + "rule/".len() + 64),
    ("aws_cloudwatch_log_group", "arn", ARN_START + ARN_PLACE + "log-group:".len() + 512),
    ("aws_eks_cluster", "arn", ARN_START + ARN_PLACE + "cluster/".len() + 100),
    ("aws_eks_cluster", "identity[0].oidc[0].issuer", ISSUER),
    ("aws_iam_openid_connect_provider", "arn", ARN_START + ARN_PLACE + "oidc-provider/".len() + ISSUER),
    ("aws_iam_role", "arn", ARN_START + ARN_PLACE + "role".len() + IAM_PATH + 64),
    ("aws_kms_key", "arn", ARN_START + ARN_PLACE + "key/mrk-".len() + 36),
    ("aws_route53_zone", "arn", "arn:aws-us-gov:route53:::hostedzone/".len() + 32),
    ("aws_sqs_queue", "arn", ARN_START + ARN_PLACE + 80),
    ("aws_vpc", "arn", ARN_START + ARN_PLACE + "vpc/vpc-".len() + 17),
];

/// A number of characters, and how often the value of each variable of the module comes on top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Length {
    characters: usize,
    variables: BTreeMap<String, usize>,
}

impl Length {
    const fn of(characters: usize) -> Self {
        Self { characters, variables: BTreeMap::new() }
    }

    fn of_variable(path: String) -> Self {
        Self { characters: 0, variables: BTreeMap::from([(path, 1)]) }
    }

    /// Length of a text. What `jsonencode` makes is counted with the white space in its strings; it adds none.
    /// [`None`] when nothing bounds it.
    pub(super) fn of_text(text: &Value) -> Option<Self> {
        match text {
            Value::Null => Some(Self::default()),
            Value::Text(text) => Some(Self::of(text.chars().count())),
            Value::Template(parts) => sum(parts, Self::of_text),
            Value::Json(document) => Self::of_json(document),
            Value::Input(input) => Some(Self::of_variable(input.path.clone())),
            // An entry of an object that a root passes.
            Value::Operation { operator: Operator::Member, operands } => match operands.as_slice() {
                [Value::Input(input), Value::Text(key)] => Some(Self::of_variable(format!("{}.{key}", input.path))),
                _ => None,
            },
            Value::Attribute { of, name } => of_attribute(of, name),
            Value::Call { function, arguments } => match (function.as_str(), arguments.as_slice()) {
                ("replace", [text, Value::Text(old), Value::Text(new)]) if new.len() <= old.len() => {
                    Self::of_text(text)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The lengths of those texts that can be the longest: of texts with the same variables, the one with the most other
    /// characters. [`None`] when nothing bounds one of them.
    pub(super) fn longest(texts: &[Value]) -> Option<Vec<Self>> {
        let mut longest: BTreeMap<BTreeMap<String, usize>, usize> = BTreeMap::new();
        for text in texts {
            let Self { characters, variables } = Self::of_text(text)?;
            let known = longest.entry(variables).or_default();
            *known = characters.max(*known);
        }
        Some(longest.into_iter().map(|(variables, characters)| Self { characters, variables }).collect())
    }

    fn of_json(document: &Value) -> Option<Self> {
        match document {
            Value::Null => Some(Self::of("null".len())),
            Value::Bool(value) => Some(Self::of(value.to_string().len())),
            Value::Number(number) => Some(Self::of(number.len())),
            Value::List(elements) | Value::Set(elements) => {
                let element = |element| Some(Self::of_json(element)?.plus(Self::of(",".len())));
                Some(sum(elements, element)?.plus(Self::of("[]".len())))
            }
            Value::Object(entries) => {
                let entry = |(key, value): (&ObjectKey, &Value)| {
                    let key = Self::of_json(&key.value())?;
                    Some(key.plus(Self::of_json(value)?).plus(Self::of(":,".len())))
                };
                Some(sum(entries, entry)?.plus(Self::of("{}".len())))
            }
            text => Some(Self::of_escaped(text)?.plus(Self::of("\"\"".len()))),
        }
    }

    /// Length of a text inside the quotes of a JSON document.
    fn of_escaped(text: &Value) -> Option<Self> {
        match text {
            Value::Text(text) => Some(Self::of(escaped(text))),
            Value::Template(parts) => sum(parts, Self::of_escaped),
            other => Self::of_text(other),
        }
    }

    pub(super) fn plus(mut self, other: Self) -> Self {
        self.characters += other.characters;
        for (name, count) in other.variables {
            *self.variables.entry(name).or_default() += count;
        }
        self
    }

    /// The characters in all, given those of each variable; [`None`] when one of them is not known.
    pub(super) fn with(&self, variable: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        let add = |sum, (name, count): (&String, &usize)| Some(sum + variable(name)? * count);
        self.variables.iter().try_fold(self.characters, add)
    }
}

/// All parts together.
fn sum<T>(parts: impl IntoIterator<Item = T>, length: impl Fn(T) -> Option<Length>) -> Option<Length> {
    parts.into_iter().try_fold(Length::default(), |sum, part| Some(sum.plus(length(part)?)))
}

fn of_attribute(instance: &str, name: &str) -> Option<Length> {
    let kind = instance.split('.').next()?;
    let row = ATTRIBUTES.iter().find(|(of, attribute, _)| *of == kind && *attribute == name)?;
    Some(Length::of(row.2))
}

/// Bytes of a text inside the quotes that Terraform's `jsonencode` writes: it escapes what HTML would read as well.
fn escaped(text: &str) -> usize {
    let quoted = serde_json::Value::from(text).to_string().len() - 2;
    quoted + text.matches(['<', '>', '&']).count() * (r"\u003c".len() - 1)
}

#[cfg(test)]
mod tests {
    use super::super::evaluated::Evaluated;
    use super::*;
    use crate::terraform::{
        Body, BodyBuilder, Expression, File, Module, block, call, conditional, for_list, list, object, path, resource,
        text,
    };

    /// Longest text that a root makes of an expression which passes ten characters as `cell`, and seven in an object `other`.
    fn measured_beside(blocks: Vec<BodyBuilder>, expression: &Expression) -> Option<usize> {
        let file = File { name: "main.tf".to_owned(), lowered_by: "here", header: Vec::new(), body: blocks.into() };
        let module = Module::child("cell", vec![file]);
        let values = Evaluated::of(&module).configuration().in_each_instance(&Body::default(), expression);
        Length::of_text(values.first()?)?.with(|name| match name {
            "cell" => Some(10),
            "other.cell" => Some(7),
            _ => None,
        })
    }

    fn measured(expression: &Expression) -> Option<usize> {
        measured_beside(["cell", "other"].map(|name| block("variable").label(name)).into(), expression)
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
        assert_eq!(measured(&path("var.other").index("cell")), Some(7));
        assert_eq!(measured(&text("{}-node", [path("local.undeclared")])), None);
    }

    #[test]
    fn values_are_measured_however_they_are_written() {
        let rules = || {
            let keys = call("toset", [list(["a", "bcd"])]);
            resource("aws_cloudwatch_event_rule", "r")
                .set("for_each", keys)
                .set("name", text("{}-{}", [path("var.cell"), path("each.key")]))
        };
        let blocks = || {
            let zones = call("toset", [list([path("var.cell")])]);
            vec![
                block("variable").label("cell"),
                block("locals").set("name", text("{}-x", [path("var.cell")])),
                resource("aws_kms_key", "k"),
                resource("aws_vpc", "v").set("for_each", zones).set("name", path("each.key")),
                rules(),
            ]
        };
        let json = |document: Expression| call("jsonencode", [document]);
        let issuer = || call("replace", [path("aws_kms_key.k.arn"), "arn:".into(), "".into()]);
        let arn = ARN_START + ARN_PLACE + "key/mrk-".len() + 36;
        let rule = ARN_START + ARN_PLACE + "rule/".len() + 64;
        for (expression, expected) in [
            (path("local.name"), Some(12)),
            (path("aws_kms_key.k.arn"), Some(arn)),
            (path("aws_kms_key.k.key_id"), None),
            (path("aws_cloudwatch_event_rule.r").index("bcd").attribute("name"), Some(14)),
            (path("aws_vpc.v").index("a").attribute("name"), None),
            (call("join", ["-".into(), list([path("local.name"), "a".into()])]), Some(14)),
            (call("format", ["%s/%s".into(), path("var.cell"), "b".into()]), Some(12)),
            (conditional(true.into(), path("var.cell"), path("aws_kms_key.k.key_id")), Some(10)),
            (issuer(), Some(arn)),
            (call("replace", [path("var.cell"), "-".into(), "--".into()]), None),
            (json(object([(text("{}:sub", [issuer()]), "s")])), Some(arn + r#"{":sub":"s",}"#.len())),
            (
                json(for_list("rule", path("aws_cloudwatch_event_rule.r"), path("rule.arn"))),
                Some(2 * (rule + r#""","#.len()) + "[]".len()),
            ),
            (json(for_list("key", path("aws_kms_key.k"), path("key.arn"))), None),
        ] {
            assert_eq!(measured_beside(blocks(), &expression), expected, "{expression:?}");
        }
    }
}
