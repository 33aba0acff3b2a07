//! One value replaced by rubbish: one finding more, and nothing is lost in silence.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use cellc::diagnostic::{Code, Diagnostic, render};
use cellc::parse::{Node, Value};
use cellc::source::Span;
use proptest::prelude::*;
use proptest::sample::Index;

use super::specs::{self, Found, Spec};

static SPECS: LazyLock<Vec<(Spec, Vec<Diagnostic>)>> =
    LazyLock::new(|| specs::all().into_iter().map(|spec| (spec.clone(), spec.found().judged)).collect());

/// Values of every kind that most types refuse.
fn rubbish() -> Vec<Value> {
    let text = |text: &str| Value::String(text.to_owned());
    let number = |text: &str| Value::Number(text.to_owned());
    let node = |value| Node { value, span: Span::NONE };
    vec![
        text("?!"),
        text(""),
        text(&"x".repeat(300)),
        number("-1"),
        number("99999999999"),
        number("1.5"),
        Value::Bool(true),
        Value::List(vec![node(number("-1"))]),
        Value::List(vec![node(text("?!"))]),
    ]
}

/// How a specification with rubbish differs from the one without.
struct Difference {
    /// Findings that the rubbish brought.
    added: Vec<Diagnostic>,
    /// Findings that went, and no rule waits with their code.
    silenced: Vec<Diagnostic>,
    /// Findings that went.
    lost: usize,
    unread: usize,
    hides_blocks: bool,
}

/// [`None`] where the value is no rubbish to its type.
fn difference(spec: &Spec, before: &[Diagnostic], number: usize, value: &Value) -> Option<Difference> {
    let (node, old) = spec.replaced(number, value);
    let Found { unread, judged, waiting } = spec.found_in(node);
    if unread.is_empty() {
        return None;
    }
    let rules: BTreeSet<Code> = waiting.iter().flat_map(|waiting| waiting.rules.iter().copied()).collect();
    // What points at the value went with it.
    let points = |finding: &Diagnostic| {
        let labels = std::iter::once(&finding.primary).chain(&finding.secondary);
        labels
            .map(|label| label.span)
            .any(|span| span.file == old.span.file && old.span.start <= span.start && span.end <= old.span.end)
    };
    let lost: Vec<Diagnostic> =
        before.iter().filter(|finding| !judged.contains(finding) && !points(finding)).cloned().collect();
    Some(Difference {
        added: judged.iter().filter(|finding| !before.contains(finding)).cloned().collect(),
        silenced: lost.iter().filter(|finding| !rules.contains(&finding.code)).cloned().collect(),
        lost: lost.len(),
        unread: unread.len(),
        hides_blocks: waiting.is_some_and(|waiting| waiting.hides_blocks),
    })
}

fn holds(spec: &Spec, before: &[Diagnostic], number: usize, value: &Value) -> Result<(), String> {
    let Some(found) = difference(spec, before, number, value) else { return Ok(()) };
    let (_, old) = spec.replaced(number, value);
    let at = format!("{}: {:?} at {:?} replaced by {value:?}", spec.name, old.value, old.span);
    let text = |findings: &[Diagnostic]| render::human(findings, &spec.sources, false);
    let fault = if found.unread != 1 {
        format!("{} findings about the value", found.unread)
    } else if found.hides_blocks {
        "the block is not judged".to_owned()
    } else if !found.added.is_empty() {
        format!("more than the value is wrong:\n{}", text(&found.added))
    } else if !found.silenced.is_empty() {
        format!("lost in silence:\n{}", text(&found.silenced))
    } else {
        return Ok(());
    };
    Err(format!("{at}: {fault}"))
}

/// Each case judges a whole specification many times.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (usual.cases / 4).max(1), ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_value_of_rubbish_is_one_finding_more(spec: Index, value: Index, kind in 0..rubbish().len()) {
        let (spec, before) = spec.get(&SPECS);
        let number = value.index(spec.values().max(1));
        prop_assume!(spec.values() > 0);
        if let Err(fault) = holds(spec, before, number, &rubbish()[kind]) {
            return Err(TestCaseError::fail(fault));
        }
    }
}

#[test]
#[ignore = "all values of all specifications: minutes"]
fn all_values() {
    let (mut faults, mut tried, mut lost, mut findings) = (Vec::new(), 0, 0, 0);
    for (spec, before) in &*SPECS {
        for number in 0..spec.values() {
            for value in rubbish().iter().skip(number % 3).step_by(3) {
                if let Some(found) = difference(spec, before, number, value) {
                    (tried, lost, findings) = (tried + 1, lost + found.lost, findings + before.len());
                }
                let fault = holds(spec, before, number, value).err();
                if let Some(fault) = &fault {
                    println!("{fault}");
                }
                faults.extend(fault);
            }
        }
    }
    println!("{tried} values, {lost} of {findings} findings waited, {} faults", faults.len());
    assert!(faults.is_empty());
}
