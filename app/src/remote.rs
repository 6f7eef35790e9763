//! Something of the server's that a screen shows: asked for, shown, asked for again.

use crate::api::Answer;
use crate::context::Context;
use crate::text::trouble::trouble;
use crate::ui::{Loaded, effect, lang};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

/// Cheap to copy; lives as long as the screen.
pub struct Remote<T> {
    state: RwSignal<Loaded>,
    asked: RwSignal<u32>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Remote<T> {}

type Fetch = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Answer<Loaded>>>>>;

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Asks now, and again whenever a signal changes that `fetch` reads before its first await.
    ///
    /// What was shown stays until the new answer is there; an answer that was overtaken is dropped.
    pub fn new<F: Future<Output = Answer<T>> + 'static>(fetch: impl Fn() -> F + 'static) -> Self {
        let (state, asked) = start(Box::new(move || {
            let answer = fetch();
            Box::pin(async move { answer.await.map(Loaded::data) })
        }));
        Self {
            state,
            asked,
            of: PhantomData,
        }
    }

    /// What [`crate::ui::Load`] shows.
    pub fn signal(self) -> Signal<Loaded> {
        self.state.into()
    }

    /// The data if it is there, tracked.
    pub fn data(self) -> Option<T> {
        self.state.with(|state| state.get().cloned())
    }

    /// The data if it is there, for what happens later.
    pub fn data_now(self) -> Option<T> {
        self.state
            .try_get_untracked()
            .and_then(|state| state.get().cloned())
    }

    /// Puts what a write brought back in its place.
    pub fn set(self, data: T) {
        self.state.try_set(Loaded::data(data));
    }

    /// Asks again; after a problem the skeleton shows meanwhile.
    pub fn reload(self) {
        reload(self.state, self.asked);
    }

    /// [`Self::reload`] for a button.
    pub fn retry(self) -> Callback<()> {
        let Self { state, asked, .. } = self;
        Callback::new(move |()| reload(state, asked))
    }
}

fn reload(state: RwSignal<Loaded>, asked: RwSignal<u32>) {
    if state.with_untracked(|state| matches!(state, Loaded::Trouble(_))) {
        state.set(Loaded::Waiting);
    }
    asked.update(|count| *count += 1);
}

fn start(fetch: Fetch) -> (RwSignal<Loaded>, RwSignal<u32>) {
    let (state, asked) = (RwSignal::new(Loaded::Waiting), RwSignal::new(0));
    let (context, lang) = (Context::here(), lang());
    let turn = StoredValue::new(0_u32);
    effect(move || {
        asked.track();
        context.anew().track();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let answer = fetch();
        spawn_local(async move {
            let answer = answer.await;
            if turn.try_get_value() != Some(mine) {
                return;
            }
            state.try_set(answer.unwrap_or_else(|error| {
                context.heed(&error);
                Loaded::Trouble(trouble(&error, lang))
            }));
        });
    });
    (state, asked)
}
