//! The agents of the company that one represents: who they are, naming one, ending one's time.

use super::paging::{back, told};
use super::ready;
use crate::api::{self, ApiError, SubmissionKey};
use crate::context::Context;
use crate::navigation::heading;
use crate::page::Page;
use crate::remote::Remote;
use crate::text::citizen as site;
use crate::text::holder as words;
use crate::text::trouble::trouble;
use crate::ui::date_field::wrong_day;
use crate::ui::{
    DateField, Dialog, ErrorSummary, FieldError, FormField, Load, Skeleton, Status, Toast, Trouble,
    heard, lang, whole_days,
};
use domain::problem::FieldProblem;
use domain::representation::{ForCompany, TermStanding, check_naming};
use domain::text::{self, Lang, date};
use domain::validity::read_day;
use domain::wire::acting::{AgentShown, NameAgent};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The boxes of the form, by the fields of the request.
const BOXES: [&str; 4] = ["name", "number", "from", "to"];

pub(super) fn agents() -> AnyView {
    let lang = lang();
    let may = Context::here().who().is_some_and(|who| {
        who.company()
            .is_some_and(|company| company.acting_as.may(ForCompany::NameAgents))
    });
    let title = heading(words::agents(lang).into(), site::site(lang));
    if !may {
        ready();
        return view! {
            {back(Page::Me, site::me(lang))}
            {title}
            <p class="lead">{words::not_representative(lang)}</p>
            <p>{words::not_representative_hint(lang)}</p>
        }
        .into_any();
    }
    let agents = Remote::new(api::acting::agents);
    let done = RwSignal::new(None);
    let show = Callback::new(move |all: Vec<AgentShown>| {
        if all.is_empty() {
            return view! { <p>{words::no_agents(lang)}</p> }.into_any();
        }
        let rows = all
            .into_iter()
            .map(|agent| row(agent, agents, done))
            .collect_view();
        view! { <ul class="list agents">{rows}</ul> }.into_any()
    });
    view! {
        {back(Page::Me, site::me(lang))}
        {title}
        <p>{words::agents_note(lang)}</p>
        <Toast message=done />
        <Load data=agents.signal() retry=agents.retry() skeleton=Skeleton::Rows show />
        {form(agents, done)}
    }
    .into_any()
}

fn row(
    agent: AgentShown,
    agents: Remote<Vec<AgentShown>>,
    done: RwSignal<Option<String>>,
) -> AnyView {
    let lang = lang();
    let (tone, word) = words::standing(agent.standing, lang);
    let days = [
        date::full_day(agent.from, lang),
        agent
            .to
            .map_or_else(String::new, |to| date::full_day(to, lang)),
    ]
    .join(" – ");
    let ends = matches!(agent.standing, TermStanding::Coming | TermStanding::Running);
    let end = ends.then(|| end(agent.id, &agent.name, agents, done));
    view! {
        <li>
            <span class="grow">
                <strong>{agent.name}</strong>" "<Status tone word />
                <span class="line small"><span>{agent.number}</span>" · "{whole_days(&days)}</span>
            </span>
            {end}
        </li>
    }
    .into_any()
}

