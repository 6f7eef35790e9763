//! Where exactly do two values differ? What both have stands plain, what is one's own is marked.

use super::text::issuing as text;
use crate::ui::lang;
use domain::licence::FaceValue;
use leptos::prelude::*;

/// One value as its parts: what both have before, what is its own, what both have after.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    before: &'a str,
    pub(super) own: &'a str,
    after: &'a str,
}

/// Where two values part and where they meet again.
pub(super) fn parts<'a>(one: &'a str, other: &'a str) -> (Parts<'a>, Parts<'a>) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let before: usize = one
        .chars()
        .zip(other.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (head, one_rest) = one.split_at(before);
    let other_rest = other.split_at(before).1;
    let backwards = one_rest.chars().rev().zip(other_rest.chars().rev());
    let after: usize = backwards.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (own, tail) = one_rest.split_at(one_rest.len() - after);
    let other_own = other_rest.split_at(other_rest.len() - after).0;
    (
        Parts {
            before: head,
            own,
            after: tail,
        },
        Parts {
            before: head,
            own: other_own,
            after: tail,
        },
    )
}

/// The value with its own part marked as what comes, or as what goes.
pub(super) fn marked(parts: &Parts<'_>, comes: bool) -> AnyView {
    let own = parts.own.to_owned();
    let own = if own.is_empty() {
        ().into_any()
    } else if comes {
        view! { <ins>{own}</ins> }.into_any()
    } else {
        view! { <del>{own}</del> }.into_any()
    };
    view! { <span>{parts.before.to_owned()}{own}{parts.after.to_owned()}</span> }.into_any()
}

/// A field that is not the same in two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) label: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// The fields of two faces that differ; a field of only one of them differs from nothing.
pub(super) fn between(before: &[FaceValue], after: &[FaceValue]) -> Vec<Difference> {
    let value = |all: &[FaceValue], key: &str| {
        let found = all.iter().find(|value| value.key == key);
        found.map(|value| value.value.clone()).unwrap_or_default()
    };
    let gone = before
        .iter()
        .filter(|old| after.iter().all(|new| new.key != old.key));
    after
        .iter()
        .chain(gone)
        .map(|field| Difference {
            label: field.label.clone(),
            before: value(before, &field.key),
            after: value(after, &field.key),
        })
        .filter(|difference| difference.before != difference.after)
        .collect()
}

/// The differences field by field.
pub(super) fn table(caption: &'static str, differences: &[Difference]) -> AnyView {
    let lang = lang();
    let rows = differences.iter().map(|difference| {
        let (before, after) = parts(&difference.before, &difference.after);
        let (before, after) = (marked(&before, false), marked(&after, true));
        view! {
            <tr>
                <th scope="row">{difference.label.clone()}</th>
                <td data-label=text::before(lang)>{before}</td>
                <td data-label=text::after(lang)>{after}</td>
            </tr>
        }
    });
    view! {
        <table class="compare">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::field(lang)}</th>
                    <th scope="col">{text::before(lang)}</th>
                    <th scope="col">{text::after(lang)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
        let (one, other) = parts(one, other);
        (one.own, other.own)
    }

    #[test]
    fn only_what_differs_is_the_difference() {
        assert_eq!(own("秦岭路21号", "秦岭路12号"), ("21", "12"));
        assert_eq!(own("张三丰", "张三"), ("丰", ""));
        assert_eq!(own("2026-01-01", "2027-01-01"), ("6", "7"));
        assert_eq!(own("甲", "乙"), ("甲", "乙"));
        assert_eq!(own("同", "同"), ("", ""));
        assert_eq!(own("aa", "a"), ("a", ""));
    }

    #[test]
    fn the_parts_put_together_are_the_value() {
        for (one, other) in [
            ("秦岭路21号", "秦岭路12号"),
            ("", "x"),
            ("é", "è"),
            ("𠮷野", "吉野"),
        ] {
            let (Parts { before, own, after }, _) = parts(one, other);
            assert_eq!([before, own, after].concat(), one);
        }
    }

    #[test]
    fn two_faces_differ_by_value_and_by_what_only_one_of_them_has() {
        let value = |key: &str, value: &str| FaceValue {
            key: key.into(),
            label: key.into(),
            value: value.into(),
            sensitive: false,
        };
        let before = [value("a", "1"), value("b", "2"), value("c", "3")];
        let after = [value("a", "1"), value("b", "x"), value("d", "4")];
        let told: Vec<_> = between(&before, &after)
            .into_iter()
            .map(|one| [one.label, one.before, one.after].join(" "))
            .collect();
        assert_eq!(told, ["b 2 x", "d  4", "c 3 "]);
    }
}
