//! One preparation: what would change, what it would look like, whose it would be; and what to say to it.

use super::work::{Deed, TROUBLE, Work};
use crate::desk::desktop::{Desktop, heading, refused, staff};
use crate::desk::keys::help;
use crate::desk::page::{Page, Waiting};
use crate::desk::text::approvals as text;
use crate::desk::{differing, face, holders};
use crate::ui::error_summary::focus;
use crate::ui::{
    Dialog, FieldKind, FormField, Icon, Load, Skeleton, Status, Tone, heard, icon, lang, live,
};
use domain::access::{Action, Relation, Role, allowed};
use domain::id::PreparationId;
use domain::issuing::PreparationState;
use domain::licence::LicenceEventKind;
use domain::problem::FieldProblem;
use domain::text::{date, licence as words, problem};
use domain::validity::read_day;
use domain::wire::issuing::{PreparationDetail, REASON_MAX};
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who, id: PreparationId) -> AnyView {
    let lang = lang();
    let work = Work::new(desktop, id, staff(who));
    let role = who.actor.role();
    let show = Callback::new(move |detail: PreparationDetail| whole(&detail, role, work));
    view! {
        <div class="page stack">
            <div class="row between">
                <a class="back" href=Waiting::of(PreparationState::Prepared).href()>{icon(Icon::Back)}{text::to_list(lang)}</a>
                {help(&[("a", text::approve(lang)), ("b", text::send_back(lang))])}
            </div>
            <Load data=work.detail.signal() retry=work.detail.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn whole(detail: &PreparationDetail, role: Role, work: Work) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    let title = [words::event(summary.kind, lang), " · ", &summary.type_name].concat();
    let said = [
        &summary.prepared_by.name,
        " · ",
        &date::moment(summary.prepared_at, lang),
    ]
    .concat();
    let moved = live(move || {
        let told = work.moved.get();
        told.then(
            || view! { <p class="news lead row">{icon(Icon::Info)}{text::others_moved(lang)}</p> },
        )
        .into_any()
    });
    let trouble = live(move || work.trouble.get().map(|wrong| refused(&wrong)).into_any());
    let note = (!detail.note.is_empty()).then(|| {
        view! { <section class="near"><h2>{text::note(lang)}</h2><blockquote>{detail.note.clone()}</blockquote></section> }
    });
    view! {
        <article class="stack">
            {heading(&title)}
            <p class="row"><Status tone=tone(summary.state) word=text::state(summary.state, lang) /><span class="small">{said}</span></p>
            <div id=TROUBLE tabindex="-1">{moved}{trouble}</div>
            {note}
            {changes(detail)}
            <div class="sides">
                <section class="near"><h2>{text::face(lang)}</h2>{face::face(&summary.type_name, summary.hue, &detail.face, "")}</section>
                <section class="stack">{whose(detail)}{facts(detail)}</section>
            </div>
            {deeds(detail, role, work)}
        </article>
    }
    .into_any()
}

const fn tone(state: PreparationState) -> Tone {
    match state {
        PreparationState::Prepared => Tone::Soon,
        PreparationState::Approved => Tone::Done,
        PreparationState::SentBack => Tone::Late,
        PreparationState::TakenBack => Tone::Quiet,
    }
}

/// What a next version changes. Once it is approved, the version before is no longer the one to compare with.
fn changes(detail: &PreparationDetail) -> Option<AnyView> {
    let lang = lang();
    let next = detail.summary.kind != LicenceEventKind::Issued;
    if !next || detail.summary.state == PreparationState::Approved {
        return None;
    }
    let differences = differing::between(&detail.before, &detail.face);
    let shown = if differences.is_empty() {
        view! { <p>{text::no_differences(lang)}</p> }.into_any()
    } else {
        differing::table(text::differences(lang), &differences)
    };
    Some(
        view! { <section class="near"><h2>{text::differences(lang)}</h2>{shown}</section> }
            .into_any(),
    )
}

fn whose(detail: &PreparationDetail) -> AnyView {
    let all = detail.sheet.holders.iter();
    let all = all.map(|holder| {
        [
            holder.name.clone(),
            holder.code_type.clone(),
            holder.code.clone(),
        ]
    });
    view! { <section class="near"><h2>{text::holders(lang())}</h2>{holders::table(all)}</section> }
        .into_any()
}

fn facts(detail: &PreparationDetail) -> AnyView {
    use crate::desk::text::issuing;
    let lang = lang();
    let day = |text: &str| {
        let read = read_day(text);
        read.map_or_else(|| text.to_owned(), |day| date::full_day(day, lang))
    };
    let sheet = &detail.sheet;
    let end = if sheet.valid_to.is_empty() {
        words::no_end(lang).to_owned()
    } else {
        day(&sheet.valid_to)
    };
    let mut lines = vec![
        (text::number(lang), sheet.number.clone()),
        (issuing::issued_on(lang), day(&sheet.issued_on)),
        (issuing::valid_from(lang), day(&sheet.valid_from)),
        (issuing::valid_to(lang), end),
    ];
    if detail.summary.kind != LicenceEventKind::Issued {
        lines.push((issuing::on(lang), date::full_day(detail.words.on, lang)));
        lines.push((issuing::basis(lang), detail.words.basis.clone()));
        lines.push((issuing::reason(lang), detail.words.reason.clone()));
    }
    lines.push((text::identifier(lang), detail.identifier.clone()));
    let lines = lines
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd class="number">{value}</dd></div> });
    let short: String = detail.digest.chars().take(16).collect();
    view! {
        <dl class="facts">{lines.collect_view()}</dl>
        <details class="digest">
            <summary>{text::digest(lang)}" "<span class="number">{short}"…"</span>" "<span class="visually-hidden">{text::whole_digest(lang)}</span></summary>
            <p class="number">{detail.digest.clone()}</p>
            <p class="hint">{text::digest_hint(lang)}</p>
        </details>
    }
    .into_any()
}

