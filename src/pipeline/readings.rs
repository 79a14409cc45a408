//! What files said when they were last read: a file that is as it was need not be parsed again.
//!
//! A reading is known by all that it was made from: the path, the text, how Markdown is read. The text itself stays in its
//! file. Of files with a fault none is written to disk, since the fault has to be told again.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::content::{Document, Reading};
use crate::diagnostic::FileName;
use crate::digest::Digest;

/// The bytes before the hash of the rest.
const HEADER: &[u8] = b"demarche-readings 2\n";

/// Where no more than one of so many is new or gone, the file is not written again: to parse a few takes less.
const FEW: usize = 50;

/// Where readings are kept from one time to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// Nowhere.
    #[default]
    Nowhere,
    /// In this process.
    InMemory,
    /// As bytes, for another process.
    OnDisk,
}

/// The readings of the last time, and then those of this time.
#[derive(Debug, Default)]
pub struct Readings {
    keep: Keep,
    /// By file.
    held: FxHashMap<FileName, (Digest, Reading)>,
    bytes: Vec<u8>,
    at: FxHashMap<Digest, Range<usize>>,
    /// Those of this time, with the bytes of those that are new.
    now: Vec<(Digest, Option<Vec<u8>>)>,
}

/// A file as it was read, by what it was made from.
pub(super) struct Read {
    pub file: FileName,
    pub key: Digest,
    pub reading: Reading,
    /// The reading as bytes, where it is new and to be kept on disk.
    bytes: Option<Vec<u8>>,
}

impl Readings {
    /// None yet, to be kept in this process.
    pub fn in_memory() -> Self {
        Self { keep: Keep::InMemory, ..Self::default() }
    }

    /// The readings of a file that [`Readings::to_file`] made; none where it is not whole, or `program` did not write it.
    pub(super) fn on_disk(file: Option<Vec<u8>>, program: Digest) -> Self {
        let mut readings = Self { keep: Keep::OnDisk, ..Self::default() };
        if let Some((bytes, at)) =
            file.and_then(|file| Some((parts(&file, program)?, file))).map(|(at, file)| (file, at))
        {
            (readings.bytes, readings.at) = (bytes, at);
        }
        readings
    }

    /// What a file says: as it was read before, or as `read` reads it now.
    pub(super) fn read(&self, file: &FileName, text: &[u8], key: Digest, read: impl FnOnce() -> Reading) -> Read {
        let file = file.clone();
        if let Some((_, reading)) = self.held.get(&file).filter(|(last, _)| *last == key) {
            return Read { file, key, reading: reading.clone(), bytes: None };
        }
        if let Some(document) = self.kept(key, text) {
            let reading = Reading { document: Some(document), ..Reading::default() };
            return Read { file, key, reading, bytes: None };
        }
        let reading = read();
        let document = reading.document.as_ref().filter(|_| self.keep == Keep::OnDisk && reading.faults.is_empty());
        let bytes = document.and_then(|document| postcard::to_allocvec(document).ok());
        Read { file, key, reading, bytes }
    }

    /// The document of a file, as it was kept for another process.
    fn kept(&self, key: Digest, text: &[u8]) -> Option<Document> {
        let document: Document = postcard::from_bytes(self.at.get(&key).map(|at| &self.bytes[at.clone()])?).ok()?;
        document.with_text(std::str::from_utf8(text).ok()?)
    }

    /// What a file said the last time, in this process.
    pub(super) fn held(&self, file: &FileName) -> Option<&Reading> {
        self.held.get(file).map(|(_, reading)| reading)
    }

    /// Takes what some files say now for the next time, in this process.
    pub(super) fn hold(&mut self, read: Vec<Read>) {
        self.held.extend(read.into_iter().map(|read| (read.file, (read.key, read.reading))));
    }

    /// Takes the readings of this time for the next, and gives them back to be linked.
    pub(super) fn turn(&mut self, read: Vec<Read>) -> Vec<Reading> {
        match self.keep {
            Keep::Nowhere => {}
            Keep::InMemory => {
                let held = |read: &Read| (read.file.clone(), (read.key, read.reading.clone()));
                self.held = read.iter().map(held).collect();
            }
            Keep::OnDisk => return self.turn_on_disk(read),
        }
        read.into_iter().map(|read| read.reading).collect()
    }

