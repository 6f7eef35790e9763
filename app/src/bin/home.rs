//! The citizen's first screen in the browser, small enough for the first visit.

fn main() {
    app::start(app::citizen::first);
}
