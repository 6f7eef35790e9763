//! 操作记录的保存: how long records are kept and by which article, what may go today, who asked and who grants it, and which
//! cases hold theirs.
//!
//! - [`rules`]: how long, and what would go; [`asking`] and [`permits`]: one person asks, another one grants; [`holds`]: what stays

mod asking;
mod holds;
mod permits;
mod rules;

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::retention as text;
use crate::remote::Remote;
use crate::ui::{Load, Skeleton, lang};
use domain::deadline::local_date;
use domain::rulebook::RecordClass;
use domain::text::{Lang, date};
use domain::wire::pruning::{HeldRecords, PruningView, Retention};
use jiff::Timestamp;
use leptos::prelude::*;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Screen {
    sending: Sending,
    all: Remote<Retention>,
    /// What is to be granted, and which hold is to be lifted: one dialog for all rows.
    granting: RwSignal<Option<PruningView>>,
    lifting: RwSignal<Option<HeldRecords>>,
    asked: asking::Typed,
    held: holds::Typed,
}

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let screen = Screen {
        sending: Sending::new(desktop),
        all: Remote::new(api::retention::all),
        granting: RwSignal::new(None),
        lifting: RwSignal::new(None),
        asked: asking::Typed::new(),
        held: holds::Typed {
            case_number: empty(),
            reason: empty(),
            why_lifted: empty(),
        },
    };
    let show = Callback::new(move |all: Retention| parts(&all, screen));
    view! {
        <div class="stack">
            {heading(text::area(lang))}
            <p>{text::note(lang)}</p>
            {screen.sending.trouble()}
            {permits::second_look(screen)}
            {holds::second_look(screen)}
            <Load data=screen.all.signal() retry=screen.all.retry() skeleton=Skeleton::Page show=show />
        </div>
    }
    .into_any()
}

fn parts(all: &Retention, screen: Screen) -> AnyView {
    (
        rules::table(all),
        asking::form(all, screen),
        permits::list(&all.prunings, screen),
        holds::list(&all.held, screen),
    )
        .into_any()
}

/// The local day of a moment.
fn day(at: Timestamp, lang: Lang) -> String {
    date::day(local_date(at), lang)
}

/// The kinds that may go.
const fn class(class: RecordClass, lang: Lang) -> &'static str {
    match class {
        RecordClass::LifeCycle => text::life_cycle(lang),
        RecordClass::Use => text::used_short(lang),
        RecordClass::Access => text::access_short(lang),
    }
}
