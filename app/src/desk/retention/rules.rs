//! How long is each kind of record kept, which article says so, and what would go today?

use super::day;
use super::text;
use crate::ui::{Column, Empty, Row, Table, lang};
use domain::rulebook::{RecordClass, RetentionRule};
use domain::text::Lang;
use domain::wire::pruning::{DueRecords, Retention};
use leptos::prelude::*;

pub(super) fn table(all: &Retention) -> AnyView {
    let lang = lang();
    let columns = [
        text::class(lang),
        text::kept(lang),
        text::why(lang),
        text::due(lang),
    ];
    let rows = all.rules.iter().map(|rule| {
        let due = all.due.iter().find(|due| due.class == rule.class);
        Row::new(cells(rule, due, lang))
    });
    let empty = Empty {
        title: text::nothing_due(lang).into(),
        hint: text::note(lang).into(),
    };
    view! {
        <Table caption=text::rules(lang) columns=columns.map(Column::text).into() rows=rows.collect() empty=empty />
    }
    .into_any()
}

fn cells(rule: &RetentionRule, due: Option<&DueRecords>, lang: Lang) -> Vec<AnyView> {
    let class = match rule.class {
        RecordClass::LifeCycle => text::life_cycle(lang),
        RecordClass::Use => text::used(lang),
        RecordClass::Access => text::access(lang),
    };
    let kept = rule.months.map_or_else(
        || text::for_good(lang).to_owned(),
        |months| text::months(months, lang),
    );
    let reading = rule.reading.clone();
    let reading = reading.map(|reading| {
        view! { <br /><span class="small" lang="zh-CN">{reading}</span> }.into_any()
    });
    vec![
        class.into_any(),
        kept.into_any(),
        view! { <span>{article(rule, lang)}{reading}</span> }.into_any(),
        may_go(due, lang).into_any(),
    ]
}

fn article(rule: &RetentionRule, lang: Lang) -> String {
    match (&rule.regulation, &rule.article) {
        (Some(regulation), Some(article)) => match lang {
            Lang::Zh => [regulation, "第", article, "条"].concat(),
            Lang::En => [regulation, " ", article].concat(),
        },
        _ => text::promise(lang).to_owned(),
    }
}

fn may_go(due: Option<&DueRecords>, lang: Lang) -> String {
    let Some(due) = due else {
        return text::stays(lang).to_owned();
    };
    match due.first_at {
        Some(first) => text::due_records(due, &day(first, lang), lang),
        None => text::nothing_due(lang).to_owned(),
    }
}
