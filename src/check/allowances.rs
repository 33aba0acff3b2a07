//! What `allow` blocks make of the findings of the rules.

use super::reach::Reach;
use super::rules;
use crate::decode::Allowance;
use crate::diagnostic::{Code, Diagnostic, codes, did_you_mean};
use crate::values::Date;

/// Removes the findings that are accepted on the day `as_of`, and reports every `allow` block that is impossible, expired
/// or without effect.
///
/// With `is_whole` false a part of the specification was not judged, so that nothing is known about blocks without
/// effect.
pub fn apply_allowances(
    diagnostics: Vec<Diagnostic>,
    allowances: &[Allowance],
    as_of: Date,
    is_whole: bool,
) -> Vec<Diagnostic> {
    let reach = Reach::of(allowances);
    let mut uses = vec![Use::default(); allowances.len()];
    let mut kept: Vec<Diagnostic> =
        diagnostics.into_iter().filter(|finding| !is_accepted(finding, allowances, &reach, as_of, &mut uses)).collect();
    let judged = allowances.iter().zip(&uses);
    kept.extend(judged.filter_map(|(allowance, found)| {
        let finding = judge(allowance, *found, as_of, is_whole)?;
        Some(Diagnostic { subject: allowance.subject.clone(), ..finding })
    }));
    kept
}

/// What an `allow` block was good for.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    accepted: usize,
    refused: usize,
}

/// The innermost blocks come last in the text, and count alike: every block that reaches a finding has had its use.
fn is_accepted(
    finding: &Diagnostic,
    allowances: &[Allowance],
    reach: &Reach<'_>,
    as_of: Date,
    uses: &mut [Use],
) -> bool {
    let mut accepted = false;
    for number in reach.numbers(finding) {
        let (Some(allowance), Some(found)) = (allowances.get(number), uses.get_mut(number)) else { continue };
        if finding.can_be_allowed() {
            found.accepted += 1;
            accepted |= !is_expired(allowance, as_of);
        } else {
            found.refused += 1;
        }
    }
    accepted
}

fn is_expired(allowance: &Allowance, as_of: Date) -> bool {
    allowance.until.is_some_and(|until| until.value < as_of)
}

fn judge(allowance: &Allowance, found: Use, as_of: Date, is_whole: bool) -> Option<Diagnostic> {
    let (code, span) = (&allowance.code.value, allowance.code.span);
    if !allowance.is_readable {
        return None;
    }
    let Some(rule) = rules().find(|rule| rule.code.as_str() == code.as_str()) else {
        return Some(without_rule(allowance));
    };
    if found.accepted == 0 && found.refused == 0 && !rule.kind.can_be_allowed() {
        let error = Diagnostic::error(codes::ALLOW_IMPOSSIBLE, span, format!("findings of {code} cannot be allowed"));
        return Some(error.label("what it finds would fail all the same").help_removing("remove it", span));
    }
    if found.accepted == 0 && found.refused > 0 {
        let headline = format!("what {code} found here cannot be allowed");
        let error = Diagnostic::error(codes::ALLOW_IMPOSSIBLE, span, headline).label("it would fail all the same");
        return Some(error.help("correct what it found, and remove this block"));
    }
    if found.accepted == 0 {
        let finding = Diagnostic::warning(codes::ALLOW_UNUSED, span, format!("`allow \"{code}\"` accepts nothing"));
        return is_whole.then(|| finding.label("no finding of this rule here").help_removing("remove it", span));
    }
    let until = allowance.until.filter(|_| is_expired(allowance, as_of))?;
    let finding = Diagnostic::warning(codes::ALLOW_EXPIRED, until.span, format!("`allow \"{code}\"` has expired"));
    let finding = finding.label("the last day").note(format!("the findings are judged on {as_of}"));
    Some(finding.help("correct what it accepted, or decide again and write a later day"))
}

fn without_rule(allowance: &Allowance) -> Diagnostic {
    let (code, span) = (&allowance.code.value, allowance.code.span);
    let is_one_of = |codes: &[Code]| codes.iter().any(|known| known.as_str() == code.as_str());
    if is_one_of(Code::READING) || is_one_of(codes::ALL) || is_one_of(Code::ON_DISK) {
        let headline = format!("findings of {code} cannot be allowed");
        let label = if is_one_of(Code::ON_DISK) {
            "about files on the disk, not about the spec"
        } else {
            "not a rule of conduct"
        };
        let error = Diagnostic::error(codes::ALLOW_IMPOSSIBLE, span, headline).label(label);
        return error.help("correct what it found, and remove this block");
    }
    let near = did_you_mean(code.as_str(), rules().map(|rule| rule.code.as_str()));
    let error = Diagnostic::error(codes::ALLOW_IMPOSSIBLE, span, format!("there is no rule {code}"));
    let error = error.label("no such rule");
    let Some(near) = near else { return error.help("write the code that a finding shows") };
    error.help(format!("did you mean `{near}`? `cellc explain {near}` says what it is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_of_one_rule() {
        let mut seen: Vec<Code> = rules().map(|rule| rule.code).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), rules().count());
    }
}
