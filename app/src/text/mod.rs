//! Sentences that only the apps say; what mails and letters say too is in [`domain::text`].

/// Makes a function of the language for each text, so that a missing translation does not compile.
macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {$(
        pub(crate) const fn $name(lang: domain::text::Lang) -> &'static str {
            lang.pick($zh, $en)
        }
    )+};
}

pub(crate) mod citizen;
pub mod trouble;
