//! The browser's side of 明证 Mingzheng: the citizen's app and the desk, client-side rendered.
//!
//! It knows the rules from `domain` and the server only through [`api`]. The two binaries mount one app each, so that
//! a citizen never downloads the desk.

pub mod api;
pub mod browser;
pub mod citizen;
pub mod context;
pub mod demo;
pub mod desk;
pub mod json;
pub mod navigation;
pub mod page;
pub mod remote;
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
