//! Files, bodies, blocks and comments: what stands on which line, and the blank lines between.

use crate::terraform::{Block, Body, Item};

use super::assignment::{Assignment, Spacing};
use super::comment;
use super::printer::Printer;

impl Printer {
    /// The comment that opens a file, followed by a blank line when something else follows.
    pub(super) fn header(&mut self, lines: &[String]) {
        for line in lines.iter().flat_map(|line| comment::lines(line)) {
            self.start_line(false);
            self.comment_line(&line);
        }
    }

    /// The content of a file, or of a block of the given kind.
    pub(super) fn body(&mut self, body: &Body, kind: Option<&str>) {
        let mut blank = kind.is_none() && !self.is_empty();
        for items in body.items.chunk_by(|left, right| is_attribute(left) && is_attribute(right)) {
            match items {
                [Item::Block(block)] => {
                    self.start_line(blank);
                    self.block(block);
                }
                attributes => {
                    let attributes: Vec<Assignment<'_>> = attributes.iter().filter_map(assignment).collect();
                    let meta_arguments = if blank { 0 } else { meta_arguments(body, kind) };
                    self.attributes(&attributes, Spacing { before: blank, meta_arguments });
                }
            }
            blank = true;
        }
    }

    fn block(&mut self, block: &Block) {
        self.comment(&block.comment);
        self.push(&block.kind);
        for label in &block.labels {
            self.push(" ");
            self.always(|printer, room| printer.quoted(label, room));
        }
        self.push(" ");
        if block.body.items.is_empty() {
            self.push("{}");
        } else {
            self.bracketed("{", "}", |printer| printer.body(&block.body, Some(&block.kind)));
        }
    }

    /// The comment above the rest of the line that has just been started.
    pub(super) fn comment(&mut self, comment: &str) {
        if comment.is_empty() {
            return;
        }
        for line in comment::lines(comment) {
            self.comment_line(&line);
            self.newline();
        }
    }

    fn comment_line(&mut self, line: &str) {
        self.push("#");
        if !line.is_empty() {
            self.push(" ");
            self.push(line);
        }
    }
}

fn is_attribute(item: &Item) -> bool {
    matches!(item, Item::Attribute(_))
}

fn assignment(item: &Item) -> Option<Assignment<'_>> {
    match item {
        Item::Attribute(attribute) => Some(Assignment::from(attribute)),
        Item::Block(_) => None,
    }
}

/// How many of the first attributes say what the block is rather than what is in it.
fn meta_arguments(body: &Body, kind: Option<&str>) -> usize {
    let names: &[&str] = match kind {
        Some("resource" | "data" | "ephemeral" | "import") => &["for_each", "count", "provider"],
        Some("module") => &["source", "version", "for_each", "count", "providers"],
        _ => &[],
    };
    let is_meta = |item: &&Item| matches!(item, Item::Attribute(attribute) if names.contains(&attribute.name.as_str()));
    body.items.iter().take_while(is_meta).count()
}
