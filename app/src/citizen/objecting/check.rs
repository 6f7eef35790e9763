//! The fourth step: everything once more with when the answer would be due, and sending it.

use super::draft::Writing;
use super::steps::step_of;
use crate::api::{self, ApiError, SubmissionKey};
use crate::citizen::case::clocks_of;
use crate::citizen::paging::told;
use crate::citizen::unsent::{self, Unsent};
use crate::context::Context;
use crate::navigation::Navigation;
use crate::page::{Page, Step};
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{
    Answer, CheckAnswers, Icon, Trouble, attribute, heard, icon, lang, live, live_text,
};
use domain::deadline::{Status, due_only};
use domain::flow::CaseEvent;
use domain::problem::ProblemCode;
use domain::rulebook::LICENCE_OBJECTION;
use domain::text::case;
use domain::wire::case::{ClockView, Receipt};
use domain::wire::draft::FileObjection;
use domain::wire::session::Rules;
use jiff::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn check(writing: Writing) -> AnyView {
    let answers = answers(writing);
    let end = match writing.problems().first() {
        Some(problem) => unfinished(writing, step_of(&problem.pointer)),
        None => live(move || match writing.outbox() {
            Some(outbox) if outbox.holds(writing.id) => unsent::waiting(outbox),
            _ => sending(writing),
        }),
    };
    view! { <CheckAnswers answers />{end} }.into_any()
}

fn answers(writing: Writing) -> Vec<Answer> {
    let lang = lang();
    let body = writing.body.get_untracked();
    let change = |step| Page::Draft(writing.id, step).href();
    let labels = |key: &str| {
        writing.licence(|licence| {
            let field = licence.face.iter().find(|field| field.key == key);
            field
                .map(|field| (field.label.clone(), field.value.clone()))
                .unwrap_or_default()
        })
    };
    let shown = body.claims.iter().map(|claim| {
        let (label, value) = labels(&claim.key);
        [&label, lang.colon(), &value].concat()
    });
    let claimed = body.claims.iter().map(|claim| {
        let (label, _) = labels(&claim.key);
        [&label, lang.colon(), &claim.claimed].concat()
    });
    let files: Vec<String> = writing
        .files
        .evidence
        .with_untracked(|files| files.iter().map(|file| file.name.clone()).collect());
    let files = if files.is_empty() {
        vec![words::no_evidence(lang).into()]
    } else {
        files
    };
    let ground = body
        .ground
        .map(|ground| case::ground_plain(ground, lang).to_owned());
    let answer = |question: &str, mut lines: Vec<String>, step| {
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() {
            lines.push(words::not_filled_in(lang).into());
        }
        Answer {
            question: question.into(),
            lines,
            href: change(step),
        }
    };
    vec![
        answer(words::which_fields(lang), shown.collect(), Step::Fields),
        answer(words::step_claims(lang), claimed.collect(), Step::Claims),
        answer(
            words::ground(lang),
            ground.into_iter().collect(),
            Step::Reasons,
        ),
        answer(
            words::explanation(lang),
            vec![body.explanation],
            Step::Reasons,
        ),
        answer(words::evidence(lang), files, Step::Reasons),
    ]
}

fn unfinished(writing: Writing, step: Step) -> AnyView {
    let lang = lang();
    view! {
        <p class="error">{icon(Icon::Alert)}{words::unfinished(lang)}</p>
        <p class="buttons"><a class="button primary" href=Page::Draft(writing.id, step).href()>{words::fill_in(lang)}</a></p>
    }
    .into_any()
}

