//! Seals at the desk: the register and one seal of it, asking for one, what waits for its keeper, and the summary.

mod deeds;
mod register;
mod request;
mod seal;
mod summary;
mod waiting;

pub(super) use register::screen as register;
pub(super) use request::screen as request;
pub(super) use seal::screen as seal;
pub(super) use summary::screen as summary;
pub(super) use waiting::screen as waiting;

use super::desktop::Desktop;
use super::text::seals as text;
use crate::api::{Answer, SubmissionKey};
use crate::text::trouble::trouble;
use crate::ui::{Status, Tone, Trouble, lang};
use domain::access::{Actor, Relation};
use domain::id::AgencyId;
use domain::sealing::{SealAct, SealState, may};
use domain::wire::session::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// Whether somebody may do something with a seal of this agency.
fn can(who: &Who, agency: AgencyId, act: SealAct) -> bool {
    let own = matches!(who.actor, Actor::Staff { agency: own, .. } if own == agency);
    let relation = if own {
        Relation::OwnAgency
    } else {
        Relation::Other
    };
    may(who.actor.role(), relation, act)
}

/// Whether somebody may do something with a seal of the own agency.
fn can_at_home(who: &Who, act: SealAct) -> bool {
    may(who.actor.role(), Relation::OwnAgency, act)
}

fn state(state: SealState) -> AnyView {
    let tone = match state {
        SealState::Made => Tone::Done,
        SealState::Requested | SealState::Confirmed => Tone::Soon,
        SealState::Suspended | SealState::Revoked | SealState::Declined => Tone::Late,
    };
    view! { <Status tone word=text::state_of(state, lang()) /> }.into_any()
}

/// Sends something once at a time, and says what was wrong with it.
#[derive(Clone, Copy)]
struct Sending {
    desktop: Desktop,
    key: SubmissionKey,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<Trouble>>,
}

impl Sending {
    fn new(desktop: Desktop) -> Self {
        Self {
            desktop,
            key: SubmissionKey::new(),
            busy: RwSignal::new(false),
            wrong: RwSignal::new(None),
        }
    }

    /// `then` gets the answer; a toast says that it was done.
    fn send<T: 'static, F: Future<Output = Answer<T>> + 'static>(
        self,
        asked: impl FnOnce(String) -> F,
        then: impl FnOnce(T) -> String + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.wrong.set(None);
        let lang = self.desktop.lang();
        let answer = asked(self.key.get());
        spawn_local(async move {
            match answer.await {
                Ok(answer) => {
                    self.key.renew();
                    let told = then(answer);
                    self.desktop.toast.try_set(Some(told));
                }
                Err(error) => {
                    self.key.renew();
                    self.wrong.try_set(Some(trouble(&error, lang)));
                }
            }
            self.busy.try_set(false);
        });
    }

    fn refused(self) -> AnyView {
        crate::ui::live(move || match self.wrong.get() {
            Some(wrong) => super::desktop::refused(&wrong),
            None => ().into_any(),
        })
    }
}