/// What can be done to it now, by this person; or why nothing can.
fn deeds(detail: &PreparationDetail, role: Role, work: Work) -> AnyView {
    let lang = lang();
    let summary = &detail.summary;
    if summary.state == PreparationState::Approved {
        let to = Page::Licence(summary.licence).href();
        return view! { <p><a class="button" href=to>{text::to_licence(lang)}</a></p> }.into_any();
    }
    if summary.state != PreparationState::Prepared {
        let again = allowed(role, Relation::OwnAgency, Action::Prepare).then(|| {
            let detail = StoredValue::new(detail.clone());
            let again = heard(move |_| work.again(detail.get_value()));
            view! { <p><button type="button" on:click=again>{text::anew(lang)}</button></p> }
        });
        return again.into_any();
    }
    let own = work.me == Some(summary.prepared_by.id);
    let digest = StoredValue::new(detail.digest.clone());
    let approves = allowed(role, Relation::OwnAgency, Action::ApproveContent);
    let inside = if approves && own {
        view! { <p class="lead">{text::two_people(lang)}</p> }.into_any()
    } else if approves {
        approving(digest, work)
    } else {
        taking_back(digest, work)
    };
    view! { <section class="next near" aria-label=text::what(lang)>{inside}</section> }.into_any()
}

fn approving(digest: StoredValue<String>, work: Work) -> AnyView {
    let lang = lang();
    let approve = heard(move |_| digest.with_value(|digest| work.send(Deed::Approve, digest)));
    let begin = heard(move |_| {
        work.writing.set(true);
        request_animation_frame(|| focus("note"));
    });
    let label = live(move || working(work, text::approve(lang)).into_any());
    let form = live(move || {
        let writing = work.writing.get();
        writing.then(|| sending_back(digest, work)).into_any()
    });
    let class = crate::ui::attribute(move || Some(if work.writing.get() { "" } else { "primary" }));
    view! {
        <p class="lead">{text::approve_question(lang)}</p>
        <p class="hint">{text::approve_hint(lang)}</p>
        <p class="buttons">
            <button type="button" class=class data-key="a" aria-keyshortcuts="a" on:click=approve>{label}<kbd>"a"</kbd></button>
            <button type="button" data-key="b" aria-keyshortcuts="b" on:click=begin>{text::send_back(lang)}<kbd>"b"</kbd></button>
        </p>
        {form}
    }
    .into_any()
}

fn working(work: Work, name: &'static str) -> &'static str {
    if work.busy.get() {
        text::working(work.desktop.lang())
    } else {
        name
    }
}

fn sending_back(digest: StoredValue<String>, work: Work) -> AnyView {
    let lang = lang();
    let tried = RwSignal::new(false);
    let wrong = Signal::derive(move || {
        let found = FieldProblem::of_required("/note", &work.note.get(), 2..=REASON_MAX);
        let found = found.filter(|_| tried.get())?;
        Some(problem::field(found.code, found.limit, lang))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if wrong.get_untracked().is_some() {
            focus("note");
            return;
        }
        let note = work.note.get_untracked().trim().to_owned();
        digest.with_value(|digest| work.send(Deed::SendBack(note), digest));
    };
    let label = live(move || working(work, text::send_back(lang)).into_any());
    view! {
        <form class="stack" on:submit=heard(submit)>
            <FormField id="note" label=text::send_back_note(lang) hint=text::send_back_hint(lang) error=wrong value=work.note
                kind=FieldKind::Lines />
            <p class="buttons">
                <button class="primary">{label}</button>
                <button type="button" data-key="Escape" on:click=heard(move |_| work.writing.set(false))>
                    {text::cancel(lang)}<kbd>"Esc"</kbd>
                </button>
            </p>
        </form>
    }
    .into_any()
}

fn taking_back(digest: StoredValue<String>, work: Work) -> AnyView {
    let lang = lang();
    let asked = RwSignal::new(false);
    let confirm =
        Callback::new(move |()| digest.with_value(|digest| work.send(Deed::TakeBack, digest)));
    let label = live(move || working(work, text::take_back(lang)).into_any());
    view! {
        <p class="lead">{text::approver_does(lang)}</p>
        <p class="buttons">
            <button type="button" data-key="b" aria-keyshortcuts="b" on:click=heard(move |_| asked.set(true))>{label}<kbd>"b"</kbd></button>
        </p>
        <Dialog open=asked title=text::take_back_question(lang) confirm=text::take_back(lang) on_confirm=confirm>
            <p>{text::take_back_means(lang)}</p>
        </Dialog>
    }
    .into_any()
}
