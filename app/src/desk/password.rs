//! How does one set a password of one's own: in place of the first one, or whenever one wants to?

use super::desktop::{Desktop, heading, refused};
use super::text::{done, password as text};
use crate::api::{self, ApiError};
use crate::text::trouble::trouble;
use crate::ui::error_summary::focus;
use crate::ui::{FieldKind, FormField, Trouble, lang};
use domain::problem::ProblemCode;
use domain::text::{Lang, password, problem};
use domain::wire::session::ChangePassword;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[derive(Clone, Copy)]
struct Form {
    current: RwSignal<String>,
    new: RwSignal<String>,
    again: RwSignal<String>,
    current_wrong: RwSignal<Option<String>>,
    new_wrong: RwSignal<Option<String>>,
    again_wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<Trouble>>,
}

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    view! {
        <div class="narrow stack">
            {heading(text::change_password(lang))}
            <p>{text::change_password_why(lang)}</p>
            {desktop.context.who().map(|who| view! { <p class="small">{text::account(lang)}" "<b>{who.name}</b>" "{who.agency_name}</p> })}
            {form(desktop)}
        </div>
    }
    .into_any()
}

/// What a password has to be, and the boxes for a new one.
pub(super) fn form(desktop: Desktop) -> AnyView {
    let lang = lang();
    let empty = || RwSignal::new(String::new());
    let form = Form {
        current: empty(),
        new: empty(),
        again: empty(),
        current_wrong: RwSignal::new(None),
        new_wrong: RwSignal::new(None),
        again_wrong: RwSignal::new(None),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(desktop, form);
    };
    view! {
        {move || rules(desktop)}
        <form class="stack" on:submit=submit>
            {move || form.wrong.get().map(|wrong| refused(&wrong))}
            <FormField id="current" label=text::current_password(lang) error=form.current_wrong value=form.current kind=FieldKind::Password />
            <FormField id="new" label=text::new_password(lang) error=form.new_wrong
                value=form.new kind=FieldKind::NewPassword />
            <FormField id="again" label=text::repeat_password(lang) error=form.again_wrong value=form.again
                kind=FieldKind::NewPassword />
            <button class="primary" disabled=move || form.busy.get()>{text::save(lang)}</button>
        </form>
    }
    .into_any()
}

/// What is asked of a password here, and which article asks it.
fn rules(desktop: Desktop) -> Option<AnyView> {
    let lang = desktop.lang();
    let rules = desktop.context.rules()?;
    let all = rules.rulebook.passwords.iter();
    let all = all.map(|rule| view! { <li>{password::rule(rule, lang)}</li> });
    Some(view! { <ul class="small">{all.collect_view()}</ul> }.into_any())
}

fn send(desktop: Desktop, form: Form) {
    let lang = desktop.lang();
    form.wrong.set(None);
    form.current_wrong.set(None);
    form.new_wrong.set(None);
    let differ = form.new.get_untracked() != form.again.get_untracked();
    form.again_wrong
        .set(differ.then(|| text::not_the_same(lang).into()));
    if differ {
        focus("again");
        return;
    }
    form.busy.set(true);
    let change = ChangePassword {
        current: form.current.get_untracked(),
        new: form.new.get_untracked(),
    };
    spawn_local(async move {
        let answer = api::session::change_password(change).await;
        form.busy.try_set(false);
        match answer {
            Ok(session) => {
                for typed in [form.current, form.new, form.again] {
                    typed.try_set(String::new());
                }
                desktop.toast.try_set(Some(done(lang).into()));
                desktop.context.enter(session);
            }
            Err(error) => told(&error, form, lang),
        }
    });
}

/// Says it at the box that it is about; above all boxes only what is about none of them.
fn told(error: &ApiError, form: Form, lang: Lang) {
    if let Some((code, limit)) = weakness(error) {
        form.new_wrong
            .try_set(Some(problem::field(code, limit, lang)));
        focus("new");
    } else if error.code() == Some(ProblemCode::WrongCredentials) {
        form.current_wrong
            .try_set(Some(text::wrong_current(lang).into()));
        focus("current");
    } else {
        form.wrong.try_set(Some(trouble(error, lang)));
    }
}

fn weakness(error: &ApiError) -> Option<(domain::problem::FieldCode, Option<u32>)> {
    let found = error
        .fields()
        .iter()
        .find(|field| field.pointer == "/new")?;
    Some((found.code, found.limit))
}
