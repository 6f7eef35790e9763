//! How far is an import, what became of its rows, and which were refused?

use super::state;
use crate::api::{self, Answer, SubmissionKey};
use crate::browser;
use crate::desk::desktop::{Desktop, heading, refused as not_done};
use crate::desk::page::Page;
use crate::desk::text::importing as text;
use crate::navigation::{query, with_query};
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{
    Asks, Column, Download, Figure, Load, Pager, Progress, Row, SecondLook, Skeleton, Table, Tone,
    Trouble, lang,
};
use domain::id::ImportId;
use domain::text::importing;
use domain::wire::Page as Rows;
use domain::wire::importing::{Import, ImportState, RefusedRow};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// How often it is asked how far an import is.
const EVERY: i32 = 1_000;

/// The page of one import. Cheap to copy.
#[derive(Clone, Copy)]
struct One {
    desktop: Desktop,
    id: ImportId,
    import: Remote<Import>,
    cursor: Memo<String>,
    asks: RwSignal<bool>,
    wrong: RwSignal<Option<Trouble>>,
    key: SubmissionKey,
}

pub(in crate::desk) fn screen(desktop: Desktop, id: ImportId) -> AnyView {
    let one = One {
        desktop,
        id,
        import: Remote::new(move || api::importing::find(id)),
        cursor: desktop.state(|address| query(address, "cursor")),
        asks: RwSignal::new(false),
        wrong: RwSignal::new(None),
        key: SubmissionKey::new(),
    };
    one.follow();
    let show = Callback::new(move |import| one.show(&import));
    view! {
        <div class="page stack">
            {move || one.wrong.get().map(|wrong| not_done(&wrong))}
            <Load data=one.import.signal() retry=one.import.retry() skeleton=Skeleton::Page show=show />
            {move || one.refusals()}
        </div>
    }
    .into_any()
}

impl One {
    /// Asks again while something goes on.
    fn follow(self) {
        Effect::new(move || {
            let state = self.import.data().map(|import| import.state);
            if matches!(state, Some(ImportState::Checking | ImportState::Running)) {
                let timer = browser::after(EVERY, move || self.import.reload());
                on_cleanup(move || browser::cancel(timer));
            }
        });
    }

    fn show(self, import: &Import) -> AnyView {
        let lang = lang();
        let fault = import.fault.clone();
        let fault = fault.map(|fault| view! { <p class="problem">{fault}</p> });
        let bar = match import.state {
            ImportState::Checking => Some(self.bar(import, text::checking(lang))),
            ImportState::Running => Some(self.bar(import, text::running(lang))),
            _ => None,
        };
        view! {
            {heading(&import.name)}
            <p class="row">{state(import.state)}<span class="number">{import.type_code.clone()}</span></p>
            {fault}
            {bar}
            {figures(import)}
            {self.ways(import)}
        }
        .into_any()
    }

    fn bar(self, import: &Import, label: &'static str) -> AnyView {
        let lang = lang();
        let count = |rows: i64| u64::try_from(rows).unwrap_or_default();
        let (done, total) = (import.counts.rows, import.total.unwrap_or_default());
        let begun = import.started_at.unwrap_or(import.created_at);
        let seconds = self.desktop.context.now().duration_since(begun).as_secs();
        let speed = done / seconds.max(1);
        let unit = text::row_unit(lang);
        let words = format!("{done} {unit} · {} {speed} {unit}", text::per_second(lang));
        view! { <Progress label=label done=count(done) total=count(total) words=words /> }
            .into_any()
    }