    fn turn_on_disk(&mut self, read: Vec<Read>) -> Vec<Reading> {
        let mut readings = Vec::with_capacity(read.len());
        for Read { key, reading, bytes, .. } in read {
            if bytes.is_some() || self.at.contains_key(&key) {
                self.now.push((key, bytes));
            }
            readings.push(reading);
        }
        readings
    }

    /// The bytes of a reading of the last time.
    fn last(&self, key: Digest) -> &[u8] {
        self.at.get(&key).map_or(&[], |at| &self.bytes[at.clone()])
    }

    /// The readings of this time as a file, in parts that follow one another; none where the last one does as well.
    pub(super) fn to_file(&self, program: Digest) -> Option<Vec<Cow<'_, [u8]>>> {
        let new = self.now.iter().filter(|(_, bytes)| bytes.is_some()).count();
        let gone = self.at.len() - (self.now.len() - new);
        if (new + gone) * FEW <= self.now.len() && !self.at.is_empty() || new + gone == 0 {
            return None;
        }
        let parts: Vec<&[u8]> = self.now.iter().map(|(key, new)| new.as_deref().unwrap_or(self.last(*key))).collect();
        let lengths: Vec<(Digest, usize)> =
            self.now.iter().zip(&parts).map(|((key, _), part)| (*key, part.len())).collect();
        let head = postcard::to_allocvec(&(program, lengths)).expect("every value of ours knows its own length");
        let mut hasher = blake3::Hasher::new();
        hasher.update(&head);
        for part in &parts {
            hasher.update(part);
        }
        let start = [HEADER, hasher.finalize().as_bytes(), &head].concat();
        Some([Cow::Owned(start)].into_iter().chain(parts.into_iter().map(Cow::Borrowed)).collect())
    }
}

/// Where in a file each reading stands.
fn parts(file: &[u8], program: Digest) -> Option<FxHashMap<Digest, Range<usize>>> {
    let (hash, body) = file.strip_prefix(HEADER)?.split_first_chunk::<32>()?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    let ((by, lengths), texts) = postcard::take_from_bytes::<(Digest, Vec<(Digest, usize)>)>(body).ok()?;
    let mut end = file.len() - texts.len();
    let mut place = |(key, length): (Digest, usize)| {
        let start = end;
        end += length;
        (key, start..end)
    };
    let at: FxHashMap<Digest, Range<usize>> = lengths.into_iter().map(&mut place).collect();
    (by == program && end == file.len()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Options;

    const TEXT: &[u8] = b"---\ntitle: A note\ndate: 2025-02?\ntopics: [row]\nextra: {own: [1, two]}\nevent: {type: CONSULT, mode: visit}\nsources:\n  - {id: wire, title: A report}\n---\nIn [[aktau]] [@wire, p. 4].\n";

    fn read() -> Reading {
        crate::content::read(&FileName::from("content/briefs/note.md"), "briefs/note.md", TEXT, &Options::default())
    }

    #[test]
    fn a_reading_comes_back_from_disk_as_it_was() {
        let (program, key) = (Digest::of_bytes(b"this"), Digest::of_bytes(TEXT));
        let file_name = FileName::from("content/briefs/note.md");
        let mut first = Readings::on_disk(None, program);
        let new = first.read(&file_name, TEXT, key, read);
        assert!(new.reading.faults.is_empty(), "{:?}", new.reading.faults);
        let told = format!("{:?}", first.turn(vec![new])[0].document);
        let file = first.to_file(program).expect("something new").concat();
        let mut second = Readings::on_disk(Some(file.clone()), program);
        let again = second.read(&file_name, TEXT, key, || panic!("it is known"));
        assert_eq!(format!("{:?}", second.turn(vec![again])[0].document), told);
        assert!(second.to_file(program).is_none());
        for damaged in [&file[..file.len() - 1], &[&file[..], b"x"].concat(), b""] {
            assert!(Readings::on_disk(Some(damaged.to_vec()), program).at.is_empty());
        }
        assert!(Readings::on_disk(Some(file), Digest::of_bytes(b"another")).at.is_empty());
    }
}
