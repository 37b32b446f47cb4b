//! The rules of Twoline.
