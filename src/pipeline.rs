//! The stages in their order: what `cellc check` and `cellc build` run, and what a program that links the library calls.

mod judging;
mod threads;

use std::collections::BTreeMap;

use crate::check::{self, CheckedModel, JudgedModel};
use crate::decode;
use crate::diagnostic::{Code, Diagnostic, Waiting, sorted};
use crate::kubernetes::ManifestFile;
use crate::lower;
use crate::model::{Cell, Class, Environment, Model};
use crate::parse::{self, Node};
use crate::print::{self, ManifestPrinter};
use crate::resolve;
use crate::source::SourceMap;
use crate::spec::Spec;
use crate::suggest;
use crate::terraform::{File, Tree};
use crate::values::{ClassId, Date};
use crate::verify::{self, Fault};
use judging::{Judging, Verdict};
use threads::in_threads;

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
    /// Model → Terraform.
    Lower,
    /// Terraform → faults.
    Verify,
    /// Terraform → text; and model → manifests → text, a cell at a time.
    Print,
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

/// Everything that is generated.
#[derive(Debug)]
pub struct Output {
    /// As Terraform.
    pub tree: Tree,
    /// As text, by path below the output folder.
    pub files: BTreeMap<String, String>,
}

/// Text → checked model, with every diagnostic of every stage.
pub fn analyse(sources: &SourceMap, settings: &Settings, observe: Observer<'_>) -> Analysis {
    let (node, diagnostics) = parse::parse(sources);
    observe(Stage::Parse);
    analyse_node(node, diagnostics, sources, settings, observe)
}

/// Tree → checked model; `diagnostics` are those of the parser.
pub fn analyse_node(
    node: Node,
    mut diagnostics: Vec<Diagnostic>,
    sources: &SourceMap,
    settings: &Settings,
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
        let judging = Judging { node: &node, sources, settings: *settings, unread: &diagnostics };
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

/// Specification → checked model: the way in for a specification that was built in Rust.
///
/// `allow` blocks are a matter of the text, since they reach what stands around them.
pub fn analyse_spec(
    spec: &Spec,
    sources: &SourceMap,
    settings: &Settings,
    observe: Observer<'_>,
) -> (JudgedModel, Vec<Diagnostic>) {
    let (model, found) = judge(&mut spec.clone(), sources, *settings, true, observe);
    let constraints = spec.fleet.iter().filter_map(|(_, entry)| entry.block.required_version.as_ref());
    let refused: Vec<Diagnostic> = constraints.filter_map(decode::refusal_of).collect();
    let diagnostics = if refused.is_empty() { found } else { refused };
    (JudgedModel::new(model, &diagnostics), diagnostics)
}

fn judge(
    spec: &mut Spec,
    sources: &SourceMap,
    settings: Settings,
    is_whole: bool,
    observe: Observer<'_>,
) -> (Model, Vec<Diagnostic>) {
    spec.number_places();
    let (model, mut diagnostics) = resolve::resolve(spec, sources);
    observe(Stage::Resolve);
    diagnostics.extend(check::check(&check::Context { model: &model, as_of: settings.as_of, is_whole }));
    observe(Stage::Check);
    spec.name_subjects(&mut diagnostics);
    (model, sorted(check::without_superseded(diagnostics)))
}

/// Checked model → files. The error is a list of compiler bugs.
pub fn generate(model: CheckedModel<'_>, observe: Observer<'_>) -> Result<Output, Vec<Fault>> {
    let tree = lower::lower(model);
    observe(Stage::Lower);
    let faults = verify::verify(&tree);
    observe(Stage::Verify);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut texts = print_tree(&tree);
    texts.extend(print_manifests(model));
    observe(Stage::Print);
    Ok(Output { tree, files: texts.into_iter().collect() })
}

/// Cells in one thread, at least.
const FEWEST_CELLS: usize = 16;

/// A class with its environment.
type Shape<'a> = (&'a Environment, &'a Class);

/// A path and what is there.
type Text = (String, String);

/// Manifests are lowered and printed class by class and cell by cell: objects take many times the room of their texts, and
/// cells know nothing of each other. In which thread that happens shows nowhere.
fn print_manifests(model: CheckedModel<'_>) -> Vec<Text> {
    let used: Vec<Shape<'_>> = model.model().populated_classes().collect();
    let of_classes = in_threads(&used, 1, |classes| print_classes(model, classes)).into_iter().collect();
    in_threads(&model.model().cells, FEWEST_CELLS, |cells| print_cells(model, cells, &of_classes))
}

fn print_classes<'a>(model: CheckedModel<'_>, classes: &[Shape<'a>]) -> Vec<(&'a ClassId, Vec<Text>)> {
    let mut printer = ManifestPrinter::default();
    let mut print = |(environment, class): &Shape<'a>| {
        let files = lower::lower_manifests_of_class(model, environment, class);
        (&class.id.value, print_all(&mut printer, &files))
    };
    classes.iter().map(&mut print).collect()
}

fn print_cells(model: CheckedModel<'_>, cells: &[Cell], of_classes: &BTreeMap<&ClassId, Vec<Text>>) -> Vec<Text> {
    let mut printer = ManifestPrinter::default();
    let mut texts = Vec::new();
    for cell in cells {
        let folder = lower::manifest_folder(cell);
        let of_class = of_classes.get(&cell.class).into_iter().flatten().cloned();
        let own = print_all(&mut printer, &lower::lower_manifests_of_cell(model, cell));
        texts.extend(of_class.chain(own).map(|(path, text)| (format!("{folder}{path}"), text)));
    }
    texts
}

fn print_all(printer: &mut ManifestPrinter, files: &[ManifestFile]) -> Vec<Text> {
    files.iter().map(|file| (file.path.clone(), printer.print(file))).collect()
}

fn print_tree(tree: &Tree) -> Vec<Text> {
    let modules = tree.modules.iter();
    let files = modules.flat_map(|module| module.files.iter().map(|file| (module.path.as_str(), file)));
    let files: Vec<(&str, &File)> = files.collect();
    in_threads(&files, FEWEST_CELLS, |part| {
        part.iter().map(|(folder, file)| (format!("{folder}/{}", file.name), print::print(file))).collect()
    })
}

/// Specification → files in one call, for programs that build it in Rust: all diagnostics, and the files when none of them
/// is an error.
///
/// # Errors
/// The compiler's own faults, as text; never the specification's.
pub fn compile(spec: &Spec, settings: &Settings) -> Result<(Option<Output>, Vec<Diagnostic>), Vec<Fault>> {
    let (model, diagnostics) = analyse_spec(spec, &SourceMap::new(), settings, &mut |_| {});
    let output = model.checked().map(|model| generate(model, &mut |_| {})).transpose()?;
    Ok((output, diagnostics))
}
