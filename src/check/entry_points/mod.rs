//! Zones, front doors and routers: how requests come into cells.

mod route_selector;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[route_selector::RULE];
