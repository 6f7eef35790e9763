//! Something happened to a licence: from which day, on which ground and why. What can't be undone is looked at twice.

use super::deeds::condition;
use crate::api::{self, ApiError, SubmissionKey};
use crate::desk::desktop::{Desktop, heading, refused, staff};
use crate::desk::kept::{self, Typed};
use crate::desk::page::Page;
use crate::desk::text::licence as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::date_field::wrong_day;
use crate::ui::error_summary::focus;
use crate::ui::{
    Asks, DateField, ErrorSummary, FieldError, FieldKind, FormField, Icon, LicenceCard, Load,
    SecondLook, Skeleton, Trouble, heard, icon, lang, live,
};
use domain::id::LicenceId;
use domain::licence::LicenceEventKind;
use domain::problem::{FieldCode, FieldProblem, ProblemCode};
use domain::text::{Lang, licence as words, problem};
use domain::validity::read_day;
use domain::wire::issuing::{BASIS_MAX, EnterEvent, EventForm};
use domain::wire::licence::LicenceDetail;
use domain::wire::session::Who;
use jiff::civil::Date;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

const TROUBLE: &str = "trouble";

/// What is being entered. Cheap to copy.
#[derive(Clone, Copy)]
struct Entry {
    desktop: Desktop,
    licence: Remote<LicenceDetail>,
    id: LicenceId,
    kind: LicenceEventKind,
    on: RwSignal<String>,
    basis: RwSignal<String>,
    reason: RwSignal<String>,
    tried: RwSignal<bool>,
    wrong: RwSignal<Vec<FieldProblem>>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    moved: RwSignal<bool>,
    key: SubmissionKey,
    last: StoredValue<Option<(i64, EventForm)>>,
    place: StoredValue<String>,
}

pub(in crate::desk) fn screen(
    desktop: Desktop,
    who: &Who,
    id: LicenceId,
    kind: LicenceEventKind,
) -> AnyView {
    let place = kept::of_next(staff(who), id, kind, 0);
    let today = desktop.context.today().to_string();
    let typed = kept::recall(&place).unwrap_or_else(|| Typed {
        on: today.clone(),
        ..Typed::default()
    });
    let entry = Entry {
        desktop,
        licence: Remote::new(move || api::licences::get(id, false)),
        id,
        kind,
        on: RwSignal::new(typed.on),
        basis: RwSignal::new(typed.basis),
        reason: RwSignal::new(typed.reason),
        tried: RwSignal::new(false),
        wrong: RwSignal::new(Vec::new()),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        moved: RwSignal::new(false),
        key: SubmissionKey::new(),
        last: StoredValue::new(None),
        place: StoredValue::new(place),
    };
    Effect::new(move || keep(entry, &today));
    let show = Callback::new(move |licence: LicenceDetail| whole(licence, entry));
    view! {
        <div class="narrow stack">
            <a class="back" href=Page::Licence(id).href()>{icon(Icon::Back)}{text::back(lang())}</a>
            <Load data=entry.licence.signal() retry=entry.licence.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

/// The tab keeps what is typed; a form as it was at the beginning is not worth keeping.
fn keep(entry: Entry, today: &str) {
    let typed = Typed {
        on: entry.on.get(),
        basis: entry.basis.get(),
        reason: entry.reason.get(),
        ..Typed::default()
    };
    let begun = typed.on != today || !typed.basis.is_empty() || !typed.reason.is_empty();
    let place = entry.place.get_value();
    kept::keep(&place, begun.then_some(&typed));
}

fn whole(licence: LicenceDetail, entry: Entry) -> AnyView {
    let lang = lang();
    let title = heading(words::event(entry.kind, lang));
    let today = entry.desktop.context.today();
    let inside = match condition(&licence).after(entry.kind) {
        Err(refusal) => view! { <p class="lead">{words::refusal(refusal, lang)}</p> }.into_any(),
        Ok(_) => form(&licence, entry),
    };
    let moved = live(move || {
        let told = entry.moved.get();
        told.then(
            || view! { <p class="news lead row">{icon(Icon::Info)}{text::others_moved(lang)}</p> },
        )
        .into_any()
    });
    let trouble = live(move || entry.trouble.get().map(|wrong| refused(&wrong)).into_any());
    view! {
        {title}
        <LicenceCard licence=licence.summary today=today />
        <div id=TROUBLE tabindex="-1">{moved}{trouble}</div>
        {inside}
    }
    .into_any()
}

fn form(licence: &LicenceDetail, entry: Entry) -> AnyView {
    let lang = lang();
    let today = entry.desktop.context.today();
    let asked = RwSignal::new(false);
    let summary = RwSignal::new(Vec::<FieldError>::new());
    let revision = licence.revision;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        entry.tried.set(true);
        entry.wrong.set(Vec::new());
        let wrong = untrack(|| problems(entry, today));
        summary.set(wrong.iter().map(|found| named(found, lang)).collect());
        match wrong.is_empty() {
            true if entry.kind.is_final() => asked.set(true),
            true => send(entry, revision),
            false => {}
        }
    };
    let at = move |pointer: &'static str| {
        Signal::derive(move || {
            let own = || first(&problems(entry, today), pointer, lang);
            let servers = || entry.wrong.with(|wrong| first(wrong, pointer, lang));
            entry.tried.get().then(own).flatten().or_else(servers)
        })
    };
    let label = live(move || {
        let word = if entry.busy.get() {
            text::working(lang)
        } else {
            words::event(entry.kind, lang)
        };
        word.into_any()
    });
    let class = if entry.kind.is_final() {
        "danger"
    } else {
        "primary"
    };
    let really = entry.kind.is_final().then(|| really(licence, entry, asked));
    view! {
        <form class="stack" on:submit=heard(submit)>
            <ErrorSummary errors=summary />
            <DateField id="words-on" label=text::on(lang) hint=text::on_hint(lang) error=at("/words/on") check=wrong_day value=entry.on />
            <FormField id="words-basis" label=text::basis_label(lang) hint=text::basis_hint(lang) error=at("/words/basis") value=entry.basis />
            <FormField id="words-reason" label=text::reason(lang) hint=text::reason_hint(lang) error=at("/words/reason")
                value=entry.reason kind=FieldKind::Lines />
            <p class="buttons"><button class=class>{label}</button></p>
        </form>
        {really}
    }
    .into_any()
}

