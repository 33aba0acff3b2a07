//! IAM policy documents as `jsonencode` of an object: no data source, readable in review, sized at compile time.

mod account;
mod references;

pub(crate) use account::{AccountIam, BOUNDARY, Kind, PATH, SPOT_SERVICE, Said, literal_spot_role, spot_role};
pub(crate) use references::{arn, iam_arn, name};

use crate::terraform::{Expression, Key, call, object};

/// How a validation record is named below the name that it proves: an underscore and 32 hexadecimal digits (ACM user guide, "DNS
/// validation"), as a pattern of IAM. `*` would take in names below other labels.
pub(crate) const VALIDATION_LABEL: &str = "_????????????????????????????????";

/// One statement of a policy.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    comment: String,
    sid: String,
    effect: &'static str,
    principal: Option<Expression>,
    actions: Vec<String>,
    resources: Vec<Expression>,
    excepted: Vec<Expression>,
    conditions: Vec<(&'static str, Vec<(Key, Expression)>)>,
}

/// An `Allow` statement.
pub(crate) fn allow<A: Into<String>>(sid: &str, actions: impl IntoIterator<Item = A>) -> Statement {
    Statement {
        comment: String::new(),
        sid: sid.to_owned(),
        effect: "Allow",
        principal: None,
        actions: actions.into_iter().map(Into::into).collect(),
        resources: Vec::new(),
        excepted: Vec::new(),
        conditions: Vec::new(),
    }
}

/// A `Deny` statement.
pub(crate) fn deny<A: Into<String>>(sid: &str, actions: impl IntoIterator<Item = A>) -> Statement {
    Statement { effect: "Deny", ..allow(sid, actions) }
}

/// A policy document.
pub(crate) fn policy(statements: impl IntoIterator<Item = Statement>) -> Expression {
    let statements = statements.into_iter().map(Statement::into_expression).collect();
    let document = object([("Version", "2012-10-17".into()), ("Statement", Expression::List(statements))]);
    call("jsonencode", [document])
}

impl Statement {
    /// The comment at the head of the statement, where a reviewer would ask why.
    pub(crate) fn because(mut self, comment: &str) -> Self {
        comment.clone_into(&mut self.comment);
        self
    }

    /// The principal, such as `("Service", "eks.amazonaws.com")`.
    pub(crate) fn principal(mut self, kind: &str, who: impl Into<Expression>) -> Self {
        self.principal = Some(object([(kind, who.into())]));
        self
    }

    /// Everybody, as far as the conditions hold. A gateway endpoint takes no other principal (Amazon VPC user guide, "Principals
    /// for gateway endpoints").
    pub(crate) fn anyone(mut self) -> Self {
        self.principal = Some("*".into());
        self
    }

    /// Resources.
    pub(crate) fn on<R: Into<Expression>>(mut self, resources: impl IntoIterator<Item = R>) -> Self {
        self.resources.extend(resources.into_iter().map(Into::into));
        self
    }

    /// Every resource but these.
    pub(crate) fn elsewhere_than<R: Into<Expression>>(mut self, resources: impl IntoIterator<Item = R>) -> Self {
        self.excepted.extend(resources.into_iter().map(Into::into));
        self
    }

    /// A condition; those with the same operator are written together.
    pub(crate) fn when(mut self, operator: &'static str, key: impl Into<Key>, value: impl Into<Expression>) -> Self {
        let (key, value) = (key.into(), value.into());
        match self.conditions.iter_mut().find(|(known, _)| *known == operator) {
            Some((_, tests)) => tests.push((key, value)),
            None => self.conditions.push((operator, vec![(key, value)])),
        }
        self
    }

    fn into_expression(self) -> Expression {
        let actions = one_or_list(self.actions.into_iter().map(Expression::from).collect());
        let mut items = vec![("Sid", Expression::from(self.sid)), ("Effect", self.effect.into())];
        items.extend(self.principal.map(|principal| ("Principal", principal)));
        items.push(("Action", actions));
        if !self.resources.is_empty() {
            items.push(("Resource", one_or_list(self.resources)));
        }
        if !self.excepted.is_empty() {
            items.push(("NotResource", one_or_list(self.excepted)));
        }
        if !self.conditions.is_empty() {
            let operators = self.conditions.into_iter().map(|(operator, tests)| (operator, object(tests)));
            items.push(("Condition", object(operators)));
        }
        commented(object(items), self.comment)
    }
}

/// An object whose first item has a comment above it.
fn commented(mut object: Expression, comment: String) -> Expression {
    if let Expression::Object(items) = &mut object
        && let Some(first) = items.first_mut()
    {
        first.comment = comment;
    }
    object
}

fn one_or_list(mut values: Vec<Expression>) -> Expression {
    match values.pop() {
        Some(only) if values.is_empty() => only,
        Some(last) => {
            values.push(last);
            Expression::List(values)
        }
        None => Expression::List(values),
    }
}
