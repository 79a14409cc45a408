//! Arguments that are one of a closed set of words, which the library names.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Returns a parser of one of these values, each typed by its name.
pub(super) fn one_of<T>(all: &'static [T], name: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    let names = PossibleValuesParser::new(all.iter().map(|value| name(*value)));
    names.try_map(move |word| {
        let named = |value: &T| name(*value).eq_ignore_ascii_case(&word);
        all.iter().copied().find(named).ok_or("this is none of them")
    })
}
