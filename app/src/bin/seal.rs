//! Checks a seal in the browser; the page that wants it calls `__check(proof, shown, language)`.

use app::browser;

fn main() {
    browser::offer("__check", app::seal::answer);
}
