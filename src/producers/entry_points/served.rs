//! Who is served where: the plan of records as rows.

use std::fmt::Write as _;

use super::table::{code, table};
use super::{DocumentContext, Takeover};
use crate::model::records::{Answer, RecordPlan, Way, bucket_name};
use crate::values::{CellId, RecordMode};

/// A tenant, or a range of buckets with the same cells, and the ways to its cells.
pub(super) struct Served {
    /// What readers call it.
    pub(super) title: String,
    /// The name under which clients find it.
    pub(super) name: String,
    /// How many of them there are.
    pub(super) count: usize,
    /// Each with its share of the requests, in hundredths, and the name that it leads to.
    pub(super) ways: Vec<(u32, String, Answer)>,
}

impl Served {
    /// Everybody of a plan: tenants with records of their own by name, then buckets by number.
    pub(super) fn of(plan: &RecordPlan) -> Vec<Self> {
        let tenants = plan.tenants.iter().map(|(tenant, records)| {
            let way = |way: &Way| (way.weight, plan.target(tenant, way), way.answer.clone());
            let ways = records.ways().map(way).collect();
            Self { title: tenant.to_string(), name: plan.tenant_name(tenant), count: 1, ways }
        });
        tenants.chain(ranges(plan)).collect()
    }

    /// Who answers for it as long as nothing fails.
    fn cells(&self) -> String {
        match self.ways.as_slice() {
            [] => "nobody yet".to_owned(),
            [(_, _, answer)] => code(&answer.primary),
            ways => {
                let parts = ways.iter().map(|(weight, _, answer)| format!("{} {weight}%", code(&answer.primary)));
                parts.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Who takes over.
    fn standbys(&self, takeover: Takeover) -> String {
        let nobody = || "*no automatic failover*".to_owned();
        let standby = |answer: &Answer| match (&answer.secondary, takeover) {
            (None, _) | (Some(_), Takeover::Never) => nobody(),
            (Some(standby), Takeover::Automatic) => code(standby),
            (Some(standby), Takeover::BySwitch) => format!("{}, {}", code(standby), nobody()),
        };
        let mut standbys: Vec<String> = self.ways.iter().map(|(_, _, answer)| standby(answer)).collect();
        standbys.dedup();
        if standbys.is_empty() { "–".to_owned() } else { standbys.join("; ") }
    }

    /// The names that its name leads to, in their order.
    fn leads_to(&self) -> String {
        let names: Vec<String> = self.ways.iter().map(|(_, target, _)| code(target)).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(", ") }
    }

    /// The answers in which a cell is primary.
    pub(super) fn answers_of<'s>(&'s self, cell: &'s CellId) -> impl Iterator<Item = &'s Answer> {
        self.ways.iter().map(|(_, _, answer)| answer).filter(move |answer| answer.primary == *cell)
    }
}

/// Consecutive buckets that the same cells serve.
fn ranges(plan: &RecordPlan) -> Vec<Served> {
    let mut ranges: Vec<(u32, u32, Option<&Answer>)> = Vec::new();
    for (number, records) in &plan.buckets {
        let answer = records.answer.as_ref();
        match ranges.last_mut().filter(|(_, last, known)| last + 1 == *number && *known == answer) {
            Some((_, last, _)) => *last = *number,
            None => ranges.push((*number, *number, answer)),
        }
    }
    let served = |(first, last, answer): (u32, u32, Option<&Answer>)| {
        let title =
            if first == last { bucket_name(first) } else { format!("{}–{}", bucket_name(first), bucket_name(last)) };
        let ways = answer.map(|answer| (100, plan.cell_name(&answer.primary), answer.clone()));
        Served {
            name: format!("{title}.{}", plan.domain),
            title,
            count: usize::try_from(last - first + 1).unwrap_or(usize::MAX),
            ways: ways.into_iter().collect(),
        }
    };
    ranges.into_iter().map(served).collect()
}

/// The section.
pub(super) fn section(context: &DocumentContext<'_>, served: &[Served]) -> String {
    let mut text = String::from("\n## Who is served where\n\n");
    let Some(router) = context.environment.router.as_ref() else {
        text.push_str(
            "There is no router: tenants have no names of their own, and are reached under the names of their cells.\n",
        );
        return text;
    };
    if router.mode.value == RecordMode::Buckets {
        let count = router.bucket_count.value;
        _ = writeln!(
            text,
            "Tenants share {count} names. The bucket of a tenant is the first four bytes of the SHA-256 of its name, as a big-endian \
             number, modulo {count}; its name is `b` and four digits. Tenants in the table by name have a record of their own instead.\n"
        );
    }
    if served.is_empty() {
        text.push_str("There are no tenants yet.\n");
        return text;
    }
    let rows = served.iter().map(|who| {
        vec![who.title.clone(), code(&who.name), who.cells(), who.standbys(context.takeover()), who.leads_to()]
    });
    text += &table(&["who", "name", "served by", "takes over", "the name leads to"], rows);
    text
}
