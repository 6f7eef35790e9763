//! 导出案卷: the case whole, as one signed file for a court or an auditor; for what is asked and on record.

use super::work::Work;
use crate::api;
use crate::browser;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::exporting as text;
use crate::ui::{CheckField, FieldKind, FormField, lang};
use domain::access::{Action, Role};
use domain::wire::case::CaseDetail;
use domain::wire::desk::ExportCase;
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The form, for who may.
pub(super) fn form(case: &CaseDetail, who: &Who, work: &Work) -> Option<AnyView> {
    let lang = lang();
    if !who.actor.may(Action::ExportCase, super::deed::record(case)) {
        return None;
    }
    let in_full = who.actor.role() != Role::Supervisor;
    let (id, number) = (case.summary.id, case.summary.case_number.clone());
    let (sending, reason) = (Sending::new(work.desktop), empty());
    let full = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = ExportCase {
            reason: reason.get_untracked(),
            full: full.get_untracked(),
        };
        let name = ["case-", &number, ".json"].concat();
        sending.send(
            move |_| api::desk::export_case(id, request),
            move |file| browser::save(&name, &file),
        );
    };
    let tick = in_full.then(|| {
        view! { <CheckField id="export-full" label=text::full(lang) value=full /> }
    });
    Some(
        view! {
            <details class="unfolds">
                <summary>{text::title(lang)}</summary>
                <form class="stack" on:submit=submit>
                    <p class="small">{text::hint(lang)}</p>
                    {sending.trouble()}
                    <FormField id="export-reason" label=text::reason(lang) hint=text::reason_hint(lang)
                        error=sending.error("/reason") value=reason kind=FieldKind::Lines />
                    {tick}
                    <p class="buttons">{sending.button(text::title(lang))}</p>
                </form>
            </details>
        }
        .into_any(),
    )
}
