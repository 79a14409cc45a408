//! Diagnostics at their places: what a command line, an editor or a machine can show.
//!
//! In go the input and the diagnostics of all stages, whose places are field paths; out come [`LocatedDiagnostic`]s,
//! with bytes, lines and columns, without the warnings that an author suppressed, and the files with their fixes applied.
//!
//! ```text
//! suppression  fixes      warnings that an author allows; fixes → new texts
//! locate                  LocatedDiagnostic
//! file_index              a field path → bytes of its file
//! ```

mod file_index;
mod fixes;
mod locate;
mod suppression;

pub use fixes::{AppliedFixes, apply_fixes};
pub use locate::{LocatedDiagnostic, ResolvedFix, TextEdit, locate, position};
pub use suppression::{apply_suppressions, has_suppression};
