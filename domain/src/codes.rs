//! Enums whose values are kept in tables and sent in JSON, forms and addresses as short codes.

/// Makes an enum of which each variant says its code once: for JSON, for
/// [`code`](crate::Role::code) and for what reads it back. `ALL` has the variants as they are
/// declared, so none can be stored that cannot be read.
macro_rules! codes {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// All, as they are declared.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The code in JSON, tables, forms and addresses.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|each| each.code() == code)
            }
        }
    };
}

pub(crate) use codes;
