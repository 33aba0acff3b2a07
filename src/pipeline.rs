//! The stages in their order: what `cellc check` and `cellc build` run, and what a program that links the library calls.

mod judging;

use std::collections::BTreeMap;
use std::fmt;

use crate::check::{self, CheckedModel, JudgedModel};
use crate::decode;
use crate::diagnostic::{Code, Diagnostic, Waiting, codes, sorted};
use crate::lock::Lock;
use crate::model::Model;
use crate::parse::{self, Node};
use crate::producers::{InMemory, PRODUCERS, Sink};
use crate::resolve::{self, Known};
use crate::source::SourceMap;
use crate::spec::Spec;
use crate::suggest;
use crate::values::Date;
use crate::verify::Fault;
use judging::{Judging, Verdict};

/// A stage, for those who watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Text → node.
    Parse,
    /// Node → spec.
    Decode,
    /// Spec → model.
    Resolve,
    /// Model → diagnostics.
    Check,
    /// Model → files: what the producer of this name makes, lowered, verified and printed a few cells at a time.
    Produce(&'static str),
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Parse => "parse",
            Self::Decode => "decode",
            Self::Resolve => "resolve",
            Self::Check => "check",
            Self::Produce(name) => name,
        })
    }
}

/// Called after each stage, so that the command line can take times; the library has no clock.
pub type Observer<'a> = &'a mut dyn FnMut(Stage);

/// What a run is to know beside the specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The day on which everything that depends on the calendar is judged: support of Kubernetes versions, `allow` blocks.
    /// It never shows in the output.
    pub as_of: Date,
}

/// A specification as far as it could be understood.
#[derive(Debug)]
pub struct Analysis {
    /// What was written.
    pub node: Node,
    /// What it says.
    pub spec: Option<Spec>,
    /// What it means.
    pub model: Option<JudgedModel>,
    /// What is wrong with it, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The rules that wait for values which cannot be read; [`None`] when none does.
    pub waiting: Option<Waiting>,
}

impl Analysis {
    /// The model as [`generate`] takes it; [`None`] when there is an error.
    pub fn checked(&self) -> Option<CheckedModel<'_>> {
        self.model.as_ref()?.checked()
    }
}

/// Everything that is generated, for programs that want it in memory.
#[derive(Debug)]
pub struct Output {
    /// Texts by path below the output folder.
    pub files: BTreeMap<String, String>,
}

/// Text → checked model, with every diagnostic of every stage, for a fleet that nothing is known of yet.
pub fn analyse(sources: &SourceMap, settings: &Settings, observe: Observer<'_>) -> Analysis {
    analyse_known(sources, settings, &Lock::default(), observe)
}

/// Text → checked model, with every diagnostic of every stage. The lock is what earlier builds have decided; what this one
/// decides is [`lock::after`](crate::lock::after).
pub fn analyse_known(sources: &SourceMap, settings: &Settings, lock: &Lock, observe: Observer<'_>) -> Analysis {
    let (node, diagnostics) = parse::parse(sources);
    observe(Stage::Parse);
    let known = Known { lock, as_of: settings.as_of };
    analyse_tree(node, diagnostics, sources, known, observe)
}

/// Tree → checked model; `diagnostics` are those of the parser.
pub fn analyse_node(
    node: Node,
    diagnostics: Vec<Diagnostic>,
    sources: &SourceMap,
    settings: &Settings,
    observe: Observer<'_>,
) -> Analysis {
    analyse_known_node(node, diagnostics, sources, settings, &Lock::default(), observe)
}

/// The same as [`analyse_node`] with the lock of the fleet, as in [`analyse_known`].
pub fn analyse_known_node(
    node: Node,
    diagnostics: Vec<Diagnostic>,
    sources: &SourceMap,
    settings: &Settings,
    lock: &Lock,
    observe: Observer<'_>,
) -> Analysis {
    let known = Known { lock, as_of: settings.as_of };
    analyse_tree(node, diagnostics, sources, known, observe)
}

