//! 亮证: the card, the code beside it, and how long that lives. A new one is made before it runs out, while somebody looks.

use super::paging::back;
use crate::api;
use crate::browser;
use crate::context::Context;
use crate::navigation::heading;
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as words;
use crate::ui::{LicenceCard, Load, Skeleton, heard, lang, live};
use domain::id::LicenceId;
use domain::text::{Lang, licence as licence_text};
use domain::wire::licence::LicenceDetail;
use domain::wire::showing::Showing;
use leptos::prelude::*;

/// So many seconds before its end a code is made anew.
const BEFORE_THE_END: i64 = 15;
const SECOND: i32 = 1_000;

pub(super) fn show(id: LicenceId) -> AnyView {
    let licence = Remote::new(move || api::licences::get(id, false));
    let card = Callback::new(move |licence: LicenceDetail| card(&licence));
    view! {
        {back(Page::Licence(id), words::licence_page(lang()))}
        <Load data=licence.signal() retry=licence.retry() skeleton=Skeleton::Cards show=card />
        {code(id)}
    }
    .into_any()
}

fn card(licence: &LicenceDetail) -> AnyView {
    let lang = lang();
    let summary = licence.summary.clone();
    let title = heading(summary.type_name.clone(), words::site(lang));
    let disputed = summary
        .disputed
        .then(|| view! { <p>{licence_text::disputed_means(lang)}</p> }.into_any());
    view! {
        <LicenceCard licence=summary today=Context::here().today() heading=title />
        {disputed}
    }
    .into_any()
}

/// When the code that is shown runs out, by this browser's clock, and what is left of it.
#[derive(Clone, Copy)]
struct Life {
    ends: StoredValue<i64>,
    left: RwSignal<i64>,
    /// Raised to have another code.
    asked: RwSignal<u32>,
    /// The one of which a code has come.
    come: StoredValue<u32>,
}

fn code(id: LicenceId) -> AnyView {
    let lang = lang();
    let life = Life {
        ends: StoredValue::new(0),
        left: RwSignal::new(0),
        asked: RwSignal::new(0),
        come: StoredValue::new(0),
    };
    let showing = Remote::new(move || {
        life.asked.track();
        api::showings::make(id)
    });
    let show = Callback::new(move |showing: Showing| {
        life.begin(&showing);
        picture(showing, life, lang)
    });
    life.tick();
    let renew = heard(move |_| life.renew());
    view! {
        <section class="showing near">
            <h2>{words::show_this(lang)}</h2>
            <Load data=showing.signal() retry=showing.retry() skeleton=Skeleton::Page show />
            <p class="buttons"><button type="button" on:click=renew>{words::renew(lang)}</button></p>
            <p class="small">{words::show_note(lang)}</p>
        </section>
    }
    .into_any()
}

fn picture(showing: Showing, life: Life, lang: Lang) -> AnyView {
    let left = live(move || words::seconds_left(life.left.get(), lang).into_any());
    view! {
        <div class="code" role="img" aria-label=words::code(lang) inner_html=showing.code></div>
        <p class="left" role="timer">{left}</p>
    }
    .into_any()
}

impl Life {
    fn begin(self, showing: &Showing) {
        let seconds = i64::from(showing.seconds);
        self.ends
            .set_value(browser::milliseconds() + seconds * i64::from(SECOND));
        self.come.set_value(self.asked.get_untracked());
        self.left.set(seconds);
    }

    fn renew(self) {
        self.asked.update(|asked| *asked += 1);
    }

    /// Counts every second for as long as the screen lives; a telephone in a pocket asks for no more codes.
    fn tick(self) {
        let Some(ends) = self.ends.try_get_value() else {
            return;
        };
        let left = (ends - browser::milliseconds()).max(0) / i64::from(SECOND);
        if ends > 0 {
            self.left.set(left);
        }
        let waiting = self.come.get_value() != self.asked.get_untracked();
        let seen = !browser::document().hidden();
        if ends > 0 && left < BEFORE_THE_END && seen && !waiting {
            self.renew();
        }
        browser::after(SECOND, move || self.tick());
    }
}
