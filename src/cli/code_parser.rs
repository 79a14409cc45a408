//! Codes of faults as arguments: any text, since one copied from a report may have its brackets still; completions offer
//! the codes there are.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};

use crate::diagnostic::codes;

/// The parser of a code as it is typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeParser;

impl TypedValueParser for CodeParser {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(codes::all().into_iter().map(|code| PossibleValue::new(code.name))))
    }
}
