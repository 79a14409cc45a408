//! Points, and the least and greatest of numbers.

/// A point: longitude and latitude in degrees, or x and y on the picture.
pub type Point = [f64; 2];

/// Returns the least and the greatest value.
pub(super) fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |ends, value| {
        Some(ends.map_or((value, value), |(low, high): (f64, f64)| (low.min(value), high.max(value))))
    })
}
