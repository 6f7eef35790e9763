//! What every screen knows without asking: who is logged in, the language, the display, the server's time.

use crate::api::{self, Answer, ApiError, Seen};
use crate::browser;
use crate::ui::Times;
use crate::ui::times::local;
use domain::text::Lang;
use domain::wire::session::{Rules, Session, Who};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// The frame around the screens; given once, at the top.
#[derive(Clone, Copy)]
pub struct Context {
    /// The session; nothing while it is being asked for.
    pub session: RwSignal<Option<Answer<Session>>>,
    /// Changing it builds the screens anew, so screens read it once, by [`crate::ui::lang`].
    pub lang: RwSignal<Lang>,
    /// How large 长辈版 is: nothing is the standard display, `1` its usual size, `24` and `30` its larger ones in pixels.
    pub elder: RwSignal<String>,
    /// Whether the session ran out while somebody was at work, who shall learn why the log-in appears.
    pub ran_out: RwSignal<bool>,
    /// Unread messages.
    pub unread: RwSignal<i64>,
    /// At the desk, how many versions wait for approval.
    pub waiting: RwSignal<i64>,
    age: StoredValue<Age>,
    clock: StoredValue<Clock>,
    rules: RwSignal<Option<Arc<Rules>>>,
    rules_asked: StoredValue<RulesAsked>,
}

/// How old what is shown is.
#[derive(Clone, Copy)]
struct Age {
    kept_at: RwSignal<Option<Timestamp>>,
    anew: RwSignal<u32>,
    /// Whether the session is the last one seen, and not the server's word now.
    session_seen: StoredValue<bool>,
}

/// Whether the rules were asked for, and the last version of the calendar for which they were asked for anew.
#[derive(Clone, Copy, Default)]
struct RulesAsked {
    once: bool,
    renewed: Option<Date>,
}

/// The server's time at a moment of the browser's clock.
#[derive(Clone, Copy)]
struct Clock {
    server: Timestamp,
    browser: i64,
}

const LANG: &str = "mz.lang";
const ELDER: &str = "mz.elder";
const SIGNED_IN: &str = "mz.in";

impl Context {
    /// Makes the frame with the settings that this device remembers.
    pub fn provide() -> Self {
        let lang = match browser::recall(LANG).as_deref() {
            Some("en") => Lang::En,
            _ => Lang::Zh,
        };
        let context = Self {
            session: RwSignal::new(None),
            lang: RwSignal::new(lang),
            elder: RwSignal::new(browser::recall(ELDER).unwrap_or_default()),
            ran_out: RwSignal::new(false),
            age: StoredValue::new(Age {
                kept_at: RwSignal::new(None),
                anew: RwSignal::new(0),
                session_seen: StoredValue::new(false),
            }),
            unread: RwSignal::new(0),
            waiting: RwSignal::new(0),
            clock: StoredValue::new(Clock {
                server: Timestamp::from_millisecond(browser::milliseconds()).unwrap_or_default(),
                browser: browser::milliseconds(),
            }),
            rules: RwSignal::new(None),
            rules_asked: StoredValue::new(RulesAsked::default()),
        };
        provide_context(context);
        context
    }

    /// The frame that this screen stands in.
    pub fn here() -> Self {
        // Every screen is mounted under `provide`; without it there is nothing sensible to show.
        use_context().unwrap_or_else(Self::provide)
    }

    /// Takes in a session as the server gave it.
    pub fn enter(self, session: Session) {
        self.note(&session);
        self.session.set(Some(Ok(session)));
    }

    fn note(self, session: &Session) {
        self.clock.set_value(Clock {
            server: session.now,
            browser: browser::milliseconds(),
        });
        let who = session.who.as_ref();
        // The boot script asks early for the licences of a holder; staff have none.
        let holder = who.is_some_and(Who::is_holder);
        browser::remember(SIGNED_IN, if holder { "1" } else { "" });
        self.age.get_value().session_seen.set_value(false);
        self.ran_out.set(false);
        self.unread.set(who.map_or(0, |who| who.unread));
    }

    /// When what the screen shows was had from the server, where that was not now.
    pub fn kept_at(self) -> RwSignal<Option<Timestamp>> {
        self.age.get_value().kept_at
    }

    /// Counts up when what was kept shall be asked for anew.
    pub fn anew(self) -> RwSignal<u32> {
        self.age.get_value().anew
    }

