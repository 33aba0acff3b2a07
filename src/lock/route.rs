//! What is remembered of a route of a front door: the target group that has its requests, and the one that will.

use super::Lock;
use crate::model::{Model, Replacement, Route};
use crate::values::{ReplacementStep, TargetShape};

/// What is remembered of a route.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RouteFacts {
    /// What AWS cannot change about the group that had the requests before anything began.
    pub shape: Option<TargetShape>,
    /// What it is to become, and how far that has come.
    pub goal: Option<(TargetShape, ReplacementStep)>,
}

impl RouteFacts {
    /// What a build makes of a route that the specification has with this shape: nothing for one that is new or has not
    /// changed. Whoever changes their mind meanwhile begins at the first step again, from the group that has the requests.
    pub fn replacement(&self, declared: TargetShape) -> Option<Replacement> {
        let steady = self.shape?;
        let (before, step) = match self.goal {
            Some((goal, step)) if goal == declared => (steady, step),
            Some((goal, ReplacementStep::Shifted)) => (goal, ReplacementStep::Filling),
            Some((_, ReplacementStep::Filling)) | None => (steady, ReplacementStep::Filling),
        };
        (before != declared).then_some(Replacement { before, step })
    }

    /// One step further, if it leads to this shape.
    fn advanced(&self, declared: TargetShape) -> Option<Self> {
        let (goal, step) = self.goal.filter(|(goal, _)| *goal == declared)?;
        Some(match step {
            ReplacementStep::Filling => Self { goal: Some((goal, ReplacementStep::Shifted)), ..self.clone() },
            ReplacementStep::Shifted => Self { shape: Some(goal), goal: None },
        })
    }

    /// What a build remembers.
    pub(super) fn of(route: &Route) -> Self {
        let declared = route.shape();
        match route.replaces {
            None => Self { shape: Some(declared), goal: None },
            Some(Replacement { before, step }) => Self { shape: Some(before), goal: Some((declared, step)) },
        }
    }
}

impl Lock {
    /// What is remembered of a route of an environment; [`None`] for one that is new.
    pub fn route(&self, environment: &str, route: &str) -> Option<&RouteFacts> {
        self.routes.get(&name_of(environment, route))
    }

    /// The same lock with every replacement one step further that has begun and still leads to what the model has; [`None`] where
    /// there is none.
    #[must_use]
    pub fn advanced(&self, model: &Model) -> Option<Self> {
        let mut lock = self.clone();
        for (key, route) in routes(model) {
            let further = self.routes.get(&key).and_then(|facts| facts.advanced(route.shape()));
            lock.routes.extend(further.map(|further| (key, further)));
        }
        (lock.routes != self.routes).then_some(lock)
    }
}

/// The routes of all environments, by `environment/route`.
pub(super) fn routes(model: &Model) -> impl Iterator<Item = (String, &Route)> {
    model.front_doors().flat_map(|(environment, door)| {
        let key = |route: &Route| name_of(environment.name.as_str(), route.name.as_str());
        door.routes.iter().map(move |route| (key(route), route))
    })
}

fn name_of(environment: &str, route: &str) -> String {
    format!("{environment}/{route}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> RouteFacts {
        let (shape, goal) = text.split_once(" -> ").map_or((text, None), |(shape, goal)| (shape, Some(goal)));
        let goal = goal.map(|goal| {
            let (goal, step) = goal.split_once(" step ").unwrap();
            (goal.parse().unwrap(), ReplacementStep::of_number(step.parse().unwrap()).unwrap())
        });
        RouteFacts { shape: shape.parse().ok(), goal }
    }

    fn text(facts: &RouteFacts) -> String {
        let shape = facts.shape.map_or_else(|| "new".to_owned(), |shape| shape.to_string());
        let goal = facts.goal.map(|(goal, step)| format!(" -> {goal} step {}", step.number()));
        shape + &goal.unwrap_or_default()
    }

    /// What a build makes of what it remembers and of what the specification says.
    #[test]
    fn a_build_begins_a_replacement_and_stays_at_its_step() {
        for (before, declared, after) in [
            ("new", "8080 http", "8080 http"),
            ("8080 http", "8080 http", "8080 http"),
            ("8080 http", "9090 http", "8080 http -> 9090 http step 1"),
            ("8080 http", "8080 grpc", "8080 http -> 8080 grpc step 1"),
            ("8080 http -> 9090 http step 1", "9090 http", "8080 http -> 9090 http step 1"),
            ("8080 http -> 9090 http step 2", "9090 http", "8080 http -> 9090 http step 2"),
            // Given up before a request has gone to the new group: it goes.
            ("8080 http -> 9090 http step 1", "8080 http", "8080 http"),
            // Given up when all requests go there: the way back is a replacement too.
            ("8080 http -> 9090 http step 2", "8080 http", "9090 http -> 8080 http step 1"),
            // Something else now.
            ("8080 http -> 9090 http step 1", "7070 http", "8080 http -> 7070 http step 1"),
            ("8080 http -> 9090 http step 2", "7070 http", "9090 http -> 7070 http step 1"),
        ] {
            let declared: TargetShape = declared.parse().unwrap();
            let made = facts(before).replacement(declared);
            let remembered = match made {
                None => RouteFacts { shape: Some(declared), goal: None },
                Some(Replacement { before, step }) => RouteFacts { shape: Some(before), goal: Some((declared, step)) },
            };
            assert_eq!(text(&remembered), after, "{before}, then {declared}");
            assert_eq!(remembered.replacement(declared), made, "a second build stays: {before}, then {declared}");
        }
    }

    #[test]
    fn a_replacement_is_advanced_only_to_what_the_specification_says() {
        for (before, declared, after) in [
            ("new", "8080 http", None),
            ("8080 http", "8080 http", None),
            ("8080 http", "9090 http", None),
            ("8080 http -> 9090 http step 1", "9090 http", Some("8080 http -> 9090 http step 2")),
            ("8080 http -> 9090 http step 2", "9090 http", Some("9090 http")),
            ("8080 http -> 9090 http step 1", "8080 http", None),
            ("8080 http -> 9090 http step 2", "7070 http", None),
        ] {
            let further = facts(before).advanced(declared.parse().unwrap());
            assert_eq!(further.as_ref().map(text).as_deref(), after, "{before}, then {declared}");
        }
    }
}
