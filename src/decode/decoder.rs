//! The state of one decoding run.

use super::kind::{LIST, OBJECT};
use super::reader::Header;
use super::remedy::remedies;
use super::unreadable::{Reading, StandIn, Unreadable};
use super::{Allowance, Block, BlockReader, Decode, Decoded, allowance};
use crate::diagnostic::{Code, Diagnostic, Step, Subject, shortened};
use crate::parse::{LabelText, Node, Value};
use crate::source::Span;

/// Collects what is wrong while values are read.
#[derive(Debug)]
pub struct Decoder {
    diagnostics: Vec<Diagnostic>,
    allowances: Vec<Allowance>,
    /// The keys that lead to the value that is being read: messages name the last one.
    way: Vec<Step>,
    key_span: Span,
    /// Whether an element of a list is being read.
    in_list: bool,
    /// How many blocks are being read, one inside the other.
    depth: usize,
    /// Examples for the keys of the innermost of them.
    examples: fn(&str) -> Vec<serde_json::Value>,
    /// What is read in place of values that cannot be read.
    reading: Reading,
    unreadable: Vec<Unreadable>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            diagnostics: Vec::new(),
            allowances: Vec::new(),
            way: Vec::new(),
            key_span: Span::NONE,
            in_list: false,
            depth: 0,
            examples: |_| Vec::new(),
            reading: Reading::new(),
            unreadable: Vec::new(),
        }
    }
}

impl Decoder {
    /// A decoder that reads stand-ins at the places of this reading.
    pub(super) fn of(reading: Reading) -> Self {
        Self { reading, ..Self::default() }
    }

    /// A decoder that tries one value of a key.
    pub(super) fn trial(key: &str) -> Self {
        Self { way: vec![Step::key(key.to_owned())], ..Self::default() }
    }

    /// A specification, with everything that was found beside it.
    pub(super) fn finish<T>(self, spec: Option<T>) -> Decoded<T> {
        let Self { allowances, diagnostics, unreadable, .. } = self;
        Decoded { spec, allowances, diagnostics, unreadable }
    }

    /// Whether nothing was reported.
    pub(super) const fn has_found_nothing(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// What is read in place of the value at `span`, if something is.
    pub(super) fn stand_in(&self, span: Span) -> Option<&StandIn> {
        self.reading.get(&span)
    }

    /// The same, out of the reading.
    pub(super) fn take_stand_in(&mut self, span: Span) -> Option<StandIn> {
        self.reading.remove(&span)
    }

    /// Puts it back.
    pub(super) fn put_stand_in(&mut self, span: Span, stand_in: StandIn) {
        self.reading.insert(span, stand_in);
    }

    /// How many values could not be read so far.
    pub(super) const fn unreadable_count(&self) -> usize {
        self.unreadable.len()
    }

    /// Remembers a value that cannot be read, as one of the key that is being read.
    pub(super) fn remember(&mut self, mut unreadable: Unreadable) {
        self.key().clone_into(&mut unreadable.key);
        unreadable.is_element = self.in_list;
        unreadable.examples = (self.examples)(self.key());
        self.unreadable.push(unreadable);
    }

    /// Adds a finding about what is being read.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let subject = diagnostic.subject.clone().or_else(|| Subject::part(&self.way));
        self.diagnostics.push(Diagnostic { subject, ..diagnostic });
    }

    /// The keys that lead to the value that is being read.
    pub(super) fn way(&self) -> &[Step] {
        &self.way
    }

    /// The key whose value is being read.
    pub fn key(&self) -> &str {
        self.way.last().map_or("", |step| &step.key)
    }

    /// Examples of the value that is being read, where its key has some: elements one by one.
    pub(super) fn examples(&self) -> Vec<String> {
        let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let examples = (self.examples)(self.key());
        let elements =
            examples.iter().flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
        elements.map(text).collect()
    }

    /// How deep the block that is being read stands: 0 for the root, 1 for an environment.
    pub(super) const fn depth(&self) -> usize {
        self.depth.saturating_sub(1)
    }

    /// What messages call the value that is being read.
    fn subject(&self) -> String {
        let key = shortened(self.key());
        if self.in_list { format!("an element of `{key}`") } else { format!("`{key}`") }
    }

    /// Runs `read` with messages that name `key`.
    pub(super) fn within<T>(&mut self, key: &str, key_span: Span, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within_step(Step::key(key.to_owned()), key_span, read)
    }

