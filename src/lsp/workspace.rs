//! The files of a site as an editor has them: what is open there stands before what is on disk.
//!
//! The same stages as those of a check read and link them, whenever something has changed and somebody asks.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use gen_lsp_types::{Location, Uri};

use crate::diagnostic::{Anchor, Diagnostic, FieldPath, FileName};
use crate::edtf::Edtf;
use crate::front_matter::YamlIndex;
use crate::input::{Input, InputContent, InputFile};
use crate::lsp::positions::PositionEncoding;
use crate::model::{Audience, Claim, RecordId, Site};
use crate::pipeline::{self, LinkOptions, LocatedDiagnostic, ParseCache};
use crate::rename::{
    CLAIMS, FileLayout, FileShapes, Mention, MentionMap, NameIndex, NamedFiles, RecordKey, find_mentions, mentions,
};

/// The files of a site, and what was made of them.
pub(super) struct Workspace {
    root: PathBuf,
    /// By what the editor counts.
    pub encoding: PositionEncoding,
    input: Input,
    found: Vec<Diagnostic>,
    /// What each file held when it was read last.
    parse_cache: ParseCache,
    open: BTreeMap<FileName, String>,
    mentions: MentionMap,
    /// What every kind of file may hold.
    pub shapes: FileShapes,
    stale: bool,
    /// The site, as far as it could be linked.
    pub site: Site,
    /// Every fault, in the order of files.
    pub faults: Vec<LocatedDiagnostic>,
    /// What every record is called.
    pub names: NameIndex,
}

impl Workspace {
    /// Reads and links the site of a folder.
    ///
    /// # Errors
    /// There is no site, or something cannot be read.
    pub(super) fn read(root: &Path, encoding: PositionEncoding) -> anyhow::Result<Self> {
        let (input, found) = pipeline::read(root)?;
        let mut parse_cache = ParseCache::default();
        let linked =
            pipeline::link(&input, &LinkOptions::with_lints(Audience::editors(), &found), Some(&mut parse_cache));
        let names = NameIndex::of(&linked.site, input.files.iter().map(|file| &file.path));
        let faults = pipeline::locate(&input, linked.faults);
        Ok(Self {
            root: root.to_owned(),
            encoding,
            input,
            found,
            parse_cache,
            open: BTreeMap::new(),
            mentions: MentionMap::new(),
            shapes: FileShapes::ask(),
            stale: false,
            site: linked.site,
            faults,
            names,
        })
    }

    /// Takes a file as the editor has it.
    pub(super) fn put(&mut self, file: FileName, text: String) {
        if self.input.get(&file).is_some() && self.text(&file) == text {
            self.open.insert(file, text);
            return;
        }
        self.lay(&file, text.clone());
        self.mentions.remove(&file);
        self.open.insert(file, text);
        self.stale = true;
    }

    /// Takes the file as it is on disk again, and all others that are not open.
    pub(super) fn close(&mut self, file: &FileName) {
        self.open.remove(file);
        self.read_again();
    }

    /// Reads the disk again. Where that is not possible the files stay as they were.
    pub(super) fn read_again(&mut self) {
        if let Ok((input, found)) = pipeline::read(&self.root) {
            (self.input, self.found) = (input, found);
            self.mentions.clear();
            for (file, text) in self.open.clone() {
                self.lay(&file, text);
            }
        }
        self.stale = true;
    }

    fn lay(&mut self, file: &FileName, text: String) {
        let content = InputContent::Text(text.into_bytes());
        match self.input.files.binary_search_by(|other| other.path.cmp(file)) {
            Ok(at) => self.input.files[at].content = content,
            Err(at) => self.input.files.insert(at, InputFile { path: file.clone(), content }),
        }
    }

    /// Links the site again if something has changed; whether it has.
    pub(super) fn link(&mut self) -> bool {
        let stale = std::mem::take(&mut self.stale);
        if stale {
            let options = LinkOptions::with_lints(Audience::editors(), &self.found);
            let linked = pipeline::link(&self.input, &options, Some(&mut self.parse_cache));
            self.names = NameIndex::of(&linked.site, self.input.files.iter().map(|file| &file.path));
            self.site = linked.site;
            self.faults = pipeline::locate(&self.input, linked.faults);
        }
        stale
    }

