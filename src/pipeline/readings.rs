//! What files said when they were last read: a file that is as it was need not be parsed again.
//!
//! A reading is known by all that it was made from: the path, the text, how Markdown is read. The text itself stays in its
//! file. Of files with a fault none is written to disk, since the fault has to be told again.
//!
//! On disk they are two files: one of all readings, and one of the few that are new since that was written.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::content::{Document, Reading};
use crate::diagnostic::FileName;
use crate::digest::Digest;
use crate::io::write::Note;

/// The bytes before the hash of the rest.
const HEADER: &[u8] = b"demarche-readings 2\n";

/// Where no more than one of so many is new or gone, the file of all is not written again.
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
    all: Kept,
    recent: Kept,
    /// Those of this time, with the bytes of those that are new.
    now: FxHashMap<Digest, Option<Vec<u8>>>,
}

/// A file of readings.
#[derive(Debug, Default)]
struct Kept {
    bytes: Vec<u8>,
    at: FxHashMap<Digest, Range<usize>>,
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

    /// The readings of the files that [`Readings::to_file`] made; none of one that is not whole, or that `program` did not
    /// write.
    pub(super) fn on_disk(file: impl Fn(Note) -> Option<Vec<u8>>, program: Digest) -> Self {
        let kept = |note| file(note).and_then(|bytes| Kept::of(bytes, program)).unwrap_or_default();
        Self { keep: Keep::OnDisk, all: kept(Note::Readings), recent: kept(Note::Recent), ..Self::default() }
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
        let document: Document = postcard::from_bytes(self.last(key)?).ok()?;
        document.with_text(std::str::from_utf8(text).ok()?)
    }

    /// What a file said that was read the last time or this time, but for its text.
    pub(super) fn without_text(&self, key: Digest) -> Option<Document> {
        let now = || self.now.get(&key)?.as_deref();
        postcard::from_bytes(self.last(key).or_else(now)?).ok()
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
            if bytes.is_some() || self.last(key).is_some() {
                self.now.insert(key, bytes);
            }
            readings.push(reading);
        }
        readings
    }

    /// The bytes of a reading of the last time.
    fn last(&self, key: Digest) -> Option<&[u8]> {
        self.all.get(key).or_else(|| self.recent.get(key))
    }

    /// The readings of this time as a file, in parts that follow one another; none where the last ones do as well.
    pub(super) fn to_file(&self, program: Digest) -> Option<(Note, Vec<Cow<'_, [u8]>>)> {
        if self.now.values().all(Option::is_none) {
            return None;
        }
        let parts = self.now.iter().filter_map(|(key, new)| Some((*key, new.as_deref().or_else(|| self.last(*key))?)));
        let beside: Vec<(Digest, &[u8])> = parts.clone().filter(|(key, _)| self.all.get(*key).is_none()).collect();
        let gone = self.all.at.len() - (self.now.len() - beside.len());
        if (beside.len() + gone) * FEW <= self.now.len() {
            return Some((Note::Recent, file_of(&beside, program)));
        }
        Some((Note::Readings, file_of(&parts.collect::<Vec<_>>(), program)))
    }
}

impl Kept {
    /// Those of a file, if it is whole and `program` wrote it.
    fn of(bytes: Vec<u8>, program: Digest) -> Option<Self> {
        parts(&bytes, program).map(|at| Self { bytes, at })
    }

    fn get(&self, key: Digest) -> Option<&[u8]> {
        self.at.get(&key).map(|at| &self.bytes[at.clone()])
    }
}

