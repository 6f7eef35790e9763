//! The versions of a licence in plain words: which holds, what each changed, and each at its own address.

use super::paging::back;
use super::seal;
use crate::api;
use crate::navigation::heading;
use crate::page::Page;
use crate::remote::Remote;
use crate::seal::{Card, Shown};
use crate::text::citizen as site;
use crate::text::holder as words;
use crate::ui::field_diff::changed;
use crate::ui::{Banner, Load, Skeleton, Status, Tone, dotted, lang, whole_days};
use domain::deadline::local_date;
use domain::id::LicenceId;
use domain::text::{Lang, date, licence as licence_text};
use domain::wire::licence::LicenceDetail;
use domain::wire::version::VersionShown;
use jiff::civil::Date;
use leptos::prelude::*;

/// On the licence's page: the seal on what holds now, and how it came to be.
pub(super) fn section(licence: &LicenceDetail) -> AnyView {
    let lang = lang();
    let id = licence.summary.id;
    let versions = Remote::new(move || api::versions::list(id));
    let card = Card::of(licence);
    let current = licence.summary.version;
    let show = Callback::new(move |all: Vec<VersionShown>| {
        let all = in_order(all);
        let now = all.iter().find(|one| one.version == current);
        let seal = now.map(|now| {
            let shown = Shown::of(now, Some(card.clone()));
            seal::section(id, now, shown)
        });
        view! { {seal}{history(id, &all, current, lang)} }.into_any()
    });
    view! {
        <section class="near" id="versions">
            <h2>{words::versions(lang)}</h2>
            <Load data=versions.signal() retry=versions.retry() skeleton=Skeleton::Rows show />
        </section>
    }
    .into_any()
}

/// One version at its own address.
pub(super) fn version(id: LicenceId, number: u16) -> AnyView {
    let lang = lang();
    let versions = Remote::new(move || api::versions::list(id));
    let show = Callback::new(move |all: Vec<VersionShown>| {
        let all = in_order(all);
        let before = all.iter().rev().find(|one| one.version < number);
        match all.iter().find(|one| one.version == number) {
            Some(shown) => page(id, shown, before, &all),
            None => view! {
                <p class="lead">{words::no_such_version(lang)}</p>
                <p>{words::no_such_version_hint(lang)}</p>
            }
            .into_any(),
        }
    });
    view! {
        {back(Page::Licence(id), words::back_to_licence(lang))}
        {heading(name(number, lang), site::site(lang))}
        <Load data=versions.signal() retry=versions.retry() skeleton=Skeleton::Page show />
    }
    .into_any()
}

fn in_order(mut all: Vec<VersionShown>) -> Vec<VersionShown> {
    all.sort_by_key(|one| one.version);
    all
}

fn name(number: u16, lang: Lang) -> String {
    [
        words::version_of(lang),
        &number.to_string(),
        words::version_end(lang),
    ]
    .concat()
}

/// Which holds, and what each later one changed, the newest first.
fn history(id: LicenceId, all: &[VersionShown], current: u16, lang: Lang) -> AnyView {
    if all.len() < 2 {
        return view! { <p>{words::first_only(lang)}</p> }.into_any();
    }
    let pairs = all.windows(2).rev().filter_map(|pair| {
        let [before, after] = pair else { return None };
        Some(step(id, before, after, lang))
    });
    let pairs = pairs.collect_view();
    view! {
        <p>{words::holds_now(lang)}<strong>{current.to_string()}</strong>{words::holds_now_end(lang)}</p>
        {pairs}
    }
    .into_any()
}

/// From one version to the next.
fn step(id: LicenceId, before: &VersionShown, after: &VersionShown, lang: Lang) -> AnyView {
    let what = licence_text::event(after.made_by, lang);
    let when = date::full_day(local_date(after.created_at), lang);
    let href = Page::Version(id, before.version).href();
    view! {
        <article class="near">
            <h3>{name(after.version, lang)}" · "{what}" · "{when}</h3>
            {differences(before, after, lang)}
            <p><a href=href>{words::see_version(lang)}{lang.colon()}{name(before.version, lang)}</a></p>
        </article>
    }
    .into_any()
}

/// Field by field, with the days of validity.
fn differences(before: &VersionShown, after: &VersionShown, lang: Lang) -> AnyView {
    let found = differing(before, after, lang);
    if found.is_empty() {
        return view! { <p class="small">{words::unchanged(lang)}</p> }.into_any();
    }
    let found = found.into_iter().map(|(label, was, is)| {
        changed(
            label,
            (words::before(lang), &was),
            (words::after(lang), &is),
        )
    });
    found.collect_view().into_any()
}

