//! What happened to the case, and (when asked for) to its licence?

use crate::api;
use crate::desk::text::{objections as text, role as name_of};
use crate::desk::unfolds::unfolds;
use crate::remote::Remote;
use crate::ui::{Load, Moment, Skeleton, Timeline, lang};
use domain::access::{Action, Role};
use domain::deadline::local_date;
use domain::flow::Subject;
use domain::id::LicenceId;
use domain::objection::CaseEvent;
use domain::text::{case, date, licence};
use domain::wire::case::{CaseDetail, CaseHistory};
use domain::wire::licence::LicenceDetail;
use domain::wire::session::Who;
use leptos::prelude::*;

pub(super) fn history(detail: &CaseDetail, who: &Who) -> AnyView {
    let lang = lang();
    let subject = detail.summary.subject;
    let moments = detail.history.iter().map(|entry| moment(subject, entry));
    let moments = moments.collect::<Vec<_>>();
    let may_read = who
        .actor
        .may(Action::ReadLicence, super::deed::record(detail));
    let licence = detail.licence.as_ref().filter(|_| may_read);
    let id = licence.map(|licence| licence.id);
    view! {
        <section class="near">
            <h3>{text::history(lang)}</h3>
            <Timeline moments />
        </section>
        {id.map(of_licence)}
    }
    .into_any()
}

fn moment(subject: Subject, entry: &CaseHistory) -> Moment {
    let lang = lang();
    let who = match entry.role {
        None => case::doer(&entry.by, lang).to_owned(),
        Some(Role::Holder) => [text::objector(lang), " ", &entry.by].concat(),
        Some(role) => [name_of(role, lang), " ", &entry.by].concat(),
    };
    let private = matches!(
        entry.event,
        Some(
            CaseEvent::SendBack
                | CaseEvent::Transfer
                | CaseEvent::Propose
                | CaseEvent::Answer
                | CaseEvent::Disagree
                | CaseEvent::Settle
        )
    ) && !entry.note.is_empty();
    let who = if private {
        [&who, " · ", text::colleagues_only(lang)].concat()
    } else {
        who
    };
    Moment {
        when: date::moment(entry.at, lang),
        what: case::event_about(subject, entry.event, lang).into(),
        who,
        note: entry.note.clone(),
        to_come: false,
    }
}

/// Reading a licence leaves a record, so it is read only when somebody opens this.
fn of_licence(id: LicenceId) -> AnyView {
    unfolds(text::licence_history(lang()), move || {
        let licence = Remote::new(move || api::licences::get(id, false));
        view! {
            <Load data=licence.signal() retry=licence.retry() skeleton=Skeleton::Rows
                show=Callback::new(|licence: LicenceDetail| licence_moments(&licence)) />
        }
        .into_any()
    })
}

fn licence_moments(detail: &LicenceDetail) -> AnyView {
    let lang = lang();
    let moments = detail.history.iter().map(|entry| Moment {
        when: date::full_day(local_date(entry.at), lang),
        what: [
            licence::event(entry.kind, lang),
            " · ",
            text::version(lang),
            " ",
            &entry.version.to_string(),
        ]
        .concat(),
        who: entry.by.clone(),
        note: entry.reason.clone(),
        to_come: false,
    });
    view! {
        <p class="small">{detail.identifier.clone()}</p>
        <Timeline moments=moments.collect() />
    }
    .into_any()
}
