//! How does something on the screen change, or hear what somebody does, without costing bytes of its own each time?
//!
//! Leptos makes code for every type of closure it is given. Boxed, all closures that do the same kind of thing are of
//! one type; that took half of the code for views out of the citizen's application.

use leptos::prelude::*;

/// Draws again whenever a signal changes that it reads: `{live(move || ...)}` instead of `{move || ...}`.
pub fn live(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn FnMut() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}

/// The same for one text.
pub fn live_text(say: impl Fn() -> &'static str + Send + 'static) -> AnyView {
    live(move || say().into_any())
}

/// The same for an attribute: its value, or that it is not there.
pub type LiveAttribute = Box<dyn FnMut() -> Option<&'static str> + Send>;

/// Makes one: `aria-current=attribute(move || ...)`.
pub fn attribute(value: impl FnMut() -> Option<&'static str> + Send + 'static) -> LiveAttribute {
    Box::new(value)
}

/// Hears an event: `on:click=heard(move |_| ...)`.
pub fn heard<E>(then: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(then)
}

/// Does something now and whenever a signal changes that it reads.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}
