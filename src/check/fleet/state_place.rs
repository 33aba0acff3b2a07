use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Backend, Model, S3Backend};
use crate::values::Arn;

/// Bucket, key and role of the state, or the cells, in different places.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0313"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for a key in another region or a role in another partition"),
        (Kind::Mistake, "for cells in a different partition than the bucket"),
    ]),
    since: "0.1.0",
    docs: include_str!("state_place.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Backend::S3(backend) = &model.fleet.backend else { return };
    diagnostics.extend(key(backend).or_else(|| role(backend)).or_else(|| cells(model, backend)));
}

/// An alias or an id without a region is looked for in the bucket's.
fn key(backend: &S3Backend) -> Option<Diagnostic> {
    let (key, region) = (backend.kms_key_id.as_ref()?, &backend.region);
    let arn: Arn = key.as_str().parse().ok()?;
    (arn.region != region.as_str()).then(|| {
        let headline = format!("the key of the state is in `{}`, the bucket in `{}`", arn.region, region.value);
        let error = RULE.finding_as(Kind::Fails, key.span, headline).label("in another region");
        let error = error.also(region.span, "the bucket's region").note("S3 only accepts keys in the bucket's region");
        error.help(format!("use a key in `{}`", region.value))
    })
}

fn role(backend: &S3Backend) -> Option<Diagnostic> {
    let (role, region) = (backend.role_arn.as_ref()?, &backend.region);
    (role.partition() != region.partition()).then(|| {
        let headline = format!("the role of the state is in partition `{}`", role.partition());
        let error = RULE.finding_as(Kind::Fails, role.span, headline);
        let error = error.label(format!("the bucket is in `{}`", region.partition()));
        error.also(region.span, "the bucket's region").help("use a role in the bucket's partition")
    })
}

fn cells(model: &Model, backend: &S3Backend) -> Option<Diagnostic> {
    let region = &backend.region;
    let (environment, class) =
        model.populated_classes().find(|(environment, _)| environment.partition() != region.partition())?;
    let headline =
        format!("the state is in partition `{}`, cells are in `{}`", region.partition(), environment.partition());
    let warning = RULE.finding_as(Kind::Mistake, region.span, headline).label("the region of the bucket");
    let warning = warning.also(class.span(), format!("cells in partition `{}`", environment.partition()));
    let warning = warning.note("credentials are valid in one partition only, and Terraform uses the caller's for both");
    Some(
        warning.help("keep the bucket in the same partition as the cells; describe each partition as a separate fleet"),
    )
}
