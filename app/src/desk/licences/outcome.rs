//! What became of each of many? How many were done, and by name those that were not, with the reason and what to do.

use super::batch::named;
use crate::desk::text::licences as text;
use crate::ui::error_summary::focus;
use crate::ui::{Icon, heard, icon};
use domain::text::{Lang, problem};
use domain::wire::search::{BatchResult, LicenceRow};
use leptos::prelude::*;

const TOLD: &str = "batch-told";

pub(super) fn told(
    rows: &[LicenceRow],
    result: &BatchResult,
    done: RwSignal<Option<(Vec<LicenceRow>, BatchResult)>>,
    lang: Lang,
) -> AnyView {
    let refused: Vec<_> = result
        .items
        .iter()
        .filter_map(|item| Some((item.id, item.refused?)))
        .map(|(id, code)| {
            let row = rows.iter().find(|row| row.licence.id.0 == id);
            let name = row.map(named).unwrap_or_default();
            view! { <li><b>{name}</b>{lang.colon()}{problem::title(code, lang)}{lang.pick("。", ". ")}{problem::remedy(code, lang)}</li> }
        })
        .collect();
    let well = result.items.len() - refused.len();
    let class = if refused.is_empty() {
        "banner"
    } else {
        "problem"
    };
    let mark = if refused.is_empty() {
        Icon::Check
    } else {
        Icon::Alert
    };
    let list = (!refused.is_empty()).then(|| {
        view! { <p>{text::not_done(refused.len(), lang)}</p><ul class="plain">{refused}</ul> }
    });
    request_animation_frame(|| focus(TOLD));
    view! {
        <div class=class id=TOLD tabindex="-1" role="status">
            <p class="lead">{icon(mark)}{text::done(well, lang)}</p>
            {list}
            <p><button type="button" class="quiet" on:click=heard(move |_| done.set(None))>{text::fold(lang)}</button></p>
        </div>
    }
    .into_any()
}