/// Label, value before and value after of everything that differs.
fn differing(
    before: &VersionShown,
    after: &VersionShown,
    lang: Lang,
) -> Vec<(String, String, String)> {
    let day = |day: Option<Date>| {
        day.map_or_else(
            || licence_text::no_end(lang).into(),
            |day| date::full_day(day, lang),
        )
    };
    let value = |version: &VersionShown, key: &str| {
        let field = version.face.iter().find(|field| field.key == key);
        field.map_or_else(String::new, |field| field.value.clone())
    };
    let gone = before
        .face
        .iter()
        .filter(|field| !after.face.iter().any(|other| other.key == field.key));
    let fields = after.face.iter().chain(gone).map(|field| {
        (
            field.label.clone(),
            value(before, &field.key),
            value(after, &field.key),
        )
    });
    let validity = [
        (
            words::valid_from(lang).to_owned(),
            day(Some(before.valid_from)),
            day(Some(after.valid_from)),
        ),
        (
            words::valid_to(lang).to_owned(),
            day(before.valid_to),
            day(after.valid_to),
        ),
    ];
    fields
        .chain(validity)
        .filter(|(_, was, is)| was != is)
        .collect()
}

fn page(
    id: LicenceId,
    shown: &VersionShown,
    before: Option<&VersionShown>,
    all: &[VersionShown],
) -> AnyView {
    let lang = lang();
    let next = all.iter().find(|one| one.version > shown.version);
    let banner = next.map(|next| {
        let href = Page::Version(id, next.version).href();
        let next_name = name(next.version, lang);
        view! {
            <Banner tone=Tone::Soon>{words::superseded_by(lang)}" "<a href=href>{next_name}</a></Banner>
        }
        .into_any()
    });
    let (tone, word) = if shown.superseded {
        (Tone::Quiet, words::superseded(lang))
    } else {
        (Tone::Done, words::current(lang))
    };
    let fact = |name: &'static str, value: AnyView| {
        view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any()
    };
    let values = shown
        .face
        .iter()
        .map(|field| {
            view! { <div><dt>{field.label.clone()}</dt><dd>{whole_days(&field.value)}</dd></div> }
                .into_any()
        })
        .collect_view();
    let changes = before.map(|before| {
        view! { <section class="near"><h2>{words::changed(lang)}</h2>{differences(before, shown, lang)}</section> }
            .into_any()
    });
    let ends = shown.valid_to.map_or_else(
        || licence_text::no_end(lang).to_owned(),
        |day| date::full_day(day, lang),
    );
    view! {
        {banner}
        <p><Status tone word /></p>
        <section class="near">
            <h2>{site::face(lang)}</h2>
            <dl class="facts">{values}</dl>
        </section>
        <section class="near">
            <h2>{site::history(lang)}</h2>
            <dl class="facts">
                {fact(words::made_by(lang), licence_text::event(shown.made_by, lang).into_any())}
                {fact(words::valid_from(lang), date::full_day(shown.valid_from, lang).into_any())}
                {fact(words::valid_to(lang), ends.into_any())}
                {fact(words::entered(lang), date::moment(shown.created_at, lang).into_any())}
                {fact(site::identifier(lang), dotted(&shown.identifier))}
            </dl>
        </section>
        <section class="near">
            <h2>{words::seal(lang)}</h2>
            {seal::section(id, shown, Shown::of(shown, None))}
        </section>
        {changes}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::licence::{LicenceEventKind, Trust};
    use domain::wire::licence::FaceValue;
    use jiff::Timestamp;

    fn version(place: &str, valid_to: Option<Date>) -> VersionShown {
        let field = |key: &str, value: &str| FaceValue {
            key: key.into(),
            label: key.to_uppercase(),
            value: value.into(),
            sensitive: false,
        };
        VersionShown {
            version: 1,
            identifier: "1.2.156".into(),
            predecessor: None,
            superseded: false,
            made_by: LicenceEventKind::Issued,
            trust: Trust::A,
            schema_version: 1,
            valid_from: Date::constant(2026, 1, 1),
            valid_to,
            created_at: Timestamp::UNIX_EPOCH,
            face: vec![field("name", "same"), field("place", place)],
            approved_by: None,
            seal: None,
        }
    }

    #[test]
    fn what_changed_is_told_and_what_did_not_is_left_out() {
        let before = version("6", None);
        let mut after = version("8", Some(Date::constant(2030, 1, 1)));
        after.face.remove(0);
        let told = differing(&before, &after, Lang::En);
        let expected = [
            ("PLACE", "6", "8"),
            ("NAME", "same", ""),
            ("Valid until", "No end", "1 January 2030"),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(told, expected);
        assert_eq!(differing(&before, &before, Lang::En), []);
    }
}
