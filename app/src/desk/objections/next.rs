//! What is to be done next, because which article says so, until when; and what else can be done, or why not?

use super::deed::{Deed, is_told_by_hand};
use super::row::next_clock;
use super::work::{NEWS, TROUBLE, Work};
use super::{propose, words_form};
use crate::desk::desktop::refused;
use crate::desk::text::objections as text;
use crate::ui::{Dialog, Icon, deadline::deadline_line, icon, lang};
use domain::access::Actor;
use domain::objection::{CaseState, Refusal};
use domain::rulebook::{DECIDE, MARK};
use domain::text::{Lang, case as words, date, refusal};
use domain::wire::case::{CaseDetail, CaseHistory, ClockView};
use domain::wire::session::Who;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

/// A decision reaches its inbox within seconds; what takes longer has met a fault.
const DELIVERED_WITHIN: SignedDuration = SignedDuration::from_mins(5);

pub(super) fn next(case: &CaseDetail, who: &Who, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let due = Deed::due_of(case);
    let asking = StoredValue::new(case.clone());
    let form = move || match work.form.get() {
        Some(deed @ (Deed::Propose | Deed::Answer)) => {
            propose::form(deed, &asking.get_value(), &work)
        }
        Some(deed) => words_form::form(deed, &asking.get_value(), &work),
        None => ().into_any(),
    };
    let (now, not_now) = buttons(case, &who.actor, due, &work);
    view! {
        <section class="next near" aria-label=text::next_step(lang)>
            {news(case, who, &work)}
            {said(case, due, &work)}
            {now}
            <div id=TROUBLE tabindex="-1">{move || work.trouble.get().map(|wrong| refused(&wrong))}</div>
            {form}
        </section>
        {not_now}
    }
    .into_any()
}

/// The next step in words, with the article that asks for it and its date.
fn said(case: &CaseDetail, due: Option<Deed>, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let Some(deed) = due else {
        let waits = !case.summary.state.is_finished();
        let waiting = if waits && case.flow.goes_by_itself() {
            refusal::sentence(Refusal::EndsWithItsOutage, lang)
        } else if is_stuck(case, work.desktop.context.now()) {
            text::not_delivered(lang)
        } else {
            text::waiting(case.summary.state, lang)
        };
        return view! { <p class="lead">{waiting}</p> }.into_any();
    };
    let clock = clock_of(case, deed).cloned();
    let times = work.desktop.times;
    let by_article = move || {
        let clock = clock.clone()?;
        let cited = times
            .counted(&clock)
            .map(|counted| counted.cited())
            .filter(|cited| !cited.is_empty());
        let cited = cited.map(|cited| view! { <span>{text::asked_by(lang)}" "{cited}</span> });
        Some(view! { {deadline_line(&clock, times)}<span class="cited small">{cited}</span> })
    };
    view! {
        <p class="row">
            <span class="lead">{text::next_step(lang)}{lang.colon()}{deed.name(lang)}</span>
            {by_article}
        </p>
    }
    .into_any()
}

/// Whether the objector should have been told by now. The clock that is met by telling runs on meanwhile.
fn is_stuck(case: &CaseDetail, now: Timestamp) -> bool {
    let decided = case.decision.as_ref().map(|decision| decision.decided_at);
    case.summary.state == CaseState::Decided
        && !is_told_by_hand(case)
        && decided.is_some_and(|decided| now.duration_since(decided) > DELIVERED_WITHIN)
}

fn clock_of(case: &CaseDetail, deed: Deed) -> Option<&ClockView> {
    let step = match deed {
        Deed::Mark => MARK,
        Deed::Transfer
        | Deed::HandOn
        | Deed::Answer
        | Deed::Tell
        | Deed::EnterSupplement
        | Deed::EnterWithdrawal
        | Deed::Reopen
        | Deed::Disagree
        | Deed::Settle => "",
        // What is decided once more has a clock of its own.
        _ if !case.earlier.is_empty() => "",
        _ => DECIDE,
    };
    let clocks = &case.summary.clocks;
    clocks
        .iter()
        .find(|clock| clock.step == step)
        .or_else(|| next_clock(&case.summary))
}

