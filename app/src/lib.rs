//! The browser apps of 明证 Mingzheng: the citizen's and the desk's, two binaries over one library.

pub mod ui;
