//! Bodies, blocks and attributes, with their lines.

use hcl_edit::structure as written;
use hcl_edit::{Decorate, Span};

use super::comment;
use super::{Lines, Reader};
use crate::terraform::{Attribute, Block, Body, Item};

impl Reader<'_> {
    /// The body of a file, below the comment that opens it, which ends at an offset.
    pub(super) fn root(&mut self, body: &written::Body, below_header: usize) -> (Body, Lines) {
        self.body_from(body, below_header)
    }

    fn body_from(&mut self, body: &written::Body, mut skipped: usize) -> (Body, Lines) {
        let (mut items, mut lines) = (Vec::with_capacity(body.len()), Lines::default());
        for structure in body {
            let blanks = structure.decor().prefix().map_or("", |prefix| prefix.as_ref());
            let comment = comment::above(blanks.get(std::mem::take(&mut skipped)..).unwrap_or_default(), true);
            let line = structure.span().map_or(0, |span| self.starts.line(span.start));
            let (item, inside) = self.item(structure, comment);
            items.push(item);
            lines.push(line, inside);
        }
        (Body { items }, lines)
    }

    fn item(&mut self, structure: &written::Structure, comment: String) -> (Item, Lines) {
        match structure {
            written::Structure::Attribute(attribute) => {
                let value = self.expression(&attribute.value);
                let name = attribute.key.as_str().to_owned();
                (Item::Attribute(Attribute { comment, name, value }), Lines::default())
            }
            written::Structure::Block(block) => {
                let (body, lines) = self.body_from(&block.body, 0);
                let kind = block.ident.as_str().to_owned();
                let labels = block.labels.iter().map(|label| label.as_str().to_owned()).collect();
                (Item::Block(Block { comment, kind, labels, body }), lines)
            }
        }
    }
}