fn sending(writing: Writing) -> AnyView {
    let lang = lang();
    let key = SubmissionKey::new();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<Trouble>);
    let (context, navigation) = (Context::here(), Navigation::here());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let sent = file(writing, key).await;
            match sent {
                Ok(receipt) => {
                    writing.forget();
                    if let Some(navigation) = navigation {
                        navigation.replace(&Page::Receipt(receipt.id).href());
                    }
                }
                Err((error, version)) if error.is_unanswered() && wait(writing, key, version) => {
                    busy.try_set(false);
                }
                Err((error, _)) => {
                    context.heed(&error);
                    let mut told = trouble(&error, lang);
                    if error.is_passing() {
                        told.remedy = words::send_again(lang).into();
                    }
                    busy.try_set(false);
                    problem.try_set(Some(told));
                }
            }
        });
    };
    let word = live_text(move || {
        if busy.get() {
            words::sending(lang)
        } else {
            words::send(lang)
        }
    });
    let disabled = attribute(move || Some(if busy.get() { "true" } else { "false" }));
    view! {
        {preview(writing)}
        {told(problem)}
        <form on:submit=heard(send)>
            <p class="buttons"><button class="primary" aria-disabled=disabled>{word}</button></p>
        </form>
    }
    .into_any()
}

/// Files it as it stands here; what fails says in which version it was sent, if it came to that. An upload may have moved
/// the draft's version: then the new one is read, and it is sent once more if the text is the same.
async fn file(writing: Writing, key: SubmissionKey) -> Result<Receipt, (ApiError, Option<i64>)> {
    let version = writing.settled().await.map_err(|error| (error, None))?;
    match send(writing, version, key).await {
        Err(error) if error.code() == Some(ProblemCode::StaleVersion) => {
            let draft = api::drafts::get(writing.id).await;
            let draft = draft.map_err(|error| (error, None))?;
            let here = writing.body.try_get_untracked();
            if here.is_none_or(|body| body != draft.body) {
                return Err((error, None));
            }
            key.renew();
            let version = draft.version;
            let sent = send(writing, version, key).await;
            sent.map_err(|error| (error, Some(version)))
        }
        sent => sent.map_err(|error| (error, Some(version))),
    }
}

async fn send(writing: Writing, version: i64, key: SubmissionKey) -> api::Answer<Receipt> {
    let filing = FileObjection {
        draft: writing.id,
        version,
    };
    api::objections::file(filing, key.get()).await
}

/// Without an answer it is sent by itself later, once; false if it can't wait, since another one does.
fn wait(writing: Writing, key: SubmissionKey, version: Option<i64>) -> bool {
    let free = writing
        .outbox()
        .filter(|outbox| outbox.is_free_for(writing.id));
    let Some((outbox, body)) = free.zip(writing.body.try_get_untracked()) else {
        return false;
    };
    outbox.hold(Unsent {
        draft: writing.id,
        begun: writing.begun(),
        body,
        key: key.get(),
        version,
    });
    true
}

/// When the answer would be due, counted here with the server's rules.
fn preview(writing: Writing) -> AnyView {
    let lang = lang();
    let context = Context::here();
    let (now, times) = (context.now(), context.times());
    let issuer = writing.licence(|licence| licence.summary.issuer_name.clone());
    live(move || {
        let Some(rules) = context.rules() else {
            return ().into_any();
        };
        let due = due_if_received(&rules, now);
        clocks_of(words::if_sent_now(lang), &due, &issuer, times)
    })
}

/// The clocks of an objection that is received now.
fn due_if_received(rules: &Rules, now: Timestamp) -> Vec<ClockView> {
    let Ok(calendar) = rules.calendar.as_of(None) else {
        return Vec::new();
    };
    let clocks = rules.rulebook.clocks_of(LICENCE_OBJECTION);
    let clocks = clocks.filter(|clock| clock.is_started_by(CaseEvent::Receive));
    let view = |clock: &domain::rulebook::Clock| {
        let due = due_only(clock, now, &calendar, rules.rulebook.readings).ok()?;
        Some(ClockView {
            procedure: clock.procedure.clone(),
            step: clock.step.clone(),
            name: rules.rulebook.step_name(&clock.procedure, &clock.step),
            owed: rules.rulebook.step_owed(&clock.procedure, &clock.step),
            started_at: now,
            due_date: due.due_date,
            due: due.due,
            provisional: due.status == Status::Provisional,
            calendar_version: calendar.version(),
            on_time_until: None,
            met_at: None,
            spared: false,
            extended: false,
        })
    };
    clocks.filter_map(view).collect()
}
