//! Answers of servers on disk: what is certain, for a week. The file may be deleted at any time, and one that cannot be read
//! or written is as good as none.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::status::LinkStatus;
use crate::io::atomic::PendingFile;
use crate::io::files;

/// For how many days an answer is kept.
const DAYS: i64 = 7;
const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

#[derive(Serialize, Deserialize)]
struct CachedStatus {
    /// In seconds since 1970.
    at: i64,
    #[serde(flatten)]
    answer: LinkStatus,
}

pub(super) struct LinkCache {
    file: Option<PathBuf>,
    now: i64,
    kept: BTreeMap<String, CachedStatus>,
}

impl LinkCache {
    /// Reads the answers that are not too old; none without a file.
    pub(super) fn read(file: Option<PathBuf>, now: DateTime<Utc>) -> Self {
        let now = now.timestamp();
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
        let mut kept: BTreeMap<String, CachedStatus> = serde_json::from_str(&text).unwrap_or_default();
        kept.retain(|_, kept| kept.at <= now && now - kept.at < DAYS * SECONDS_OF_A_DAY);
        Self { file, now, kept }
    }

    /// Returns the answer that is kept for an address.
    pub(super) fn get(&self, address: &str) -> Option<LinkStatus> {
        self.kept.get(address).map(|kept| kept.answer.clone())
    }

    /// Stores the answers that will be the same tomorrow.
    pub(super) fn store(&mut self, found: &BTreeMap<String, LinkStatus>) {
        let certain =
            found.iter().filter(|(_, answer)| !matches!(answer, LinkStatus::Unreachable(_) | LinkStatus::NoHost));
        self.kept.extend(
            certain.map(|(address, answer)| (address.clone(), CachedStatus { at: self.now, answer: answer.clone() })),
        );
        // Without a cache the next run asks again, and that is all.
        let _ = self.write();
    }

    fn write(&self) -> Option<()> {
        let file = self.file.as_ref()?;
        let folder = file.parent()?;
        files::hide(folder).ok()?;
        let text = serde_json::to_string_pretty(&self.kept).ok()?;
        PendingFile::beside(file, text.as_bytes()).ok()?.replace(file).ok()
    }
}
