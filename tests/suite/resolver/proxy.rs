//! A proxy that routes by `routes/<environment>.json`, written from the description of the file alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cellc::pipeline;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::expected::{Fleet, worlds};
use super::fleets::{analysed, delivery};
use super::route_53::{Answers, Route53, WHOLE, World};
use super::{environment, told, zone_of};

/// How many keys are looked up.
const KEYS: usize = 10_000;

struct Proxy<'a> {
    routes: Json,
    /// The cells that the proxy takes for dead: it sees and is told what Route 53 sees and is told.
    out: &'a dyn Fn(&str) -> bool,
}

impl Proxy<'_> {
    /// Who gets a request for this key, each cell with its share.
    fn route(&self, key: &str) -> BTreeMap<String, u64> {
        let place = self.routes["tenants"].get(key).unwrap_or_else(|| self.range(key));
        let text = |pointer: &str| place.pointer(pointer).and_then(Json::as_str);
        let (home, standby, goal) = (text("/cell").unwrap(), text("/standby"), text("/moving_to/cell"));
        let goal = goal.filter(|goal| self.state(goal) == "active");
        let share = place.pointer("/moving_to/share").and_then(Json::as_u64).unwrap_or(0) * WHOLE / 100;
        let at_home = self.one_of(home, standby);
        let at_goal = goal.and_then(|goal| self.one_of(goal, if standby == Some(goal) { Some(home) } else { standby }));
        let mut parts = match (at_home, at_goal) {
            (Some(home), Some(goal)) => vec![(home, WHOLE - share), (goal, share)],
            (one, other) => one.or(other).map(|cell| (cell, WHOLE)).into_iter().collect(),
        };
        parts.retain(|(_, share)| *share > 0);
        let mut answers = BTreeMap::new();
        for (cell, share) in parts {
            *answers.entry(cell.to_owned()).or_default() += share;
        }
        answers
    }

    /// The range of the bucket of a key.
    fn range(&self, key: &str) -> &Json {
        let buckets = &self.routes["buckets"];
        assert_eq!(buckets["key"], "sha256-first-4-bytes-big-endian-mod-count");
        let digest = Sha256::digest(key.as_bytes());
        let number = digest.iter().take(4).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let bucket = number % buckets["count"].as_u64().unwrap();
        let holds =
            |range: &&Json| range["first"].as_u64().unwrap() <= bucket && bucket <= range["last"].as_u64().unwrap();
        let mut holding = buckets["ranges"].as_array().unwrap().iter().filter(holds);
        let range = holding.next().unwrap();
        assert!(holding.next().is_none(), "two ranges hold bucket {bucket}");
        range
    }

    fn state(&self, cell: &str) -> &str {
        self.routes["cells"][cell]["state"].as_str().unwrap()
    }

    /// The first choice, or the second while the first is out; both out is as if none were.
    fn one_of<'c>(&self, home: &'c str, standby: Option<&'c str>) -> Option<&'c str> {
        let both = [Some(home), standby];
        let in_state = |state: &str| both.iter().flatten().copied().find(|cell| self.state(cell) == state);
        let first = in_state("active").or_else(|| in_state("draining")).or_else(|| in_state("retiring"))?;
        let second = both.into_iter().flatten().find(|cell| *cell != first && self.state(cell) != "retiring");
        Some(second.filter(|second| (self.out)(first) && !(self.out)(second)).unwrap_or(first))
    }
}

/// The delivery example with buckets, and two tenants with cells of their own.
fn with_buckets() -> String {
    let mut router = String::from("  router {\n    tenants = \"buckets\"\n    bucket_count = 64\n");
    for (first, home, standby) in [(0, "alpha", "beta"), (16, "beta", "alpha"), (32, "alpha", "beta")] {
        let range = format!("{first:04}-{:04}", first + 15);
        _ = write!(
            router,
            "    buckets \"{range}\" {{\n      cell = \"{home}\"\n      standby = \"{standby}\"\n    }}\n"
        );
    }
    router += "    buckets \"0048-0063\" {\n      cell = \"beta\"\n    }\n";
    let moving = "    standby = \"alpha\"\n    moving_to {\n      cell  = \"alpha\"\n      until = \"2027-01-31\"\n      share = \"25%\"\n    }\n";
    delivery().replacen("    standby = \"alpha\"\n", moving, 1).replacen("  router {\n", &router, 1)
}

#[test]
fn ten_thousand_keys_are_routed_to_who_answers_for_their_names() {
    let analysis = analysed(&with_buckets());
    let files = pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap().files;
    let routes: Json = serde_json::from_str(&files["routes/prod.json"]).unwrap();
    assert_eq!(routes["format"], 1);
    let (zone, fleet) = (zone_of(&analysis), Fleet::of(analysis.checked().unwrap().model(), environment(&analysis)));
    let domain = routes["domain"].as_str().unwrap().to_owned();
    let own: Vec<String> = routes["tenants"].as_object().unwrap().keys().cloned().collect();
    let keys: Vec<String> = own.iter().cloned().chain((0..KEYS).map(|number| format!("farm-{number}"))).collect();
    for (title, world) in worlds(&fleet) {
        let out = |cell: &str| is_out(&fleet, cell, &world);
        let proxy = Proxy { routes: routes.clone(), out: &out };
        let route_53 = Route53 { zone: &zone, world: &world };
        let mut known: BTreeMap<String, Answers> = BTreeMap::new();
        for key in &keys {
            let label = if own.contains(key) { key.clone() } else { bucket(&routes, key) };
            let name = format!("{label}.{domain}");
            let found = known.entry(name.clone()).or_insert_with(|| route_53.answers(&name));
            let expected: Answers =
                proxy.route(key).into_iter().map(|(cell, share)| (fleet.root(&cell), share)).collect();
            assert_eq!(*found, expected, "{title}: {key} at {name} answers {}", told(found));
        }
    }
}

/// The label of a key's bucket, as a client works it out from the reference.
fn bucket(routes: &Json, key: &str) -> String {
    let count = u32::try_from(routes["buckets"]["count"].as_u64().unwrap()).unwrap();
    let digest: [u8; 32] = Sha256::digest(key).into();
    format!("b{:04}", u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) % count)
}

fn is_out(fleet: &Fleet<'_>, cell: &str, world: &World) -> bool {
    let said = world.metrics.get(&fleet.switch(cell)).into_iter().flatten().flatten().last();
    world.silent.contains(&fleet.root(cell)) || said == Some(&1.0)
}

#[test]
fn the_digest_of_the_routes_is_that_of_their_canonical_text() {
    let analysis = analysed(&with_buckets());
    let files = pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap().files;
    let mut routes: Json = serde_json::from_str(&files["routes/prod.json"]).unwrap();
    let said = routes.as_object_mut().unwrap().remove("hash").unwrap();
    // Keys of this JSON are in the order of their names.
    let digest = Sha256::digest(sorted(&routes).to_string());
    assert_eq!(said, Json::from(format!("sha256:{digest:x}")));
}

/// The same with the keys of every object in the order of their names.
fn sorted(value: &Json) -> Json {
    match value {
        Json::Object(fields) => {
            let fields: BTreeMap<&String, Json> = fields.iter().map(|(key, value)| (key, sorted(value))).collect();
            Json::Object(fields.into_iter().map(|(key, value)| (key.clone(), value)).collect())
        }
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}
