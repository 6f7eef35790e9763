//! Who issues a type beside the agency that compiled it? Where the rulebook lets others issue, who compiles it names them.

use super::turns::Work;
use crate::api;
use crate::desk::text::catalogue as text;
use crate::desk::unfolds::unfolds;
use crate::remote::Remote;
use crate::ui::{Choice, Load, Picks, Skeleton, heard, lang};
use domain::catalogue::EntryEvent;
use domain::id::AgencyId;
use domain::wire::catalogue::{AgencyRef, EntryDetail};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Who issues it now, and a way to name others for whoever may; nothing where it is one agency's alone by the rules.
pub(super) fn of(work: &Work, entry: &EntryDetail) -> Option<AnyView> {
    let lang = lang();
    let names = entry.may.contains(&EntryEvent::IssuersNamed);
    if !names && entry.issuers.is_empty() {
        return None;
    }
    let alone = entry.issuers.is_empty();
    let alone = alone.then(|| view! { <p>{text::issuers_alone(lang)}</p> });
    let others = entry.issuers.iter();
    let others = others.map(|other| view! { <li>{other.name.clone()}</li> });
    let naming = names.then(|| naming(work, entry));
    Some(
        view! {
            <section class="stack">
                <h2>{text::issuers(lang)}</h2>
                {alone}
                <ul>{others.collect_view()}</ul>
                {naming}
            </section>
        }
        .into_any(),
    )
}

/// Whom one could name is asked for when it is unfolded.
fn naming(work: &Work, entry: &EntryDetail) -> AnyView {
    let work = *work;
    let lang = lang();
    let named = entry.issuers.iter().map(|other| other.id.to_string());
    let chosen = RwSignal::new(named.collect::<Vec<_>>());
    let code = StoredValue::new(entry.summary.code.clone());
    unfolds(text::issuers_name(lang), move || {
        let all = Remote::new(move || api::catalogue::could_issue(code.get_value()));
        let show = Callback::new(move |all| form(&work, all, chosen));
        view! { <Load data=all.signal() retry=all.retry() skeleton=Skeleton::Rows show=show /> }
            .into_any()
    })
}

fn form(work: &Work, all: Vec<AgencyRef>, chosen: RwSignal<Vec<String>>) -> AnyView {
    let work = *work;
    let lang = lang();
    if all.is_empty() {
        return view! { <p>{text::issuers_none(lang)}</p> }.into_any();
    }
    let options = all.into_iter().map(|agency| Choice {
        value: agency.id.to_string(),
        label: agency.name,
        hint: String::new(),
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let agencies = chosen.with_untracked(|chosen| {
            let ids = chosen.iter().filter_map(|id| id.parse().ok());
            ids.collect::<Vec<AgencyId>>()
        });
        work.name_issuers(agencies);
    };
    view! {
        <form class="stack" on:submit=heard(submit)>
            <Picks id="entry-agencies" legend=text::issuers_pick(lang) hint=text::issuers_hint(lang)
                options=options.collect() chosen=chosen error=work.form.error("/agencies") />
            <p class="buttons"><button disabled=move || work.busy.get()>{text::issuers_save(lang)}</button></p>
        </form>
    }
    .into_any()
}
