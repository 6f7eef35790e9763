//! What has to be corrected before this can be sent? A list on top that leads to each field.

use super::icon::{Icon, icon};
use super::live::{effect, heard, live};
use super::{lang, words};
use leptos::html;
use leptos::prelude::*;

/// One thing to correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the box.
    pub id: String,
    /// What is wrong.
    pub message: String,
}

/// Takes the focus when errors appear; shows nothing while there are none.
#[component]
pub fn ErrorSummary(
    /// The errors, set when somebody tried to go on.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    effect(move || {
        if errors.with(|errors| !errors.is_empty())
            && let Some(node) = node.get()
        {
            node.focus().ok();
        }
    });
    live(move || {
        let errors = errors.get();
        if errors.is_empty() {
            return ().into_any();
        }
        view! {
            <div class="error-summary" role="alert" tabindex="-1" node_ref=node>
                <p class="lead">{icon(Icon::Alert)} {words::error_summary(lang())}</p>
                <ul>{errors.into_iter().map(line).collect_view()}</ul>
            </div>
        }
        .into_any()
    })
}

fn line(error: FieldError) -> AnyView {
    let target = error.id.clone();
    // An address with a fragment would belong to the page's router, so the box is focused by hand.
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus(&target);
    };
    view! { <li><a href=["#", &error.id].concat() on:click=heard(go)>{error.message}</a></li> }
        .into_any()
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    use leptos::wasm_bindgen::JsCast;
    let element = document().get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<leptos::web_sys::HtmlElement>().ok())
    {
        element.focus().ok();
    }
}
