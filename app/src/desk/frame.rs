//! Which screen is it, and who gets to see it? What stands around every page of the desk.

use super::desktop::{Desktop, heading};
use super::masthead::masthead;
use super::page::{LOG_IN, Page, QUEUE};
use super::text::{frame as text, role};
use super::{
    account, approvals, areas, calendar, catalogue, importing, inquiries, issuing, keys, licence,
    licences, log_in, machine_keys, notices, objections, password, retention, seals, staff,
    supervision, templates, undelivered,
};
use crate::api::{self, ApiError};
use crate::context::Context;
use crate::navigation::{Navigation, path};
use crate::text::trouble::trouble;
use crate::ui::{Skeleton, Toast, demonstration, lang, load, mark_ready, offline};
use domain::access::{Actor, Role};
use domain::second_factor::Owed;
use domain::wire::session::Who;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Everything that staff see.
pub fn app() -> AnyView {
    let context = Context::provide();
    let navigation = Navigation::provide(|href| href.starts_with("/desk"));
    keys::listen();
    ask(context);
    // Another language builds everything anew: no text has to listen for it.
    (move || {
        provide_context(context.lang.get());
        framed(context, navigation)
    })
    .into_any()
}

/// Which page the session allows.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Failed(ApiError),
    LogIn {
        as_citizen: bool,
    },
    /// The second factor is to be proved.
    Proof,
    Password,
    /// A second factor is to be set up.
    SetUp,
    Open(Who),
}

fn ask(context: Context) {
    spawn_local(async move {
        match api::session::current().await {
            Ok(session) => context.enter(session),
            Err(error) => context.session.set(Some(Err(error))),
        }
    });
}

fn stage(context: Context) -> Stage {
    let who = match context.session.get() {
        None => return Stage::Asking,
        Some(Err(error)) => return Stage::Failed(error),
        Some(Ok(session)) => session.who,
    };
    match who {
        None => Stage::LogIn { as_citizen: false },
        Some(who) if matches!(who.actor, Actor::Holder { .. }) => Stage::LogIn { as_citizen: true },
        Some(who) if who.owes == Some(Owed::Proof) => Stage::Proof,
        Some(who) if who.must_change_password => Stage::Password,
        Some(who) if who.owes.is_some() => Stage::SetUp,
        Some(who) => Stage::Open(who),
    }
}

fn framed(context: Context, navigation: Navigation) -> AnyView {
    let lang = lang();
    let toast = RwSignal::new(None);
    let stage = Memo::new(move |_| stage(context));
    let place = Memo::new(move |_| path(&navigation.address()).to_owned());
    Effect::new(move || {
        stage.track();
        navigation.address();
        request_animation_frame(mark_ready);
    });
    let screen = move || {
        let desktop = Desktop {
            context,
            navigation,
            times: context.times(),
            toast,
        };
        // Another path is another screen; another query is the same screen in another state.
        show(stage.get(), &place.get(), desktop)
    };
    let who = Signal::derive(move || match stage.get() {
        Stage::Open(who) => Some(who),
        _ => None,
    });
    view! {
        <a class="skip button" href="#main">{text::skip(lang)}</a>
        {masthead(context, navigation, who)}
        {move || strip(context)}
        {offline()}
        <main id="main" tabindex="-1">{screen}</main>
        <Toast message=toast />
    }
    .into_any()
}

