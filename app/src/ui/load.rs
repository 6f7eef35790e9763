//! What does a screen show while, if and when its data comes? All four states, by construction.

use super::icon::{Icon, icon};
use super::live::{effect, heard, live};
use super::{lang, mark_ready, words};
use crate::browser;
use domain::problem::{Problem, ProblemCode};
use domain::text::{self, Lang};
use leptos::prelude::*;
use std::any::Any;
use std::sync::Arc;

/// Why something did not work, in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub title: String,
    /// What to do next.
    pub remedy: String,
    /// Under which the server's log knows it.
    pub request_id: Option<String>,
    /// Whether trying again may help; what is not there will not be there the next time.
    pub again: bool,
}

impl Trouble {
    /// Both in one line.
    pub fn said(&self, lang: Lang) -> String {
        [&self.title, lang.pick("。", ". "), &self.remedy].concat()
    }

    /// A problem that the server reported.
    pub fn of(problem: &Problem, lang: Lang) -> Self {
        Self {
            title: text::problem::title(problem.code, lang).into(),
            remedy: text::problem::remedy(problem.code, lang).into(),
            request_id: problem.request_id.clone(),
            again: !matches!(problem.code, ProblemCode::NotFound | ProblemCode::Forbidden),
        }
    }
}

/// Data on its way. What it is, is not in the type: then one piece of code shows them all.
#[derive(Clone, Debug)]
pub enum Loaded {
    /// None yet.
    Waiting,
    /// What went wrong.
    Trouble(Trouble),
    /// Here it is.
    Data(Arc<dyn Any + Send + Sync>),
}

impl Loaded {
    /// Data that is here.
    pub fn data<T: Send + Sync + 'static>(data: T) -> Self {
        Self::Data(Arc::new(data))
    }

    /// The data, if it is here and of this type.
    pub fn get<T: 'static>(&self) -> Option<&T> {
        match self {
            Self::Data(data) => data.downcast_ref(),
            _ => None,
        }
    }
}

/// The grey shape that stands where the data will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skeleton {
    /// A few licence cards.
    Cards,
    /// Rows of a list.
    Rows,
    /// A page of text.
    Page,
}

/// Why a list is empty and what would fill it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Empty {
    /// Why.
    pub title: String,
    /// What would fill it.
    pub hint: String,
}

/// Shows the skeleton, the emptiness, the problem with a way to try again, or the data.
#[component]
pub fn Load<T: Clone + Send + Sync + 'static>(
    /// The data on its way; while it is fetched again the old data may stay.
    #[prop(into)]
    data: Signal<Loaded>,
    /// Fetches it again.
    #[prop(into)]
    retry: Callback<()>,
    /// What stands there meanwhile.
    skeleton: Skeleton,
    /// What to say if there is data but nothing in it; none means that it can't be empty.
    #[prop(optional)]
    empty: Option<fn(&T) -> Option<Empty>>,
    /// Draws the data.
    #[prop(into)]
    show: Callback<T, AnyView>,
) -> impl IntoView {
    let draw = move |data: &dyn Any| {
        let data: &T = data.downcast_ref()?;
        let empty = empty.and_then(|empty| empty(data));
        Some(empty.map_or_else(|| show.run(data.clone()), nothing))
    };
    load(data, retry, skeleton, Box::new(draw))
}

type Draw = Box<dyn Fn(&dyn Any) -> Option<AnyView> + Send>;

fn load(data: Signal<Loaded>, retry: Callback<()>, skeleton: Skeleton, draw: Draw) -> AnyView {
    effect(move || {
        data.track();
        request_animation_frame(mark_ready);
    });
    live(move || match data.get() {
        Loaded::Waiting => waiting(skeleton),
        Loaded::Trouble(trouble) => problem(trouble, retry),
        Loaded::Data(data) => draw(&*data).unwrap_or_else(|| waiting(skeleton)),
    })
}

/// The skeleton alone.
pub fn waiting(skeleton: Skeleton) -> AnyView {
    let class = match skeleton {
        Skeleton::Cards => "skeleton cards",
        Skeleton::Rows => "skeleton rows",
        Skeleton::Page => "skeleton page",
    };
    view! {
        <div class=class aria-busy="true">
            <span class="visually-hidden" role="status">
                {words::loading(lang())}
            </span>
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
    .into_any()
}

/// Why there is nothing, and what would fill it.
pub fn nothing(empty: Empty) -> AnyView {
    view! {
        <div class="empty">
            <p class="lead">{empty.title}</p>
            <p>{empty.hint}</p>
        </div>
    }
    .into_any()
}

/// What went wrong, what to do next, and a way to try again.
pub fn problem(trouble: Trouble, retry: Callback<()>) -> AnyView {
    let title = (icon(Icon::Alert), trouble.title);
    // A page whose data did not come has no name yet: then the problem is what it is about.
    let title = if matches!(document().query_selector("main h1"), Ok(Some(_))) {
        view! { <p class="lead">{title}</p> }.into_any()
    } else {
        view! { <h1 class="lead" tabindex="-1">{title}</h1> }.into_any()
    };
    let way = if trouble.again {
        view! { <button type="button" on:click=heard(move |_| retry.run(()))>{words::retry(lang())}</button> }.into_any()
    } else {
        let start = if browser::is_desk() { "/desk/" } else { "/" };
        view! { <a class="button" href=start>{words::back(lang())}</a> }.into_any()
    };
    view! {
        <div class="problem" role="alert">
            {title}
            <p>{trouble.remedy}</p>
            {trouble.request_id.map(|id| view! { <p class="small">{words::request_id(lang())}" "<code>{id}</code></p> })}
            {way}
        </div>
    }
    .into_any()
}