    /// What can be done with it now.
    fn ways(self, import: &Import) -> AnyView {
        let lang = lang();
        let waits = import.state == ImportState::Checked;
        let open = waits || matches!(import.state, ImportState::Checking | ImportState::Running);
        let some = import.counts.new + import.counts.changed > 0;
        let start = (waits && some).then(|| {
            view! { <button type="button" class="primary" on:click=move |_| self.asks.set(true)>{text::start(lang)}</button> }
        });
        let stop = move |_| self.steer(api::importing::cancel);
        let cancel = open.then(|| {
            view! { <button type="button" on:click=stop>{text::cancel(lang)}</button> }
        });
        let confirmed = Callback::new(move |()| self.steer(api::importing::start));
        let counts = import.counts;
        let told = format!(
            "{} {} · {} {}",
            text::new(lang),
            counts.new,
            text::changed(lang),
            counts.changed
        );
        view! {
            <p class="buttons">{start}{cancel}</p>
            {(import.state == ImportState::Running).then(|| view! { <p class="small">{text::stays(lang)}</p> })}
            <SecondLook open=self.asks title=text::start_title(lang) confirm=text::start(lang)
                asks=Asks::Tick(text::start_tick(lang).into()) on_confirm=confirmed>
                <p>{told}</p>
                <p>{text::start_means(lang)}</p>
            </SecondLook>
        }
        .into_any()
    }

    fn steer<F: Future<Output = Answer<Import>> + 'static>(
        self,
        deed: impl FnOnce(ImportId, String) -> F,
    ) {
        let answer = deed(self.id, self.key.get());
        let lang = self.desktop.lang();
        spawn_local(async move {
            match answer.await {
                Ok(import) => {
                    self.wrong.try_set(None);
                    self.import.set(import);
                }
                Err(error) => {
                    self.desktop.context.heed(&error);
                    self.wrong.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    }

    /// What was refused, once it is known.
    fn refusals(self) -> Option<AnyView> {
        let lang = lang();
        let refused = Memo::new(move |_| {
            let import = self.import.data()?;
            let rests = !matches!(import.state, ImportState::Checking | ImportState::Running);
            (rests && import.counts.refused > 0).then_some(import.counts.refused)
        });
        refused.get()?;
        let id = self.id;
        let rows = Remote::new(move || api::importing::refused(id, self.cursor.get()));
        let show = Callback::new(move |page| self.refused_rows(page));
        let view = view! {
            <h2>{text::refused_rows(lang)}</h2>
            <p class="buttons"><Download href=api::importing::refused_file(id) label=text::refused_csv(lang) /></p>
            <Load data=rows.signal() retry=rows.retry() skeleton=Skeleton::Rows show=show />
        };
        Some(view.into_any())
    }

    fn refused_rows(self, page: Rows<RefusedRow>) -> AnyView {
        let lang = lang();
        let columns = vec![
            Column::number(text::line(lang)),
            Column::text(text::reason(lang)),
        ];
        let rows = page.items.iter().map(|row| {
            let reasons = importing::reasons(&row.problems, lang);
            Row::new(vec![row.line.to_string().into_any(), reasons.into_any()])
        });
        let rows = rows.collect();
        let here = Page::Import(self.id).href();
        let moved = self.cursor.with_untracked(|cursor| !cursor.is_empty());
        let first = moved.then(|| here.clone());
        let next = page
            .next
            .map(|next| with_query(&here, &[("cursor", &next)]));
        view! {
            <Table caption=text::refused_rows(lang) headed=true columns=columns rows=rows />
            <Pager first=Signal::stored(first) next=Signal::stored(next) />
        }
        .into_any()
    }
}

fn figures(import: &Import) -> AnyView {
    let lang = lang();
    let counts = import.counts;
    let tone = if counts.refused > 0 {
        Tone::Late
    } else {
        Tone::Quiet
    };
    view! {
        <div class="figures">
            <Figure number=counts.new.to_string() word=text::new(lang) definition=text::new_means(lang) />
            <Figure number=counts.changed.to_string() word=text::changed(lang) definition=text::changed_means(lang) />
            <Figure number=counts.same.to_string() word=text::same(lang) definition=text::same_means(lang) />
            <Figure number=counts.refused.to_string() word=text::refused(lang) definition=text::refused_means(lang) tone=tone />
        </div>
    }
    .into_any()
}
