//! Spec → findings, also of one that holds values which cannot be read.

use std::collections::BTreeSet;

use super::{Observer, Settings, Stage, judge};
use crate::check::apply_allowances;
use crate::decode::{self, Allowance, Decoded, Reading, Unreadable};
use crate::diagnostic::{Diagnostic, Severity, WaitedFor, Waiting, codes, has_errors, sorted};
use crate::model::Model;
use crate::parse::Node;
use crate::readings::{self, Common};
use crate::resolve;
use crate::source::{SourceMap, Span};
use crate::spec::Spec;
use crate::threads::in_threads;

/// What is needed to judge a specification.
#[derive(Clone, Copy)]
pub(super) struct Judging<'a> {
    pub(super) node: &'a Node,
    pub(super) sources: &'a SourceMap,
    pub(super) settings: Settings,
    /// What the parser found.
    pub(super) unread: &'a [Diagnostic],
}

/// What came of it.
pub(super) struct Verdict {
    pub(super) model: Option<Model>,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) waiting: Option<Waiting>,
}

impl Judging<'_> {
    /// Judges a specification under all readings of its unreadable values, or as far as it could be read.
    pub(super) fn verdict(&self, decoded: &mut Decoded<Spec>, observe: Observer<'_>) -> Verdict {
        let values = &decoded.unreadable;
        let damage = |reading: &Reading| self.damage(reading);
        let readings = if values.is_empty() { None } else { readings::readings(self.node, values, &damage) };
        let Some(readings) = readings else { return self.as_far_as_read(decoded, observe) };
        let places: BTreeSet<Span> = values.iter().map(|value| value.span).collect();
        let found = in_threads(&readings, |reading| self.findings(reading, &places));
        let doubtful = |finding: &Diagnostic| is_doubtful(finding, &decoded.allowances, &places);
        let Common { findings, waiting } = readings::common(&found, &places, &doubtful);
        let rules = waiting.into_iter().collect::<Vec<_>>();
        let waiting = (!rules.is_empty()).then(|| Waiting { rules, values: waited_for(values), hides_blocks: false });
        // What stands in for a value is nobody's business: the model is that of what could be read.
        let model = decoded.spec.as_mut().map(|spec| {
            spec.number_places();
            resolve::resolve(spec, self.sources).0
        });
        observe(Stage::Resolve);
        observe(Stage::Check);
        Verdict { model, findings, waiting }
    }

    /// Judges what could be read. Blocks that hold something else are left out.
    fn as_far_as_read(&self, decoded: &mut Decoded<Spec>, observe: Observer<'_>) -> Verdict {
        let Decoded { spec, allowances, diagnostics, unreadable } = decoded;
        let is_whole = !has_errors(self.unread) && !has_errors(diagnostics);
        let Some(spec) = spec.as_mut() else { return Verdict { model: None, findings: Vec::new(), waiting: None } };
        let (model, found) = judge(spec, self.sources, self.settings, is_whole, observe);
        let findings = apply_allowances(found, allowances, self.settings.as_of, is_whole);
        let hidden = || Waiting { rules: Vec::new(), values: waited_for(unreadable), hides_blocks: true };
        Verdict { model: Some(model), findings, waiting: (!unreadable.is_empty()).then(hidden) }
    }

    /// How many references and required keys are missing under a reading.
    fn damage(&self, reading: &Reading) -> Option<usize> {
        let decoded = decode::decode_as::<Spec>(self.node, reading.clone());
        let spec = decoded.spec.filter(|_| decoded.unreadable.is_empty())?;
        let (_, found) = resolve::resolve(&spec, self.sources);
        Some(found.iter().filter(|finding| finding.severity == Severity::Error).count())
    }

    fn findings(&self, reading: &Reading, places: &BTreeSet<Span>) -> Vec<Diagnostic> {
        let Decoded { spec, allowances, diagnostics, .. } = decode::decode_as::<Spec>(self.node, reading.clone());
        let Some(mut spec) = spec else { return Vec::new() };
        let unread = self.unread.iter().filter(|finding| !readings::is_inside(finding.primary.span, places));
        let is_whole = !has_errors(&diagnostics) && !unread.into_iter().any(|found| found.severity == Severity::Error);
        let (_, found) = judge(&mut spec, self.sources, self.settings, is_whole, &mut |_| {});
        sorted(apply_allowances(found, &allowances, self.settings.as_of, is_whole))
    }
}

/// Whether an `allow` block accepts nothing only because no stand-in is what it was written for. It might be any finding
/// that the value brings, and all that is known of it is where it would be.
fn is_doubtful(finding: &Diagnostic, allowances: &[Allowance], places: &BTreeSet<Span>) -> bool {
    let reaches = |allowance: &Allowance| places.iter().any(|place| allowance.reaches(*place));
    let mut unused = allowances.iter().filter(|allowance| allowance.code.span == finding.primary.span);
    finding.code == codes::ALLOW_UNUSED && unused.any(reaches)
}

fn waited_for(values: &[Unreadable]) -> Vec<WaitedFor> {
    let mut values: Vec<WaitedFor> =
        values.iter().map(|value| WaitedFor { key: value.key.clone(), span: value.span }).collect();
    values.sort_by_key(|value| value.span);
    values
}
