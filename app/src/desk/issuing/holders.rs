//! Whose licence will it be? One holder or several, the first of them leading.

use super::begin::blank;
use super::filled::Boxes;
use super::form::Form;
use crate::desk::text::issuing as text;
use crate::ui::error_summary::focus;
use crate::ui::{Choice, FormField, Icon, SelectField, heard, icon, lang, live};
use domain::catalogue::HolderCategory;
use domain::issuing::{
    CITIZEN_ID, CODE_TYPES, CREDIT_CODE, HOLDERS_MAX, canonical_code, is_person,
};
use leptos::prelude::*;

pub(super) fn part(form: &Form) -> AnyView {
    let form = *form;
    let lang = lang();
    let all = form.filled.holders;
    let category = form.kind.with_value(|kind| kind.holders);
    let each = live(move || {
        let boxes = all.get();
        let several = boxes.len() > 1;
        boxes
            .into_iter()
            .enumerate()
            .map(|(place, boxes)| holder(&form, place, boxes, several))
            .collect_view()
            .into_any()
    });
    let add = move |_| {
        let place = all.with_untracked(Vec::len);
        // Made before the list is taken in hand: signals can't be made while another is being changed.
        let boxes = Boxes::of(blank(category));
        all.update(|all| all.push(boxes));
        request_animation_frame(move || focus(&["holders-", &place.to_string(), "-name"].concat()));
    };
    let more = live(move || {
        let room = all.with(|all| all.len() < HOLDERS_MAX);
        room.then(|| view! { <button type="button" on:click=heard(add)>{text::add_holder(lang)}</button> })
            .into_any()
    });
    view! {
        <fieldset class="part stack">
            <legend>{text::holders(lang)}</legend>
            {each}
            <p class="buttons">{more}</p>
        </fieldset>
    }
    .into_any()
}

fn holder(form: &Form, place: usize, boxes: Boxes, several: bool) -> AnyView {
    let lang = lang();
    let pointer = |part: &str| ["/holders/", &place.to_string(), "/", part].concat();
    let id = |part: &str| ["holders-", &place.to_string(), "-", part].concat();
    let head = several.then(|| head(form, place));
    // A licence belongs to its leading holder for life.
    let fixed = place == 0 && form.before().is_some();
    let number = if fixed {
        fixed_number(boxes)
    } else {
        let category = form.kind.with_value(|kind| kind.holders);
        view! {
            <SelectField id=id("code_type") label=text::code_type(lang) error=form.at(pointer("code_type"))
                options=code_types(category) chosen=boxes.code_type />
            <FormField id=id("code") label=text::code(lang) error=form.at(pointer("code")) value=boxes.code />
            {told(boxes, form.at(pointer("code")))}
        }
        .into_any()
    };
    view! {
        <div class="holder stack">
            {head}
            <FormField id=id("name") label=text::holder_name(lang) error=form.at(pointer("name")) value=boxes.name />
            {number}
        </div>
    }
    .into_any()
}

fn head(form: &Form, place: usize) -> AnyView {
    let lang = lang();
    let leading = (place == 0).then(|| view! { <span class="hint">{text::leading(lang)}</span> });
    let fixed = place == 0 && form.before().is_some();
    let holders = form.filled.holders;
    let remove = move |_| {
        holders.update(|all| {
            if place < all.len() {
                all.remove(place);
            }
        });
        request_animation_frame(|| focus("holders-0-name"));
    };
    let remove = (!fixed).then(|| {
        view! {
            <button type="button" class="quiet" on:click=heard(remove)>
                {text::remove_holder(lang)}<span class="visually-hidden">" "{place + 1}</span>
            </button>
        }
    });
    view! { <div class="row between"><h3>{text::holder(place + 1, lang)}" "{leading}</h3>{remove}</div> }.into_any()
}

fn fixed_number(boxes: Boxes) -> AnyView {
    let lang = lang();
    let (code_type, code) = (boxes.code_type.get_untracked(), boxes.code.get_untracked());
    view! {
        <dl class="facts">
            <div><dt>{crate::desk::holders::name_of(&code_type)}</dt><dd class="number">{code}</dd></div>
        </dl>
        <p class="hint">{text::code_fixed(lang)}</p>
    }
    .into_any()
}

fn code_types(category: HolderCategory) -> Vec<Choice> {
    let suits = |code: &str| match category {
        HolderCategory::Both => true,
        HolderCategory::Person => is_person(code),
        HolderCategory::Organisation => !is_person(code),
    };
    CODE_TYPES
        .iter()
        .filter(|(code, _)| suits(code))
        .map(|(code, name)| Choice {
            value: (*code).into(),
            label: (*name).into(),
            hint: String::new(),
        })
        .collect()
}

/// What the check digit says while a number is typed, as soon as the number is long enough to have one.
fn told(boxes: Boxes, error: Signal<Option<String>>) -> AnyView {
    let lang = lang();
    let said = move || {
        let (code_type, code) = (boxes.code_type.get(), boxes.code.get());
        let whole = code.trim().chars().count() >= 18;
        // What is wrong is not told twice.
        if error.with(Option::is_some)
            || !whole
            || ![CITIZEN_ID, CREDIT_CODE].contains(&code_type.as_str())
        {
            return ().into_any();
        }
        if canonical_code(&code_type, &code).is_some() {
            view! { <span class="status done">{icon(Icon::Check)}{text::code_right(lang)}</span> }
                .into_any()
        } else {
            view! { <span class="status late">{icon(Icon::Alert)}{text::code_wrong(lang)}</span> }
                .into_any()
        }
    };
    view! { <p class="told" role="status">{live(said)}</p> }.into_any()
}
