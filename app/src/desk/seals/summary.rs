//! 电子印章签章和在线打印情况汇总表: what was sealed and printed in a period, and the same as a file.

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::Page;
use crate::desk::text::seals as text;
use crate::navigation::query;
use crate::remote::Remote;
use crate::ui::{Column, Download, Empty, Load, Row, Skeleton, Table, lang};
use domain::text::date;
use domain::wire::sealing::SealingReport;
use leptos::prelude::*;

pub(crate) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let on = desktop.state(|address| query(address, "on"));
    let report = Remote::new(move || api::seals::summary(on.get()));
    let show = Callback::new(|report: SealingReport| table(&report));
    view! {
        <div class="stack">
            {heading(text::summary(lang))}
            <Load data=report.signal() retry=report.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn table(report: &SealingReport) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::unit(lang)),
        Column::number(text::by_keeper(lang)),
        Column::number(text::by_authority(lang)),
        Column::number(text::prints(lang)),
    ];
    let rows = report.rows.iter().map(|row| {
        Row::new(vec![
            row.agency_name.clone().into_any(),
            row.by_keeper.to_string().into_any(),
            row.by_authority.to_string().into_any(),
            row.prints.to_string().into_any(),
        ])
    });
    let days = [
        &date::full_day(report.from, lang),
        " – ",
        &date::full_day(report.to, lang),
    ]
    .concat();
    let before = report
        .from
        .yesterday()
        .map(|day| Page::SealSummary(day.to_string()).href());
    let after = report
        .to
        .tomorrow()
        .map(|day| Page::SealSummary(day.to_string()).href());
    let empty = Empty {
        title: text::no_rows(lang).into(),
        hint: text::no_rows_hint(lang).into(),
    };
    view! {
        <p class="lead">{days}</p>
        <p class="buttons">
            {before.ok().map(|href| view! { <a class="button" href=href>{text::before(lang)}</a> })}
            {after.ok().map(|href| view! { <a class="button" href=href>{text::after(lang)}</a> })}
            <Download href=api::seals::summary_file(&report.from.to_string()) label=text::export(lang) />
        </p>
        <Table caption=text::summary(lang) headed=true columns=columns rows=rows.collect() empty=empty />
    }
    .into_any()
}
