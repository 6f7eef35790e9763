//! Which type of licence shall be issued?

use crate::api;
use crate::desk::desktop::{Desktop, heading};
use crate::desk::page::Page;
use crate::desk::text::issuing as text;
use crate::remote::Remote;
use crate::ui::{Column, Empty, Load, Row, Skeleton, Status, Table, Tone, lang};
use domain::access::Actor;
use domain::catalogue::{HolderCategory, TypeState};
use domain::text::Lang;
use domain::wire::Page as Rows;
use domain::wire::catalogue::TypeSummary;
use domain::wire::session::Who;
use leptos::prelude::*;

pub(in crate::desk) fn screen(_: Desktop, who: &Who) -> AnyView {
    let lang = lang();
    let Actor::Staff { agency, .. } = who.actor else {
        return ().into_any();
    };
    let types = Remote::new(move || api::catalogue::of_issuer(agency));
    let show = Callback::new(rows);
    view! {
        <div class="page stack">
            {heading(text::choose(lang))}
            <p class="hint">{text::choose_hint(lang)}</p>
            <Load data=types.signal() retry=types.retry() skeleton=Skeleton::Rows show=show />
        </div>
    }
    .into_any()
}

fn rows(types: Rows<TypeSummary>) -> AnyView {
    let lang = lang();
    let columns = [
        text::type_name(lang),
        text::whose(lang),
        text::type_code(lang),
    ];
    let columns = columns.map(Column::text).into();
    let rows = types.items.into_iter().map(|kind| {
        let issued = kind.state == TypeState::Published;
        let stopped =
            (!issued).then(|| view! { " "<Status tone=Tone::Quiet word=text::suspended(lang) /> });
        let cells = vec![
            view! { <span>{kind.name}{stopped}</span> }.into_any(),
            whose(kind.holders, lang).into_any(),
            view! { <span class="number">{kind.code.clone()}</span> }.into_any(),
        ];
        if issued {
            Row::to(Page::Issue(kind.code).href(), cells)
        } else {
            Row::new(cells)
        }
    });
    let empty = Empty {
        title: text::no_types(lang).into(),
        hint: text::no_types_hint(lang).into(),
    };
    view! { <Table caption=text::types(lang) headed=true columns=columns rows=rows.collect() empty=empty /> }.into_any()
}

const fn whose(holders: HolderCategory, lang: Lang) -> &'static str {
    match holders {
        HolderCategory::Person => text::persons(lang),
        HolderCategory::Organisation => text::organisations(lang),
        HolderCategory::Both => text::both(lang),
    }
}
