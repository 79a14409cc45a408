//! How long each stage of a build takes.

use std::time::{Duration, Instant};

use crate::io::clock;

/// How long a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// The stage: "files", "read", "link", "plan", "render", "write".
    pub stage: &'static str,
    /// How long.
    pub took: Duration,
}

/// Measures stages one after another.
pub struct Clock(Instant);

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Self(clock::instant())
    }

    /// The time since the start or the last lap.
    pub fn lap(&mut self, stage: &'static str) -> Timing {
        let took = self.0.elapsed();
        self.0 = clock::instant();
        Timing { stage, took }
    }
}