/// The second look before a life is ended.
fn really(licence: &LicenceDetail, entry: Entry, open: RwSignal<bool>) -> AnyView {
    let lang = lang();
    let what = words::event(entry.kind, lang);
    let revision = licence.revision;
    let confirmed = Callback::new(move |()| send(entry, revision));
    let summary = &licence.summary;
    let which = [
        &summary.type_name,
        " ",
        &summary.number,
        " · ",
        &summary.holder_name,
    ]
    .concat();
    view! {
        <SecondLook open=open title=text::really(entry.kind, lang) confirm=what asks=Asks::Word(what.into()) on_confirm=confirmed>
            <p class="lead">{which}</p>
            <p>{text::final_means(lang)}</p>
        </SecondLook>
    }
    .into_any()
}

/// What is wrong with what is typed, tracked.
fn problems(entry: Entry, today: Date) -> Vec<FieldProblem> {
    let (on, basis, reason) = (entry.on.get(), entry.basis.get(), entry.reason.get());
    if let Some(on) = read_day(&on) {
        return EventForm { on, basis, reason }.check(today);
    }
    let code = if on.trim().is_empty() {
        FieldCode::Required
    } else {
        FieldCode::NotADate
    };
    let day = FieldProblem::new("/words/on", code);
    let basis = FieldProblem::of_required("/words/basis", &basis, 2..=BASIS_MAX);
    [Some(day), basis].into_iter().flatten().collect()
}

fn first(problems: &[FieldProblem], pointer: &str, lang: Lang) -> Option<String> {
    let found = problems.iter().find(|found| found.pointer == pointer)?;
    Some(problem::field(found.code, found.limit, lang))
}

fn named(found: &FieldProblem, lang: Lang) -> FieldError {
    let (id, name) = match found.pointer.as_str() {
        "/words/basis" => ("words-basis", text::basis_label(lang)),
        "/words/reason" => ("words-reason", text::reason(lang)),
        _ => ("words-on", text::on(lang)),
    };
    let message = problem::field(found.code, found.limit, lang);
    FieldError {
        id: id.into(),
        message: [name, lang.colon(), &message].concat(),
    }
}

fn send(entry: Entry, revision: i64) {
    let Some(on) = read_day(&entry.on.get_untracked()) else {
        return;
    };
    if entry.busy.get_untracked() {
        return;
    }
    let words = EventForm {
        on,
        basis: entry.basis.get_untracked().trim().to_owned(),
        reason: entry.reason.get_untracked().trim().to_owned(),
    };
    let attempt = Some((revision, words.clone()));
    if entry.last.with_value(|last| *last != attempt) {
        entry.key.renew();
        entry.last.set_value(attempt);
    }
    entry.busy.set(true);
    entry.trouble.set(None);
    let request = EnterEvent {
        kind: entry.kind,
        revision,
        words,
    };
    let (key, place) = (entry.key.get(), entry.place.get_value());
    spawn_local(async move {
        let answer = api::issuing::enter(entry.id, request, key).await;
        if answer.is_ok() {
            kept::forget(&place);
        }
        if entry.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(_) => {
                let done = text::done(entry.kind, entry.desktop.lang());
                entry.desktop.toast.set(Some(done));
                entry.desktop.navigation.go(&Page::Licence(entry.id).href());
            }
            Err(error) => fail(entry, &error),
        }
    });
}

fn fail(entry: Entry, error: &ApiError) {
    let stale = matches!(
        error.code(),
        Some(ProblemCode::StaleVersion | ProblemCode::WrongState)
    );
    if stale {
        entry.moved.set(true);
        entry.licence.reload();
    } else {
        entry.desktop.context.heed(error);
        entry.wrong.set(error.fields().to_vec());
        let trouble = trouble(error, entry.desktop.lang());
        entry.trouble.set(Some(trouble));
    }
    request_animation_frame(|| focus(TROUBLE));
}
