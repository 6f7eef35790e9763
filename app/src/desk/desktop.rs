//! What every screen of the desk is given by the frame, and what several of them say.

use super::text;
use crate::api;
use crate::context::Context;
use crate::navigation::{self, Navigation, path};
use crate::remote::Remote;
use crate::ui::{Icon, Times, Trouble, icon, lang};
use domain::access::Actor;
use domain::id::StaffId;
use domain::text::Lang;
use domain::wire::session::{DemoAccounts, Who};
use leptos::prelude::*;

/// What the frame hands to a screen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Desktop {
    pub(super) context: Context,
    pub(super) navigation: Navigation,
    pub(super) times: Times,
    pub(super) toast: RwSignal<Option<String>>,
}

impl Desktop {
    /// What the query says of this screen's state: the same screen with another filter, page or tab. On the way to
    /// another page it stays as it was, so that nothing is fetched for a screen that is being left.
    pub(super) fn state<T>(self, parse: fn(&str) -> T) -> Memo<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let navigation = self.navigation;
        let own = path(&navigation.address_now()).to_owned();
        Memo::new(move |last: Option<&T>| {
            let address = navigation.address();
            match last {
                Some(last) if path(&address) != own => last.clone(),
                _ => parse(&address),
            }
        })
    }

    /// The language outside a screen's own building, where its context can't be asked.
    pub(super) fn lang(self) -> Lang {
        self.context.lang.get_untracked()
    }
}

/// Who of the staff it is.
pub(super) fn staff(who: &Who) -> Option<StaffId> {
    match who.actor {
        Actor::Staff { staff, .. } => Some(staff),
        Actor::Holder { .. } => None,
    }
}

/// The page's heading, which names it in the title bar too.
pub(super) fn heading(title: &str) -> AnyView {
    navigation::heading(title.into(), text::site(lang()))
}

/// What was refused, where it was tried.
pub(super) fn refused(wrong: &Trouble) -> AnyView {
    view! {
        <div class="problem" role="alert">
            <p class="lead">{icon(Icon::Alert)}{wrong.title.clone()}</p>
            <p>{wrong.remedy.clone()}</p>
        </div>
    }
    .into_any()
}

/// Accounts that a visitor of the demonstration can use; nothing elsewhere.
pub(super) fn accounts(context: Context) -> Option<Remote<DemoAccounts>> {
    let offered = context
        .session
        .with_untracked(|session| matches!(session, Some(Ok(session)) if session.demonstration));
    offered.then(|| Remote::new(api::session::demonstration))
}
