//! Files about the repository that holds the output. They come from no spec and are the same in every fleet.

use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::lower::header;
use crate::print::Comment;
use crate::verify::Fault;

pub(super) const PRODUCER: Producer =
    Producer { name: "repository", source: file!(), owns: &[Owned::File(ATTRIBUTES)], produce };

const ATTRIBUTES: &str = ".gitattributes";

/// Where two branches changed a generated file, Git keeps that of one of them, which the next build replaces: what it would
/// mix of both might be no fleet at all. Lists name the files of both sides, wherever Git cannot merge them.
const RULES: &str = "* -text -merge linguist-generated=true\nmanifest/** merge\ncellc.lock.json merge\n";

fn produce(_: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let purpose =
        "Git changes no line ends of generated files and merges none but the lists of files; reviews show them folded.";
    let header = header(&[], purpose);
    let comment = Comment::of_file(ATTRIBUTES).lines(header.iter().map(String::as_str));
    sink.file(ATTRIBUTES, &format!("{comment}\n{RULES}"));
    Vec::new()
}
