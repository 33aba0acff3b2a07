//! Files about the repository that holds the output. They come from no spec and are the same in every fleet.

use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::lower::header;
use crate::print::Comment;
use crate::verify::Fault;

pub(super) const PRODUCER: Producer =
    Producer { name: "repository", source: file!(), owns: &[Owned::File(ATTRIBUTES)], produce };

const ATTRIBUTES: &str = ".gitattributes";

fn produce(_: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let purpose = "Git changes no line ends of generated files, and reviews show them folded.";
    let header = header(&[], purpose);
    let comment = Comment::of_file(ATTRIBUTES).lines(header.iter().map(String::as_str));
    sink.file(ATTRIBUTES, &format!("{comment}\n* -text linguist-generated=true\n"));
    Vec::new()
}
