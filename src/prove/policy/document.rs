//! A policy document as data: what the grammar of IAM policies says, without an opinion about it.

use std::collections::BTreeMap;

use serde_json::Value;

/// A policy document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// In their order.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `Sid`, or the number of the statement, counted from 0.
    pub name: String,
    /// `Effect`.
    pub effect: Effect,
    /// `Principal`; [`None`] in an identity policy.
    pub principal: Option<Principals>,
    /// `Action` or `NotAction`.
    pub actions: Choice,
    /// `Resource` or `NotResource`; none in a trust policy, whose resource is the role.
    pub resources: Option<Choice>,
    /// Every test of `Condition`; all of them must hold.
    pub conditions: Vec<Test>,
}

/// `Effect`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// `Allow`
    Allow,
    /// `Deny`
    Deny,
}

/// What is listed, or everything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// `Action`, `Resource`
    Only(Vec<String>),
    /// `NotAction`, `NotResource`
    AllBut(Vec<String>),
}

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principals {
    /// By kind, such as `AWS` or `Service`; `"Principal": "*"` is `AWS` and `*`.
    Only(BTreeMap<String, Vec<String>>),
    /// `NotPrincipal`: nothing is proven about it.
    AllBut,
}

/// One key of one operator of `Condition`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The operator with its prefix and suffix, such as `ForAllValues:StringLikeIfExists`.
    pub operator: String,
    /// The condition key.
    pub key: String,
    /// The values, any of which may match.
    pub values: Vec<String>,
}

/// Why a text is no policy document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotADocument(String);

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// When it has a part that the grammar of policies does not have, or lacks one: what is not understood is not proven.
    pub fn read(value: &Value) -> Result<Self, NotADocument> {
        let document = object(value, "the document")?;
        for key in document.keys() {
            known(key, &["Version", "Id", "Statement"], "the document")?;
        }
        let statements = match document.get("Statement") {
            Some(Value::Array(statements)) => statements.iter().collect(),
            Some(statement) => vec![statement],
            None => return Err(NotADocument("the document has no `Statement`".to_owned())),
        };
        let statements =
            statements.into_iter().enumerate().map(|(number, statement)| Statement::read(number, statement));
        Ok(Self { statements: statements.collect::<Result<_, _>>()? })
    }
}

impl Statement {
    fn read(number: usize, value: &Value) -> Result<Self, NotADocument> {
        const KEYS: [&str; 9] = [
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
        ];
        let name = value.get("Sid").and_then(Value::as_str).map_or_else(|| number.to_string(), str::to_owned);
        let what = format!("statement `{name}`");
        let statement = object(value, &what)?;
        for key in statement.keys() {
            known(key, &KEYS, &what)?;
        }
        let effect = match statement.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => return Err(NotADocument(format!("the `Effect` of {what} is neither Allow nor Deny"))),
        };
        let choice = |only: &str, but: &str| match (statement.get(only), statement.get(but)) {
            (Some(list), None) => Ok(Some(Choice::Only(texts(list, &what)?))),
            (None, Some(list)) => Ok(Some(Choice::AllBut(texts(list, &what)?))),
            (None, None) => Ok(None),
            (Some(_), Some(_)) => Err(NotADocument(format!("{what} has both `{only}` and `{but}`"))),
        };
        let actions = choice("Action", "NotAction")?;
        let actions = actions.ok_or_else(|| NotADocument(format!("{what} has no `Action`")))?;
        let principal = match (statement.get("Principal"), statement.get("NotPrincipal")) {
            (_, Some(_)) => Some(Principals::AllBut),
            (Some(principal), None) => Some(Principals::Only(principals(principal, &what)?)),
            (None, None) => None,
        };
        let resources = choice("Resource", "NotResource")?;
        let conditions = conditions(statement.get("Condition"), &what)?;
        Ok(Self { name, effect, principal, actions, resources, conditions })
    }
}

fn principals(value: &Value, what: &str) -> Result<BTreeMap<String, Vec<String>>, NotADocument> {
    if value.as_str() == Some("*") {
        return Ok(BTreeMap::from([("AWS".to_owned(), vec!["*".to_owned()])]));
    }
    let kinds = object(value, what)?.iter();
    kinds.map(|(kind, who)| Ok((kind.clone(), texts(who, what)?))).collect()
}

fn conditions(value: Option<&Value>, what: &str) -> Result<Vec<Test>, NotADocument> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let mut tests = Vec::new();
    for (operator, keys) in object(value, what)? {
        for (key, values) in object(keys, what)? {
            tests.push(Test { operator: operator.clone(), key: key.clone(), values: texts(values, what)? });
        }
    }
    Ok(tests)
}

/// One text or a list of them; numbers and truth values as they are written.
fn texts(value: &Value, what: &str) -> Result<Vec<String>, NotADocument> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Bool(_) | Value::Number(_) => Ok(vec![value.to_string()]),
        Value::Array(values) => {
            let values = values.iter().map(|value| texts(value, what)).collect::<Result<Vec<_>, _>>()?;
            Ok(values.into_iter().flatten().collect())
        }
        Value::Null | Value::Object(_) => Err(NotADocument(format!("{what} has something else where a text belongs"))),
    }
}

fn object<'a>(value: &'a Value, what: &str) -> Result<&'a serde_json::Map<String, Value>, NotADocument> {
    value.as_object().ok_or_else(|| NotADocument(format!("{what} is no object, or holds something else than one")))
}

fn known(key: &str, keys: &[&str], what: &str) -> Result<(), NotADocument> {
    if keys.contains(&key) { Ok(()) } else { Err(NotADocument(format!("{what} has the unknown key `{key}`"))) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_is_read_as_a_list_of_one() {
        let document = json!({"Version": "2012-10-17", "Statement": {
            "Effect": "Deny", "NotAction": "iam:*", "Resource": ["a", "b"], "Principal": "*",
            "Condition": {"Bool": {"aws:SecureTransport": false}},
        }});
        let Document { statements } = Document::read(&document).unwrap();
        let test = Test { operator: "Bool".into(), key: "aws:SecureTransport".into(), values: vec!["false".into()] };
        let statement = Statement {
            name: "0".into(),
            effect: Effect::Deny,
            principal: Some(Principals::Only(BTreeMap::from([("AWS".into(), vec!["*".into()])]))),
            actions: Choice::AllBut(vec!["iam:*".into()]),
            resources: Some(Choice::Only(vec!["a".into(), "b".into()])),
            conditions: vec![test],
        };
        assert_eq!(statements, [statement]);
    }

    #[test]
    fn what_the_grammar_does_not_have_is_not_read() {
        for (document, reason) in [
            (json!([]), "no object"),
            (json!({"Statement": [], "Comment": ""}), "unknown key `Comment`"),
            (json!({}), "no `Statement`"),
            (json!({"Statement": [{"Effect": "allow", "Action": "*"}]}), "neither Allow nor Deny"),
            (json!({"Statement": [{"Effect": "Allow"}]}), "no `Action`"),
            (
                json!({"Statement": [{"Sid": "X", "Effect": "Allow", "Action": "*", "Resources": "*"}]}),
                "`X` has the unknown",
            ),
            (json!({"Statement": [{"Effect": "Allow", "Action": "*", "NotAction": "a"}]}), "both"),
            (json!({"Statement": [{"Effect": "Allow", "Action": {}}]}), "where a text belongs"),
        ] {
            let error = Document::read(&document).unwrap_err();
            assert!(error.to_string().contains(reason), "{document}: {error}");
        }
    }
}
