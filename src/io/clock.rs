//! The moment of the build, the time that work takes, and the environment.
//!
//! `SOURCE_DATE_EPOCH`, when set, is the moment: the same input then gives the same bytes on any day
//! (<https://reproducible-builds.org/specs/source-date-epoch/>).

use std::env::ArgsOs;
use std::ffi::OsString;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Datelike, Utc};

/// The moment of the build, in whole seconds.
///
/// # Errors
/// `SOURCE_DATE_EPOCH` is set and is not a number of seconds since 1970.
pub fn now() -> Result<DateTime<Utc>> {
    let seconds = match env("SOURCE_DATE_EPOCH")? {
        Some(text) => return fixed(&text),
        None => Utc::now().timestamp(),
    };
    DateTime::from_timestamp(seconds, 0).context("the computer's clock shows no date that can be written")
}

/// Returns the moment from which work is timed; no date can be read from it.
pub fn instant() -> Instant {
    Instant::now()
}

/// Returns the words of the command line, the name of the program first.
pub fn command_line() -> ArgsOs {
    std::env::args_os()
}

/// A variable of the environment, if it is set.
///
/// # Errors
/// Its value is not UTF-8.
pub fn env(name: &str) -> Result<Option<String>> {
    let value = std::env::var_os(name).map(OsString::into_string).transpose();
    value.map_err(|bytes| anyhow!("the environment variable {name} is not UTF-8: {}", bytes.display()))
}

fn fixed(text: &str) -> Result<DateTime<Utc>> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if digits { text.parse().ok() } else { None };
    seconds
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .filter(|moment| moment.year() <= 9999)
        .with_context(|| {
            format!("SOURCE_DATE_EPOCH is `{text}`, but must be whole seconds since 1970, such as 1735689600")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_moment_is_whole_seconds_since_1970() {
        assert_eq!(fixed("1735689600").expect("a moment").to_rfc3339(), "2025-01-01T00:00:00+00:00");
        assert_eq!(fixed("0").expect("a moment"), DateTime::UNIX_EPOCH);
        for bad in ["", "-1", "+1", " 1", "1.5", "today", "253402300800", "99999999999999999999"] {
            let error = fixed(bad).expect_err(bad).to_string();
            assert!(error.contains("SOURCE_DATE_EPOCH"), "{error}");
        }
    }

    #[test]
    fn the_clock_has_no_fractions() {
        assert_eq!(now().expect("a moment").timestamp_subsec_nanos(), 0);
    }
}
