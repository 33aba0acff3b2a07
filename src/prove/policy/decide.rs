//! Whether a policy allows a request.

use super::condition::{Certainty, Context, all_hold, certainty};
use super::document::{Choice, Document, Effect, Principals, Statement};
use super::pattern::Pattern;

/// What somebody wants to do.
#[derive(Debug, Clone)]
pub struct Request {
    /// One action, such as `ec2:DetachVolume`.
    pub action: String,
    /// What it acts on: an ARN, or `*` for an action that knows no resource.
    pub resource: Pattern,
    /// The condition keys.
    pub context: Context,
}

/// What identity policies say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Some statement allows it, and none denies it.
    Allowed,
    /// No statement allows it, or one denies it.
    Denied,
    /// A condition is not understood.
    Unknown,
}

/// Whether a statement speaks of a request; its effect and its principal aside.
pub fn applies(statement: &Statement, request: &Request) -> Certainty {
    if names_action(&statement.actions, &request.action) {
        fits(statement, &request.resource, &request.context)
    } else {
        Certainty::No
    }
}

/// The same for any of the statement's actions.
pub fn fits(statement: &Statement, resource: &Pattern, context: &Context) -> Certainty {
    let holds = statement.resources.as_ref().map_or(Certainty::Yes, |choice| holds_resource(choice, resource));
    if holds == Certainty::No { holds } else { holds.and(all_hold(&statement.conditions, context)) }
}

/// What a role may do by its documents alone.
pub fn decide<'d>(documents: impl IntoIterator<Item = &'d Document>, request: &Request) -> Decision {
    let (mut allowed, mut denied) = (Certainty::No, Certainty::No);
    for statement in documents.into_iter().flat_map(|document| &document.statements) {
        let applies = applies(statement, request);
        match statement.effect {
            Effect::Allow => allowed = allowed.max(applies),
            Effect::Deny => denied = denied.max(applies),
        }
    }
    match (allowed, denied) {
        (Certainty::No, _) | (_, Certainty::Yes) => Decision::Denied,
        (Certainty::Yes, Certainty::No) => Decision::Allowed,
        _ => Decision::Unknown,
    }
}

/// Whether a choice names an action. IAM compares actions without case.
pub fn names_action(choice: &Choice, action: &str) -> bool {
    let action = Pattern::literal(&action.to_lowercase());
    let matches = |patterns: &[String]| patterns.iter().any(|one| Pattern::glob(one).lowercase().intersects(&action));
    match choice {
        Choice::Only(patterns) => matches(patterns),
        Choice::AllBut(patterns) => !matches(patterns),
    }
}

fn holds_resource(choice: &Choice, resource: &Pattern) -> Certainty {
    let holds = |patterns: &[String]| {
        let all = patterns.iter().map(|pattern| certainty(&Pattern::glob(pattern), resource));
        all.max().unwrap_or(Certainty::No)
    };
    match choice {
        Choice::Only(patterns) => holds(patterns),
        Choice::AllBut(patterns) => match holds(patterns) {
            Certainty::No => Certainty::Yes,
            Certainty::Maybe => Certainty::Maybe,
            Certainty::Yes => Certainty::No,
        },
    }
}

/// Whether the principal of a statement surely is a role.
pub(super) fn surely_names(statement: &Statement, role: &str) -> bool {
    match &statement.principal {
        Some(Principals::Only(kinds)) => {
            kinds.get("AWS").into_iter().flatten().any(|who| who == "*" || who == role || is_account(who, role))
        }
        Some(Principals::AllBut) => false,
        None => true,
    }
}

/// Whether a principal is the whole account of a role: its number, or its `root`.
fn is_account(who: &str, role: &str) -> bool {
    let account = role.split(':').nth(4).unwrap_or_default();
    who == account || (who.ends_with(":root") && who.split(':').nth(4) == Some(account))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn decided(statements: &Value, action: &str, resource: &str) -> Decision {
        let document = Document::read(&json!({ "Statement": statements })).unwrap();
        let context = Context::closed().with_text("aws:ResourceTag/cell", "beta");
        decide([&document], &Request { action: action.into(), resource: Pattern::literal(resource), context })
    }

    #[test]
    fn denials_win_and_nothing_is_allowed_by_itself() {
        let allow = json!({"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:*:*:p-beta"});
        let deny = json!({"Effect": "Deny", "NotAction": ["sqs:Receive*", "SQS:get?ueueurl"], "Resource": "*"});
        let only = json!([allow]);
        let both = json!([allow, deny]);
        let queue = "arn:aws:sqs:eu-west-1:222222222222:p-beta";
        assert_eq!(decided(&only, "sqs:SendMessage", queue), Decision::Allowed);
        assert_eq!(decided(&only, "sqs:SendMessage", &format!("{queue}-b")), Decision::Denied);
        assert_eq!(decided(&both, "sqs:SendMessage", queue), Decision::Denied);
        assert_eq!(decided(&both, "sqs:ReceiveMessage", queue), Decision::Allowed);
        assert_eq!(decided(&both, "sqs:GetQueueUrl", queue), Decision::Allowed);
        assert_eq!(decided(&json!([]), "sqs:SendMessage", queue), Decision::Denied);
        let but = json!([{"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:sqs:*"}]);
        assert_eq!(decided(&but, "sqs:SendMessage", queue), Decision::Denied);
        assert_eq!(decided(&but, "s3:GetObject", "arn:aws:s3:::b/k"), Decision::Allowed);
    }

    #[test]
    fn conditions_decide() {
        let when = |cell: &str| {
            json!([{"Effect": "Allow", "Action": "ec2:*", "Resource": "*",
                    "Condition": {"StringEquals": {"aws:ResourceTag/cell": cell}}}])
        };
        let instance = "arn:aws:ec2:eu-west-1:222222222222:instance/i-1";
        assert_eq!(decided(&when("beta"), "ec2:TerminateInstances", instance), Decision::Allowed);
        assert_eq!(decided(&when("alpha"), "ec2:TerminateInstances", instance), Decision::Denied);
        assert_eq!(decided(&when("${aws:PrincipalTag/cell}"), "ec2:TerminateInstances", instance), Decision::Unknown);
    }
}
