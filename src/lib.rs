//! Demarche
pub mod cli;
pub mod config;
pub mod content;
pub mod diagnostic;
pub mod edtf;
pub mod fold;
pub mod front_matter;
pub mod input;
pub mod io;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pages;
pub mod path;
pub mod pipeline;
pub mod theme;
