//! Who objected to the licence, and what became of it? Every objection, the last first.

use crate::api;
use crate::desk::later::later;
use crate::desk::page::{Page, View};
use crate::desk::text::licence as text;
use crate::remote::Remote;
use crate::ui::{Column, Empty, Load, Row, Skeleton, Status, Table, Tone, lang};
use domain::access::{Action, Relation, Role, allowed};
use domain::id::LicenceId;
use domain::text::{case as words, date};
use domain::wire::Page as Rows;
use domain::wire::case::CaseSummary;
use domain::wire::queue::QueueFilter;
use leptos::prelude::*;

/// The objections to the licence on the page.
pub(super) fn of(id: LicenceId, role: Role) -> AnyView {
    let lang = lang();
    let cursor = RwSignal::new(String::new());
    let cases = Remote::new(move || api::search::objections(id, cursor.get()));
    let opens = allowed(role, Relation::OwnAgency, Action::ReadCase);
    let show = Callback::new(move |page: Rows<CaseSummary>| {
        let rows = page.items.into_iter().map(|case| row(case, opens));
        table(rows.collect(), cursor, page.next)
    });
    view! {
        <section class="near screen-only">
            <h2>{text::objections(lang)}</h2>
            <Load data=cases.signal() retry=cases.retry() skeleton=Skeleton::Rows show=show />
        </section>
    }
    .into_any()
}

fn table(rows: Vec<Row>, cursor: RwSignal<String>, next: Option<String>) -> AnyView {
    let lang = lang();
    let columns = [
        text::case_number(lang),
        text::disputed(lang),
        text::result(lang),
        text::filed_on(lang),
        text::ended_on(lang),
    ];
    let empty = Empty {
        title: text::no_objections(lang).into(),
        hint: text::no_objections_hint(lang).into(),
    };
    view! {
        <Table caption=text::objections(lang) headed=true columns=columns.map(Column::text).into() rows=rows empty=empty />
        {later(cursor, next)}
    }
    .into_any()
}

fn row(case: CaseSummary, opens: bool) -> Row {
    let lang = lang();
    let (tone, word) = standing(&case);
    let ended = case.finished_at.map(|at| date::moment(at, lang));
    let number = view! { <span class="number">{case.case_number}</span> };
    let cells = vec![
        number.into_any(),
        case.fields.join(lang.pick("、", ", ")).into_any(),
        view! { <Status tone word /> }.into_any(),
        date::moment(case.filed_at, lang).into_any(),
        ended
            .unwrap_or_else(|| text::not_ended(lang).into())
            .into_any(),
    ];
    if !opens {
        return Row::new(cells);
    }
    // An ended case stands in no open filter, but a case can be opened beside any list.
    let view = View {
        filter: QueueFilter::Open,
        case: Some(case.id),
        ..View::default()
    };
    Row::to(Page::Queue(view).href(), cells)
}

/// What became of it; while nothing is decided, where it stands.
fn standing(case: &CaseSummary) -> (Tone, &'static str) {
    let lang = lang();
    let tone = if case.finished_at.is_some() {
        Tone::Quiet
    } else {
        Tone::Soon
    };
    let word = match case.outcome {
        Some(outcome) => words::outcome(outcome, lang),
        None => words::state_for_staff(case.state, lang),
    };
    (tone, word)
}
