//! What an author may write, as the readers tell it of themselves.
//!
//! In go the shapes of the readers, and where names are wanted a site; out comes JSON Schema for editors ([`schema`]), a page
//! of all fields for reading ([`fields()`]), or the forms of an editor in the browser ([`cms()`]).

mod cms;
mod fields;
mod json;
mod subject;

pub(crate) use cms::cms;
pub(crate) use fields::fields;
pub(crate) use json::schema;
pub(crate) use subject::Subject;
