//! What a finding is about, by name.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// What a finding is about.
///
/// A place in a text says the same to a reader of that text. A specification that was built in Rust has no text, and
/// something on the disk is in none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A file or folder, as it is printed: a spec file that cannot be read, something in the output folder.
    Path(String),
    /// A part of the specification: the keys that lead to it, from the outermost block inwards. Never empty.
    Part(Vec<Step>),
}

/// One key on the way to a part of the specification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Step {
    /// The key, such as `environment` or `quota`.
    pub key: Cow<'static, str>,
    /// The label, where the key is that of a block with one: `dev` for `environment "dev"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Step {
    /// A key without a label.
    pub fn key(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), name: None }
    }

    /// The key of a block with a label.
    pub fn block(key: impl Into<Cow<'static, str>>, name: impl Into<String>) -> Self {
        Self { key: key.into(), name: Some(name.into()) }
    }
}

impl Subject {
    /// The part of the specification that these keys lead to; [`None`] for all of it.
    pub fn part(way: &[Step]) -> Option<Self> {
        (!way.is_empty()).then(|| Self::Part(way.to_vec()))
    }
}

/// As people write it: ``environment `dev`, namespace `payments`, `quota.pods` ``.
impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = match self {
            Self::Path(path) => return formatter.write_str(path),
            Self::Part(way) => way,
        };
        let parts = way.chunk_by(|step, next| step.name.is_none() && next.name.is_none());
        for (index, part) in parts.enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            match part {
                [Step { key, name: Some(name) }] => {
                    write!(formatter, "{separator}{} `{name}`", key.replace('_', " "))?;
                }
                keys => {
                    let keys: Vec<&str> = keys.iter().map(|step| step.key.as_ref()).collect();
                    write!(formatter, "{separator}`{}`", keys.join("."))?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_read_like_the_specification() {
        let environment = || Step::block("environment", "dev");
        for (way, expected) in [
            (vec![environment()], "environment `dev`"),
            (vec![environment(), Step::key("region")], "environment `dev`, `region`"),
            (
                vec![environment(), Step::block("namespace", "payments"), Step::key("quota"), Step::key("pods")],
                "environment `dev`, namespace `payments`, `quota.pods`",
            ),
            (vec![environment(), Step::block("node_tier", "spot")], "environment `dev`, node tier `spot`"),
            (
                vec![
                    Step::block("fleet", "demo"),
                    Step::key("terraform"),
                    Step::block("backend", "s3"),
                    Step::key("region"),
                ],
                "fleet `demo`, `terraform`, backend `s3`, `region`",
            ),
        ] {
            assert_eq!(Subject::part(&way).unwrap().to_string(), expected);
        }
        assert_eq!(Subject::part(&[]), None);
        assert_eq!(Subject::Path("out/main.tf".into()).to_string(), "out/main.tf");
    }
}
