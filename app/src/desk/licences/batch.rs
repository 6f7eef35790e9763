//! One event for many: which, from which day, on which ground; a second look; then what became of each.

use super::{Shelf, outcome};
use crate::api::{self, SubmissionKey};
use crate::desk::desktop::refused;
use crate::desk::page::DEEDS;
use crate::desk::text::licences as text;
use crate::text::trouble::trouble;
use crate::ui::date_field::wrong_day;
use crate::ui::{
    Asks, Choice, DateField, FormField, SecondLook, SelectField, Trouble, heard, lang, live,
};
use domain::licence::{Condition, LicenceEventKind, LicenceRefusal};
use domain::text::{Lang, licence as words};
use domain::validity::read_day;
use domain::wire::issuing::EventForm;
use domain::wire::search::{BatchResult, EnterEvents, LicenceAt, LicenceRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What can be entered for many at once, and its name; what makes a version is prepared one by one.
fn kinds() -> impl Iterator<Item = &'static (LicenceEventKind, &'static str)> {
    DEEDS.iter().filter(|(kind, _)| !kind.makes_version())
}

/// The form. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    shelf: Shelf,
    kind: RwSignal<String>,
    on: RwSignal<String>,
    basis: RwSignal<String>,
    reason: RwSignal<String>,
    missing: RwSignal<bool>,
    asking: RwSignal<bool>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    done: RwSignal<Option<(Vec<LicenceRow>, BatchResult)>>,
    key: SubmissionKey,
}

impl Form {
    fn event(self) -> Option<LicenceEventKind> {
        let chosen = self.kind.get();
        let known = kinds().find(|(_, name)| *name == chosen)?;
        Some(known.0)
    }

    /// When, on which ground and why, if the server would take it.
    fn words(self) -> Option<EventForm> {
        let words = EventForm {
            on: read_day(&self.on.get())?,
            basis: self.basis.get().trim().to_owned(),
            reason: self.reason.get().trim().to_owned(),
        };
        let today = self.shelf.desktop.context.today();
        words.check(today).is_empty().then_some(words)
    }

    /// Asks once more, if everything is there.
    fn ask(self) {
        let whole = untrack(|| self.event().is_some() && self.words().is_some());
        self.missing.set(!whole);
        self.asking.set(whole);
    }

    fn send(self) {
        let Some((kind, words)) = untrack(|| self.event().zip(self.words())) else {
            return;
        };
        let rows = untrack(|| self.shelf.picked.all());
        let at = |row: &LicenceRow| LicenceAt {
            licence: row.licence.id,
            revision: row.revision,
        };
        let licences = rows.iter().map(at).collect();
        let request = EnterEvents {
            kind,
            words,
            licences,
        };
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            match api::search::enter_events(request, self.key.get()).await {
                Ok(result) => {
                    self.key.renew();
                    self.done.try_set(Some((rows, result)));
                    self.shelf.picked.clear();
                    self.shelf.page.reload();
                }
                Err(error) => {
                    self.shelf.desktop.context.heed(&error);
                    let wrong = trouble(&error, self.shelf.desktop.lang());
                    self.trouble.try_set(Some(wrong));
                }
            }
            self.busy.try_set(false);
        });
    }
}

/// Nothing where nothing is chosen and nothing was done.
pub(super) fn bar(shelf: Shelf) -> AnyView {
    if !shelf.enters {
        return ().into_any();
    }
    let form = Form {
        shelf,
        kind: RwSignal::new(String::new()),
        on: RwSignal::new(shelf.desktop.context.today().to_string()),
        basis: RwSignal::new(String::new()),
        reason: RwSignal::new(String::new()),
        missing: RwSignal::new(false),
        asking: RwSignal::new(false),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
        done: RwSignal::new(None),
        key: SubmissionKey::new(),
    };
    let any = Memo::new(move |_| shelf.picked.count() > 0);
    Effect::new(move || {
        // Other licences or other words are another submission.
        shelf.picked.count();
        form.kind.track();
        form.on.track();
        form.basis.track();
        form.reason.track();
        form.key.renew();
    });
    let lang = lang();
    let fields = move || any.get().then(|| fields(form, lang)).into_any();
    let told = move || {
        let done = form.done.get();
        done.map(|(rows, result)| outcome::told(&rows, &result, form.done, lang))
            .into_any()
    };
    view! { {live(told)} {live(fields)} }.into_any()
}

