//! 照面信息: the fields of a type's face, each with its boxes; they can be added, removed and moved.

use super::form::{Form, at, options, parts, place, trimmed};
use crate::desk::text::catalogue as text;
use crate::ui::{CheckField, FieldKind, FormField, Icon, SelectField, icon, lang};
use domain::catalogue::{FaceField, Need, Source, ValueKind};
use domain::problem::{FieldCode, FieldProblem};
use domain::text::{catalogue as names, problem};
use leptos::prelude::*;

/// The boxes of one field. Cheap to copy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct FieldForm {
    /// Stays when the field moves.
    pub(super) id: u32,
    pub(super) label: RwSignal<String>,
    key: RwSignal<String>,
    kind: RwSignal<String>,
    need: RwSignal<String>,
    source: RwSignal<String>,
    longest: RwSignal<String>,
    pattern: RwSignal<String>,
    codes: RwSignal<String>,
    sensitive: RwSignal<bool>,
    hidden: RwSignal<bool>,
}

impl FieldForm {
    pub(super) fn of(id: u32, field: &FaceField) -> Self {
        let source = field.source.map(|source| place(&Source::ALL, &source));
        let longest = field.max_length.map(|most| most.to_string());
        Self {
            id,
            label: RwSignal::new(field.label.clone()),
            key: RwSignal::new(field.key.clone()),
            kind: RwSignal::new(place(&ValueKind::ALL, &field.kind)),
            need: RwSignal::new(place(&Need::ALL, &field.need)),
            source: RwSignal::new(source.unwrap_or_default()),
            longest: RwSignal::new(longest.unwrap_or_default()),
            pattern: RwSignal::new(field.pattern.clone().unwrap_or_default()),
            codes: RwSignal::new(field.codes.join("\n")),
            sensitive: RwSignal::new(field.sensitive),
            hidden: RwSignal::new(field.hidden),
        }
    }

    /// What is typed, and what of it can't be read; `place` is the field's among the others.
    pub(super) fn typed(self, place: usize) -> (FaceField, Option<FieldProblem>) {
        let kind = at(&ValueKind::ALL, &self.kind.get()).unwrap_or_default();
        let longest = trimmed(self.longest);
        let max_length = longest.parse().ok();
        let wrong = (max_length.is_none() && !longest.is_empty()).then(|| {
            let pointer = ["/fields/", &place.to_string(), "/max_length"].concat();
            FieldProblem::new(pointer, FieldCode::NotANumber)
        });
        let codes = parts(&self.codes.get(), &['\n']);
        let field = FaceField {
            key: trimmed(self.key),
            label: trimmed(self.label),
            sensitive: self.sensitive.get(),
            kind,
            max_length,
            pattern: Some(trimmed(self.pattern)).filter(|pattern| !pattern.is_empty()),
            // Codes of a field that has become another kind are kept in their box, and not sent.
            codes: if kind == ValueKind::Code {
                codes
            } else {
                Vec::new()
            },
            need: at(&Need::ALL, &self.need.get()).unwrap_or_default(),
            hidden: self.hidden.get(),
            source: at(&Source::ALL, &self.source.get()),
        };
        (field, wrong)
    }
}

pub(super) fn view(form: Form) -> AnyView {
    let lang = lang();
    let list = move || {
        let fields = form.fields.get();
        let last = fields.len().saturating_sub(1);
        let one = |(place, field): (usize, FieldForm)| boxes(form, field, place, last);
        fields.into_iter().enumerate().map(one).collect_view()
    };
    let add = move |_| {
        let field = form.field(&FaceField::default());
        form.fields.update(|fields| fields.push(field));
        let id = ["field-", &field.id.to_string(), "-label"].concat();
        request_animation_frame(move || crate::ui::error_summary::focus(&id));
    };
    view! {
        <section class="stack">
            <h3>{text::fields(lang)}</h3>
            <ol class="face-fields">{list}</ol>
            <p class="buttons">
                <button type="button" id="add-field" on:click=add>{text::field_add(lang)}</button>
            </p>
        </section>
    }
    .into_any()
}

