//! The citizen's app in the browser.

fn main() {
    app::start(app::citizen::app);
}
