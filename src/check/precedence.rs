//! One cause, one finding: which findings yield to those of other rules.

use std::collections::BTreeSet;

use super::rule::{Rule, Within};
use super::rules;
use crate::diagnostic::{Code, Diagnostic, Step};

/// Removes the findings whose rule yields to another rule that has a finding in the same part of the specification.
///
/// Findings must have their subjects. A finding that yields itself still makes others yield, so that the order of the
/// rules does not matter.
pub fn without_superseded(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let yielding: Vec<&Rule> = rules().filter(|rule| !rule.yields_to.is_empty()).collect();
    let superseded: Vec<bool> = {
        let first = places(&findings, &yielding);
        findings.iter().map(|finding| is_superseded(finding, &yielding, &first)).collect()
    };
    let mut superseded = superseded.into_iter();
    findings.retain(|_| !superseded.next().unwrap_or_default());
    findings
}

/// The code of a finding to which others yield, and the part of the specification for which it speaks.
type Place<'f> = (Code, Within, &'f [Step]);

/// Where there are findings to which others yield.
fn places<'f>(findings: &'f [Diagnostic], yielding: &[&Rule]) -> BTreeSet<Place<'f>> {
    let wanted: BTreeSet<(Code, Within)> =
        yielding.iter().flat_map(|rule| rule.yields_to).map(|to| (to.code, to.within)).collect();
    let places = findings.iter().flat_map(|finding| {
        let of_code = wanted.iter().filter(|(code, _)| *code == finding.code);
        of_code.map(|(code, within)| (*code, *within, part(finding, *within)))
    });
    places.collect()
}

fn is_superseded(finding: &Diagnostic, yielding: &[&Rule], first: &BTreeSet<Place<'_>>) -> bool {
    let rule = yielding.iter().find(|rule| rule.code == finding.code);
    let mut yields_to = rule.into_iter().flat_map(|rule| rule.yields_to);
    yields_to.any(|to| first.contains(&(to.code, to.within, part(finding, to.within))))
}