    /// Whether something has changed since the site was linked.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// The text of a file; nothing where it is no text.
    pub(super) fn text(&self, file: &str) -> &str {
        match self.input.get(file).map(|file| &file.content) {
            Some(InputContent::Text(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
            _ => "",
        }
    }

    /// The file at an address, if it belongs to the site.
    pub(super) fn file(&self, uri: &Uri) -> Option<FileName> {
        let place = uri.to_file_path().ok()?;
        let below = place.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let path = parts?.join("/");
        let belongs = path == crate::config::FILE
            || ["content/", "templates/", "theme/"].iter().any(|folder| path.starts_with(folder));
        belongs.then(|| FileName::from(path))
    }

    /// The address of a file.
    pub(super) fn uri(&self, file: &str) -> Option<Uri> {
        Uri::from_file_path(self.root.join(file)).ok()
    }

    /// Some bytes of a file, for the editor.
    pub(super) fn location(&self, file: &str, bytes: &Range<usize>) -> Option<Location> {
        Some(Location { uri: self.uri(file)?, range: self.encoding.span(self.text(file), bytes) })
    }

    /// What a file may hold, and where.
    pub(super) fn layout(&self, file: &FileName) -> Option<FileLayout<'_>> {
        self.shapes.layout(file, self.text(file))
    }

    /// Every name in a file.
    pub(super) fn mentions_in(&self, file: &FileName) -> Vec<Mention> {
        mentions(&self.shapes, file, self.text(file))
    }

    /// Finds the names in the files that have changed since the last time.
    pub(super) fn index_mentions(&mut self) {
        find_mentions(&self.shapes, &self.input, &mut self.mentions);
    }

    /// Returns the files of the site, with the names that were found in them.
    pub(super) fn view(&self) -> NamedFiles<'_> {
        let Self { input, site, names, shapes, mentions, .. } = self;
        NamedFiles { input, site, names, shapes, mentions }
    }

    /// Returns every name in every file, as of the last [`Workspace::index_mentions`].
    pub(super) fn mentions(&self) -> impl Iterator<Item = (&FileName, &Mention)> {
        self.view().mentions()
    }

    /// The record named at a byte of a file, and the bytes that name it. The title of a record names the record itself.
    pub(super) fn named_at(&self, file: &FileName, byte: usize) -> Option<(RecordKey, Range<usize>)> {
        let text = self.text(file);
        let found = self.mentions_in(file);
        if let Some(mention) = found.iter().find(|found| found.span.start <= byte && byte <= found.span.end) {
            return Some((self.names.record(mention)?, mention.span.clone()));
        }
        let key = self.names.record_of(file)?.clone();
        let layout = self.layout(file)?;
        let index = YamlIndex::of(&text[layout.front.clone()]);
        let own = ["title", "name"].into_iter().find_map(|name| {
            let span = index.span(&Anchor::Value(FieldPath::field(name)))?;
            let span = span.start + layout.front.start..span.end + layout.front.start;
            (span.start <= byte && byte <= span.end).then_some(span)
        })?;
        Some((key, own))
    }

    /// The date of the brief that a file is.
    pub(super) fn date_of(&self, file: &FileName) -> Option<&Edtf> {
        let key = self.names.record_of(file)?;
        match self.names.node(key)? {
            RecordId::Brief(id) => Some(&self.site.briefs[id].written.date),
            _ => None,
        }
    }

    /// Returns the claim with a key.
    pub(super) fn claim(&self, key: &RecordKey) -> Option<&Claim> {
        let is_it = |claim: &&Claim| key.folder == CLAIMS && claim.written.id.as_str() == key.id;
        self.site.claims.iter().find(is_it)
    }

    /// Where a record stands: its file and the bytes of its id, or the file's start.
    pub(super) fn place_of(&mut self, key: &RecordKey) -> Option<(FileName, Range<usize>)> {
        self.index_mentions();
        self.view().place_of(key)
    }
}