fn show(stage: Stage, place: &str, desktop: Desktop) -> AnyView {
    let lang = lang();
    match (stage, Page::parse(place)) {
        (Stage::Open(_), Some(Page::LogIn)) => log_in::screen(desktop, false),
        (Stage::Open(who), Some(_)) if !areas::may(who.actor.role(), place) => {
            not_yours(who.actor.role())
        }
        (Stage::Open(who), Some(Page::Queue(_))) => objections::screen(desktop, who),
        (Stage::Open(_), Some(Page::Register)) => objections::register::screen(desktop),
        (Stage::Open(_), Some(Page::Notices)) => notices::screen(desktop),
        (Stage::Open(_), Some(Page::Account)) => account::screen(desktop),
        (Stage::Open(_), Some(Page::Staff)) => staff::screen(desktop),
        (Stage::Open(_), Some(Page::Undelivered)) => undelivered::screen(desktop),
        (Stage::Open(_), Some(Page::Inquiries)) => inquiries::screen(desktop),
        (Stage::Open(who), Some(Page::Templates)) => templates::screen(desktop, &who),
        (Stage::Open(_), Some(Page::Catalogue(_))) => catalogue::list(desktop),
        (Stage::Open(who), Some(Page::NewEntry)) => catalogue::new(desktop, &who),
        (Stage::Open(who), Some(Page::Entry(code))) => catalogue::entry(desktop, &who, code),
        (Stage::Open(_), Some(Page::Board)) => supervision::board(desktop),
        (Stage::Open(_), Some(Page::Quality)) => supervision::quality(desktop),
        (Stage::Open(who), Some(Page::Outages)) => supervision::outages(desktop, &who),
        (Stage::Open(_), Some(Page::Outage(id))) => supervision::outage(desktop, id),
        (Stage::Open(_), Some(Page::Calendar)) => calendar::screen(desktop),
        (Stage::Open(who), Some(Page::Arrangement(id))) => calendar::one(desktop, &who, id),
        (Stage::Open(who), Some(Page::Inspections)) => supervision::inspections(desktop, &who),
        (Stage::Open(_), Some(Page::Draw)) => supervision::draw(desktop),
        (Stage::Open(who), Some(Page::Inspection(id))) => {
            supervision::inspection(desktop, &who, id)
        }
        (Stage::Open(_), Some(Page::MachineKeys)) => machine_keys::screen(desktop),
        (Stage::Open(_), Some(Page::Retention)) => retention::screen(desktop),
        (Stage::Open(who), Some(Page::Types)) => issuing::types(desktop, &who),
        (Stage::Open(who), Some(Page::Issue(code))) => issuing::issue(desktop, &who, code),
        (Stage::Open(who), Some(Page::Approvals(_))) => approvals::list(desktop, &who),
        (Stage::Open(who), Some(Page::Approval(id))) => approvals::screen(desktop, &who, id),
        (Stage::Open(who), Some(Page::Imports)) => importing::list(desktop, &who),
        (Stage::Open(_), Some(Page::Import(id))) => importing::one(desktop, id),
        (Stage::Open(who), Some(Page::Licence(id))) => licence::screen(desktop, &who, id),
        (Stage::Open(who), Some(Page::Deed(id, kind))) if kind.makes_version() => {
            issuing::next_version(desktop, &who, id, kind)
        }
        (Stage::Open(who), Some(Page::Deed(id, kind))) => licence::enter(desktop, &who, id, kind),
        (Stage::Open(_), Some(Page::Representatives(id))) => licence::representatives(desktop, id),
        (Stage::Open(who), Some(Page::Licences(_))) => licences::screen(desktop, &who),
        (Stage::Open(_), Some(Page::Sealing)) => seals::waiting(desktop),
        (Stage::Open(who), Some(Page::Seals)) => seals::register(&who),
        (Stage::Open(_), Some(Page::NewSeal)) => seals::request(desktop),
        (Stage::Open(who), Some(Page::Seal(id))) => seals::seal(desktop, who, id),
        (Stage::Open(_), Some(Page::SealSummary(_))) => seals::summary(desktop),
        (Stage::Open(_), None) => said(text::not_found(lang), text::not_found_hint(lang)),
        (stage, page) => before(stage, page, desktop),
    }
}

/// What stands before every page: who is it, and does the log-in owe anything?
fn before(stage: Stage, page: Option<Page>, desktop: Desktop) -> AnyView {
    let lang = lang();
    let context = desktop.context;
    match (stage, page) {
        (Stage::Asking, _) => load::waiting(Skeleton::Page),
        (Stage::Failed(error), _) => load::problem(
            trouble(&error, lang),
            Callback::new(move |()| {
                context.session.set(None);
                ask(context);
            }),
        ),
        (Stage::LogIn { as_citizen }, _) => log_in::screen(desktop, as_citizen),
        (_, Some(Page::LogIn)) => log_in::screen(desktop, false),
        (Stage::Proof, _) => account::prove(desktop),
        (Stage::Password, _) => password::screen(desktop),
        (Stage::SetUp, _) => account::set_up(desktop),
        (Stage::Open(_), _) => said(text::no_desk(lang), text::no_desk_hint(lang)),
    }
}

fn said(title: &'static str, hint: &'static str) -> AnyView {
    view! {
        <div class="narrow stack">
            {heading(title)}
            <p>{hint}</p>
            <p><a href=QUEUE>{text::queue(lang())}</a></p>
        </div>
    }
    .into_any()
}

/// In the place of a page that isn't for a role: those that are.
fn not_yours(role: Role) -> AnyView {
    let lang = lang();
    let areas = areas::of_role(role).flat_map(|(_, areas)| areas);
    let links = areas.map(|area| view! { <li><a href=area.path>{(area.name)(lang)}</a></li> });
    view! {
        <div class="narrow stack">
            {heading(text::not_yours(lang))}
            <p>{text::not_yours_hint(lang)}</p>
            <ul>{links.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// The strip of the demonstration, with who one is and how to be somebody else.
fn strip(context: Context) -> AnyView {
    if !context.is_demonstration() {
        return ().into_any();
    }
    let lang = lang();
    let who = context.who().map(|who| {
        let role = if who.is_holder() {
            text::citizen(lang)
        } else {
            role(who.actor.role(), lang)
        };
        // Where there is little room the end is cut off: the name comes first.
        let agency = who.agency_name.unwrap_or_default();
        view! { " · "{text::now_as(lang)}" "<b>{role}" "{who.name}</b>" "{agency} }
    });
    let ways = view! {
        <a href=LOG_IN>{text::switch_role(lang)}</a>
        <a href="/log-in" target="_self">{text::to_citizen(lang)}</a>
    };
    demonstration(text::demonstration(lang), who.into_any(), ways.into_any())
}
