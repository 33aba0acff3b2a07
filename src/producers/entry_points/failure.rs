//! What happens when a cell fails, and how long it takes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::served::Served;
use super::table::{code, table};
use super::{DocumentContext, Takeover};
use crate::model::evacuation as switch;
use crate::model::{Cell, Router};
use crate::values::CellId;

/// Seconds of the alarm that stands for a switch.
const PERIOD: u32 = 60;

/// Most cells whose commands are written out.
const MOST_COMMANDS: usize = 12;

/// The section.
pub(super) fn section(context: &DocumentContext<'_>, served: &[Served]) -> String {
    let Some(router) = context.environment.router.as_ref() else { return String::new() };
    let mut text = String::from("\n## When a cell fails\n\n");
    text += &table(
        &["when this cell is out", "these answer, each for so many", "*no automatic failover*"],
        context.cells.iter().map(|cell| row(cell, served, context.takeover())),
    );
    text.push_str(
        "\nIf both cells of a pair are out, Route 53 answers as if both were healthy, with the first one.\n\n",
    );
    let durations =
        table(&["what", "noticed after", "answers kept for", "clients have moved after"], durations(context, router));
    if !durations.is_empty() {
        _ = write!(text, "{durations}\nClients that keep an answer for longer than they may take longer.\n");
    }
    text.push_str(match context.takeover() {
        Takeover::Automatic => "",
        Takeover::BySwitch => {
            "\nRoute 53 cannot reach internal load balancers and does not notice that a cell is silent: there is *no automatic \
             failover*, only the switch below.\n"
        }
        Takeover::Never => {
            "Route 53 cannot reach internal load balancers and does not notice that a cell is silent: there is *no automatic \
             failover*.\n"
        }
    });
    text
}

/// Who answers instead of a cell, and who waits for it.
fn row(cell: &Cell, served: &[Served], takeover: Takeover) -> Vec<String> {
    let id = &cell.name.value;
    let (mut takers, mut waiting): (BTreeMap<&CellId, usize>, Vec<&Served>) = (BTreeMap::new(), Vec::new());
    for who in served {
        for answer in who.answers_of(id) {
            let standby = answer.secondary.as_ref();
            if let Some(standby) = standby.filter(|_| takeover != Takeover::Never) {
                *takers.entry(standby).or_default() += who.count;
            }
            if standby.is_none() || takeover != Takeover::Automatic {
                waiting.push(who);
            }
        }
    }
    let takers: Vec<String> = takers.into_iter().map(|(taker, count)| format!("{} for {count}", code(taker))).collect();
    let takers = match (takers.is_empty(), takeover) {
        (true, _) => "–".to_owned(),
        (false, Takeover::BySwitch) => format!("after an evacuation: {}", takers.join(", ")),
        (false, _) => takers.join(", "),
    };
    vec![code(id), takers, few(&waiting)]
}

/// The first names, and how many more there are.
fn few(waiting: &[&Served]) -> String {
    const FEW: usize = 5;
    let mut names: Vec<String> = waiting.iter().take(FEW).map(|who| who.title.clone()).collect();
    if names.is_empty() {
        return "–".to_owned();
    }
    let more = waiting.len().saturating_sub(FEW);
    names.extend((more > 0).then(|| format!("{more} more")));
    names.join(", ")
}

/// How long it takes until clients have left a cell, with the arithmetic.
fn durations(context: &DocumentContext<'_>, router: &Router) -> Vec<Vec<String>> {
    let (interval, failures, ttl) = (router.interval_seconds.value, router.failures.value, router.ttl_seconds.value);
    let row = |what: &str, arithmetic: String, noticed: u32| {
        let moved = format!("{noticed} s + {ttl} s = **{} s**", noticed + ttl);
        vec![what.to_owned(), arithmetic, format!("{ttl} s"), moved]
    };
    let mut rows = Vec::new();
    if context.is_public {
        let arithmetic =
            format!("{failures} failures, {interval} s apart: {failures} × {interval} s = {} s", failures * interval);
        rows.push(row("a cell does not answer", arithmetic, failures * interval));
    }
    if router.evacuation.is_some() {
        let judged = 2 * PERIOD;
        let arithmetic = format!("a period of its alarm, and as long until it is judged: 2 × {PERIOD} s = {judged} s");
        rows.push(row("somebody evacuates a cell", arithmetic, judged));
    }
    rows
}

/// The section about the switch.
pub(super) fn evacuation(context: &DocumentContext<'_>) -> String {
    let Some(router) = context.environment.router.as_ref() else { return String::new() };
    let mut text = String::from("\n## Evacuating a cell\n\n");
    let (Some(evacuation), Some(dns)) = (router.evacuation.as_ref(), context.model.fleet.dns.as_ref()) else {
        text.push_str("There is no switch: `router { evacuation { … } }` declares one.\n");
        return text;
    };
    let (fleet, environment, region) =
        (&context.model.fleet.name.value, &context.environment.name.value, &evacuation.region.value);
    let profile = format!("evacuate-{environment}");
    let path = dns.iam.path.as_ref().map_or("/".to_owned(), |path| path.value.to_string());
    let role = switch::role(fleet, environment);
    let role = format!("arn:{}:iam::{}:role{path}{role}", dns.region.partition(), dns.account.value);
    let principals: Vec<String> = evacuation.principals.iter().map(|principal| code(principal.arn())).collect();
    _ = write!(
        text,
        "No apply, no change of a record: one data point takes a cell out, and one brings it back. Between the two the state stays, \
         also without data. These may do it: {}. Once, on each machine from which they do:\n\n\
         ```sh\naws configure set profile.{profile}.role_arn {role}\naws configure set profile.{profile}.source_profile default\n```\n",
        principals.join(", ")
    );
    let put = |cluster: &str| {
        let (namespace, metric) = (switch::namespace(cluster), switch::METRIC);
        let put = format!(
            "aws cloudwatch put-metric-data --profile {profile} --region {region} --namespace {namespace} --metric-name {metric}"
        );
        format!("```sh\n{put} --value 1\n{put} --value 0\n```\n")
    };
    if context.cells.len() > MOST_COMMANDS {
        let any = put(&format!("{fleet}-{environment}-CELL"));
        _ = write!(text, "\nA cell out, and back, with its name for `CELL`:\n\n{any}");
    } else {
        for cell in &context.cells {
            _ = write!(text, "\n`{}` out, and back:\n\n{}", cell.name.value, put(&cell.cluster));
        }
    }
    text.push_str(
        "\nIt does nothing for a tenant without somebody who takes over, nor for a pair whose other cell is out as well. `dig +short` \
         with a tenant's name shows who answers.\n",
    );
    text
}