/// The keys that lead to the part of the specification that holds the subject of a finding; none for all of it.
fn part(finding: &Diagnostic, within: Within) -> &[Step] {
    let way = finding.part();
    let last = match within {
        Within::Block => way.iter().rposition(|step| step.name.is_some()),
        Within::Namespace => way.iter().position(|step| step.key == "namespace"),
        Within::Environment => way.iter().position(|step| step.key == "environment"),
        Within::Fleet => None,
    };
    last.and_then(|last| way.get(..=last)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rule::{Kind, Yield};
    use crate::diagnostic::Subject;
    use crate::source::Span;

    /// What no node has room for, which the limits of containers and a quota say less well.
    const NO_NODE: Code = Code::rule("CELL0644");

    fn finding(code: Code, way: &[(&'static str, &str)]) -> Diagnostic {
        let steps: Vec<Step> = way
            .iter()
            .map(|(key, name)| if name.is_empty() { Step::key(*key) } else { Step::block(*key, *name) })
            .collect();
        Diagnostic { subject: Subject::part(&steps), ..Diagnostic::error(code, Span::NONE, "wrong") }
    }

    fn kept(findings: &[Diagnostic]) -> Vec<&'static str> {
        without_superseded(findings.to_vec()).iter().map(|finding| finding.code.as_str()).collect()
    }

    #[test]
    fn a_finding_yields_in_the_part_that_its_rule_names() {
        let of = |code: &'static str, way: &[(&'static str, &str)]| finding(Code::rule(code), way);
        let (prod, dev) = (("environment", "prod"), ("environment", "dev"));
        let (team, other) = (("namespace", "team"), ("namespace", "other"));
        let no_node = finding(NO_NODE, &[prod, team, ("workload", "api"), ("requests", ""), ("cpu", "")]);
        let limits =
            |workload: &str| of("CELL0633", &[prod, team, ("workload", workload), ("limits", ""), ("cpu", "")]);
        assert_eq!(kept(&[no_node.clone(), limits("api")]), ["CELL0644"]);
        assert_eq!(kept(&[limits("api"), no_node.clone()]), ["CELL0644"]);
        assert_eq!(kept(&[no_node.clone(), limits("web")]), ["CELL0644", "CELL0633"]);
        assert_eq!(kept(&[no_node.clone(), of("CELL0632", &[prod, team, ("quota", "")])]), ["CELL0644"]);
        assert_eq!(kept(&[no_node.clone(), of("CELL0632", &[prod, other, ("quota", "")])]).len(), 2);
        let nobody = of("CELL0601", &[prod]);
        let wide = |environment| of("CELL0608", &[environment, ("access", "ci"), ("policy", "")]);
        assert_eq!(kept(&[nobody.clone(), wide(prod), wide(dev)]), ["CELL0601", "CELL0608"]);
        assert_eq!(kept(&[of("CELL0801", &[dev]), of("CELL0623", &[prod, ("access", "ci")])]), ["CELL0801"]);
    }

    #[test]
    fn what_yields_itself_still_makes_others_yield() {
        let codes = ["CELL0623", "CELL0811", "CELL0801"].map(|code| finding(Code::rule(code), &[]));
        assert_eq!(kept(&codes), ["CELL0801"]);
    }

    fn always_fails(rule: &Rule) -> bool {
        rule.kind.each().all(|(kind, _)| kind == Kind::Fails)
    }

    /// The rules that a rule yields to, those that these yield to, and so on.
    fn reached(rules: &[&Rule], from: &Rule) -> BTreeSet<Code> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<Code> = from.yields_to.iter().map(|to| to.code).collect();
        while let Some(code) = open.pop() {
            if reached.insert(code) {
                let next = rules.iter().filter(|rule| rule.code == code).flat_map(|rule| rule.yields_to);
                open.extend(next.map(|to| to.code));
            }
        }
        reached
    }

    /// Which rules yield to one that does not exist, in a circle that silences all of them, or to a finding that is milder
    /// or may be accepted although their own may not.
    fn faults(rules: &[&Rule]) -> Vec<String> {
        let mut faults = Vec::new();
        for rule in rules.iter().copied() {
            if reached(rules, rule).contains(&rule.code) {
                faults.push(format!("{} yields to itself in the end", rule.code));
            }
            let can_fail = rule.kind.each().any(|(kind, _)| kind == Kind::Fails);
            for to in rule.yields_to {
                match rules.iter().find(|other| other.code == to.code) {
                    None => faults.push(format!("{} yields to {}, which is not a rule", rule.code, to.code)),
                    Some(other) if can_fail && !always_fails(other) => {
                        faults.push(format!("{} can fail, and {} does not always", rule.code, to.code));
                    }
                    Some(_) => {}
                }
            }
        }
        faults
    }

    #[test]
    fn no_rule_yields_in_a_circle_or_to_what_may_be_accepted() {
        let all: Vec<&Rule> = rules().collect();
        assert_eq!(faults(&all), Vec::<String>::new());
    }

    #[test]
    fn a_circle_of_three_and_an_error_that_yields_to_a_warning_are_found() {
        const fn rule(code: &'static str, kind: Kind, yields_to: &'static [Yield]) -> Rule {
            Rule { code: Code::rule(code), kind, since: "0.2.0", docs: "", yields_to, check: |_, _| {} }
        }
        const fn to(code: &'static str) -> [Yield; 1] {
            [Yield { code: Code::rule(code), within: Within::Fleet }]
        }
        const FIRST: &[Yield] = &to("CELL0301");
        const SECOND: &[Yield] = &to("CELL0302");
        const THIRD: &[Yield] = &to("CELL0303");
        let circle = [
            rule("CELL0301", Kind::Fails, SECOND),
            rule("CELL0302", Kind::Fails, THIRD),
            rule("CELL0303", Kind::Fails, FIRST),
        ];
        assert_eq!(faults(&circle.each_ref()).len(), 3);
        let milder = [rule("CELL0301", Kind::Fails, SECOND), rule("CELL0302", Kind::Mistake, &[])];
        assert_eq!(faults(&milder.each_ref()), ["CELL0301 can fail, and CELL0302 does not always"]);
        assert_eq!(faults(&[&rule("CELL0301", Kind::Advice, SECOND)]).len(), 1);
    }
}
