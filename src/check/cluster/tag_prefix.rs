use crate::catalog::controller_tags;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::values::TagKey;

/// A tag by which a controller knows its resources.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0618"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for keys that controllers use to find their resources, and for other spellings of `Name`"),
        (Kind::Mistake, "for `Name`"),
    ]),
    since: "0.1.0",
    docs: include_str!("tag_prefix.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, key) in model.declared_tags() {
        let finding = if let Some(reason) = controller_tags::reason(key.as_str()) {
            let help = "remove it, or choose a key that no controller reads";
            everywhere(Kind::Fails, &key).label(reason).help(help)
        } else if key.as_str() == "Name" {
            let label = "every resource without a name of its own would have this one";
            everywhere(Kind::Mistake, &key).label(label).help("remove it: cellc sets `Name` where it is useful")
        } else if key.as_str().eq_ignore_ascii_case("Name") {
            let label = "IAM takes it for `Name`, which Karpenter gives every instance profile, and refuses both";
            everywhere(Kind::Fails, &key).label(label).help("remove it, or choose another key")
        } else {
            continue;
        };
        diagnostics.push(finding);
    }
}

fn everywhere(kind: Kind, key: &Spanned<&TagKey>) -> Diagnostic {
    RULE.finding_as(kind, key.span, format!("the tag `{}` would be applied to every resource", key.value))
}
