//! Closed sets of words: an enum for each, read and described as a field.

use serde_yaml::Value;

use crate::diagnostic::Diagnostic;
use crate::fold::nearest;
use crate::front_matter::reader::YamlNode;
use crate::front_matter::wording::{list_of, shortened};

/// Declares a closed set of words: an enum whose variants are the words an author may type.
#[macro_export]
macro_rules! vocabulary {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $word_doc:literal])* $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $word_doc])* #[doc = concat!("`", $word, "`")] $variant,)+ }

        impl $name {
            /// Every word, in the order of the model.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word an author types.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What the word means; empty where the word says it.
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($word_doc,)* "").trim_ascii(),)+ }
            }
        }

        impl $crate::front_matter::Field for $name {
            const EXPECTED: &'static str = concat!("one of ", $($word, " ",)+);

            fn read(node: &mut $crate::front_matter::YamlNode<'_, '_>) -> Option<Self> {
                $crate::front_matter::vocabulary::read_word(node, Self::ALL, Self::as_str)
            }

            fn shape() -> $crate::front_matter::shape::Shape {
                $crate::front_matter::shape::words(Self::ALL.iter().map(|word| (word.as_str(), word.about())))
            }
        }
    };
}

/// Reads a word of a closed set; the fault for any other lists the set.
pub(crate) fn read_word<T: Copy>(node: &mut YamlNode<'_, '_>, all: &[T], as_str: fn(T) -> &'static str) -> Option<T> {
    let words: Vec<&'static str> = all.iter().map(|word| as_str(*word)).collect();
    let typed = match node.value() {
        Value::String(text) => text.trim(),
        _ => return node.expected(&format!("the text {}", list_of(&words))),
    };
    if let Some(found) = all.iter().find(|word| as_str(**word) == typed) {
        return Some(*found);
    }
    let name = node.path().name().to_owned();
    let fault = Diagnostic::error("unknown-value", node.place(), format!("`{}` is no {name}", shortened(typed)))
        .label(format!("expected {}", list_of(&words)))
        .near_or(typed, nearest(typed, words.iter().copied()), format!("write {}", list_of(&words)));
    node.fault(fault);
    None
}
