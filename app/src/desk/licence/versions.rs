//! How did a licence come to say what it says? Its versions, the newest first, each with what it changed; and a way to
//! print the one that holds.

use crate::api::{self, SubmissionKey};
use crate::browser;
use crate::desk::desktop::{Desktop, refused};
use crate::desk::differing;
use crate::desk::text::versions as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{Load, Skeleton, Status, Tone, Trouble, heard, lang, live};
use domain::catalogue::Template;
use domain::id::LicenceId;
use domain::text::{Lang, date, licence as words};
use domain::wire::licence::LicenceDetail;
use domain::wire::version::VersionShown;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The versions of the licence on the page.
pub(super) fn of(
    desktop: Desktop,
    licence: &LicenceDetail,
    template: RwSignal<Option<Template>>,
) -> AnyView {
    let lang = lang();
    let (id, code) = (licence.summary.id, licence.type_code.clone());
    let all = Remote::new(move || api::versions::list(id));
    let show = Callback::new(move |all: Vec<VersionShown>| {
        if let Some(newest) = all.first() {
            ask_template(code.clone(), newest.schema_version, template);
        }
        versions(&all, desktop, id)
    });
    view! {
        <section class="near screen-only">
            <h2>{text::versions(lang)}</h2>
            <Load data=all.signal() retry=all.retry() skeleton=Skeleton::Rows show=show />
        </section>
    }
    .into_any()
}

/// The template of the version of the type under which it was issued; without it the face bears the type's name.
fn ask_template(code: String, version: u32, template: RwSignal<Option<Template>>) {
    spawn_local(async move {
        if let Ok(kind) = api::catalogue::version(code, version).await {
            template.try_set(Some(kind.body.template));
        }
    });
}

fn versions(all: &[VersionShown], desktop: Desktop, id: LicenceId) -> AnyView {
    let lang = lang();
    let newest = all.first().map(|newest| printing(newest, desktop, id));
    let each = all.iter().enumerate().map(|(place, version)| {
        let before = all.get(place + 1);
        one(version, before, place == 0, lang)
    });
    view! { {newest}<div class="versions">{each.collect_view()}</div> }.into_any()
}

fn one(version: &VersionShown, before: Option<&VersionShown>, open: bool, lang: Lang) -> AnyView {
    let state = if version.superseded {
        view! { <Status tone=Tone::Quiet word=text::superseded(lang) /> }.into_any()
    } else {
        view! { <Status tone=Tone::Done word=text::current(lang) /> }.into_any()
    };
    let seal = match &version.seal {
        Some(seal) => [
            text::sealed(lang),
            lang.colon(),
            &seal.name,
            " · ",
            &date::moment(seal.sealed_at, lang),
        ]
        .concat(),
        None => text::not_sealed(lang).to_owned(),
    };
    let made = [
        words::event(version.made_by, lang),
        " · ",
        text::made(lang),
        " ",
        &date::moment(version.created_at, lang),
    ]
    .concat();
    let approved = version
        .approved_by
        .as_ref()
        .map(|by| view! { <p class="small">{text::approved_by(lang)}{lang.colon()}{by.name.clone()}</p> });
    view! {
        <details class="version" open=open>
            <summary><b>{text::nth(version.version, lang)}</b>{state}</summary>
            <div class="near">
                <p>{made}</p>
                {approved}
                <p class="small">{seal}</p>
                <p class="small">{text::identifier(lang)}{lang.colon()}<span class="number">{version.identifier.clone()}</span></p>
                {changed(version, before, lang)}
            </div>
        </details>
    }
    .into_any()
}

fn changed(version: &VersionShown, before: Option<&VersionShown>, lang: Lang) -> AnyView {
    let Some(before) = before else {
        return view! { <p class="hint">{text::first(lang)}</p> }.into_any();
    };
    let differences = differing::between(&before.face, &version.face);
    if differences.is_empty() {
        return view! { <p class="hint">{text::same_face(lang)}</p> }.into_any();
    }
    view! { <h3>{text::compared(lang)}</h3>{differing::table(text::compared(lang), &differences)} }
        .into_any()
}

/// A print-out is recorded before the browser prints: one that can't be recorded is not made.
fn printing(newest: &VersionShown, desktop: Desktop, id: LicenceId) -> AnyView {
    let lang = lang();
    if newest.seal.is_none() {
        return view! { <p class="hint">{text::print_not_sealed(lang)}</p> }.into_any();
    }
    let version = newest.version;
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Trouble>);
    let key = SubmissionKey::new();
    let print = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let recorded = api::versions::print(id, version, key.get()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match recorded {
                Ok(_) => {
                    key.renew();
                    browser::print();
                }
                Err(error) => {
                    desktop.context.heed(&error);
                    failed.set(Some(trouble(&error, desktop.lang())));
                }
            }
        });
    };
    let label = live(move || {
        let word = if busy.get() {
            text::printing(lang)
        } else {
            text::print(lang)
        };
        word.into_any()
    });
    let failed = live(move || failed.get().map(|wrong| refused(&wrong)).into_any());
    view! {
        <p class="row"><button type="button" on:click=heard(print)>{label}</button><span class="hint">{text::print_means(lang)}</span></p>
        {failed}
    }
    .into_any()
}
