//! Is all of this right? The last look before a version is sent for approval, and that it was sent.

use super::form::{Form, Purpose};
use crate::desk::desktop::{heading, refused};
use crate::desk::differing::{self, Difference};
use crate::desk::page::Page;
use crate::desk::text::issuing as text;
use crate::desk::{face, holders};
use crate::ui::{Answer, CheckAnswers, Icon, heard, icon, lang, live};
use domain::catalogue::TypeBody;
use domain::issuing::{Sheet, SheetHolder};
use domain::text::licence::no_end;
use domain::text::{Lang, date};
use domain::validity::read_day;
use domain::wire::issuing::PreparationDetail;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(super) fn screen(form: &Form) -> AnyView {
    let form = *form;
    let lang = lang();
    let sheet = untrack(|| form.filled.sheet());
    let before = form.before();
    let (face, differences) = form.kind.with_value(|kind| {
        let differences = before.map(|before| differences(&before, &sheet, kind, lang));
        (face::of_sheet(&sheet, kind), differences)
    });
    let unchanged = differences.as_ref().is_some_and(Vec::is_empty);
    let differences = differences.map(|differences| changed(&differences));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !unchanged {
            form.send();
        }
    };
    let label = live(move || {
        let word = if form.busy.get() {
            text::sending(lang)
        } else {
            text::send(lang)
        };
        word.into_any()
    });
    let trouble = live(move || form.trouble.get().map(|wrong| refused(&wrong)).into_any());
    let busy: Box<dyn FnMut() -> bool + Send> = Box::new(move || unchanged || form.busy.get());
    view! {
        <div class="page stack">
            {heading(text::check(lang))}
            <p class="lead">{form.title(lang)}</p>
            {differences}
            <div class="beside">
                <form class="stack" on:submit=heard(submit)>
                    <CheckAnswers answers=answers(&form, &sheet) />
                    {trouble}
                    <p class="hint">{text::check_hint(lang)}</p>
                    <p class="buttons">
                        <button class="primary" disabled=busy>{label}</button>
                        <a class="button" href=form.here()>{text::back_to_form(lang)}</a>
                    </p>
                </form>
                <section class="preview near" aria-label=text::preview(lang)>
                    <h2>{text::preview(lang)}</h2>
                    {face}
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn changed(differences: &[Difference]) -> AnyView {
    let lang = lang();
    let shown = if differences.is_empty() {
        view! { <p class="lead">{text::no_differences(lang)}</p><p>{text::unchanged_hint(lang)}</p> }.into_any()
    } else {
        differing::table(text::differences(lang), differences)
    };
    view! { <section class="near"><h2>{text::differences(lang)}</h2>{shown}</section> }.into_any()
}

/// What two sheets say differently: the licence's own data, then the face.
fn differences(before: &Sheet, after: &Sheet, kind: &TypeBody, lang: Lang) -> Vec<Difference> {
    let own = [(
        text::number(lang),
        before.number.trim(),
        after.number.trim(),
    )]
    .map(|(label, before, after)| (label, before.to_owned(), after.to_owned()));
    let day = |text: &str| {
        read_day(text).map_or_else(|| text.trim().to_owned(), |day| date::full_day(day, lang))
    };
    let days = [
        (text::issued_on(lang), &before.issued_on, &after.issued_on),
        (
            text::valid_from(lang),
            &before.valid_from,
            &after.valid_from,
        ),
        (text::valid_to(lang), &before.valid_to, &after.valid_to),
    ]
    .map(|(label, before, after)| (label, day(before), day(after)));
    let held = (
        text::holders(lang),
        all_holders(&before.holders),
        all_holders(&after.holders),
    );
    let own = own.into_iter().chain(days).chain([held]);
    own.filter(|(_, before, after)| before != after)
        .map(|(label, before, after)| Difference {
            label: label.into(),
            before,
            after,
        })
        .chain(differing::between(
            &face::values(&before.clone().following(kind), kind),
            &face::values(after, kind),
        ))
        .collect()
}

fn all_holders(holders: &[SheetHolder]) -> String {
    let each = holders
        .iter()
        .map(|holder| [holder.name.trim(), " ", holder.code.trim()].concat());
    each.collect::<Vec<_>>().join("、")
}

fn answers(form: &Form, sheet: &Sheet) -> Vec<Answer> {
    let lang = lang();
    let href = form.here();
    let answer = |question: &str, lines: Vec<String>| Answer {
        question: question.into(),
        lines,
        href: href.clone(),
    };
    let day = |text: &str| {
        let read = read_day(text);
        read.map_or_else(|| text.trim().to_owned(), |day| date::full_day(day, lang))
    };
    let from = match sheet.valid_from.trim() {
        "" => day(&sheet.issued_on),
        text => day(text),
    };
    let to = match sheet.valid_to.trim() {
        "" => no_end(lang).to_owned(),
        text => day(text),
    };
    let several = sheet.holders.len() > 1;
    let holders = sheet.holders.iter().enumerate().map(|(place, holder)| {
        let question = if several {
            text::holder(place + 1, lang)
        } else {
            text::holders(lang).to_owned()
        };
        let number = [holders::name_of(&holder.code_type), " ", holder.code.trim()].concat();
        answer(&question, vec![holder.name.trim().to_owned(), number])
    });
    let words = form.before().map(|_| {
        let filled = form.filled;
        let mut lines = vec![
            day(&filled.on.get_untracked()),
            filled.basis.get_untracked(),
            filled.reason.get_untracked(),
        ];
        lines.retain(|line| !line.is_empty());
        answer(text::the_event(lang), lines)
    });
    words
        .into_iter()
        .chain(holders)
        .chain([
            answer(text::number(lang), vec![sheet.number.trim().to_owned()]),
            answer(text::issued_on(lang), vec![day(&sheet.issued_on)]),
            answer(text::valid_from(lang), vec![from]),
            answer(text::valid_to(lang), vec![to]),
        ])
        .collect()
}

/// That it was sent, and where it goes on.
pub(super) fn sent(detail: &PreparationDetail, form: &Form) -> AnyView {
    let form = *form;
    let lang = lang();
    let summary = &detail.summary;
    let on = form.purpose.with_value(|purpose| match purpose {
        Purpose::Issue(_) => {
            let again = heard(move |_| form.another());
            view! { <button type="button" on:click=again>{text::another(lang)}</button> }.into_any()
        }
        Purpose::Next { licence, .. } => {
            let back = Page::Licence(*licence).href();
            view! { <a class="button" href=back>{text::back_to_licence(lang)}</a> }.into_any()
        }
    });
    view! {
        <div class="narrow stack">
            {heading(text::sent(lang))}
            <p class="row"><span class="status done">{icon(Icon::Check)}{summary.type_name.clone()}</span>
                <span class="number">{summary.number.clone()}</span><span>{summary.holder_name.clone()}</span></p>
            <p>{text::sent_means(lang)}</p>
            <p class="buttons">
                <a class="button primary" href=Page::Approval(summary.id).href()>{text::see_it(lang)}</a>
                {on}
            </p>
        </div>
    }
    .into_any()
}
