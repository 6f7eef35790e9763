//! The browser's side of 明证 Mingzheng: the citizen's app and the desk, client-side rendered.
//!
//! It knows the rules from `domain` and the server only through [`api`]. The two binaries mount one app each, so that
//! a citizen never downloads the desk.
//!
//! - [`citizen`] and [`desk`]: the screens; [`ui`]: the pieces that they are made of; [`text`]: what only they say;
//! - [`contacts`]: where both are told besides the app; [`devices`]: where both are logged in;
//! - [`remote`]: a screen's data in its four states; [`context`]: who is logged in, the language, the time;
//! - [`seal`]: whether the seal stands on what a page shows;
//! - [`api`]: calls to the server; [`json`]: their bodies; [`page`] and [`navigation`]: addresses and links;
//! - [`browser`]: what is asked of the browser itself; [`demo`]: what a visitor of the
//!   demonstration last looked at on the other side.

#[macro_use]
mod words;

pub mod api;
pub mod browser;
pub mod citizen;
pub mod contacts;
pub mod context;
pub mod demo;
pub mod desk;
pub mod devices;
pub mod json;
pub mod navigation;
pub mod page;
pub mod remote;
pub mod seal;
pub mod text;
pub mod ui;

use leptos::prelude::*;

/// Puts an app into the page in the place of the shell that was painted while the app was on its way.
pub fn start(app: fn() -> AnyView) {
    leptos::mount::mount_to_body(app);
    if let Some(shell) = browser::document().get_element_by_id("shell") {
        shell.remove();
    }
}
