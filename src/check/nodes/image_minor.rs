use crate::catalog::node_images;
use crate::check::Context;
use crate::check::facts::kubernetes_versions::{is_gone, is_unknown};
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Class;
use crate::source::Span;
use crate::values::{AmiVersion, NodeImage};

/// A node image that is not made for the cluster's version of Kubernetes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0535"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("image_minor.md"),
    // What is not a version of the image, or not one of the cluster's minor, is told there.
    yields_to: &[
        Yield { code: Code::rule("CELL0502"), within: Within::Block },
        Yield { code: Code::rule("CELL0520"), within: Within::Block },
    ],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let classes = model.classes().map(|(_, class)| class);
    for class in classes.filter(|class| !is_gone(class, *as_of) && !is_unknown(class)) {
        for tier in &class.karpenter {
            let (image, version) = (tier.image, &tier.ami_version);
            let usual = format!("use `{}`, or leave it out", node_images::version(image));
            diagnostics.extend(lacking(class, image, &version.value, version.span, usual));
        }
        diagnostics.extend(of_system_nodes(class));
    }
}

/// Only releases of Bottlerocket: those of Amazon Linux begin with the version of Kubernetes.
fn of_system_nodes(class: &Class) -> Option<Diagnostic> {
    let release = class.system.ami_release.as_ref().filter(|_| class.system.image == NodeImage::Bottlerocket)?;
    let version: AmiVersion = format!("v{}", release.as_str().split('-').next()?).parse().ok()?;
    let usual = "use a later release, or leave it out for the latest".to_owned();
    lacking(class, class.system.image, &version, release.span, usual)
}

fn lacking(class: &Class, image: NodeImage, version: &AmiVersion, span: Span, usual: String) -> Option<Diagnostic> {
    let minor = class.kubernetes.minor();
    let pinned = node_images::version(image);
    if version.is_latest() || version.is_day() != pinned.is_day() {
        return None;
    }
    let (oldest, newest) = node_images::minors(image);
    let (own, known) = (version.numbers(), pinned.numbers());
    let first = node_images::first(image, minor);
    let label = match first {
        Some(first) if own < first.numbers() => format!("`{first}` is the first that is known to have it"),
        _ if own <= known && minor > newest => format!("`{pinned}` has Kubernetes 1.{newest} at most"),
        _ if own >= known && minor < oldest => format!("`{pinned}` has Kubernetes 1.{oldest} at least"),
        _ => return None,
    };
    let kubernetes = &class.kubernetes;
    let headline = format!("no `{image}` image `{version}` is known for Kubernetes {}", kubernetes.value);
    let warning = RULE.finding(span, headline).label(label).also(kubernetes.span, "the cluster's version");
    let note = format!("the table is dated {}; without an image no node starts", node_images::as_of());
    let is_pinned_good = (oldest..=newest).contains(&minor);
    let help = if is_pinned_good {
        usual
    } else {
        format!("stay on Kubernetes 1.{newest}, or name a release of the image that has {}", kubernetes.value)
    };
    Some(warning.note(note).help(help))
}
