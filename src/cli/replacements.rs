//! What a build says about target groups that are being replaced.

use crate::model::{Model, Replacement};
use crate::values::ReplacementStep;

/// A line for each route whose target group is being replaced: at which step it is, and what comes next. One line for a build that
/// was to take them further when there is nothing to take further.
pub(super) fn lines(model: &Model, is_idle: bool) -> Vec<String> {
    let idle =
        is_idle.then(|| "note: no replacement of a target group has begun, so `--advance` changes nothing".to_owned());
    let mut lines: Vec<String> = idle.into_iter().collect();
    for (environment, front_door) in model.front_doors() {
        for route in &front_door.routes {
            let Some(Replacement { before, step }) = route.replaces else { continue };
            let (route_name, own) = (&route.name.value, route.shape());
            lines.push(format!(
                "note: the target group of route `{route_name}` in {} is being replaced ({before} by {own}), step {} of 2: {}",
                environment.name.value,
                step.number(),
                next(step)
            ));
        }
    }
    lines
}

const fn next(step: ReplacementStep) -> &'static str {
    match step {
        ReplacementStep::Filling => {
            "apply it and sync the cells; once pods are healthy in the new groups, `cellc build --advance` sends them all requests"
        }
        ReplacementStep::Shifted => {
            "apply it and watch it serve; then `cellc build --advance` takes away the groups before"
        }
    }
}