/// Readings as a file, in parts that follow one another.
fn file_of<'r>(readings: &[(Digest, &'r [u8])], program: Digest) -> Vec<Cow<'r, [u8]>> {
    let lengths: Vec<(Digest, usize)> = readings.iter().map(|(key, part)| (*key, part.len())).collect();
    let head = postcard::to_allocvec(&(program, lengths)).expect("every value of ours knows its own length");
    let mut hasher = blake3::Hasher::new();
    hasher.update(&head);
    for (_, part) in readings {
        hasher.update(part);
    }
    let start = [HEADER, hasher.finalize().as_bytes(), &head].concat();
    [Cow::Owned(start)].into_iter().chain(readings.iter().map(|(_, part)| Cow::Borrowed(*part))).collect()
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
    use crate::markdown::ParseOptions;

    const TEXT: &[u8] = b"---\ntitle: A note\ndate: 2025-02?\ntopics: [row]\nextra: {own: [1, two]}\nevent: {type: CONSULT, mode: visit}\nsources:\n  - {id: wire, title: A report}\n---\nIn [[aktau]] [@wire, p. 4].\n";

    fn read(text: &[u8]) -> Reading {
        crate::content::read(
            &FileName::from("content/briefs/note.md"),
            "briefs/note.md",
            text,
            &ParseOptions::default(),
        )
    }

    /// What `readings` make of some files, each a text, and the keys of those.
    fn turn(readings: &mut Readings, texts: &[&[u8]]) -> Vec<Reading> {
        let file = FileName::from("content/briefs/note.md");
        let read = |text: &&[u8]| readings.read(&file, text, Digest::of_bytes(text), || read(text));
        let read = texts.iter().map(read).collect();
        readings.turn(read)
    }

    #[test]
    fn a_reading_comes_back_from_disk_as_it_was() {
        let (program, key) = (Digest::of_bytes(b"this"), Digest::of_bytes(TEXT));
        let file_name = FileName::from("content/briefs/note.md");
        let mut first = Readings::on_disk(|_| None, program);
        let new = first.read(&file_name, TEXT, key, || read(TEXT));
        assert!(new.reading.faults.is_empty(), "{:?}", new.reading.faults);
        let told = format!("{:?}", first.turn(vec![new])[0].document);
        let (note, parts) = first.to_file(program).expect("something new");
        let file = parts.concat();
        let given = |file: &[u8], program| Readings::on_disk(|asked| (asked == note).then(|| file.to_vec()), program);
        let mut second = given(&file, program);
        let again = second.read(&file_name, TEXT, key, || panic!("it is known"));
        assert_eq!(format!("{:?}", second.turn(vec![again])[0].document), told);
        assert!(second.to_file(program).is_none());
        for damaged in [&file[..file.len() - 1], &[&file[..], b"x"].concat(), b""] {
            assert!(given(damaged, program).all.at.is_empty());
        }
        assert!(given(&file, Digest::of_bytes(b"another")).all.at.is_empty());
    }

    #[test]
    fn the_few_that_are_new_stand_in_a_file_of_their_own() {
        let program = Digest::of_bytes(b"this");
        let text = |number: usize| format!("---\ntitle: Note {number}\ndate: 2025\n---\n").into_bytes();
        let texts: Vec<Vec<u8>> = (0..=FEW * 3).map(text).collect();
        let texts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
        let mut notes: FxHashMap<&str, Vec<u8>> = FxHashMap::default();
        let name = |note| if note == Note::Readings { "all" } else { "recent" };
        // The last of them is changed, then two more: each time the last of all are new.
        let mut written = Vec::new();
        for (from, to) in [(0, FEW * 2), (1, FEW * 2 + 1), (2, FEW * 2 + 2), (2, FEW * 2 + 2), (0, FEW * 3)] {
            let mut readings = Readings::on_disk(|note| notes.get(name(note)).cloned(), program);
            turn(&mut readings, &texts[from..to]);
            let old = readings.without_text(Digest::of_bytes(texts[from]));
            assert!(matches!(old, Some(Document::Brief(brief)) if brief.title == format!("Note {from}")));
            let file = readings.to_file(program).map(|(note, parts)| (name(note), parts.concat()));
            written.push(file.as_ref().map(|(name, _)| *name));
            notes.extend(file);
        }
        assert_eq!(written, [Some("all"), Some("recent"), Some("all"), None, Some("all")]);
    }
}
