//! Zones, front doors and routers: how requests come into cells.

mod controller_values;
mod idle_dns;
mod registration;
mod route_selector;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[controller_values::RULE, idle_dns::RULE, registration::RULE, route_selector::RULE];
