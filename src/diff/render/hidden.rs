//! What a file that cannot be read hides, told in one line with the file.

use super::entry::Entry;
use crate::diff::difference::Effect;
use crate::evaluate::may_be_hidden_in;

/// How many addresses are named.
const MOST_ADDRESSES: usize = 4;

/// A file that cannot be read, and what is only unknown because of it.
pub(super) struct UnreadFile<'e, 'c> {
    pub(super) file: &'e Entry<'c>,
    hidden: Vec<&'e Entry<'c>>,
}

impl<'e, 'c> UnreadFile<'e, 'c> {
    /// Takes the files that cannot be read, and what they hide, out of the entries.
    pub(super) fn take(entries: &mut Vec<&'e Entry<'c>>) -> Vec<Self> {
        let (files, others): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = entries.drain(..).partition(|entry| is_file(entry));
        let mut files: Vec<Self> = files.into_iter().map(|file| Self { file, hidden: Vec::new() }).collect();
        for entry in others {
            match files.iter_mut().find(|file| file.hides(entry)) {
                Some(file) => file.hidden.push(entry),
                None => entries.push(entry),
            }
        }
        files
    }

    fn hides(&self, entry: &Entry<'_>) -> bool {
        let clause = may_be_hidden_in(&self.file.first.address);
        let unknown = entry.first.unknown.as_ref().filter(|_| entry.effect == Effect::Unknown);
        unknown.is_some_and(|unknown| unknown.why.ends_with(&clause))
    }

    /// What is unknown because of the file; [`None`] when nothing is.
    pub(super) fn line(&self) -> Option<String> {
        let named: Vec<String> = self.hidden.iter().take(MOST_ADDRESSES).map(|entry| entry.address()).collect();
        let rest = self.hidden.len().saturating_sub(MOST_ADDRESSES);
        let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
        (!named.is_empty()).then(|| format!("so nobody can tell what becomes of {}{more}", named.join(", ")))
    }
}

/// Whether it is about a file and not about a resource in one.
fn is_file(entry: &Entry<'_>) -> bool {
    let unknown = entry.first.unknown.as_ref();
    unknown.is_some_and(|unknown| unknown.place.file == entry.first.address)
}
