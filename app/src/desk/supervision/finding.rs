//! What is said about one licence of a sample: the inspector's finding, the issuer's answer, the inspector's word on it.

use super::quality::choice;
use crate::api;
use crate::desk::desktop::Desktop;
use crate::desk::sending::{Sending, empty};
use crate::desk::text::supervision as text;
use crate::remote::Remote;
use crate::ui::{FieldKind, FormField, SelectField, lang};
use domain::inspection::{MEND_DAYS, SampleState};
use domain::rulebook::Ground;
use domain::text::supervision as words;
use domain::wire::inspection::{
    AnswerFinding, InspectionDetail, JudgeAnswer, RecordFinding, Sampled,
};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The grounds of the library's quality; the others are for objections to other data.
const GROUNDS: [Ground; 3] = [Ground::Accuracy, Ground::Completeness, Ground::Timeliness];

type At = (domain::id::InspectionId, domain::id::LicenceId);

/// What the reader can do about it now; nothing where it is another's turn.
pub(super) fn forms(
    item: &Sampled,
    detail: &InspectionDetail,
    (desktop, remote): (Desktop, Remote<InspectionDetail>),
    answers: bool,
) -> Option<AnyView> {
    let at = (detail.summary.id, item.licence);
    let form = Form {
        at,
        revision: item.revision,
        sending: Sending::new(desktop),
        remote,
        words: empty(),
    };
    match item.state {
        SampleState::Drawn if detail.mine => Some(form.look()),
        SampleState::Found if answers => Some(form.answer()),
        SampleState::Answered if detail.mine => Some(form.judge()),
        _ => None,
    }
}

#[derive(Clone, Copy)]
struct Form {
    at: At,
    revision: i64,
    sending: Sending,
    remote: Remote<InspectionDetail>,
    words: RwSignal<String>,
}

impl Form {
    /// Ids are of this licence, for a page shows many.
    fn id(self, part: &str) -> String {
        [part, "-", &self.at.1.to_string()].concat()
    }

    fn record(self, request: RecordFinding) {
        let Self {
            at,
            sending,
            remote,
            ..
        } = self;
        sending.send(
            move |key| api::supervision::record(at, request, key),
            move |detail| remote.set(detail),
        );
    }

    fn look(self) -> AnyView {
        let lang = lang();
        let revision = self.revision;
        let (ground, days) = (
            RwSignal::new("0".to_owned()),
            RwSignal::new(MEND_DAYS.to_string()),
        );
        let options = (0..)
            .zip(GROUNDS)
            .map(|(place, one): (usize, _)| {
                choice(place.to_string(), words::ground(one, lang).into())
            })
            .collect();
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let place: usize = ground.get_untracked().parse().unwrap_or_default();
            self.record(RecordFinding::Finding {
                revision,
                ground: GROUNDS.get(place).copied().unwrap_or(Ground::Accuracy),
                words: self.words.get_untracked(),
                mend_days: days.get_untracked().trim().parse().unwrap_or_default(),
            });
        };
        let conforms = move |_| self.record(RecordFinding::Conforms { revision });
        let sending = self.sending;
        view! {
            {sending.trouble()}
            <p class="buttons">
                <button type="button" disabled=move || sending.busy.get() on:click=conforms>{text::conforms(lang)}</button>
            </p>
            <details class="unfolds">
                <summary>{text::finding(lang)}</summary>
                <form class="stack" on:submit=submit>
                    <SelectField id=self.id("ground") label=text::ground(lang) options=options chosen=ground />
                    <FormField id=self.id("finding") label=text::finding_words(lang) error=sending.error("/words") value=self.words kind=FieldKind::Lines />
                    <FormField id=self.id("days") label=text::mend_days(lang) hint=text::mend_days_hint(lang) error=sending.error("/mend_days") value=days />
                    <p class="buttons">{sending.button(text::finding(lang))}</p>
                </form>
            </details>
        }
        .into_any()
    }

    fn answer(self) -> AnyView {
        let lang = lang();
        let Self {
            at,
            revision,
            sending,
            remote,
            ..
        } = self;
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            let words = self.words.get_untracked();
            let request = AnswerFinding { revision, words };
            sending.send(
                move |key| api::supervision::answer(at, request, key),
                move |detail| remote.set(detail),
            );
        };
        view! {
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <FormField id=self.id("answer") label=text::answer_words(lang) error=sending.error("/words") value=self.words kind=FieldKind::Lines />
                <p class="buttons">{sending.button(text::answer(lang))}</p>
            </form>
        }
        .into_any()
    }

    fn verdict(self, close: bool) {
        let Self {
            at,
            revision,
            sending,
            remote,
            ..
        } = self;
        let request = JudgeAnswer {
            revision,
            close,
            words: self.words.get_untracked(),
        };
        sending.send(
            move |key| api::supervision::judge(at, request, key),
            move |detail| remote.set(detail),
        );
    }

    fn judge(self) -> AnyView {
        let lang = lang();
        let sending = self.sending;
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            self.verdict(true);
        };
        view! {
            <form class="stack" on:submit=submit>
                {sending.trouble()}
                <FormField id=self.id("verdict") label=text::judge_words(lang) error=sending.error("/words") value=self.words kind=FieldKind::Lines />
                <p class="buttons">
                    {sending.button(text::close(lang))}
                    <button type="button" disabled=move || sending.busy.get() on:click=move |_| self.verdict(false)>{text::insist(lang)}</button>
                </p>
            </form>
        }
        .into_any()
    }
}
