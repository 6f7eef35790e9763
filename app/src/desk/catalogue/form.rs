//! What a version of a type says as boxes to fill in. What is typed outlives every new state of the entry, and the tab
//! keeps it until it is saved.

use super::fields::{self, FieldForm};
use super::typed::{Typed, TypedField, options};
use crate::desk::kept;
use crate::desk::text::catalogue as text;
use crate::ui::{ErrorSummary, FieldError, FieldKind, FormField, Picks, SelectField, lang};
use domain::catalogue::{Class, HolderCategory, Level, TypeBody};
use domain::problem::FieldProblem;
use domain::text::{Lang, catalogue as names, problem};
use leptos::prelude::*;

/// The boxes of a version. Cheap to copy; lives as long as the screen.
#[derive(Clone, Copy)]
pub(super) struct Form {
    owner: StoredValue<Owner>,
    pub(super) code: RwSignal<String>,
    name: RwSignal<String>,
    hue: RwSignal<String>,
    definer: RwSignal<String>,
    definer_level: RwSignal<String>,
    class: RwSignal<String>,
    holders: RwSignal<String>,
    ranges: RwSignal<String>,
    levels: RwSignal<Vec<String>>,
    items: RwSignal<String>,
    title: RwSignal<String>,
    note: RwSignal<String>,
    statuses: RwSignal<String>,
    pub(super) fields: RwSignal<Vec<FieldForm>>,
    next: StoredValue<u32>,
    /// The boxes as the server has them.
    saved: RwSignal<Typed>,
    /// Under which name the tab keeps what is typed; empty while it isn't known what it is typed over.
    place: RwSignal<String>,
    /// What is wrong with what was typed.
    pub(super) wrong: RwSignal<Vec<FieldProblem>>,
}

/// What was typed when it was sent.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) body: TypeBody,
    typed: Typed,
    place: String,
}

impl Form {
    /// The boxes of a type that isn't there yet, with what the tab keeps of them.
    pub(super) fn begun(place: String) -> Self {
        let form = Self::new();
        form.go_on(place);
        form
    }

