//! 协查: what was asked of other agencies about the case and what they answered; the form that asks. None of it moves a due
//! date, and it says so.

use super::work::Work;
use crate::api;
use crate::desk::asked::{self, Asked};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::inquiries as text;
use crate::desk::unfolds::unfolds;
use crate::remote::Remote;
use crate::ui::{Choice, FieldKind, FormField, Load, SelectField, Skeleton, lang};
use domain::access::Action;
use domain::id::{AgencyId, ObjectionId};
use domain::text::date;
use domain::wire::case::CaseDetail;
use domain::wire::catalogue::AgencyRef;
use domain::wire::inquiry::{Inquire, InquiryView};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// What was asked, and the form for who may ask; nothing where there is neither.
pub(super) fn inquiries(case: &CaseDetail, who: &Who, work: &Work) -> Option<AnyView> {
    let lang = lang();
    let record = super::deed::record(case);
    let asks = who.actor.may(Action::Inquire, record) && !case.summary.state.is_finished();
    let asked = case.desk.as_ref().map(|desk| desk.inquiries.as_slice());
    let asked = asked.unwrap_or_default();
    if asked.is_empty() && !asks {
        return None;
    }
    let all = asked
        .iter()
        .map(|one| view! { <li class="stack">{said(one)}</li> });
    let all =
        (!asked.is_empty()).then(|| view! { <ol class="inquiries">{all.collect_view()}</ol> });
    let (id, work) = (case.summary.id, *work);
    // Whom one can ask is asked for when somebody unfolds the form.
    let form = asks.then(|| unfolds(text::ask(lang), move || ask(id, &work)));
    Some(
        view! {
            <section class="near">
                <h3>{text::title(lang)}</h3>
                {all}
                {form}
            </section>
        }
        .into_any(),
    )
}

fn said(one: &InquiryView) -> AnyView {
    let lang = lang();
    let answer = one.answer.as_ref().map(|answer| {
        let head = [
            &one.to,
            " ",
            &answer.by,
            " · ",
            &date::moment(answer.at, lang),
        ];
        (head.concat(), answer.words.as_str())
    });
    asked::said(Asked {
        head: [&one.by, " → ", &one.to, " · ", &date::moment(one.at, lang)].concat(),
        by: text::day(one, lang),
        words: &one.words,
        unanswered: one.unanswered,
        answer,
    })
}

fn ask(id: ObjectionId, work: &Work) -> AnyView {
    let lang = lang();
    let (remote, sending) = (work.case, Sending::new(work.desktop));
    let (words, to) = (empty(), empty());
    let days = RwSignal::new("3".to_owned());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let request = Inquire {
            // Who chose nobody asks nobody that there is, and is told so.
            to: AgencyId(to.with_untracked(|to| to.parse().unwrap_or_default())),
            words: words.get_untracked(),
            working_days: days.with_untracked(|days| days.trim().parse().unwrap_or_default()),
        };
        sending.send(
            move |key| api::desk::inquire(id, request, key),
            move |case| remote.set(case),
        );
    };
    let error = sending.error("/to");
    let others = Remote::new(api::desk::could_answer);
    let choose = Callback::new(move |all: Vec<AgencyRef>| {
        let options = all.into_iter().map(|one| Choice {
            value: one.id.to_string(),
            label: one.name,
            hint: String::new(),
        });
        view! {
            <SelectField id="inquiry-to" label=text::to(lang) options=options.collect() chosen=to error=error />
        }
        .into_any()
    });
    view! {
        <form class="stack" on:submit=submit>
            {sending.trouble()}
            <Load data=others.signal() retry=others.retry() skeleton=Skeleton::Rows show=choose />
            <FormField id="inquiry-words" label=text::words(lang) hint=text::words_hint(lang)
                error=sending.error("/words") value=words kind=FieldKind::Lines />
            <FormField id="inquiry-days" label=text::days(lang) hint=text::days_hint(lang)
                error=sending.error("/working_days") value=days />
            <p class="buttons">{sending.button(text::ask(lang))}</p>
        </form>
    }
    .into_any()
}
