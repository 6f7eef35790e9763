//! What happened that staff should know? The inbox; opening a message marks it read and leads to its case.

use super::desktop::{Desktop, heading};
use super::later::later;
use super::page::{Page, View};
use super::text::{frame, notices as text, unread as not_read};
use crate::api;
use crate::contacts::contacts;
use crate::remote::Remote;
use crate::ui::{Empty, Icon, Load, Skeleton, Status, Tone, icon, lang, numbered};
use domain::text::{date, notice as words};
use domain::wire::notice::{Inbox, Notice, NoticeKind};
use domain::wire::queue::QueueFilter;
use leptos::prelude::*;
use leptos::task::spawn_local;

pub(super) fn screen(desktop: Desktop) -> AnyView {
    let lang = lang();
    let cursor = RwSignal::new(String::new());
    let inbox = Remote::new(move || api::notices::list(cursor.get()));
    let show = Callback::new(move |inbox: Inbox| list(inbox, desktop, cursor));
    view! {
        <div class="narrow stack">
            {heading(frame::notices(lang))}
            <Load data=inbox.signal() retry=inbox.retry() skeleton=Skeleton::Rows empty=empty show=show />
            {contacts()}
        </div>
    }
    .into_any()
}

fn empty(inbox: &Inbox) -> Option<Empty> {
    let lang = lang();
    inbox.items.is_empty().then(|| Empty {
        title: text::no_notices(lang).into(),
        hint: text::no_notices_hint(lang).into(),
    })
}

fn list(inbox: Inbox, desktop: Desktop, cursor: RwSignal<String>) -> AnyView {
    desktop.context.unread.set(inbox.unread);
    let items = inbox
        .items
        .iter()
        .map(|notice| item(notice, desktop))
        .collect_view();
    view! { <ul class="list">{items}</ul>{later(cursor, inbox.next)} }.into_any()
}

fn item(notice: &Notice, desktop: Desktop) -> AnyView {
    let lang = lang();
    let tone = match notice.kind {
        NoticeKind::Overdue | NoticeKind::InquiryLate | NoticeKind::PasskeyCopied => Tone::Late,
        NoticeKind::DueToday
        | NoticeKind::DueTomorrow
        | NoticeKind::ApprovalWaiting
        | NoticeKind::Inquired
        | NoticeKind::InquiredAnew
        | NoticeKind::InquiryMoved
        | NoticeKind::ExtensionAsked
        | NoticeKind::DisclosureWaits
        | NoticeKind::SentBack => Tone::Soon,
        _ => Tone::Quiet,
    };
    // Finished cases stand in no open filter, but a case can be opened beside any list.
    let view = View {
        filter: QueueFilter::Open,
        case: notice.objection,
        ..View::default()
    };
    let page = match notice.kind {
        NoticeKind::Inquired | NoticeKind::InquiredAnew => Page::Inquiries,
        NoticeKind::FindingMoved => Page::Inspections,
        NoticeKind::PasskeyCopied => Page::Account,
        _ => notice.outage.map_or(Page::Queue(view), Page::Outage),
    };
    let unread = notice.read_at.is_none();
    let id = notice.id;
    let read = move |_| {
        if unread {
            desktop
                .context
                .unread
                .update(|count| *count = (*count - 1).max(0));
            spawn_local(async move {
                // If this fails the message stays unread, which is true.
                let _ = api::notices::read(id).await;
            });
        }
    };
    let mark = unread.then(|| view! { <b class="count">{not_read(lang)}</b> });
    view! {
        <li>
            <a href=page.href() class:unread=unread on:click=read>
                <span class="grow">
                    <span class="row"><Status tone word=words::title(notice.kind, lang) />{mark}</span>
                    <span class="line">{numbered(&words::body(notice, lang), &notice.case_number)}</span>
                    <span class="small">{date::moment(notice.at, lang)}</span>
                </span>
                {icon(Icon::Forward)}
            </a>
        </li>
    }
    .into_any()
}
