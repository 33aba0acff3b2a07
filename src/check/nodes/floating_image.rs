use crate::catalog::node_images;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// Nodes whose image is another one tomorrow.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0519"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("floating_image.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        for tier in class.karpenter.iter().filter(|tier| tier.ami_version.is_latest()) {
            let headline =
                format!("the nodes of tier `{}` are replaced whenever AWS releases an image", tier.name.value);
            let finding = RULE.finding_in(environment.profile, tier.ami_version.span, headline);
            let finding = finding.label("changes in all cells at the same time");
            let version = node_images::version(tier.image);
            let text = format!("pin a version such as `{version}`");
            diagnostics.push(finding.help_replacing(text, tier.ami_version.span, format!("\"{version}\"")));
        }
    }
}
