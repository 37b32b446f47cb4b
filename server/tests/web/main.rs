//! The server as a browser sees it: the real router on a real database.

mod account;
mod agenda;
mod coming_back;
mod complaint;
mod csrf;
mod faults;
mod figures;
mod filing;
mod hall;
mod joining;
mod long;
mod membership;
mod offers;
mod officers;
mod pages;
mod papers;
mod photos;
mod preferences;
mod reads;
mod rights;
mod seconding;
mod security_log;
mod session;
mod setting_up;
mod watching;
mod world;
