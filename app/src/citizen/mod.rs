//! The citizen's app: its frame, and which screen stands at which address.

mod acting;
mod agents;
mod as_staff;
mod begun;
mod case;
mod catalogue;
mod complaining;
mod frame;
mod licence;
mod licences;
mod log_in;
mod me;
mod messages;
mod objecting;
mod objections;
mod paging;
mod seal;
mod showing;
mod unsent;
mod uses;
mod versions;

use crate::api;
use crate::browser;
use crate::context::Context;
use crate::navigation::{Navigation, heading, path};
use crate::page::Page;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{Load, Loaded, Skeleton, effect, lang, live, mark_ready};
use domain::wire::session::{Session, Who};
use leptos::prelude::*;
use leptos::task::spawn_local;
use unsent::Outbox;

/// Everything that a citizen sees.
pub fn app() -> AnyView {
    within(|href| Page::parse(href).is_some(), open_to_all)
}

/// The first screen alone: what everybody who comes here loads before anything else.
pub fn first() -> AnyView {
    within(
        |href| matches!(Page::parse(href), Some(Page::Home | Page::LogIn)),
        |context| screen(context, at_first),
    )
}

/// The frame with the screens that this program `serves`; links elsewhere load the page that does.
fn within(serves: fn(&str) -> bool, screens: fn(Context) -> AnyView) -> AnyView {
    let context = Context::provide();
    Navigation::provide(serves);
    effect(move || {
        context.anew().track();
        ask_who(context);
    });
    browser::listen("online", move |_| context.ask_anew());
    Outbox::provide(context);
    forget_age(context);
    acting::follow_other_tabs();
    // Another language builds everything anew: no text has to listen for it.
    live(move || {
        provide_context(context.lang.get());
        frame::frame(screens(context))
    })
}

/// On another page nothing is old until something is shown that is.
fn forget_age(context: Context) {
    let Some(navigation) = Navigation::here() else {
        return;
    };
    let path = Memo::new(move |_| path(&navigation.address()).to_owned());
    effect(move || {
        path.track();
        context.kept_at().set(None);
    });
}

/// What everybody may read, logged in or not, before the screens that are somebody's.
fn open_to_all(context: Context) -> AnyView {
    let Some(navigation) = Navigation::here() else {
        return ().into_any();
    };
    let open = Memo::new(move |_| {
        let page = Page::parse(&navigation.address());
        page.filter(|page| matches!(page, Page::Catalogue | Page::Type(_)))
    });
    live(move || match open.get() {
        Some(Page::Catalogue) => catalogue::list(),
        Some(Page::Type(code)) => catalogue::kind(code),
        _ => screen(context, at_address),
    })
}

/// Asks who is logged in; the boot script has asked already, so the answer is often here.
fn ask_who(context: Context) {
    spawn_local(async move {
        match api::session::current_or_kept().await {
            Ok(session) => context.enter_seen(session),
            Err(error) => context.session.set(Some(Err(error))),
        }
    });
}

/// The screen at this address, once it is known for whom.
fn screen(context: Context, screens: fn() -> AnyView) -> AnyView {
    let lang = lang();
    let session = Signal::derive(move || match context.session.get() {
        None => Loaded::Waiting,
        Some(Ok(session)) => Loaded::data(session),
        Some(Err(error)) => Loaded::Trouble(trouble(&error, lang)),
    });
    let again = Callback::new(move |()| {
        context.session.set(None);
        ask_who(context);
    });
    let show = Callback::new(move |session: Session| match session.who {
        None => log_in::log_in(),
        Some(who) if !who.is_holder() => {
            staff_here(&who, session.demonstration && session.log_in_at.is_none())
        }
        Some(_) => screens(),
    });
    view! { <Load data=session retry=again skeleton=Skeleton::Cards show /> }.into_any()
}

fn at_first() -> AnyView {
    let Some(navigation) = Navigation::here() else {
        return ().into_any();
    };
    let logging_in =
        Memo::new(move |_| matches!(Page::parse(&navigation.address()), Some(Page::LogIn)));
    live(move || {
        if logging_in.get() {
            log_in::log_in()
        } else {
            licences::home()
        }
    })
}

fn at_address() -> AnyView {
    let Some(navigation) = Navigation::here() else {
        return ().into_any();
    };
    // The steps of one draft share a screen, so that going back and forth loses nothing that is being typed.
    let place = Memo::new(move |_| match Page::parse(&navigation.address()) {
        Some(Page::Draft(id, _)) => Some(Page::Draft(id, crate::page::Step::Fields)),
        other => other,
    });
    live(move || match place.get() {
        Some(Page::Home) => licences::home(),
        Some(Page::LogIn) => log_in::log_in(),
        Some(Page::Choose) => licences::choose(),
        Some(Page::ChooseShown) => licences::choose_shown(),
        Some(Page::Show(id)) => showing::show(id),
        Some(Page::Licence(id)) => licence::licence(id),
        Some(Page::Version(id, version)) => versions::version(id, version),
        Some(Page::Object(id)) => objecting::open(id),
        Some(Page::Draft(id, _)) => objecting::write(id),
        Some(Page::Receipt(id)) => objecting::receipt(id),
        Some(Page::Objections) => objections::objections(),
        Some(Page::Complain) => complaining::complain(),
        Some(Page::Objection(id)) => case::case(id),
        Some(Page::Messages) => messages::messages(),
        Some(Page::Me) => me::me(),
        Some(Page::Agents) => agents::agents(),
        Some(Page::Catalogue | Page::Type(_)) | None => lost(),
    })
}

/// Staff have no licences here: where they belong, and how to be a citizen instead.
fn staff_here(who: &Who, demonstration: bool) -> AnyView {
    let lang = lang();
    ready();
    view! {
        {heading(words::staff_here(lang).into(), words::site(lang))}
        <p>{who.name.clone()}" · "{who.agency_name.clone()}</p>
        <p>{words::staff_here_hint(lang)}</p>
        <p class="buttons">
            <a class="button primary" href="/desk/" target="_self">{words::go_to_desk(lang)}</a>
            {me::log_out_button()}
        </p>
        {demonstration.then(log_in::persons)}
    }
    .into_any()
}

fn lost() -> AnyView {
    let lang = lang();
    ready();
    view! {
        {heading(words::lost(lang).into(), words::site(lang))}
        <p>{words::lost_hint(lang)}</p>
        <p class="buttons"><a class="button primary" href=Page::Home.href()>{words::back_to_licences(lang)}</a></p>
    }
    .into_any()
}

/// For screens that load nothing: they are ready as soon as they stand.
fn ready() {
    request_animation_frame(mark_ready);
}
