//! Something of the server's that a screen shows: asked for, shown, asked for again.

use crate::api::Answer;
use crate::context::Context;
use crate::text::trouble::trouble;
use crate::ui::{Loaded, lang};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

type Fetch<T> = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Answer<T>>>>>;

/// Cheap to copy; lives as long as the screen.
pub struct Remote<T: Send + Sync + 'static> {
    state: RwSignal<Loaded<T>>,
    asked: RwSignal<u32>,
}

impl<T: Send + Sync> Clone for Remote<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Remote<T> {}

impl<T: Clone + Send + Sync + 'static> Remote<T> {
    /// Asks now, and again whenever a signal changes that `fetch` reads before its first await.
    ///
    /// What was shown stays until the new answer is there; an answer that was overtaken is dropped.
    pub fn new<F: Future<Output = Answer<T>> + 'static>(fetch: impl Fn() -> F + 'static) -> Self {
        Self::start(Rc::new(move || Box::pin(fetch())))
    }

    fn start(fetch: Fetch<T>) -> Self {
        let remote = Self {
            state: RwSignal::new(None),
            asked: RwSignal::new(0),
        };
        let context = Context::here();
        let lang = lang();
        let turn = StoredValue::new(0_u32);
        Effect::new(move |_| {
            remote.asked.track();
            turn.update_value(|turn| *turn += 1);
            let mine = turn.get_value();
            let answer = fetch();
            spawn_local(async move {
                let answer = answer.await;
                if turn.try_get_value() != Some(mine) {
                    return;
                }
                if let Err(error) = &answer {
                    context.heed(error);
                }
                remote
                    .state
                    .try_set(Some(answer.map_err(|error| trouble(&error, lang))));
            });
        });
        remote
    }

    /// What [`crate::ui::Load`] shows.
    pub fn signal(self) -> Signal<Loaded<T>> {
        self.state.into()
    }

    /// The data if it is there, tracked.
    pub fn data(self) -> Option<T> {
        self.state.with(|state| {
            state
                .as_ref()
                .and_then(|answer| answer.as_ref().ok().cloned())
        })
    }

    /// The data if it is there, for what happens later.
    pub fn data_now(self) -> Option<T> {
        self.state.try_get_untracked().flatten().and_then(Result::ok)
    }

    /// Puts what a write brought back in its place.
    pub fn set(self, data: T) {
        self.state.try_set(Some(Ok(data)));
    }

    /// Asks again; after a problem the skeleton shows meanwhile.
    pub fn reload(self) {
        if self
            .state
            .with_untracked(|state| matches!(state, Some(Err(_))))
        {
            self.state.set(None);
        }
        self.asked.update(|count| *count += 1);
    }

    /// [`Self::reload`] for a button.
    pub fn retry(self) -> Callback<()> {
        Callback::new(move |()| self.reload())
    }
}
