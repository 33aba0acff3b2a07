use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, FrontDoor};
use crate::values::Exposure;

/// A public front door in cells that the internet does not reach.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1132"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("public_without_internet.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|own| Some((own, own.front_door.as_ref()?)));
    diagnostics.extend(doors.filter_map(|(environment, door)| found(environment, door)));
}

fn found(environment: &Environment, door: &FrontDoor) -> Option<Diagnostic> {
    let isolated = environment.classes().find(|class| class.is_isolated())?;
    (door.exposure.value == Exposure::Public).then(|| {
        let headline = format!("the internet does not reach the front door of {}", environment.title());
        let error = RULE.finding(door.exposure.span, headline).label("public");
        let error = error.also(isolated.nat.span, "these cells have no public subnets and no internet gateway");
        error.help("choose `exposure = \"internal\"` with `peers`, or another `nat`")
    })
}