fn fields(form: Form, lang: Lang) -> AnyView {
    let options = kinds().map(|(kind, name)| Choice {
        value: (*name).into(),
        label: words::event(*kind, lang).into(),
        hint: String::new(),
    });
    let options: Vec<Choice> = options.collect();
    let count = live(move || text::picked(form.shelf.picked.count(), lang).into_any());
    let clear = heard(move |_| form.shelf.picked.clear());
    let missing = live(move || {
        let said = form.missing.get().then(|| text::missing(lang));
        said.map(|said| view! { <p class="error" role="alert">{said}</p> })
            .into_any()
    });
    let go = heard(move |_| form.ask());
    let busy: Box<dyn FnMut() -> bool + Send> = Box::new(move || form.busy.get());
    view! {
        <section class="batch" aria-label=text::batch(lang)>
            <p class="row"><b role="status">{count}</b>
                <button type="button" class="quiet" on:click=clear>{text::clear(lang)}</button></p>
            <div class="batch-fields">
                <SelectField id="batch-kind" label=text::batch_kind(lang) options=options chosen=form.kind />
                <DateField id="batch-on" label=text::batch_on(lang) check=wrong_day value=form.on />
                <FormField id="batch-basis" label=text::batch_basis(lang) value=form.basis />
                <FormField id="batch-reason" label=text::batch_reason(lang) value=form.reason />
            </div>
            {missing}
            {live(move || form.trouble.with(|wrong| wrong.as_ref().map(refused)).into_any())}
            <p class="buttons"><button type="button" class="primary" disabled=busy on:click=go>{text::go_on(lang)}</button></p>
            {live(move || second_look(form, lang))}
        </section>
    }
    .into_any()
}

/// What will happen to how many, and to which it can't.
fn second_look(form: Form, lang: Lang) -> AnyView {
    if !form.asking.get() {
        return ().into_any();
    }
    let Some(kind) = form.event() else {
        return ().into_any();
    };
    let rows = form.shelf.picked.all();
    let refusals: Vec<(String, LicenceRefusal)> = rows
        .iter()
        .filter_map(|row| Some((named(row), refusal(row, kind)?)))
        .collect();
    let can = rows.len() - refusals.len();
    let open = RwSignal::new(false);
    request_animation_frame(move || {
        open.try_set(true);
    });
    Effect::new(move |opened: Option<bool>| {
        let now = open.get();
        if opened == Some(true) && !now {
            form.asking.set(false);
        }
        now
    });
    let event = words::event(kind, lang);
    let asks = if kind.is_final() {
        Asks::Word(event.into())
    } else {
        Asks::Tick(text::checked(lang).into())
    };
    let not = refusals.into_iter().map(|(name, refusal)| {
        view! { <li>{name}{lang.colon()}{text::refusal(refusal, lang)}</li> }
    });
    let not: Vec<_> = not.collect();
    let none = not.is_empty();
    let cannot = (!none).then(|| {
        view! { <p>{text::cannot(not.len(), lang)}</p><ul class="plain">{not}</ul> }
    });
    let final_ = kind
        .is_final()
        .then(|| view! { <p><b>{text::no_return(lang)}</b></p> });
    view! {
        <SecondLook open=open title=text::really(event, can, lang) confirm=event asks=asks
            on_confirm=Callback::new(move |()| form.send())>
            {final_}
            {cannot}
        </SecondLook>
    }
    .into_any()
}

pub(super) fn named(row: &LicenceRow) -> String {
    [&row.licence.type_name, " ", &row.licence.number].concat()
}

/// Why it can't happen to a licence as it was when it was chosen.
fn refusal(row: &LicenceRow, kind: LicenceEventKind) -> Option<LicenceRefusal> {
    let condition = Condition {
        status: row.status,
        pledged: row.licence.pledged,
    };
    condition.after(kind).err()
}
