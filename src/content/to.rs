//! The kinds of record that a field may name, by the words of their folders.

use crate::front_matter::shape::To;

/// Briefs.
pub const BRIEFS: To = &["briefs"];
/// Topics.
pub const TOPICS: To = &["topics"];
/// Actors.
pub const ACTORS: To = &["actors"];
/// Places.
pub const PLACES: To = &["places"];
/// Questions.
pub const QUESTIONS: To = &["questions"];
/// Threads.
pub const THREADS: To = &["threads"];
/// Sources.
pub const SOURCES: To = &["sources"];
/// Whoever says something: an actor, or a source.
pub const SPEAKERS: To = &["actors", "sources"];
/// Claims, which stand in briefs and have no folder.
pub const CLAIMS: To = &["claims"];
/// Files beside the records.
pub const FILES: To = &["files"];
