//! 照面信息: the fields of a type's face, each with its boxes; they can be added, removed and moved.

use super::form::Form;
use super::typed::{TypedField, at, options};
use crate::desk::text::catalogue as text;
use crate::ui::{CheckField, FieldKind, FormField, Icon, SelectField, icon, lang};
use domain::catalogue::{FaceField, Need, Source, ValueKind};
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
    pub(super) fn of(id: u32, field: &TypedField) -> Self {
        let line = |text: &String| RwSignal::new(text.clone());
        Self {
            id,
            label: line(&field.label),
            key: line(&field.key),
            kind: line(&field.kind),
            need: line(&field.need),
            source: line(&field.source),
            longest: line(&field.longest),
            pattern: line(&field.pattern),
            codes: line(&field.codes),
            sensitive: RwSignal::new(field.sensitive),
            hidden: RwSignal::new(field.hidden),
        }
    }

    /// What stands in the boxes, tracked.
    pub(super) fn text(self) -> TypedField {
        TypedField {
            label: self.label.get(),
            key: self.key.get(),
            kind: self.kind.get(),
            need: self.need.get(),
            source: self.source.get(),
            longest: self.longest.get(),
            pattern: self.pattern.get(),
            codes: self.codes.get(),
            sensitive: self.sensitive.get(),
            hidden: self.hidden.get(),
        }
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
        let field = form.field(&TypedField::of(&FaceField::default()));
        form.fields.update(|fields| fields.push(field));
        let id = ["field-", &field.id.to_string(), "-label"].concat();
        request_animation_frame(move || crate::ui::error_summary::focus(&id));
    };
    view! {
        <section class="stack">
            <h2>{text::fields(lang)}</h2>
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
