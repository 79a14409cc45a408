//! The kinds of record that a field may name, by the words of their folders.

use crate::front_matter::shape::RefKinds;

/// Briefs.
pub const BRIEFS: RefKinds = &["briefs"];
/// Topics.
pub const TOPICS: RefKinds = &["topics"];
/// Actors.
pub const ACTORS: RefKinds = &["actors"];
/// Places.
pub const PLACES: RefKinds = &["places"];
/// Questions.
pub const QUESTIONS: RefKinds = &["questions"];
/// Threads.
pub const THREADS: RefKinds = &["threads"];
/// Sources.
pub const SOURCES: RefKinds = &["sources"];
/// Whoever says something: an actor, or a source.
pub const SPEAKERS: RefKinds = &["actors", "sources"];
/// Claims, which stand in briefs and have no folder.
pub const CLAIMS: RefKinds = &["claims"];
/// Files beside the records.
pub const FILES: RefKinds = &["files"];
