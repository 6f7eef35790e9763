//! Which seals are there, where do they stand, and who keeps them?

use super::{can_at_home, state};
use crate::api;
use crate::desk::desktop::heading;
use crate::desk::page::Page;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::{Column, Empty, Load, Row, Skeleton, Table, lang};
use domain::deadline::local_date;
use domain::sealing::SealAct;
use domain::text::date;
use domain::wire::case::StaffRef;
use domain::wire::seal::SealSummary;
use domain::wire::session::Who;
use leptos::prelude::*;

pub(crate) fn screen(who: &Who) -> AnyView {
    let lang = lang();
    let seals = Remote::new(api::seals::list);
    let ask = can_at_home(who, SealAct::Request).then(|| {
        view! { <p class="buttons"><a class="button primary" href=Page::NewSeal.href()>{text::request(lang)}</a></p> }
    });
    let show = Callback::new(|seals: Vec<SealSummary>| table(&seals));
    view! {
        <div class="stack">
            {heading(text::register(lang))}
            {ask}
            <Load data=seals.signal() retry=seals.retry() skeleton=Skeleton::Rows empty={|seals: &Vec<SealSummary>| empty(seals)} show=show />
        </div>
    }
    .into_any()
}

fn empty(seals: &[SealSummary]) -> Option<Empty> {
    let lang = lang();
    seals.is_empty().then(|| Empty {
        title: text::no_seals(lang).into(),
        hint: text::no_seals_hint(lang).into(),
    })
}

fn table(seals: &[SealSummary]) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::name(lang)),
        Column::text(text::unit(lang)),
        Column::text(text::state(lang)),
        Column::text(text::keeper(lang)),
        Column::text(text::deputy(lang)),
        Column::text(text::valid_to(lang)),
    ];
    let rows = seals.iter().map(|seal| {
        let valid = seal.valid_to.map(|at| date::full_day(local_date(at), lang));
        Row::to(
            Page::Seal(seal.id).href(),
            vec![
                seal.name.clone().into_any(),
                seal.agency_name.clone().into_any(),
                state(seal.state),
                name(seal.keeper.as_ref()).into_any(),
                name(seal.deputy.as_ref()).into_any(),
                valid.unwrap_or_else(|| "—".into()).into_any(),
            ],
        )
    });
    view! { <Table caption=text::register(lang) headed=true columns=columns rows=rows.collect() /> }
        .into_any()
}

pub(super) fn name(person: Option<&StaffRef>) -> String {
    person.map_or_else(
        || text::nobody(lang()).to_owned(),
        |person| person.name.clone(),
    )
}