fn analyse_tree(
    node: Node,
    mut diagnostics: Vec<Diagnostic>,
    sources: &SourceMap,
    known: Known<'_>,
    observe: Observer<'_>,
) -> Analysis {
    let refusals = decode::refusals(&node);
    if !refusals.is_empty() {
        return Analysis { node, spec: None, model: None, diagnostics: sorted(refusals), waiting: None };
    }
    // A file that could not be read contributes nothing: what the others then lack would only be noise.
    let is_readable = !diagnostics.iter().any(is_lost);
    let mut decoded = decode::decode(&node);
    observe(Stage::Decode);
    let (model, waiting) = if is_readable {
        let judging = Judging { node: &node, sources, known, unread: &diagnostics };
        let Verdict { model, findings, waiting } = judging.verdict(&mut decoded, observe);
        diagnostics.extend(findings);
        (model, waiting)
    } else {
        (None, None)
    };
    diagnostics.extend(decoded.diagnostics);
    let model = model.map(|model| JudgedModel::new(model, &diagnostics));
    suggest::fit(&mut diagnostics, &node, sources);
    Analysis { node, spec: decoded.spec, model, diagnostics: sorted(diagnostics), waiting }
}

/// Whether a whole file was lost to a finding of the parser.
fn is_lost(diagnostic: &Diagnostic) -> bool {
    [Code::SYNTAX, Code::WRONG_KIND].contains(&diagnostic.code)
}

/// Specification → checked model: the way in for a specification that was built in Rust, of a fleet that nothing is known of
/// yet.
///
/// `allow` blocks are a matter of the text, since they reach what stands around them.
pub fn analyse_spec(
    spec: &Spec,
    sources: &SourceMap,
    settings: &Settings,
    observe: Observer<'_>,
) -> (JudgedModel, Vec<Diagnostic>) {
    analyse_known_spec(spec, sources, settings, &Lock::default(), observe)
}

/// The same as [`analyse_spec`] with the lock of the fleet, as in [`analyse_known`].
pub fn analyse_known_spec(
    spec: &Spec,
    sources: &SourceMap,
    settings: &Settings,
    lock: &Lock,
    observe: Observer<'_>,
) -> (JudgedModel, Vec<Diagnostic>) {
    let known = Known { lock, as_of: settings.as_of };
    let (model, found) = judge(&mut spec.clone(), sources, known, true, observe);
    let constraints = spec.fleet.iter().filter_map(|(_, entry)| entry.block.required_version.as_ref());
    let refused: Vec<Diagnostic> = constraints.filter_map(decode::refusal_of).collect();
    let diagnostics = if refused.is_empty() { found } else { refused };
    (JudgedModel::new(model, &diagnostics), diagnostics)
}

fn judge(
    spec: &mut Spec,
    sources: &SourceMap,
    known: Known<'_>,
    is_whole: bool,
    observe: Observer<'_>,
) -> (Model, Vec<Diagnostic>) {
    spec.number_places();
    let (model, mut diagnostics) = resolve::resolve(spec, sources, known);
    // What could not be read may be the network that a cell seems to lack.
    diagnostics.retain(|finding| is_whole || finding.code != codes::CELL_WITHOUT_RANGE);
    observe(Stage::Resolve);
    diagnostics.extend(check::check(&check::Context { model: &model, as_of: known.as_of, is_whole }));
    observe(Stage::Check);
    spec.name_subjects(&mut diagnostics);
    (model, sorted(check::without_superseded(diagnostics)))
}

/// Checked model → files, handed to the sink one by one. After an error they are not complete.
///
/// # Errors
/// The compiler's own faults; never the specification's.
pub fn produce(model: CheckedModel<'_>, sink: &dyn Sink, observe: Observer<'_>) -> Result<(), Vec<Fault>> {
    for producer in PRODUCERS {
        producer.produce(model, sink)?;
        observe(Stage::Produce(producer.name));
    }
    Ok(())
}

/// Checked model → files, all of them in memory.
///
/// # Errors
/// The compiler's own faults; never the specification's.
pub fn generate(model: CheckedModel<'_>, observe: Observer<'_>) -> Result<Output, Vec<Fault>> {
    let files = InMemory::default();
    produce(model, &files, observe)?;
    Ok(Output { files: files.into_files() })
}

/// Specification → files in one call, for programs that build it in Rust: all diagnostics, and the files when none of them
/// is an error. A program whose cells leave their ranges to cellc keeps a lock, with [`analyse_known_spec`] and
/// [`lock::after`](crate::lock::after).
///
/// # Errors
/// The compiler's own faults, as text; never the specification's.
pub fn compile(spec: &Spec, settings: &Settings) -> Result<(Option<Output>, Vec<Diagnostic>), Vec<Fault>> {
    let (model, diagnostics) = analyse_spec(spec, &SourceMap::new(), settings, &mut |_| {});
    let output = model.checked().map(|model| generate(model, &mut |_| {})).transpose()?;
    Ok((output, diagnostics))
}