/// A button for each deed of this role: first those that can be done now, which stay in sight; then the others, each
/// with the reason.
fn buttons(
    case: &CaseDetail,
    actor: &Actor,
    due: Option<Deed>,
    work: &Work,
) -> (AnyView, Option<AnyView>) {
    let work = *work;
    let lang = lang();
    let mine: Vec<_> = Deed::ALL
        .into_iter()
        .filter(|deed| deed.is_for(actor, case))
        .map(|deed| (deed, deed.why_not(actor, case, lang)))
        .collect();
    let others = due
        .filter(|due| mine.iter().all(|(deed, _)| deed != due))
        .and_then(|deed| deed.why_not(actor, case, lang));
    let others = others.map(|why| view! { <p class="hint">{why}</p> });
    let shown = |possible: bool| {
        let of = mine
            .iter()
            .filter(|(_, why_not)| why_not.is_none() == possible);
        let all =
            of.map(|(deed, why_not)| button(*deed, case, *why_not, due == Some(*deed), &work));
        let all: Vec<_> = all.collect();
        (!all.is_empty()).then(|| view! { <div class="deeds">{all}</div> }.into_any())
    };
    let now = view! { {others}{shown(true)} }.into_any();
    let not_now = shown(false).map(|deeds| {
        view! { <section class="near"><h3>{text::not_now(lang)}</h3>{deeds}</section> }.into_any()
    });
    (now, not_now)
}

fn button(
    deed: Deed,
    case: &CaseDetail,
    why_not: Option<&'static str>,
    primary: bool,
    work: &Work,
) -> AnyView {
    let work = *work;
    let lang = lang();
    let id = ["why-not-", deed.key()].concat();
    // One primary button on a screen: an open form has its own.
    let class = move || {
        let stands_out = primary && why_not.is_none() && work.form.get().is_none();
        if stands_out { "primary" } else { "" }
    };
    let asked = RwSignal::new(false);
    let (acted_on, confirmed) = (case.clone(), case.clone());
    // A button that can't be pressed keeps its place in the order of tabs, so that everybody can learn why.
    let press = move |_| match (why_not, deed) {
        (Some(_), _) => {}
        (None, Deed::Approve) => asked.set(true),
        (None, _) => work.begin(deed, &acted_on),
    };
    let dialog = (deed == Deed::Approve).then(|| {
        let confirm = Callback::new(move |()| work.send(Deed::Approve, &confirmed));
        view! {
            <Dialog open=asked title=text::approve_question(lang) confirm=deed.name(lang) on_confirm=confirm>
                <p>{text::approve_follows(lang)}</p>
            </Dialog>
        }
    });
    view! {
        <div class="deed">
            <button type="button" class=class data-key=deed.key() aria-keyshortcuts=deed.key()
                aria-disabled=move || (why_not.is_some() || work.busy.get()).then_some("true")
                aria-describedby=why_not.map(|_| id.clone()) on:click=press>
                {deed.name(lang)}<kbd>{deed.key()}</kbd>
            </button>
            {why_not.map(|why| view! { <span class="small" id=id.clone()>{why}</span> })}
            {dialog}
        </div>
    }
    .into_any()
}

/// What others did while something was being written here.
fn news(case: &CaseDetail, who: &Who, work: &Work) -> AnyView {
    let work = *work;
    let lang = lang();
    let (case, actor) = (
        StoredValue::new(case.clone()),
        StoredValue::new(who.actor.clone()),
    );
    // What is being written is kept; whether it still can be sent depends on the new state.
    let kept = move |deed: Deed| {
        let why_not =
            case.with_value(|case| actor.with_value(|actor| deed.why_not(actor, case, lang)));
        match why_not {
            None => text::stale_kept(lang).to_owned(),
            Some(why) => [text::stale_over(lang), why].concat(),
        }
    };
    let shown = move || {
        let news = work.news.get();
        let kept = work.form.get_untracked().map(kept);
        (!news.is_empty()).then(|| told(&news, kept, work.news, lang))
    };
    shown.into_any()
}

fn told(
    news: &[CaseHistory],
    kept: Option<String>,
    all: RwSignal<Vec<CaseHistory>>,
    lang: Lang,
) -> AnyView {
    let entries = news.iter().map(|entry| {
        let what = words::event_for_staff(entry.event, lang);
        let who = words::doer(&entry.by, lang).to_owned();
        let note = (!entry.note.is_empty())
            .then(|| view! { <blockquote>{entry.note.clone()}</blockquote> });
        view! { <li>{date::moment(entry.at, lang)}" "{who}" "<b>{what}</b>{note}</li> }
    });
    view! {
        <div class="news near" role="alert" id=NEWS tabindex="-1">
            <p class="lead soon row">{icon(Icon::Info)}{text::stale(lang)}</p>
            <ul>{entries.collect_view()}</ul>
            {kept.map(|kept| view! { <p>{kept}</p> })}
            <button type="button" on:click=move |_| all.set(Vec::new())>{text::understood(lang)}</button>
        </div>
    }
    .into_any()
}
