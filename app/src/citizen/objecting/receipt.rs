//! The fifth step: the numbers that one quotes, and who answers by when.

use crate::api;
use crate::citizen::as_staff::other_side;
use crate::citizen::case::clocks;
use crate::context::Context;
use crate::navigation::heading;
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{Icon, Load, Skeleton, Times, acknowledgement, icon, lang};
use domain::id::ObjectionId;
use domain::wire::case::CaseDetail;
use leptos::prelude::*;

pub(in crate::citizen) fn receipt(id: ObjectionId) -> AnyView {
    let times = Context::here().times();
    let case = Remote::new(move || api::objections::get(id));
    let show = Callback::new(move |case: CaseDetail| page(case, times));
    view! { <Load data=case.signal() retry=case.retry() skeleton=Skeleton::Page show /> }.into_any()
}

fn page(case: CaseDetail, times: Times) -> AnyView {
    let lang = lang();
    let summary = case.summary;
    let number = summary.case_number.clone();
    let usable = case.licence.is_some().then(|| words::usable(lang));

    let work_order = case.work_order.map(|number| {
        view! {
            <dl class="facts">
                <div>
                    <dt>{words::work_order(lang)}</dt>
                    <dd>{number}<p class="small">{words::work_order_note(lang)}</p></dd>
                </div>
            </dl>
        }
        .into_any()
    });
    view! {
        <div class="panel">
            {icon(Icon::Check)}
            {heading(words::receipt(lang).into(), words::site(lang))}
            <dl><dt>{words::case_number(lang)}</dt><dd class="number">{number}</dd></dl>
            <p class="small">{words::keep_number(lang)}</p>
        </div>
        {clocks(words::what_next(lang), &summary, times)}
        <p>{usable}{words::told_here(lang)}</p>
        {work_order}
        {acknowledgement(summary.id)}
        <p class="buttons">
            <a class="button primary" href=Page::Objection(summary.id).href()>{words::see_case(lang)}</a>
            <a class="button" href=Page::Home.href()>{words::back_to_licences(lang)}</a>
        </p>
        {other_side(&summary)}
    }
    .into_any()
}