    /// Boxes that wait for an entry.
    pub(super) fn new() -> Self {
        let line = || RwSignal::new(String::new());
        let form = Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            code: line(),
            name: line(),
            hue: line(),
            definer: line(),
            definer_level: line(),
            class: line(),
            holders: line(),
            ranges: line(),
            levels: RwSignal::new(Vec::new()),
            items: line(),
            title: line(),
            note: line(),
            statuses: line(),
            fields: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            saved: RwSignal::new(Typed::new()),
            place: line(),
            wrong: RwSignal::new(Vec::new()),
        };
        form.fill(&Typed::new());
        Effect::new(move || form.keep());
        form
    }

    /// Takes in what the server has, unless something else is being typed. Another revision has a place of its own: what
    /// was left behind over an earlier one is not taken up again, but what is being typed is kept on.
    pub(super) fn catch_up(self, body: &TypeBody, place: String) {
        let dirty = untrack(|| self.is_dirty());
        if !dirty && self.saved.with_untracked(|saved| saved.read().0 != *body) {
            let saved = Typed::of(body, lang());
            self.fill(&saved);
            self.saved.set(saved);
        }
        let before = self.place.get_untracked();
        if before == place {
            return;
        }
        if dirty {
            kept::forget(&before);
            self.place.set(place);
        } else {
            self.go_on(place);
        }
    }

    /// Goes on with what the tab keeps at a place.
    fn go_on(self, place: String) {
        if let Some(typed) = kept::recall(&place) {
            self.fill(&typed);
        }
        self.place.set(place);
    }

    /// The tab keeps what the server doesn't have.
    fn keep(self) {
        let (place, typed) = (self.place.get(), self.text());
        let dirty = self.saved.with(|saved| *saved != typed);
        if !place.is_empty() {
            kept::keep(&place, dirty.then_some(&typed));
        }
    }

    /// The server has taken what was sent, also where the screen has been left or more has been typed meanwhile.
    pub(super) fn was_saved(self, sent: Sent) {
        kept::forget(&sent.place);
        self.wrong.try_set(Vec::new());
        self.saved.try_set(sent.typed);
    }

    /// Whether something was typed that the server doesn't have, tracked.
    pub(super) fn is_dirty(self) -> bool {
        let typed = self.text();
        self.saved.with(|saved| *saved != typed)
    }

    fn fill(self, typed: &Typed) {
        self.code.set(typed.code.clone());
        self.name.set(typed.name.clone());
        self.hue.set(typed.hue.clone());
        self.definer.set(typed.definer.clone());
        self.definer_level.set(typed.definer_level.clone());
        self.class.set(typed.class.clone());
        self.holders.set(typed.holders.clone());
        self.ranges.set(typed.ranges.clone());
        self.levels.set(typed.levels.clone());
        self.items.set(typed.items.clone());
        self.title.set(typed.title.clone());
        self.note.set(typed.note.clone());
        self.statuses.set(typed.statuses.clone());
        let fields = typed.fields.iter().map(|field| self.field(field));
        self.fields.set(fields.collect());
    }

    /// The boxes of a field, under a number that stays when it moves.
    pub(super) fn field(self, field: &TypedField) -> FieldForm {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        let owner = self.owner.get_value();
        owner.with(|| FieldForm::of(id, field))
    }

    /// What stands in the boxes, tracked.
    fn text(self) -> Typed {
        Typed {
            code: self.code.get(),
            name: self.name.get(),
            hue: self.hue.get(),
            definer: self.definer.get(),
            definer_level: self.definer_level.get(),
            class: self.class.get(),
            holders: self.holders.get(),
            ranges: self.ranges.get(),
            levels: self.levels.get(),
            items: self.items.get(),
            title: self.title.get(),
            note: self.note.get(),
            statuses: self.statuses.get(),
            fields: self.fields.get().into_iter().map(FieldForm::text).collect(),
        }
    }

    /// What is typed as it would be sent now, and what of it can't be read.
    pub(super) fn sent(self) -> (Sent, Vec<FieldProblem>) {
        let typed = untrack(|| self.text());
        let (body, problems) = typed.read();
        let place = self.place.get_untracked();
        (Sent { body, typed, place }, problems)
    }

    /// What is wrong with the box that `pointer` means, in words.
    pub(super) fn error(self, pointer: &'static str) -> Signal<Option<String>> {
        let lang = lang();
        Signal::derive(move || {
            self.wrong.with(|wrong| {
                let found = wrong
                    .iter()
                    .find(|wrong| wrong.pointer.starts_with(pointer))?;
                Some(problem::field(found.code, found.limit, lang))
            })
        })
    }

    pub(super) fn view(self) -> AnyView {
        let lang = lang();
        let errors = Signal::derive(move || {
            let wrong = self.wrong.get();
            wrong.iter().map(|wrong| self.told(wrong, lang)).collect()
        });
        let level = |id: &'static str| (id, options(&Level::ALL, names::level));
        let (_, levels) = level("entry-issuing_levels");
        view! {
            <ErrorSummary errors=errors />
            <div class="parts">
                <FormField id="entry-name" label=text::name(lang) value=self.name error=self.error("/name") />
                <FormField id="entry-definer" label=text::definer(lang) value=self.definer error=self.error("/definer") />
                <SelectField id="entry-definer_level" label=text::definer_level(lang) options=levels.clone() chosen=self.definer_level />
                <SelectField id="entry-class" label=text::class(lang) options=options(&Class::ALL, names::class) chosen=self.class />
                <SelectField id="entry-holders" label=text::holders(lang)
                    options=options(&HolderCategory::ALL, names::holders) chosen=self.holders />
                <FormField id="entry-validity_ranges" label=text::ranges(lang) hint=text::ranges_hint(lang) value=self.ranges
                    error=self.error("/validity_ranges") />
                <FormField id="entry-hue" label=text::hue(lang) hint=text::hue_hint(lang) value=self.hue error=self.error("/hue") />
                <FormField id="entry-template-title" label=text::template_title(lang) hint=text::template_title_hint(lang)
                    value=self.title error=self.error("/template/title") />
            </div>
            <Picks id="entry-issuing_levels" legend=text::levels(lang) options=levels chosen=self.levels
                error=self.error("/issuing_levels") />
            <FormField id="entry-template-note" label=text::template_note(lang) value=self.note kind=FieldKind::Lines
                error=self.error("/template/note") />
            <FormField id="entry-items" label=text::items(lang) hint=text::items_hint(lang) value=self.items kind=FieldKind::Lines
                error=self.error("/items") />
            {fields::view(self)}
            <FormField id="entry-status_codes" label=text::status_codes(lang) hint=text::status_codes_hint(lang)
                value=self.statuses kind=FieldKind::Lines error=self.error("/status_codes") />
        }
        .into_any()
    }

    /// A problem as the summary on top tells it, with the box that it means.
    fn told(self, wrong: &FieldProblem, lang: Lang) -> FieldError {
        let mut steps = wrong.pointer.split('/').skip(1);
        let (first, second, third) = (steps.next(), steps.next(), steps.next());
        let (id, name) = match (first, second, third) {
            (Some("fields"), Some(place), part) => {
                let fields = self.fields.get_untracked();
                let form = place
                    .parse()
                    .ok()
                    .and_then(|place: usize| fields.get(place));
                let label = form.map(|form| form.label.get_untracked());
                let id = form.map_or(0, |form| form.id).to_string();
                let id = ["field-", &id, "-", part.unwrap_or("label")].concat();
                let name = [text::field(lang), " ", &label.unwrap_or_default()].concat();
                (id, name)
            }
            (Some("fields"), ..) => ("add-field".to_owned(), text::fields(lang).into()),
            (Some("template"), Some(part), _) => {
                let name = if part == "title" {
                    text::template_title(lang)
                } else {
                    text::template_note(lang)
                };
                (["entry-template-", part].concat(), name.into())
            }
            (first, ..) => {
                let part = first.unwrap_or_default();
                (["entry-", part].concat(), part_name(part, lang).into())
            }
        };
        let words = problem::field(wrong.code, wrong.limit, lang);
        FieldError {
            id,
            message: [&name, lang.colon(), &words].concat(),
        }
    }
}

fn part_name(part: &str, lang: Lang) -> &'static str {
    match part {
        "name" => text::name(lang),
        "hue" => text::hue(lang),
        "definer" => text::definer(lang),
        "validity_ranges" => text::ranges(lang),
        "issuing_levels" => text::levels(lang),
        "items" => text::items(lang),
        "status_codes" => text::status_codes(lang),
        "code" => text::code(lang),
        "agencies" => text::issuers(lang),
        _ => text::area(lang),
    }
}
