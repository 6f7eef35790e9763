//! How is a sample drawn? From which licences, how many, by which seed, for whom.

use super::quality::choice;
use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::{INSPECTIONS, Page};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::supervision as text;
use crate::remote::Remote;
use crate::ui::choices::Choice;
use crate::ui::date_field::wrong_day;
use crate::ui::{DateField, FormField, Load, SelectField, Skeleton, lang};
use domain::inspection::Seed;
use domain::licence::{LicenceStatus, Trust};
use domain::problem::FieldCode;
use domain::text::{Lang, problem, supervision as words};
use domain::validity::read_day;
use domain::wire::inspection::{DrawChoices, DrawSample, SampleFilter};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let choices = Remote::new(api::supervision::choices);
    let show = Callback::new(move |choices: DrawChoices| form(&choices, desktop));
    view! {
        <div class="narrow stack">
            <p><a href=INSPECTIONS>{text::back_to_inspections(lang)}</a></p>
            {heading(text::draw(lang))}
            <Load data=choices.signal() retry=choices.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

/// What is typed and chosen. Cheap to copy.
#[derive(Clone, Copy)]
struct Typed {
    wanted: RwSignal<String>,
    inspector: RwSignal<String>,
    issuer: RwSignal<String>,
    kind: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    trust: RwSignal<String>,
    status: RwSignal<String>,
    seed: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Typed {
    fn request(self) -> Option<DrawSample> {
        self.tried.set(true);
        let chosen = |signal: RwSignal<String>| {
            let text = signal.get_untracked().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let seed = chosen(self.seed);
        if seed
            .as_deref()
            .is_some_and(|seed| Seed::parse(seed).is_none())
        {
            return None;
        }
        let day = |signal: RwSignal<String>| match chosen(signal) {
            None => Some(None),
            Some(text) => read_day(&text).map(Some),
        };
        Some(DrawSample {
            wanted: chosen(self.wanted)?.parse().ok()?,
            filter: SampleFilter {
                issuer: chosen(self.issuer).and_then(|id| id.parse().ok()),
                type_code: chosen(self.kind),
                issued_from: day(self.from)?,
                issued_to: day(self.to)?,
                trust: chosen(self.trust).and_then(|name| Trust::parse(&name)),
                status: chosen(self.status).and_then(|name| status_of(&name)),
            },
            seed,
            inspector: chosen(self.inspector)?.parse().ok()?,
        })
    }
}

fn status_of(place: &str) -> Option<LicenceStatus> {
    let place: usize = place.parse().ok()?;
    LicenceStatus::ALL.get(place).copied()
}

fn form(choices: &DrawChoices, desktop: Desktop) -> AnyView {
    let lang = lang();
    let sending = Sending::new(desktop);
    let typed = Typed {
        wanted: RwSignal::new("20".into()),
        inspector: empty(),
        issuer: empty(),
        kind: empty(),
        from: empty(),
        to: empty(),
        trust: empty(),
        status: empty(),
        seed: empty(),
        tried: RwSignal::new(false),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = typed.request() else {
            return;
        };
        sending.send(
            move |key| api::supervision::draw(request, key),
            move |detail| {
                let page = Page::Inspection(detail.summary.id);
                desktop.navigation.go(&page.href());
            },
        );
    };
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            {who_and_how_many(choices, typed, sending)}
            <h2>{text::filter(lang)}</h2>
            {filter(choices, typed, sending)}
            <p class="buttons">{sending.button(text::draw(lang))}</p>
        </form>
    }
    .into_any()
}

fn who_and_how_many(choices: &DrawChoices, typed: Typed, sending: Sending) -> AnyView {
    let lang = lang();
    let inspectors = choices
        .inspectors
        .iter()
        .map(|one| choice(one.id.to_string(), one.name.clone()))
        .collect();
    let missing = Signal::derive(move || {
        let none = typed.tried.get() && typed.inspector.with(String::is_empty);
        none.then(|| problem::field(FieldCode::Required, None, lang))
    });
    let wanted_wrong = sending.error("/wanted");
    let wanted_wrong = Signal::derive(move || {
        let unread = typed
            .wanted
            .with(|text| text.trim().parse::<u32>().is_err());
        let own = || (typed.tried.get() && unread).then(|| text::wanted_hint(lang).to_owned());
        wanted_wrong.get().or_else(own)
    });
    let seed_wrong = Signal::derive(move || {
        let wrong = typed
            .seed
            .with(|text| !text.trim().is_empty() && Seed::parse(text).is_none());
        (typed.tried.get() && wrong).then(|| text::not_a_seed(lang).to_owned())
    });
    view! {
        <SelectField id="inspector" label=text::inspector(lang) error=missing options=inspectors chosen=typed.inspector />
        <FormField id="wanted" label=text::wanted(lang) hint=text::wanted_hint(lang) error=wanted_wrong value=typed.wanted />
        <FormField id="seed" label=text::seed(lang) hint=text::seed_hint(lang) error=seed_wrong value=typed.seed />
    }
    .into_any()
}

fn filter(choices: &DrawChoices, typed: Typed, sending: Sending) -> AnyView {
    let lang = lang();
    let issuers = choices
        .issuers
        .iter()
        .map(|one| choice(one.id.to_string(), one.name.clone()))
        .collect();
    let kinds = choices
        .types
        .iter()
        .map(|one| choice(one.code.clone(), one.name.clone()))
        .collect();
    let trusts: Vec<Choice> = Trust::ALL
        .map(|one| choice(one.as_str().into(), words::trust(one, lang).into()))
        .to_vec();
    let statuses: Vec<Choice> = (0..)
        .zip(LicenceStatus::ALL)
        .map(|(place, one): (usize, _)| choice(place.to_string(), words::status(one, lang).into()))
        .collect();
    let check: fn(&str, Lang) -> Option<String> = wrong_day;
    let any = || text::any(lang).to_owned();
    view! {
        <SelectField id="issuer" label=text::issuer(lang) blank=text::all_issuers(lang).to_owned() options=issuers chosen=typed.issuer />
        <SelectField id="type" label=text::type_name(lang) blank=text::all_types(lang).to_owned() options=kinds chosen=typed.kind />
        <DateField id="from" label=text::issued_from(lang) check=check value=typed.from />
        <DateField id="to" label=text::issued_to(lang) error=sending.error("/filter/issued_to") check=check value=typed.to />
        <SelectField id="trust" label=text::trust(lang) blank=any() options=trusts chosen=typed.trust />
        <SelectField id="status" label=text::state(lang) blank=any() options=statuses chosen=typed.status />
    }
    .into_any()
}
