use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, RoleRule};
use crate::values::{BuiltInRole, KubernetesVerb};

/// A declared role with the name of a built-in one, or without rules that Kubernetes takes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0629"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("role_rules.md"),
    yields_to: &[],
    check,
};

/// Verbs of requests that name no object.
const NAMELESS: [KubernetesVerb; 2] = [KubernetesVerb::Create, KubernetesVerb::DeleteCollection];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(check_role(owner));
            let of_rule = |rule| check_rule(owner, rule).or_else(|| check_names(owner, rule));
            diagnostics.extend(owner.rules.iter().filter_map(of_rule));
        }
    }
}

fn check_role(role: &CustomRole) -> Option<Diagnostic> {
    let name = &role.name;
    if name.as_str().parse::<BuiltInRole>().is_ok() {
        let error = RULE.finding(name.span, format!("the role `{}` is built in", name.value));
        return Some(error.label("would never be used").help("give this one another name, or remove the block"));
    }
    (role.rules.is_empty() && !role.is_partial).then(|| {
        let error = RULE.finding(name.span, format!("the role `{}` grants nothing", name.value));
        error.label("without a rule").help("add a `rule` block with `api_groups`, `resources` and `verbs`")
    })
}

fn check_rule(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let lists = [
        ("api_groups", rule.api_groups.is_empty(), rule.api_groups.span, "use `[\"\"]` for the core group"),
        ("resources", rule.resources.is_empty(), rule.resources.span, "list at least one, such as `deployments`"),
        ("verbs", rule.verbs.is_empty(), rule.verbs.span, "list at least one, such as `get`"),
    ];
    let (key, _, span, help) = lists.into_iter().find(|(_, is_empty, ..)| *is_empty)?;
    let headline = format!("`{key}` of rule `{}` of role `{}` is empty", rule.name.value, owner.name.value);
    let error = RULE.finding(span, headline).label("empty");
    Some(error.note("Kubernetes rejects the whole role").help(help))
}

fn check_names(owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let names = rule.resource_names.as_ref()?;
    if names.is_empty() {
        let headline =
            format!("`resource_names` of rule `{}` of role `{}` is empty", rule.name.value, owner.name.value);
        let error = RULE.finding(names.span, headline).label("empty");
        return Some(
            error
                .note("Kubernetes reads this as all objects")
                .help("list at least one, or remove the key to allow all of them"),
        );
    }
    let verb = rule.verbs.iter().find(|verb| NAMELESS.contains(&verb.value))?;
    // What is asked of a subresource, such as `create` of `pods/eviction`, names the object that it is of.
    let resource = rule.resources.iter().find(|resource| !resource.as_str().contains('/'))?;
    let headline = format!("rule `{}` of role `{}` never allows `{}`", rule.name.value, owner.name.value, verb.value);
    let error = RULE.finding(verb.span, headline).label("does not name an object");
    let error = error.also(names.span, "allows only requests that name one of these");
    Some(error.help(format!("write a rule without `resource_names` for `{}` of `{}`", verb.value, resource.value)))
}
