//! The keys of other systems: the list of them, giving one, whose secret is shown once, and ending one after a second look.

use super::desktop::{Desktop, heading};
use super::sending::{Sending, empty as nothing_typed};
use super::text::machine_keys as text;
use crate::api;
use crate::browser;
use crate::remote::Remote;
use crate::ui::{
    Asks, Choice, Column, Empty, FormField, Load, Row, SecondLook, SelectField, Skeleton, Status,
    Table, Tone, lang,
};
use domain::access::KeyPurpose;
use domain::id::MachineKeyId;
use domain::text::{Lang, date, machine};
use domain::wire::machine::{GiveKey, MachineKey, MachineKeys};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

type Keys = Remote<MachineKeys>;

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let keys = Remote::new(api::machines::keys);
    let secret = nothing_typed();
    // Which key is to be ended: one dialog for all of them.
    let ending = RwSignal::new(None::<MachineKey>);
    let show = Callback::new(move |keys: MachineKeys| list(&keys, ending));
    let shown = move || {
        let secret = secret.get();
        (!secret.is_empty()).then(|| given(desktop, secret))
    };
    view! {
        <div class="stack">
            {heading(text::area(lang))}
            <p>{text::note(lang)}</p>
            <div aria-live="polite">{move || shown().map(|view| view(secret))}</div>
            {give(desktop, keys, secret)}
            {end(desktop, keys, ending)}
            <Load data=keys.signal() retry=keys.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn list(keys: &MachineKeys, ending: RwSignal<Option<MachineKey>>) -> AnyView {
    let lang = lang();
    let columns = [
        text::agency(lang),
        text::label(lang),
        text::purpose(lang),
        text::given(lang),
        text::last_used(lang),
        text::state(lang),
    ];
    let rows = keys
        .items
        .iter()
        .map(|key| Row::new(cells(key, ending, lang)));
    let empty = Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    };
    view! {
        <Table caption=text::area(lang) headed=true columns=columns.map(Column::text).into() rows=rows.collect() empty=empty />
    }
    .into_any()
}

fn cells(key: &MachineKey, ending: RwSignal<Option<MachineKey>>, lang: Lang) -> Vec<AnyView> {
    let given = [
        key.given_by.as_str(),
        " · ",
        &date::moment(key.given_at, lang),
    ]
    .concat();
    let used = key.last_used_at.map_or_else(
        || text::never_used(lang).to_owned(),
        |at| date::moment(at, lang),
    );
    let state = if let Some(at) = key.ended_at {
        let at = date::moment(at, lang);
        view! { <Status tone=Tone::Quiet word=text::ended(lang) />" "<span class="small">{at}</span> }.into_any()
    } else {
        let one = key.clone();
        let begin = move |_| ending.set(Some(one.clone()));
        view! {
            <span class="row">
                <Status tone=Tone::Done word=text::works(lang) />
                <button type="button" on:click=begin>{text::end(lang)}</button>
            </span>
        }
        .into_any()
    };
    vec![
        key.agency_name.clone().into_any(),
        key.label.clone().into_any(),
        machine::purpose(key.purpose, lang).into_any(),
        given.into_any(),
        used.into_any(),
        state,
    ]
}

fn give(desktop: Desktop, keys: Keys, secret: RwSignal<String>) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let (code, label, purpose) = (nothing_typed(), nothing_typed(), nothing_typed());
    let unchosen = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = purpose.with_untracked(|chosen| {
            let mut all = KeyPurpose::ALL.into_iter();
            all.find(|purpose| purpose.as_str() == chosen)
        });
        unchosen.set(chosen.is_none());
        let Some(chosen) = chosen else { return };
        let request = GiveKey {
            agency_code: code.get_untracked(),
            purpose: chosen,
            label: label.get_untracked(),
        };
        sending.send(
            move |key| api::machines::give(request, key),
            move |given| {
                secret.set(given.secret);
                for field in [code, label, purpose] {
                    field.set(String::new());
                }
                keys.reload();
            },
        );
    };
    let options = KeyPurpose::ALL.map(|purpose| Choice {
        value: purpose.as_str().to_owned(),
        label: machine::purpose(purpose, lang).to_owned(),
        hint: String::new(),
    });
    let missing = Signal::derive(move || {
        unchosen
            .get()
            .then(|| text::purpose_needed(lang).to_owned())
    });
    view! {
        <details class="unfolds">
            <summary>{text::give(lang)}</summary>
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <FormField id="key-agency" label=text::agency_code(lang) hint=text::agency_code_hint(lang)
                    error=sending.error("/agency_code") value=code />
                <SelectField id="key-purpose" label=text::purpose(lang) hint=text::purpose_hint(lang)
                    error=missing options=options.into() chosen=purpose />
                <FormField id="key-label" label=text::label(lang) hint=text::label_hint(lang)
                    error=sending.error("/label") value=label />
                <p class="buttons">{sending.button(text::give(lang))}</p>
            </form>
        </details>
    }
    .into_any()
}

/// The secret, this once, with what to do with it.
fn given(desktop: Desktop, shown: String) -> impl FnOnce(RwSignal<String>) -> AnyView {
    move |secret| {
        let lang = lang();
        let copied = shown.clone();
        let copy = move |_| {
            let copied = copied.clone();
            spawn_local(async move {
                let word = if browser::copy(&copied).await {
                    text::copied(lang)
                } else {
                    text::not_copied(lang)
                };
                desktop.toast.try_set(Some(word.to_owned()));
            });
        };
        let hide = move |_| secret.set(String::new());
        view! {
            <section class="near" aria-labelledby="key-secret-title">
                <h2 id="key-secret-title">{text::secret(lang)}</h2>
                <p class="said"><code id="key-secret">{shown}</code></p>
                <p>{text::secret_once(lang)}</p>
                <p class="hint">{text::secret_use(lang)}</p>
                <p class="buttons">
                    <button type="button" class="primary" on:click=copy>{text::copy(lang)}</button>
                    <button type="button" on:click=hide>{text::handed_over(lang)}</button>
                </p>
            </section>
        }
        .into_any()
    }
}

fn end(desktop: Desktop, keys: Keys, ending: RwSignal<Option<MachineKey>>) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let open = RwSignal::new(false);
    Effect::new(move || {
        if ending.with(Option::is_some) {
            open.set(true);
        }
    });
    // Escape closes it, too; the same key can be chosen again then. Only what changes is set: the two would call each other
    // for ever.
    Effect::new(move || {
        if !open.get() && ending.with_untracked(Option::is_some) {
            ending.set(None);
        }
    });
    let chosen: StoredValue<Option<MachineKeyId>> = StoredValue::new(None);
    Effect::new(move || {
        if let Some(id) = ending.with(|one| one.as_ref().map(|one| one.id)) {
            chosen.set_value(Some(id));
        }
    });
    let confirmed = Callback::new(move |()| {
        let Some(id) = chosen.get_value() else { return };
        sending.send(
            move |key| api::machines::end(id, key),
            move |all| keys.set(all),
        );
    });
    let named = move || {
        ending.get().map(|one| {
            [
                one.agency_name.as_str(),
                " · ",
                &one.label,
                " · ",
                machine::purpose(one.purpose, lang),
            ]
            .concat()
        })
    };
    view! {
        {sending.trouble()}
        <SecondLook open=open title=text::end_title(lang) confirm=text::end(lang)
            asks=Asks::Tick(text::end_tick(lang).into()) on_confirm=confirmed>
            <p>{named}</p>
            <p>{text::end_means(lang)}</p>
        </SecondLook>
    }
    .into_any()
}
