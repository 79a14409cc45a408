//! What something is made from, in 128 bits: equal digests, equal things.

use serde::{Deserialize, Serialize};

/// The first 128 bits of a BLAKE3 hash.
///
/// Two different things meet with a chance of 2⁻⁶⁴ among as many as 2³² things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&blake3::hash(bytes).as_bytes()[..16]);
        Self(half)
    }

    /// The digest of a value: of its fields in their order, as postcard writes them. A value of another type may have the
    /// same, so put what tells them apart beside it.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self::of_bytes(&postcard::to_allocvec(value).expect("every value of ours knows its own length"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_and_no_others_have_equal_digests() {
        assert_eq!(Digest::of(&("a", 1)), Digest::of(&("a".to_owned(), 1)));
        assert_ne!(Digest::of(&("a", 1)), Digest::of(&("a", 2)));
        assert_ne!(Digest::of(&["ab", "c"]), Digest::of(&["a", "bc"]));
    }
}
