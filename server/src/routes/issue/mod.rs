//! Issues by plain forms, and their photos.

pub mod file;
pub mod photo;
pub mod second;