fn end(
    id: domain::id::RepresentationId,
    name: &str,
    agents: Remote<Vec<AgentShown>>,
    done: RwSignal<Option<String>>,
) -> AnyView {
    let lang = lang();
    let (open, problem) = (RwSignal::new(false), RwSignal::new(None::<Trouble>));
    let on_confirm = Callback::new(move |()| {
        spawn_local(async move {
            match api::acting::end_agent(id).await {
                Ok(()) => {
                    done.try_set(Some(words::ended(lang).into()));
                    agents.reload();
                }
                Err(error) => {
                    problem.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    });
    let asked = heard(move |_| open.set(true));
    view! {
        {told(problem)}
        <button type="button" on:click=asked>{words::end_agent(lang)}<span class="visually-hidden">" "{name.to_owned()}</span></button>
        <Dialog open title=words::end_question(lang) confirm=words::end_agent(lang) on_confirm>
            <p>{words::end_means(lang)}</p>
        </Dialog>
    }
    .into_any()
}

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    number: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    errors: RwSignal<Vec<FieldError>>,
}

impl Typed {
    /// The request, or what has to be corrected first.
    fn read(self, context: Context, lang: Lang) -> Result<NameAgent, Vec<FieldError>> {
        let (from, to) = (
            self.from.with_untracked(|text| read_day(text)),
            self.to.with_untracked(|text| read_day(text)),
        );
        let (Some(from), Some(to)) = (from, to) else {
            let missing = [("from", from), ("to", to)];
            let missing = missing.into_iter().filter(|(_, day)| day.is_none());
            return Err(missing
                .map(|(id, _)| FieldError {
                    id: id.into(),
                    message: words::say_day(lang).into(),
                })
                .collect());
        };
        let agent = NameAgent {
            name: self.name.get_untracked().trim().to_owned(),
            number: self.number.get_untracked().trim().to_owned(),
            from,
            to,
        };
        let problems = check_naming(&agent.name, &agent.number, (from, to), context.today());
        if problems.is_empty() {
            Ok(agent)
        } else {
            Err(said(&problems, lang))
        }
    }

    fn error(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let errors = self.errors.get();
            errors
                .into_iter()
                .find(|error| error.id == id)
                .map(|error| error.message)
        })
    }
}

fn said(problems: &[FieldProblem], lang: Lang) -> Vec<FieldError> {
    let at = |problem: &FieldProblem| {
        let id = problem.pointer.trim_start_matches('/');
        BOXES.into_iter().find(|known| *known == id)
    };
    problems
        .iter()
        .map(|problem| FieldError {
            id: at(problem).unwrap_or("name").into(),
            message: text::problem::field(problem.code, problem.limit, lang),
        })
        .collect()
}

fn form(agents: Remote<Vec<AgentShown>>, done: RwSignal<Option<String>>) -> AnyView {
    let lang = lang();
    let context = Context::here();
    let empty = || RwSignal::new(String::new());
    let typed = Typed {
        name: empty(),
        number: empty(),
        from: RwSignal::new(context.today().to_string()),
        to: empty(),
        errors: RwSignal::new(Vec::new()),
    };
    let (key, problem) = (SubmissionKey::new(), RwSignal::new(None::<Trouble>));
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        problem.set(None);
        let agent = match typed.read(context, lang) {
            Ok(agent) => agent,
            Err(errors) => return typed.errors.set(errors),
        };
        typed.errors.set(Vec::new());
        spawn_local(async move {
            let answer = api::acting::name_agent(agent, key.get()).await;
            key.answered(&answer);
            match answer {
                Ok(all) => {
                    for text in [typed.name, typed.number, typed.to] {
                        text.try_set(String::new());
                    }
                    done.try_set(Some(words::named(lang).into()));
                    agents.set(all);
                }
                Err(ApiError::Problem(told)) if !told.errors.is_empty() => {
                    typed.errors.try_set(said(&told.errors, lang));
                }
                Err(error) => {
                    context.heed(&error);
                    problem.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    };
    view! {
        <form class="stack" on:submit=heard(send) novalidate>
            <h2>{words::name_agent(lang)}</h2>
            <ErrorSummary errors=typed.errors />
            <FormField id="name" label=words::agent_name(lang) error=typed.error("name") value=typed.name />
            <FormField id="number" label=words::agent_number(lang) hint=words::agent_number_hint(lang) error=typed.error("number") value=typed.number />
            <DateField id="from" label=words::agent_from(lang) error=typed.error("from") check=wrong_day value=typed.from />
            <DateField id="to" label=words::agent_to(lang) hint=words::agent_days_hint(lang) error=typed.error("to") check=wrong_day value=typed.to />
            {told(problem)}
            <p class="buttons"><button class="primary">{words::name_agent(lang)}</button></p>
        </form>
    }
    .into_any()
}
