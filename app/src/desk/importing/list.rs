//! Which file shall be taken in? And which were?

use super::state;
use crate::api::{self, ApiError, SubmissionKey};
use crate::desk::desktop::{Desktop, heading, refused};
use crate::desk::page::{IMPORTS, Page};
use crate::desk::text::importing as text;
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{
    Choice, Column, Download, Empty, FileField, Load, Pager, Row, SelectField, Skeleton, Table,
    Trouble, lang,
};
use domain::access::Actor;
use domain::catalogue::TypeState;
use domain::text::{Lang, date};
use domain::wire::Page as Rows;
use domain::wire::catalogue::TypeSummary;
use domain::wire::importing::Import;
use domain::wire::session::Who;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;

pub(in crate::desk) fn screen(desktop: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let Actor::Staff { agency, .. } = who.actor else {
        return ().into_any();
    };
    let types = Remote::new(move || api::catalogue::of_issuer(agency));
    let cursor = desktop.state(|address| query(address, "cursor"));
    let imports = Remote::new(move || api::importing::list(cursor.get()));
    let show_types = Callback::new(move |types| form(desktop, types));
    let show = Callback::new(move |page| rows(page, &cursor.get()));
    view! {
        <div class="page stack">
            {heading(text::imports(lang))}
            <p class="hint">{text::hint(lang)}</p>
            <Load data=types.signal() retry=types.retry() skeleton=Skeleton::Page show=show_types />
            <h2>{text::earlier(lang)}</h2>
            <Load data=imports.signal() retry=imports.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn rows(page: Rows<Import>, cursor: &str) -> AnyView {
    let lang = lang();
    let columns = vec![
        Column::text(text::name(lang)),
        Column::text(text::state(lang)),
        Column::number(text::rows(lang)),
        Column::number(text::refused(lang)),
        Column::text(text::handed_in(lang)),
    ];
    let rows = page.items.into_iter().map(|import| {
        let total = import.total.unwrap_or(import.counts.rows);
        Row::to(
            Page::Import(import.id).href(),
            vec![
                import.name.into_any(),
                state(import.state),
                total.to_string().into_any(),
                import.counts.refused.to_string().into_any(),
                date::moment(import.created_at, lang).into_any(),
            ],
        )
    });
    let rows = rows.collect();
    let empty = Empty {
        title: text::none(lang).into(),
        hint: text::none_hint(lang).into(),
    };
    let first = (!cursor.is_empty()).then(|| IMPORTS.to_owned());
    let next = page
        .next
        .map(|next| with_query(IMPORTS, &[("cursor", &next)]));
    view! {
        <Table caption=text::earlier(lang) headed=true columns=columns rows=rows empty=empty />
        <Pager first=Signal::stored(first) next=Signal::stored(next) />
    }
    .into_any()
}

/// What is handed in. Cheap to copy.
#[derive(Clone, Copy)]
struct Form {
    desktop: Desktop,
    kind: RwSignal<String>,
    trust: RwSignal<String>,
    file: RwSignal<Option<File>, LocalStorage>,
    sent: RwSignal<Option<u32>>,
    wrong: RwSignal<Option<Trouble>>,
    key: SubmissionKey,
}

fn form(desktop: Desktop, types: Rows<TypeSummary>) -> AnyView {
    let lang = lang();
    let form = Form {
        desktop,
        kind: RwSignal::new(String::new()),
        trust: RwSignal::new("B".to_owned()),
        file: RwSignal::new_local(None),
        sent: RwSignal::new(None),
        wrong: RwSignal::new(None),
        key: SubmissionKey::new(),
    };
    let issued = types.items.into_iter();
    let issued = issued.filter(|kind| kind.state == TypeState::Published);
    let kinds = issued
        .map(|kind| choice(kind.code, kind.name))
        .collect::<Vec<_>>();
    let template = move || {
        let kind = form.kind.get();
        (!kind.is_empty()).then(|| {
            view! { <Download href=api::importing::template(&kind) label=text::template(lang) /> }
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.send(lang);
    };
    let busy = move || form.sent.get().is_some();
    let label = move || {
        if busy() {
            text::working(lang)
        } else {
            text::check(lang)
        }
    };
    view! {
        <form class="stack narrow" on:submit=submit>
            {move || form.wrong.get().map(|wrong| refused(&wrong))}
            <SelectField id="kind" label=text::kind(lang) options=kinds chosen=form.kind />
            <p class="buttons">{template}</p>
            <SelectField id="trust" label=text::trust(lang) hint=text::trust_hint(lang) options=levels(lang) chosen=form.trust />
            <FileField id="file" label=text::file(lang) hint=text::file_hint(lang) accept=".csv,.jsonl,.xlsx"
                file=form.file sent=form.sent />
            <p class="buttons"><button class="primary" disabled=busy>{label}</button></p>
        </form>
    }
    .into_any()
}

fn choice(value: String, label: String) -> Choice {
    Choice {
        value,
        label,
        hint: String::new(),
    }
}

fn levels(lang: Lang) -> Vec<Choice> {
    let levels = [
        ("A", text::trust_a(lang)),
        ("B", text::trust_b(lang)),
        ("C", text::trust_c(lang)),
        ("D", text::trust_d(lang)),
    ];
    let levels = levels.map(|(value, label)| choice(value.into(), label.into()));
    levels.into()
}

impl Form {
    fn send(self, lang: Lang) {
        let kind = self.kind.get_untracked();
        let file = self.file.get_untracked();
        let (Some(file), false) = (file, kind.is_empty()) else {
            let title = text::choose_both(lang).to_owned();
            self.wrong.set(Some(said(title, String::new())));
            return;
        };
        if self.sent.get_untracked().is_some() {
            return;
        }
        self.sent.set(Some(0));
        self.wrong.set(None);
        let of = (kind, self.trust.get_untracked());
        let sent = self.sent;
        let progress = move |percent| {
            sent.try_set(Some(percent));
        };
        let handed_in = api::importing::hand_in(of, file, self.key.get(), progress);
        spawn_local(async move {
            let answer = handed_in.await;
            self.sent.try_set(None);
            self.key.answered(&answer);
            match answer {
                Ok(import) => self.desktop.navigation.go(&Page::Import(import.id).href()),
                Err(error) => {
                    self.desktop.context.heed(&error);
                    self.wrong.try_set(Some(why(&error, lang)));
                }
            }
        });
    }
}

/// What can't be read of a file is said by the server.
fn why(error: &ApiError, lang: Lang) -> Trouble {
    match error {
        ApiError::Problem(problem) if problem.detail.is_some() => {
            let detail = problem.detail.clone().unwrap_or_default();
            said(text::failed(lang).to_owned(), detail)
        }
        other => trouble(other, lang),
    }
}

fn said(title: String, remedy: String) -> Trouble {
    Trouble {
        title,
        remedy,
        request_id: None,
        again: false,
    }
}
