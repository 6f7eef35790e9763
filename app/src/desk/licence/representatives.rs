//! Who represents the company whose 营业执照 this is: shown, registered and ended by the agency that issued it.

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::Page;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::representatives as text;
use crate::remote::Remote;
use crate::text::holder;
use crate::ui::date_field::wrong_day;
use crate::ui::{
    Asks, DateField, Empty, FormField, Load, SecondLook, Skeleton, Status, lang, load,
};
use domain::id::{LicenceId, RepresentationId};
use domain::problem::FieldCode;
use domain::text::{date, problem};
use domain::validity::read_day;
use domain::wire::representative::{
    EndRepresentative, RegisterRepresentative, Registered, RepresentativeShown, Representatives,
};
use jiff::civil::Date;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, id: LicenceId) -> AnyView {
    let lang = lang();
    let all = Remote::new(move || api::acting::representatives(id));
    let show = Callback::new(move |shown: Representatives| page(&shown, desktop, (id, all)));
    view! {
        <div class="narrow stack">
            <p><a href=Page::Licence(id).href()>{text::back(lang)}</a></p>
            {heading(text::title(lang))}
            <Load data=all.signal() retry=all.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

/// The licence that it is asked by, and what is shown of it.
type At = (LicenceId, Remote<Representatives>);

fn page(shown: &Representatives, desktop: Desktop, at: At) -> AnyView {
    let lang = lang();
    let items = if shown.items.is_empty() {
        load::nothing(Empty {
            title: text::none(lang).into(),
            hint: text::none_hint(lang).into(),
        })
    } else {
        let items = shown.items.iter().map(one).collect_view();
        view! { <ul class="held-up">{items}</ul> }.into_any()
    };
    let current = shown.items.iter().find(|item| item.ended.is_none());
    let register = if shown.may_register {
        register_form(shown, current, desktop, at)
    } else {
        view! { <p class="hint">{text::not_in_force(lang)}</p> }.into_any()
    };
    view! {
        <div class="stack">
            <p class="lead">{shown.name.clone()}</p>
            {items}
            {register}
            {current.map(|current| end_form(shown, current, desktop, at))}
        </div>
    }
    .into_any()
}

fn one(item: &RepresentativeShown) -> AnyView {
    let lang = lang();
    let (tone, word) = holder::standing(item.standing, lang);
    let mut days = vec![
        text::from_day(lang).to_owned(),
        date::full_day(item.from, lang),
    ];
    if let Some(to) = item.to {
        days.extend([text::to_day(lang).to_owned(), date::full_day(to, lang)]);
    }
    let ended = item.ended.as_ref();
    view! {
        <li class="stack">
            <p class="row"><b>{item.name.clone()}</b><Status tone word /></p>
            <p><span class="number">{item.number.clone()}</span>" · "{days.concat()}</p>
            {entry(text::registered(lang), &item.registered)}
            {ended.map(|ended| entry(text::ended(lang), ended))}
        </li>
    }
    .into_any()
}

/// When it was entered, by whom and on what ground.
fn entry(what: &'static str, entry: &Registered) -> AnyView {
    let lang = lang();
    let by = match &entry.by {
        Some(by) => by.as_str(),
        None => text::with_company(lang),
    };
    let mut said = vec![what, " ", by];
    let at = date::moment(entry.at, lang);
    said.extend([" ", &at]);
    if !entry.basis.is_empty() {
        said.extend([" · ", &entry.basis]);
    }
    view! { <p class="small">{said.concat()}</p> }.into_any()
}

/// A day and a basis, as every entry of the register has them.
#[derive(Clone, Copy)]
struct Ground {
    day: RwSignal<String>,
    basis: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Ground {
    fn new(today: Date) -> Self {
        Self {
            day: RwSignal::new(today.to_string()),
            basis: empty(),
            tried: RwSignal::new(false),
        }
    }

    /// The day, or nothing, and then its box says why.
    fn read(self) -> Option<Date> {
        self.tried.set(true);
        self.day.with_untracked(|day| read_day(day))
    }

    fn fields(
        self,
        (id, label): (&'static str, &'static str),
        sending: Sending,
        pointer: &'static str,
    ) -> AnyView {
        let lang = lang();
        let told = sending.error(pointer);
        let wrong = Signal::derive(move || {
            let missing = self.tried.get() && self.day.with(|day| read_day(day)).is_none();
            let missing = missing.then(|| problem::field(FieldCode::NotADate, None, lang));
            told.get().or(missing)
        });
        view! {
            <DateField id=id label=label hint=text::not_to_come(lang) error=wrong check=wrong_day value=self.day />
            <FormField id=[id, "-basis"].concat() label=text::basis(lang) hint=text::basis_hint(lang)
                error=sending.error("/basis") value=self.basis />
        }
        .into_any()
    }
}

/// Opens the second look once the day can be read.
fn looked_at(ground: Ground, open: RwSignal<bool>) -> impl Fn(SubmitEvent) + Copy {
    move |event: SubmitEvent| {
        event.prevent_default();
        if ground.read().is_some() {
            open.set(true);
        }
    }
}

fn register_form(
    shown: &Representatives,
    current: Option<&RepresentativeShown>,
    desktop: Desktop,
    (id, all): At,
) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let (name, number) = (empty(), empty());
    let ground = Ground::new(desktop.context.today());
    let open = RwSignal::new(false);
    let former = current.map(|current| current.id);
    let confirmed = Callback::new(move |()| {
        let Some(from) = ground.read() else { return };
        let request = RegisterRepresentative {
            former,
            name: name.get_untracked(),
            number: number.get_untracked(),
            from,
            basis: ground.basis.get_untracked(),
        };
        sending.send(
            move |key| api::acting::register(id, request, key),
            move |shown| all.set(shown),
        );
    });
    let ends = current.map(|current| {
        view! { <p>{text::ends_with(&current.name, shown.agents, lang)}</p> }
    });
    view! {
        <details class="unfolds" open=current.is_none()>
            <summary>{text::register(lang)}</summary>
            <form class="stack" on:submit=looked_at(ground, open) novalidate>
                {sending.trouble()}
                <FormField id="name" label=text::name(lang) error=sending.error("/name") value=name />
                <FormField id="number" label=text::number(lang) hint=text::number_hint(lang) error=sending.error("/number") value=number />
                {ground.fields(("since", text::since(lang)), sending, "/from")}
                <p class="buttons">{sending.button(text::register(lang))}</p>
            </form>
            <SecondLook open=open title=text::register(lang) confirm=text::register(lang)
                asks=Asks::Tick(text::tick(lang).into()) on_confirm=confirmed>
                <p>{move || name.get()}" · "{text::register_means(lang)}</p>
                {ends}
            </SecondLook>
        </details>
    }
    .into_any()
}

fn end_form(
    shown: &Representatives,
    current: &RepresentativeShown,
    desktop: Desktop,
    (id, all): At,
) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let ground = Ground::new(desktop.context.today());
    let open = RwSignal::new(false);
    let representative: RepresentationId = current.id;
    let ends = text::ends_with(&current.name, shown.agents, lang);
    let confirmed = Callback::new(move |()| {
        let Some(on) = ground.read() else { return };
        let request = EndRepresentative {
            on,
            basis: ground.basis.get_untracked(),
        };
        sending.send(
            move |key| api::acting::end_representative((id, representative), request, key),
            move |shown| all.set(shown),
        );
    });
    view! {
        <details class="unfolds">
            <summary>{text::end(lang)}</summary>
            <form class="stack" on:submit=looked_at(ground, open) novalidate>
                {sending.trouble()}
                {ground.fields(("last-day", text::last_day(lang)), sending, "/on")}
                <p class="buttons">{sending.button(text::end(lang))}</p>
            </form>
            <SecondLook open=open title=text::end(lang) confirm=text::end(lang)
                asks=Asks::Tick(text::tick(lang).into()) on_confirm=confirmed>
                <p>{ends}</p>
            </SecondLook>
        </details>
    }
    .into_any()
}
