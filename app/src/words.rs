//! How is a sentence of the apps written down? With its two languages side by side.

/// Makes a function of the language for each text, so that a missing translation does not compile.
macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {$(
        pub(crate) const fn $name(lang: domain::text::Lang) -> &'static str {
            lang.pick($zh, $en)
        }
    )+};
}
