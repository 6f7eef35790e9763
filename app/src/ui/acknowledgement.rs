//! The way to the sheet that says that a case was received: a page that the server makes, for paper.

use super::lang;
use domain::id::ObjectionId;
use domain::text::{Lang, case};
use leptos::prelude::*;

/// A link to it, beside what is being read.
pub fn acknowledgement(id: ObjectionId) -> AnyView {
    let lang = lang();
    let asked = match lang {
        Lang::Zh => "",
        Lang::En => "?lang=en",
    };
    let href = ["/acknowledgements/", &id.to_string(), asked].concat();
    view! { <p><a href=href target="_blank" rel="noopener">{case::acknowledgement(lang)}</a></p> }
        .into_any()
}
