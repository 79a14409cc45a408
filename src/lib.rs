//! Demarche
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod edtf;
pub mod fold;
pub mod front_matter;
pub mod markdown;
pub mod model;
pub mod path;
