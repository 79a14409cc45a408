//! Answers kept on disk: what is certain, for a week. The file may be deleted at any time, and one that cannot be read
//! or written is as good as none.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Answer, Manners};
use crate::io::files;

/// For how many days an answer is kept.
const DAYS: i64 = 7;
const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

#[derive(Serialize, Deserialize)]
struct Kept {
    /// In seconds since 1970.
    at: i64,
    #[serde(flatten)]
    answer: Answer,
}

pub(super) struct Cache {
    file: Option<PathBuf>,
    now: i64,
    kept: BTreeMap<String, Kept>,
}

impl Cache {
    /// Reads what is kept and not too old.
    pub fn read(manners: &Manners) -> Self {
        let (file, now) = (manners.cache.clone(), manners.now.timestamp());
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        let mut kept: BTreeMap<String, Kept> = serde_json::from_str(&text).unwrap_or_default();
        kept.retain(|_, kept| kept.at <= now && now - kept.at < DAYS * SECONDS_OF_A_DAY);
        Self { file, now, kept }
    }

    /// The answer that is kept for an address.
    pub fn get(&self, address: &str) -> Option<Answer> {
        self.kept.get(address).map(|kept| kept.answer.clone())
    }

    /// Keeps the answers that will be the same tomorrow.
    pub fn keep(&mut self, found: &BTreeMap<String, Answer>) {
        let certain = found.iter().filter(|(_, answer)| !matches!(answer, Answer::Unreachable(_) | Answer::NoHost));
        self.kept
            .extend(certain.map(|(address, answer)| (address.clone(), Kept { at: self.now, answer: answer.clone() })));
        // Without a cache the next run asks again, and that is all.
        let _ = self.write();
    }

    fn write(&self) -> Option<()> {
        let file = self.file.as_ref()?;
        let folder = file.parent()?;
        files::hide(folder).ok()?;
        let text = serde_json::to_string_pretty(&self.kept).ok()?;
        let mut new = tempfile::NamedTempFile::new_in(folder).ok()?;
        std::io::Write::write_all(&mut new, text.as_bytes()).ok()?;
        new.persist(file).ok()?;
        Some(())
    }
}
