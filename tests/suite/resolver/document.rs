//! What the table for people says is what the records do.

use cellc::pipeline::{self, Analysis};

use super::expected::Fleet;
use super::fleets::{analysed, delivery};
use super::route_53::{Answers, Route53, World};
use super::zone::Zone;
use super::{environment, zone_of};

/// The document of the only environment.
fn document(analysis: &Analysis) -> String {
    let files = pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap().files;
    files.into_iter().find(|(path, _)| path == "docs/entry_points/prod.md").unwrap().1
}

/// The rows of the table with this first heading, without backticks.
fn rows(document: &str, heading: &str) -> Vec<Vec<String>> {
    let lines = document.lines().skip_while(|line| !line.starts_with(&format!("| {heading} |")));
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()).collect()
}

fn answers(zone: &Zone, name: &str, world: &World) -> Vec<String> {
    let answers: Answers = Route53 { zone, world }.answers(name);
    answers.keys().map(|root| root.rsplit('/').next().unwrap().to_owned()).collect()
}

/// The first name of a row: `b0000–b0127.prod.example.com` is a range.
fn first_name(name: &str) -> String {
    name.split_once('–').map_or(name.to_owned(), |(first, rest)| format!("{first}.{}", rest.split_once('.').unwrap().1))
}

#[test]
fn a_reader_learns_what_the_records_do() {
    let buckets = delivery()
        .replace("  router {\n", "  router {\n    tenants = \"buckets\"\n    bucket_count = 8\n    buckets \"0000-0002\" {\n      cell = \"alpha\"\n      standby = \"beta\"\n    }\n    buckets \"0003-0007\" {\n      cell = \"beta\"\n    }\n");
    for text in [delivery(), buckets] {
        let analysis = analysed(&text);
        let (document, zone) = (document(&analysis), zone_of(&analysis));
        let fleet = Fleet::of(analysis.checked().unwrap().model(), environment(&analysis));
        let rows = rows(&document, "who");
        assert!(rows.len() >= 3, "{document}");
        for row in rows {
            let [who, name, home, standby, _] = row.as_slice() else { panic!("{row:?}") };
            let name = first_name(name);
            assert_eq!(answers(&zone, &name, &World::default()), std::slice::from_ref(home), "{who}");
            let silent = World { silent: vec![fleet.root(home)], ..World::default() };
            let expected = if standby == "*no automatic failover*" { home } else { standby };
            assert_eq!(answers(&zone, &name, &silent), std::slice::from_ref(expected), "{who}");
            if standby != "*no automatic failover*" {
                let route_53 = Route53 { zone: &zone, world: &silent };
                let seconds = route_53.seconds_until_moved(&name).unwrap();
                assert!(document.contains(&format!("= **{seconds} s**")), "{who}: {seconds}");
            }
        }
    }
}

#[test]
fn every_command_names_a_switch_that_is_there() {
    let analysis = analysed(&delivery());
    let (document, zone) = (document(&analysis), zone_of(&analysis));
    let commands: Vec<&str> =
        document.lines().filter(|line| line.starts_with("aws cloudwatch put-metric-data")).collect();
    assert_eq!(commands.len(), 4);
    for (command, value) in commands.iter().zip([1, 0, 1, 0]) {
        let option = |name: &str| {
            let words: Vec<&str> = command.split(' ').collect();
            words[words.iter().position(|word| *word == name).unwrap() + 1]
        };
        assert!(zone.alarms.values().any(|alarm| alarm.namespace == option("--namespace")), "{command}");
        assert_eq!(option("--value"), value.to_string());
        let world = World {
            metrics: [(option("--namespace").to_owned(), vec![Some(f64::from(value))])].into(),
            ..World::default()
        };
        let cell = option("--namespace").rsplit('-').next().unwrap();
        let is_left = rows(&document, "who")
            .iter()
            .filter(|row| row[2] == cell)
            .all(|row| answers(&zone, &row[1], &world) != [cell.to_owned()]);
        assert_eq!(is_left, value > 0, "{command}");
    }
}

#[test]
fn documents_are_as_reviewed() {
    insta::assert_snapshot!("delivery", document(&analysed(&delivery())));
    let moving = delivery()
        .replacen(
            "    standby = \"alpha\"\n",
            "    moving_to {\n      cell  = \"alpha\"\n      until = \"2027-01-31\"\n      share = \"25%\"\n    }\n",
            1,
        )
        .replacen("exposure = \"public\"", "exposure = \"internal\"", 1)
        .replacen(
            "environment \"prod\" {\n",
            "environment \"prod\" {\n  profile = \"development\"\n  peers = [\"192.168.0.0/16\"]\n",
            1,
        );
    insta::assert_snapshot!("internal_and_moving", document(&analysed(&moving)));
}
