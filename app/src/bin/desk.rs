//! The desk's app in the browser.

fn main() {
    app::start(app::desk::app);
}
