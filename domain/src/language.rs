//! The languages of the interface.

use std::fmt;
use std::str::FromStr;

use crate::codes::codes;

codes! {
    /// A language of the interface; its code is also good for `<html lang>`.
    #[derive(Default)]
    pub enum Language {
        #[default]
        Chinese = "zh",
        English = "en",
    }
}

impl Language {
    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::Chinese => "中文",
            Language::English => "English",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::from_code(s).ok_or(())
    }
}