    /// Runs `read` with messages that name `key`, about the block with this label.
    pub(super) fn within_block<T>(&mut self, key: &str, label: &LabelText, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within_step(Step::block(key.to_owned(), shortened(&label.text)), label.span, read)
    }

    fn within_step<T>(&mut self, step: Step, key_span: Span, read: impl FnOnce(&mut Self) -> T) -> T {
        self.way.push(step);
        let outer_span = std::mem::replace(&mut self.key_span, key_span);
        let outer_in_list = std::mem::replace(&mut self.in_list, false);
        let result = read(self);
        self.way.pop();
        self.key_span = outer_span;
        self.in_list = outer_in_list;
        result
    }

    /// Runs `read` with messages that speak of an element.
    pub(super) fn element<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.in_list, true);
        let result = read(self);
        self.in_list = outer;
        result
    }

    /// Reads the block or object that the current key holds.
    pub(crate) fn singleton<T: Block>(&mut self, node: &Node) -> Option<T> {
        let title = format!("`{}`", self.key());
        self.block(node, Header { span: self.key_span, title: &title, label: "" })
    }

    /// Reads a block or an object of type `T`.
    pub(super) fn block<T: Block>(&mut self, node: &Node, header: Header<'_>) -> Option<T> {
        let Value::Map(entries) = &node.value else {
            self.wrong_kind(node, OBJECT);
            return None;
        };
        let is_root = self.depth == 0;
        let scope = (!is_root).then(|| extent(header.span, node.span));
        self.depth += 1;
        let outer = std::mem::replace(&mut self.examples, T::examples);
        let mut reader = BlockReader::new(entries, &header, T::keys(header.label), self);
        let block = T::read(&mut reader);
        let allowances = allowance::read(&mut reader, scope);
        let is_lost = !reader.is_lenient && reader.has_misspelled();
        reader.finish();
        self.allowances.extend(allowances);
        self.depth -= 1;
        self.examples = outer;
        block.filter(|_| !is_lost)
    }

    /// Reports that a value is not of the kind that its key wants. Silent about values that were reported before.
    pub(super) fn wrong_kind(&mut self, node: &Node, wanted: &str) {
        self.report_kind(node, wanted, &|_, _| None);
    }

    /// The same for a value of type `T`, which has to take what is proposed.
    pub(super) fn wrong_kind_of<T: Decode>(&mut self, node: &Node, wanted: &str) {
        self.report_kind(node, wanted, &|key, value| {
            let mut trial = Self::trial(key);
            let is_taken = T::decode(value, &mut trial).is_some();
            trial.diagnostics.into_iter().next().filter(|_| !is_taken)
        });
    }

    fn report_kind(&mut self, node: &Node, wanted: &str, fault: &dyn Fn(&str, &Node) -> Option<Diagnostic>) {
        if node.value == Value::Invalid {
            return;
        }
        let headline = format!("{} must be {wanted}, not {}", self.subject(), node.kind());
        let error = Diagnostic::error(Code::WRONG_KIND, node.span, headline).label(format!("{wanted} is wanted here"));
        let key = (!self.in_list).then(|| shortened(self.key()));
        let mut first_fault = None;
        for remedy in remedies(key.as_deref(), node, wanted) {
            match remedy.value.and_then(|value| fault(self.key(), &value)) {
                None => return self.report(error.help_editing(remedy.text, remedy.edits)),
                Some(fault) => first_fault = first_fault.or(Some(fault)),
            }
        }
        let words = first_fault.map(|fault| what_fits(&fault, wanted));
        self.report(error.help_if_some(words));
    }
}

/// What would do in place of a value that is wrong also as the right kind.
fn what_fits(fault: &Diagnostic, wanted: &str) -> String {
    let expected = fault.primary.text.strip_prefix("expected ").map(|words| format!("write {words}"));
    let help = fault.helps.first().map(|help| help.text.clone()).or(expected);
    let help = help.unwrap_or_else(|| fault.primary.text.clone());
    if wanted == LIST { format!("write a list; for its element, {help}") } else { help }
}

/// A block with its name: from the one to the end of the other.
fn extent(header: Span, body: Span) -> Span {
    if header.file == body.file { Span { start: header.start.min(body.start), ..body } } else { body }
}
