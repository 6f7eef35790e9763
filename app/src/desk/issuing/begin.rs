//! With what does the form begin? With a blank one of the type as it is in force, or with the licence's current version.

use super::form::{Form, Purpose};
use crate::api;
use crate::desk::desktop::{Desktop, heading, staff};
use crate::desk::kept::{self, Typed};
use crate::desk::page::Page;
use crate::desk::text::issuing as text;
use crate::remote::Remote;
use crate::ui::{Load, Skeleton, lang};
use domain::catalogue::{HolderCategory, TypeState};
use domain::id::LicenceId;
use domain::issuing::{CITIZEN_ID, CREDIT_CODE, Sheet, SheetHolder};
use domain::licence::{Condition, LicenceEventKind};
use domain::text::licence as words;
use domain::wire::catalogue::TypeDetail;
use domain::wire::issuing::LicenceSheet;
use domain::wire::session::Who;
use leptos::prelude::*;

/// The form of a type.
pub(in crate::desk) fn issue(desktop: Desktop, who: &Who, code: String) -> AnyView {
    let staff = staff(who);
    let kind = Remote::new(move || api::catalogue::get(code.clone()));
    let show = Callback::new(move |kind: TypeDetail| {
        let lang = lang();
        if kind.summary.state != TypeState::Published {
            return stopped(
                &kind.body.name,
                text::suspended_means(lang),
                &Page::Types,
                text::choose(lang),
            );
        }
        let start = Typed {
            sheet: Sheet {
                holders: vec![blank(kind.body.holders)],
                issued_on: desktop.context.today().to_string(),
                ..Sheet::default()
            },
            ..Typed::default()
        };
        let place = kept::of_type(staff, &kind.summary.code);
        let purpose = Purpose::Issue(kind.summary.code);
        Form::of(desktop, kind.body, purpose, place, start).show()
    });
    view! { <Load data=kind.signal() retry=kind.retry() skeleton=Skeleton::Page show=show /> }
        .into_any()
}

/// The form of a licence's next version, which begins with the current one.
pub(in crate::desk) fn next_version(
    desktop: Desktop,
    who: &Who,
    licence: LicenceId,
    kind: LicenceEventKind,
) -> AnyView {
    let staff = staff(who);
    let current = Remote::new(move || api::issuing::sheet(licence));
    let show = Callback::new(move |current: LicenceSheet| {
        let lang = lang();
        let condition = Condition {
            status: current.status,
            pledged: current.pledged,
        };
        if let Err(refusal) = condition.after(kind) {
            let why = words::refusal(refusal, lang);
            let back = Page::Licence(licence);
            return stopped(&current.body.name, why, &back, text::back_to_licence(lang));
        }
        let start = Typed {
            sheet: current.sheet.clone().following(&current.body),
            on: desktop.context.today().to_string(),
            ..Typed::default()
        };
        let purpose = Purpose::Next {
            licence,
            kind,
            revision: current.revision,
            before: current.sheet,
        };
        let place = kept::of_next(staff, licence, kind, current.revision);
        Form::of(desktop, current.body, purpose, place, start).show()
    });
    view! { <Load data=current.signal() retry=current.retry() skeleton=Skeleton::Page show=show /> }
        .into_any()
}

pub(super) fn blank(category: HolderCategory) -> SheetHolder {
    let code_type = match category {
        HolderCategory::Person => CITIZEN_ID,
        HolderCategory::Organisation => CREDIT_CODE,
        HolderCategory::Both => "",
    };
    SheetHolder {
        code_type: code_type.into(),
        ..SheetHolder::default()
    }
}

fn stopped(title: &str, why: &'static str, back: &Page, word: &'static str) -> AnyView {
    view! {
        <div class="narrow stack">
            {heading(title)}
            <p class="lead">{text::not_now(lang())}</p>
            <p>{why}</p>
            <p><a href=back.href()>{word}</a></p>
        </div>
    }
    .into_any()
}
