//! What is found beside values that cannot be read.

use cellc::diagnostic::{Diagnostic, Waiting};
use cellc::parse::{Node, Value};
use cellc::source::Span;

use super::specs::{Found, Spec};

/// Two environments with mistakes that have nothing to do with each other, or with quotas.
pub(crate) const FLEET: &str = r#"
fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
}
environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  quotas  = { "on-demand-vcpus" = 2000 }
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
  node_tier "spot" {
    capacity = "spot"
    cpus     = [4]
    taint "dedicated" {
      effect = "NoSchedule"
    }
  }
  role "unused" {
    rule "read" {
      api_groups = ["apps"]
      resources  = ["deployments"]
      verbs      = ["get"]
    }
  }
}
environment "stage" {
  profile = "staging"
  account = "222222222222"
  region  = "eu-west-1"
  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
  class "empty" {}
  node_tier "burst" {
    capacity = "spot"
    families = ["m7g"]
  }
}
cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
cell "beta" {
  environment = "stage"
  cidr        = "10.1.0.0/16"
}
"#;

fn edited(edits: &[(&str, &str)]) -> Found {
    let text = edits.iter().fold(FLEET.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "nothing to replace: {from}");
        text.replacen(from, to, 1)
    });
    Spec::hcl(&text).found()
}

fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// The codes of the rules that wait, and the keys that they wait for.
fn waiting(found: &Found) -> (Vec<&str>, Vec<&str>) {
    let Some(Waiting { rules, values, .. }) = &found.waiting else { return (Vec::new(), Vec::new()) };
    (rules.iter().map(|rule| rule.as_str()).collect(), values.iter().map(|value| value.key.as_str()).collect())
}

const ALL: [&str; 6] = ["CELL0512", "CELL0628", "CELL0307", "CELL0511", "CELL0511", "CELL0510"];

#[test]
fn all_mistakes_of_the_fleet_are_found() {
    let found = edited(&[]);
    assert_eq!((codes(&found.unread), codes(&found.judged)), (vec![], ALL.to_vec()));
    assert_eq!(found.waiting, None, "nothing waits where everything can be read");
}

#[test]
fn a_wrong_quota_hides_nothing() {
    for (from, to) in [
        ("\"on-demand-vcpus\" = 2000", "vcpus = 2000"),
        ("\"on-demand-vcpus\" = 2000", "\"on-demand-vcpus\" = \"many\""),
        ("{ \"on-demand-vcpus\" = 2000 }", "2000"),
    ] {
        let found = edited(&[(from, to)]);
        assert_eq!(codes(&found.unread).len(), 1, "{to}");
        assert_eq!(codes(&found.judged), ALL, "{to}");
    }
}

#[test]
fn rules_wait_for_what_they_depend_on() {
    for (from, to, key, kept, waits) in [
        // Whether there are other ways to run decides about the one environment, and nothing else.
        (
            "    capacity = \"spot\"\n    families",
            "    capacity = \"spots\"\n    families",
            "capacity",
            "CELL0307",
            "CELL0511",
        ),
        // Which day a rule speaks of does not matter, what a class has does.
        ("environment = \"stage\"", "environment = 5", "environment", "CELL0628", ""),
        ("[\"apps\"]", "[\"Apps!\"]", "api_groups", "CELL0512", ""),
    ] {
        let found = edited(&[(from, to)]);
        let (rules, keys) = waiting(&found);
        assert_eq!(found.unread.len(), 1, "{to}: {:?}", found.unread);
        assert!(codes(&found.judged).contains(&kept), "{to}: {:?}", codes(&found.judged));
        if !waits.is_empty() {
            assert!(rules.contains(&waits), "{to}: {rules:?}");
            assert_eq!(keys, [key], "{to}");
        }
        for code in ALL {
            assert!(codes(&found.judged).contains(&code) || rules.contains(&code), "{to}: {code} is lost in silence");
        }
    }
}

#[test]
fn many_values_are_one_line() {
    let found = edited(&[
        ("\"on-demand-vcpus\" = 2000", "vcpus = 2000"),
        ("cpus     = [4]", "cpus     = [\"four\"]"),
        ("capacity = \"spot\"\n    families", "capacity = \"spots\"\n    families"),
        ("\"10.1.0.0/16\"", "\"10.1.0.0\""),
    ]);
    assert_eq!(found.unread.len(), 4);
    assert!(codes(&found.judged).contains(&"CELL0628"), "{:?}", codes(&found.judged));
    let waiting = found.waiting.unwrap();
    assert_eq!(waiting.values.len(), 4);
    assert!(!waiting.hides_blocks);
}

#[test]
fn a_block_of_the_wrong_shape_is_left_out_as_before() {
    let found = edited(&[("role \"unused\"", "role"), ("[4]", "[\"four\"]")]);
    assert!(!codes(&found.judged).contains(&"CELL0628"), "the block has no name: {:?}", codes(&found.judged));
    assert_eq!(codes(&found.unread).len(), 2);
}

/// The fleet with a list of so many numbers among the values of a chart, and perhaps a wrong quota.
fn with_numbers(count: usize, quota: &str) -> (Spec, Found) {
    const GIT: &str = r#"git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }"#;
    let text = FLEET
        .replace("\"CC-1\"\n", &format!("\"CC-1\"\n  {GIT}\n"))
        .replace("{ \"on-demand-vcpus\" = 2000 }", quota)
        .replace("  class \"empty\" {}\n", "  application \"cert-manager\" {\n    values = { numbers = [] }\n  }\n");
    let spec = Spec::hcl(&text);
    let is_empty = |number: &usize| spec.replaced(*number, &Value::Null).1.value == Value::List(Vec::new());
    let numbers = (0..spec.values()).find(is_empty).unwrap();
    let number = Node { value: Value::Number("1".to_owned()), span: Span::NONE };
    let (node, _) = spec.replaced(numbers, &Value::List(vec![number; count]));
    let found = spec.found_in(node);
    (spec, found)
}

#[test]
fn a_specification_beyond_the_bound_is_judged_without_the_blocks_around_the_value() {
    const FEW: usize = 10;
    const MANY: usize = 200_000;
    let (_, right) = with_numbers(MANY, "{ \"on-demand-vcpus\" = 2000 }");
    assert_eq!((codes(&right.unread), &right.waiting), (vec![], &None), "what can be read has no bound");

    let (_, within) = with_numbers(FEW, "{ vcpus = 2000 }");
    assert_eq!(codes(&within.unread).len(), 1);
    assert_eq!(codes(&within.judged), codes(&right.judged), "within the bound nothing is hidden");
    assert!(within.waiting.is_none_or(|waiting| !waiting.hides_blocks));

    let (spec, beyond) = with_numbers(MANY, "{ vcpus = 2000 }");
    assert_eq!(codes(&beyond.unread), codes(&within.unread));
    let (left, all) = (codes(&beyond.judged), codes(&right.judged));
    assert!(left.len() < all.len() && left.iter().all(|code| all.contains(code)), "{left:?} of {all:?}");
    let line = beyond.waiting.unwrap().line(&spec.sources);
    assert!(line.starts_with("the blocks around `vcpus` (fleet.hcl:") && line.ends_with(") were not judged"), "{line}");
}
