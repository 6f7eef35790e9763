//! 内部备注: what colleagues say to one another about the case. Read when it is unfolded, since reading leaves a record.

use crate::api;
use crate::desk::desktop::Desktop;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::objections as text;
use crate::desk::unfolds::unfolds;
use crate::remote::Remote;
use crate::ui::{FieldKind, FormField, Load, Moment, Skeleton, Timeline, lang};
use domain::id::{ObjectionId, StaffId};
use domain::text::date;
use domain::wire::case_note::{CaseColleague, CaseNote, CaseNotes, WriteNote};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(super) fn notes(id: ObjectionId, desktop: Desktop) -> AnyView {
    unfolds(text::notes(lang()), move || {
        let notes = Remote::new(move || api::case_notes::of_case(id));
        let show = Callback::new(move |loaded: CaseNotes| {
            view! { {written(&loaded)} {form(id, desktop, loaded.colleagues, notes)} }.into_any()
        });
        view! { <Load data=notes.signal() retry=notes.retry() skeleton=Skeleton::Rows show=show /> }
            .into_any()
    })
}

fn written(notes: &CaseNotes) -> AnyView {
    let lang = lang();
    if notes.items.is_empty() {
        return view! { <p class="quiet">{text::no_notes(lang)}</p> }.into_any();
    }
    let moments = notes.items.iter().map(moment).collect::<Vec<_>>();
    view! { <Timeline moments /> }.into_any()
}

fn moment(note: &CaseNote) -> Moment {
    let lang = lang();
    let called: Vec<&str> = note.mentioned.iter().map(|one| one.name.as_str()).collect();
    let who = [&note.by.name, " · ", &note.agency_name].concat();
    Moment {
        when: date::moment(note.at, lang),
        what: note.text.clone(),
        who,
        note: match called.as_slice() {
            [] => String::new(),
            called => [text::note_called(lang), " ", &called.join(", ")].concat(),
        },
        to_come: false,
    }
}

fn form(
    id: ObjectionId,
    desktop: Desktop,
    colleagues: Vec<CaseColleague>,
    notes: Remote<CaseNotes>,
) -> AnyView {
    let lang = lang();
    let (sending, words) = (Sending::new(desktop), empty());
    let called = RwSignal::new(Vec::<StaffId>::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let note = WriteNote {
            text: words.get_untracked(),
            mentions: called.get_untracked(),
        };
        sending.send(
            move |key| api::case_notes::write(id, note, key),
            move |all| notes.set(all),
        );
    };
    let boxes = colleagues.into_iter().map(|one| choice(&one, called));
    let boxes = boxes.collect_view();
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <FormField id="case-note" label=text::note_text(lang) hint=text::notes_hint(lang)
                error=sending.error("/text") value=words kind=FieldKind::Lines />
            <fieldset class="choice-list">
                <legend>{text::note_calls(lang)}</legend>
                {boxes}
            </fieldset>
            <p class="buttons">{sending.button(text::note_write(lang))}</p>
        </form>
    }
    .into_any()
}

fn choice(one: &CaseColleague, called: RwSignal<Vec<StaffId>>) -> AnyView {
    let id = one.id;
    let ticked = move || called.with(|all| all.contains(&id));
    let tick = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        called.update(|all| {
            all.retain(|other| *other != id);
            if on {
                all.push(id);
            }
        });
    };
    view! {
        <label class="choice">
            <input type="checkbox" prop:checked=ticked on:change=tick />
            <span>{one.name.clone()}" "<span class="small">{one.agency_name.clone()}</span></span>
        </label>
    }
    .into_any()
}
