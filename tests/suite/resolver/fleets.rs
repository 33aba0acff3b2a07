//! Fleets with a router: their text, and what cellc emits for them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cellc::diagnostic::render;
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::SourceMap;
use cellc::{lower, print};
use proptest::prelude::*;

const STATES: [&str; 3] = ["active", "draining", "planned"];

/// A cell of a generated fleet by the index of its state.
type State = usize;

/// A tenant: indexes of its home, standby and goal among the cells, and the share that has moved.
#[derive(Debug, Clone)]
pub(crate) struct Tenant {
    home: usize,
    standby: Option<usize>,
    goal: Option<(usize, u8)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Generated {
    states: Vec<State>,
    tenants: Vec<Tenant>,
    is_public: bool,
    has_buckets: bool,
}

prop_compose! {
    pub(crate) fn fleet()(states in prop::collection::vec(prop_oneof![5 => Just(0_usize), 1 => Just(1), 1 => Just(2)], 2..=4))
        (tenants in prop::collection::vec(tenant(states.len()), 1..=6), states in Just(states), is_public in prop::bool::weighted(0.8),
         has_buckets in prop::bool::weighted(0.3)) -> Generated {
        Generated { states, tenants, is_public, has_buckets }
    }
}

prop_compose! {
    fn tenant(cells: usize)(home in 0..cells, standby in prop::option::of(0..cells), goal in prop::option::weighted(0.4, (0..cells, 0_u8..=100)))
        -> Tenant {
        Tenant { home, standby, goal }
    }
}

impl Generated {
    /// The text of its specification, in which tenants are where the states of cells admit them.
    pub(crate) fn text(&self) -> String {
        let mut text = base(self.is_public);
        // Somebody has to be there.
        let states: Vec<State> = std::iter::once(0).chain(self.states.iter().skip(1).copied()).collect();
        for (cell, state) in states.iter().enumerate() {
            let own = ["eu-west-1", "eu-central-1"][cell % 2];
            _ = writeln!(
                text,
                "cell \"c{cell}\" {{\n  environment = \"prod\"\n  cidr = \"10.{}.0.0/16\"\n  region = \"{own}\"",
                64 + cell
            );
            _ = writeln!(text, "  state = \"{}\"\n}}\n", STATES[*state]);
        }
        for (number, tenant) in self.tenants.iter().enumerate() {
            let standby = tenant.standby.filter(|standby| *standby != tenant.home && states[*standby] != 1);
            let home = match states[tenant.home] {
                0 => tenant.home,
                1 if standby.is_some() => tenant.home,
                _ => 0,
            };
            let standby = standby.filter(|standby| *standby != home);
            _ = writeln!(text, "tenant \"t{number}\" {{\n  home \"prod\" {{\n    cell = \"c{home}\"");
            if let Some(standby) = standby {
                _ = writeln!(text, "    standby = \"c{standby}\"");
            }
            if let Some((goal, share)) = tenant.goal.filter(|(goal, _)| *goal != home && states[*goal] != 1) {
                let share = if states[goal] == 2 { 0 } else { share };
                _ = writeln!(
                    text,
                    "    moving_to {{\n      cell = \"c{goal}\"\n      until = \"2027-01-31\"\n      share = \"{share}%\"\n    }}"
                );
            }
            text.push_str("  }\n}\n\n");
        }
        if self.has_buckets {
            text = with_buckets(&text, &states);
        }
        text
    }
}

/// Eight buckets: the first four have their home in the first cell and the last one as a standby where that admits it.
fn with_buckets(text: &str, states: &[State]) -> String {
    let last = states.len() - 1;
    let standby = if states[last] == 1 { String::new() } else { format!("      standby = \"c{last}\"\n") };
    let buckets = format!(
        "  router {{\n    tenants = \"buckets\"\n    bucket_count = 8\n    buckets \"0000-0003\" {{\n      cell = \"c0\"\n{standby}    }}\n    \
         buckets \"0004-0007\" {{\n      cell = \"c0\"\n    }}\n"
    );
    text.replacen("  router {\n", &buckets, 1)
}

/// The delivery example without its cells and tenants, in a profile that refuses nothing that only is bad practice.
fn base(is_public: bool) -> String {
    let fleet = include_str!("../../../examples/delivery/fleet.hcl");
    let prod = include_str!("../../../examples/delivery/prod.hcl");
    let peers = if is_public { "" } else { "  peers = [\"192.168.0.0/16\"]\n" };
    let head = format!("environment \"prod\" {{\n  profile = \"development\"\n{peers}");
    let prod = prod.replacen("environment \"prod\" {\n", &head, 1).replacen("max_load = 10", "max_load = 1000", 1);
    let exposure = if is_public { "exposure = \"public\"" } else { "exposure = \"internal\"" };
    format!("{fleet}\n{}\n", prod.replacen("exposure = \"public\"", exposure, 1))
}

/// The specification of the delivery example.
pub(crate) fn delivery() -> String {
    let cells = include_str!("../../../examples/delivery/cells.hcl");
    let tenants = include_str!("../../../examples/delivery/tenants.hcl");
    let fleet = include_str!("../../../examples/delivery/fleet.hcl");
    let prod = include_str!("../../../examples/delivery/prod.hcl");
    [fleet, prod, cells, tenants].join("\n")
}

pub(crate) fn analysed(text: &str) -> Analysis {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let settings = Settings { as_of: "2026-11-28".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    assert!(analysis.checked().is_some(), "{}\n{text}", render::human(&analysis.diagnostics, &sources, false));
    analysis
}

/// The emitted Terraform of the routers, by path.
pub(crate) fn routers(analysis: &Analysis) -> BTreeMap<String, String> {
    let roots = lower::lower_routers(analysis.checked().unwrap());
    let files = roots
        .iter()
        .flat_map(|root| root.files.iter().map(|file| (format!("{}/{}", root.path, file.name), print::print(file))));
    files.collect()
}
