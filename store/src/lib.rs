//! What Twoline keeps.
