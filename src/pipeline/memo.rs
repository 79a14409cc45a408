//! What each file of a site was made from, kept from one build for the next.
//!
//! A file is taken over from the last build only where **both ends are as they were**: everything it is made from has the
//! digest that the memo has, or nothing was edited that it tells of (`edited`), and the file that stands in the output
//! folder has the stamp that it was left with. So an old, foreign or missing memo costs time and never a wrong page. A memo
//! that is cut short, changed by hand or from another program is none: it opens with the hash of the rest, and with that of
//! the program that wrote it.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Moments;
use crate::diagnostic::FileName;
use crate::digest::Digest;
use crate::io::write::Stamp;

/// The bytes before the hash of the rest.
const HEADER: &[u8] = b"demarche-memo 2\n";

/// What is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memo {
    /// The program that wrote it.
    pub program: Digest,
    /// All that the site was made from.
    pub inputs: Inputs,
    /// When the same files make the same site.
    pub moments: Moments,
    /// Whether there was something to tell, which must be told again.
    pub faults: bool,
    /// How many briefs the site tells of.
    pub briefs: usize,
    /// What lists show of each brief, by its file.
    pub entries: Vec<(FileName, Digest)>,
    /// The files of the site, by path.
    pub files: Vec<(String, Entry)>,
}

/// All that a site is made from, but for the moment of the build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// For whom.
    pub audience: Digest,
    /// The files of its folder, in the order of their paths.
    pub files: Vec<(FileName, Digest)>,
}

/// One file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it was made from.
    pub from: Digest,
    /// How it was left.
    pub stamp: Stamp,
}

impl Memo {
    /// The memo as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_allocvec(self).expect("every value of ours knows its own length");
        let mut bytes = HEADER.to_vec();
        bytes.extend_from_slice(blake3::hash(&body).as_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    /// The memo of a file, if it is whole and `program` wrote it.
    pub fn from_bytes(bytes: &[u8], program: Digest) -> Option<Self> {
        let (hash, body) = bytes.strip_prefix(HEADER)?.split_first_chunk::<32>()?;
        if blake3::hash(body).as_bytes() != hash {
            return None;
        }
        let memo: Self = postcard::from_bytes(body).ok()?;
        (memo.program == program).then_some(memo)
    }

    /// The files, to be looked up by path.
    pub fn by_path(&self) -> FxHashMap<&str, Entry> {
        self.files.iter().map(|(path, entry)| (path.as_str(), *entry)).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn memo() -> (Memo, Digest) {
        let program = Digest::of_bytes(b"this one");
        let file = (FileName::from("content/briefs/note.md"), Digest::of_bytes(b"a note"));
        let memo = Memo {
            program,
            inputs: Inputs { audience: Digest::of_bytes(b"all"), files: vec![file.clone()] },
            moments: Moments::around(DateTime::UNIX_EPOCH, [DateTime::UNIX_EPOCH].into_iter()),
            faults: false,
            briefs: 3,
            entries: vec![file],
            files: vec![],
        };
        (memo, program)
    }

    #[test]
    fn a_memo_is_read_as_it_was_written() {
        let (memo, program) = memo();
        assert_eq!(Memo::from_bytes(&memo.to_bytes(), program), Some(memo));
    }

    #[test]
    fn a_memo_that_was_cut_changed_or_written_by_another_program_is_none() {
        let (memo, program) = memo();
        let whole = memo.to_bytes();
        for end in 0..whole.len() {
            assert_eq!(Memo::from_bytes(&whole[..end], program), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            assert_eq!(Memo::from_bytes(&changed, program), None, "changed at {at}");
        }
        assert_eq!(Memo::from_bytes(&whole, Digest::of_bytes(b"another")), None);
    }
}
