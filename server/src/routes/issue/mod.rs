//! Issues by plain forms, and their photos.

pub mod add;
pub mod black_out;
pub mod discretion;
pub mod file;
pub mod photo;
pub mod second;
