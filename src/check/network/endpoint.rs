use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Endpoint;
use crate::source::Spanned;

/// A public endpoint without ranges, or ranges without a public endpoint.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0405"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("endpoint.md"),
    yields_to: &[],
    check,
};

/// EKS service quotas: "Public endpoint access CIDR ranges per cluster".
const MOST_CIDRS: usize = 40;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        if let Some(finding) = shape(&environment.endpoint) {
            diagnostics.push(finding);
            continue;
        }
        diagnostics.extend(environment.endpoint.cidrs.iter().filter(|cidr| cidr.is_private()).map(|cidr| {
            let headline = format!("{} never reaches a public endpoint", cidr.value);
            let error = RULE.finding(cidr.span, headline).label("a private range");
            error.help(
                "name the public addresses of the offices or runners; inside the VPC the private endpoint answers",
            )
        }));
    }
}

fn shape(endpoint: &Spanned<Endpoint>) -> Option<Diagnostic> {
    let Endpoint { public, cidrs } = &endpoint.value;
    let error = |headline: &str| RULE.finding(endpoint.span, headline);
    if *public && cidrs.is_empty() {
        let note = "without ranges, EKS opens the Kubernetes API to the entire internet";
        let help = "add `cidrs = [\"203.0.113.0/24\"]` with the ranges that need it";
        return Some(error("a public endpoint needs `cidrs`").label("open to everyone").note(note).help(help));
    }
    if !*public && !cidrs.is_empty() {
        let help = "set `public = true`, or remove `cidrs`";
        return Some(error("`cidrs` without a public endpoint").label("nothing uses these ranges").help(help));
    }
    (cidrs.len() > MOST_CIDRS).then(|| {
        let label = format!("{} ranges, at most {MOST_CIDRS}", cidrs.len());
        error("too many ranges for the public endpoint").label(label).help("merge adjacent ranges")
    })
}