    /// Takes in a session that may be the last one seen, which tells nothing of the time now.
    pub fn enter_seen(self, seen: Seen<Session>) {
        if seen.kept_at.is_none() {
            self.note(&seen.data);
        } else {
            self.age.get_value().session_seen.set_value(true);
        }
        // Where the same person goes on, the screen stays, with all that was typed and chosen there.
        if !self.session.with_untracked(|before| {
            matches!(before, Some(Ok(before)) if *before == Session { now: before.now, ..seen.data.clone() })
        }) {
            self.session.set(Some(Ok(seen.data)));
        }
    }

    /// Takes in something that may be the last one seen: then the screen says so.
    pub fn seen<T>(self, seen: Seen<T>) -> T {
        self.kept_at().set(seen.kept_at);
        seen.data
    }

    /// Asks for what is shown anew, if it is not what the server says now.
    pub fn ask_anew(self) {
        if self.age.get_value().session_seen.get_value()
            || self.kept_at().with_untracked(Option::is_some)
        {
            self.anew().update(|count| *count += 1);
        }
    }

    /// The session has ended: the log-in is shown in place, and the address stays.
    pub fn leave(self) {
        browser::remember(SIGNED_IN, "");
        self.kept_at().set(None);
        self.unread.set(0);
        self.session.update(|session| {
            if let Some(Ok(session)) = session {
                session.who = None;
            }
        });
    }

    /// Asks anew how many versions wait; without an answer the number stays as it was.
    pub fn waiting_changed(self) {
        spawn_local(async move {
            if let Ok(counts) = api::issuing::counts().await {
                self.waiting.set(counts.prepared);
            }
        });
    }

    /// Takes note of an error that concerns more than the call that met it.
    pub fn heed(self, error: &ApiError) {
        if matches!(error, ApiError::SignedOut) {
            api::kept::end();
            self.ran_out.set(true);
            self.leave();
        }
    }

    /// Whether this is a demonstration, tracked; the page says so before the session does.
    pub fn is_demonstration(self) -> bool {
        self.session.with(|session| match session {
            Some(Ok(session)) => session.demonstration,
            _ => browser::root().is_some_and(|root| root.has_attribute("data-demonstration")),
        })
    }

    /// Who is logged in, tracked.
    pub fn who(self) -> Option<Who> {
        self.session.with(|session| match session {
            Some(Ok(session)) => session.who.clone(),
            _ => None,
        })
    }

    /// The rules, tracked; fetched when a screen first wants them. Without them dates stand unexplained.
    pub fn rules(self) -> Option<Arc<Rules>> {
        if !self.rules_asked.get_value().once {
            self.rules_asked.update_value(|asked| asked.once = true);
            self.ask_for_rules();
        }
        self.rules.get()
    }

    fn ask_for_rules(self) {
        spawn_local(async move {
            match api::session::rules().await {
                Ok(rules) => self.rules.set(Some(Arc::new(rules))),
                Err(_) => self.rules_asked.set_value(RulesAsked::default()),
            }
        });
    }

    /// Asks for the rules anew, once for each version of the calendar that they don't know: another was approved since.
    fn renew_rules(self, version: Date) {
        if self.rules_asked.get_value().renewed != Some(version) {
            self.rules_asked
                .update_value(|asked| asked.renewed = Some(version));
            self.ask_for_rules();
        }
    }

    /// What pieces with a date need.
    pub fn times(self) -> Times {
        Times::new(
            self.now(),
            Signal::derive(move || self.rules()),
            Callback::new(move |version| self.renew_rules(version)),
        )
    }

    /// The server's time.
    pub fn now(self) -> Timestamp {
        let Clock { server, browser } = self.clock.get_value();
        let passed = SignedDuration::from_millis(browser::milliseconds() - browser);
        server.checked_add(passed).unwrap_or(server)
    }

    /// The local date of the server's time (UTC+8).
    pub fn today(self) -> Date {
        local(self.now()).date()
    }

    /// Chooses a language, for now and for later visits.
    pub fn speak(self, lang: Lang) {
        browser::remember(LANG, lang.tag());
        if let Some(root) = browser::root() {
            let _ = root.set_attribute("lang", lang.tag());
        }
        self.lang.set(lang);
    }

    /// Chooses the size of 长辈版, or the standard display, for now and for later visits.
    pub fn enlarge(self, elder: &str) {
        browser::remember(ELDER, elder);
        if let Some(root) = browser::root() {
            let _ = if elder.is_empty() {
                root.remove_attribute("data-elder")
            } else {
                root.set_attribute("data-elder", elder)
            };
        }
        self.elder.set(elder.to_owned());
    }
}
