//! The runs of words in which lints search.

use std::ops::Range;

/// White space in a regular expression, that which does not break a line too: `\s` knows ASCII alone there.
pub(super) const SPACE: &str = r"[\s\u{a0}\u{202f}]+";

/// A run of words with its bytes in the file.
pub(super) type Passage<'s> = (Range<usize>, &'s str);