fn boxes(form: Form, field: FieldForm, place: usize, last: usize) -> AnyView {
    let lang = lang();
    let id = |part: &str| ["field-", &field.id.to_string(), "-", part].concat();
    let error = move |part: &'static str| {
        Signal::derive(move || {
            let pointer = ["/fields/", &place.to_string(), "/", part].concat();
            form.wrong.with(|wrong| {
                let found = wrong.iter().find(|wrong| wrong.pointer == pointer)?;
                Some(problem::field(found.code, found.limit, lang))
            })
        })
    };
    let name = move || {
        let number = (place + 1).to_string();
        [text::field(lang), " ", &number, " ", &field.label.get()].concat()
    };
    let is_code =
        Memo::new(move |_| at(&ValueKind::ALL, &field.kind.get()) == Some(ValueKind::Code));
    let code_box = id("codes");
    let codes = move || {
        is_code.get().then(|| {
            view! {
                <FormField id=code_box.clone() label=text::field_codes(lang) hint=text::field_codes_hint(lang)
                    value=field.codes kind=FieldKind::Lines error=error("codes") />
            }
        })
    };
    view! {
        <li>
            <fieldset>
                <legend>{name}</legend>
                <div class="parts">
                    <FormField id=id("label") label=text::field_label(lang) value=field.label error=error("label") />
                    <FormField id=id("key") label=text::field_key(lang) hint=text::field_key_hint(lang) value=field.key
                        error=error("key") />
                    <SelectField id=id("kind") label=text::field_kind(lang)
                        options=options(&ValueKind::ALL, names::value_kind) chosen=field.kind />
                    <SelectField id=id("need") label=text::field_need(lang) options=options(&Need::ALL, names::need)
                        chosen=field.need />
                    <SelectField id=id("source") label=text::field_source(lang) blank=text::field_source_none(lang)
                        options=options(&Source::ALL, names::source) chosen=field.source error=error("source") />
                    <FormField id=id("max_length") label=text::field_length(lang) value=field.longest
                        error=error("max_length") />
                    <FormField id=id("pattern") label=text::field_pattern(lang) value=field.pattern error=error("pattern") />
                    {codes}
                    <CheckField id=id("sensitive") label=text::field_sensitive(lang) value=field.sensitive />
                    <CheckField id=id("hidden") label=text::field_hidden(lang) value=field.hidden />
                </div>
                {moves(form, place, last, name)}
            </fieldset>
        </li>
    }
    .into_any()
}

/// Up, down and away; what each moves is said to who doesn't see where the button stands.
fn moves(
    form: Form,
    place: usize,
    last: usize,
    name: impl Fn() -> String + Copy + Send + 'static,
) -> AnyView {
    let lang = lang();
    let swap = move |with: usize| form.fields.update(|fields| fields.swap(place, with));
    let button = |picture: Icon, word: &'static str, off: bool, then: Box<dyn Fn() + Send>| {
        view! {
            <button type="button" class="quiet" disabled=off on:click=move |_| then()>
                {icon(picture)}{word}<span class="visually-hidden">" "{name}</span>
            </button>
        }
        .into_any()
    };
    let remove = move || {
        form.fields.update(|fields| {
            fields.remove(place);
        });
        request_animation_frame(|| crate::ui::error_summary::focus("add-field"));
    };
    view! {
        <p class="buttons">
            {button(Icon::Up, text::field_up(lang), place == 0, Box::new(move || swap(place - 1)))}
            {button(Icon::Down, text::field_down(lang), place == last, Box::new(move || swap(place + 1)))}
            {button(Icon::Remove, text::field_remove(lang), false, Box::new(remove))}
        </p>
    }
    .into_any()
}
