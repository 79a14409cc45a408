//! Names that are certainly real: those of countries and capitals.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::name_key::name_key;

/// The countries of ISO 3166-1 and their capitals, one country a line.
const STATES: &str = include_str!("states.txt");

static NAMES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let lines = STATES.lines().filter_map(|line| line.split_once(": ").filter(|(code, _)| code.len() == 3));
    lines.flat_map(|(_, names)| names.split("; ")).map(name_key).collect()
});

/// Whether a name is that of a country or a capital.
pub(super) fn is_state_or_capital(name: &str) -> bool {
    NAMES.contains(&name_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_and_capitals_are_known_in_several_languages() {
        for name in
            ["Iran", "iraq", "north-korea", "South Korea", "Slovakia", "Иран", "Ирак", "Ankara", "Asmara", "Lomé"]
        {
            assert!(is_state_or_capital(name), "{name}");
        }
        assert!(!is_state_or_capital("irann") && !is_state_or_capital("trade"));
        assert_eq!(STATES.lines().filter(|line| !line.starts_with('#')).count(), rust_iso3166::ALL.len());
    }
}
