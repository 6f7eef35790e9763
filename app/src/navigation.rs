//! Going from page to page without a reload: History API, back and forward, scroll, focus and title.
//!
//! The address is the state. Each app has its own `enum Page` that turns an address into a screen and back;
//! nothing here knows which pages there are.

use crate::browser;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// Where the visitor is. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Navigation {
    address: RwSignal<String>,
    /// Set on the way to a page, taken by its heading: then the focus goes there.
    arriving: StoredValue<bool>,
    serves: fn(&str) -> bool,
    online: RwSignal<bool>,
}

impl Navigation {
    /// Listens to the browser. `serves` says which addresses this app shows itself; links elsewhere load as usual.
    pub fn provide(serves: fn(&str) -> bool) -> Self {
        let navigation = Self {
            address: RwSignal::new(current()),
            arriving: StoredValue::new(false),
            serves,
            online: RwSignal::new(browser::is_online()),
        };
        for event in ["online", "offline"] {
            browser::listen(event, move |_| navigation.online.set(browser::is_online()));
        }
        if let Ok(history) = browser::window().history() {
            let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
        }
        browser::listen("click", move |event| navigation.follow(&event));
        browser::listen("popstate", move |event| {
            navigation.arrive();
            let place = event
                .unchecked_ref::<web_sys::PopStateEvent>()
                .state()
                .as_f64()
                .unwrap_or_default();
            restore(place, 40);
        });
        provide_context(navigation);
        navigation
    }

    /// The one that this screen stands in.
    pub fn here() -> Option<Self> {
        use_context()
    }

    /// Whether there is a connection, tracked.
    pub fn is_online(self) -> bool {
        self.online.get()
    }

    /// Path and query, tracked.
    pub fn address(self) -> String {
        self.address.get()
    }

    /// Path and query, for what happens later.
    pub fn address_now(self) -> String {
        self.address.get_untracked()
    }

    /// Goes to a page as if its link had been followed.
    pub fn go(self, href: &str) {
        if !(self.serves)(href) {
            let _ = browser::window().location().assign(href);
            return;
        }
        let Ok(history) = browser::window().history() else {
            return;
        };
        let _ = history.replace_state_with_url(&JsValue::from_f64(place()), "", None);
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(href));
        self.arrive();
        browser::window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Goes to a page in place of this one, so that going back does not lead here.
    pub fn replace(self, href: &str) {
        if let Ok(history) = browser::window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(href));
        }
        self.arrive();
        browser::window().scroll_to_with_x_and_y(0.0, 0.0);
    }

    /// Changes the address of this page: a search or a filter, not a journey.
    pub fn amend(self, href: &str) {
        if let Ok(history) = browser::window().history() {
            let _ = history.replace_state_with_url(&JsValue::from_f64(place()), "", Some(href));
        }
        self.address.set(current());
    }

    fn arrive(self) {
        self.arriving.set_value(true);
        self.address.set(current());
    }

    /// Whether the visitor has just come to this page; true once.
    pub fn take_arrival(self) -> bool {
        let arriving = self.arriving.get_value();
        self.arriving.set_value(false);
        arriving
    }

    fn follow(self, event: &Event) {
        let click: &MouseEvent = event.unchecked_ref();
        let plain = !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key());
        if !plain || click.button() != 0 || event.default_prevented() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|element| element.closest("a[href]").ok().flatten())
        else {
            return;
        };
        let href = link.get_attribute("href").unwrap_or_default();
        let ours = href.starts_with('/') && !link.has_attribute("download");
        if ours && !link.has_attribute("target") && (self.serves)(&href) {
            event.prevent_default();
            self.go(&href);
        } else if ours && !browser::is_online() && !browser::has_shelter() {
            // The browser's own page about it would take this one away, with what can still be read here. The strip
            // on top says why nothing opens.
            event.prevent_default();
        }
    }
}

/// The page's `<h1>`: names the page in the title bar, and takes the focus when the visitor has just come here.
pub fn heading(text: String, site: &'static str) -> AnyView {
    browser::document().set_title(&[&text, " · ", site].concat());
    if Navigation::here().is_some_and(Navigation::take_arrival) {
        browser::next_frame(|| {
            if let Ok(Some(element)) = browser::document().query_selector("h1") {
                let _ = element.unchecked_ref::<HtmlElement>().focus();
            }
        });
    }
    view! { <h1 tabindex="-1">{text}</h1> }.into_any()
}

/// Percent-encodes one value of a query.
pub fn encode(value: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::new();
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let digit = |half: u8| HEX.get(usize::from(half)).copied().map_or('0', char::from);
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// A path with the values that are not empty as its query.
pub fn with_query(path: &str, values: &[(&str, &str)]) -> String {
    let mut href = String::from(path);
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        href.push(if href.contains('?') { '&' } else { '?' });
        href.push_str(name);
        href.push('=');
        href.push_str(&encode(value));
    }
    href
}

/// An address without its query and without a stroke at its end.
pub fn path(address: &str) -> &str {
    let path = address.split('?').next().unwrap_or_default();
    path.strip_suffix('/').unwrap_or(path)
}

/// The value of `name` in the query of an address, decoded; empty if it is not there.
pub fn query(address: &str, name: &str) -> String {
    let (_, query) = address.split_once('?').unwrap_or_default();
    let value = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name);
    value.map(|(_, value)| decode(value)).unwrap_or_default()
}

fn decode(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes.push(escaped.unwrap_or(if byte == b'+' { b' ' } else { byte }));
        rest = if escaped.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

fn current() -> String {
    let location = browser::window().location();
    [
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default(),
    ]
    .concat()
}

fn place() -> f64 {
    browser::window().scroll_y().unwrap_or_default()
}

/// Scrolls back to where the visitor was, as soon as the page is long enough again.
fn restore(place: f64, tries: u8) {
    browser::next_frame(move || {
        let window = browser::window();
        window.scroll_to_with_x_and_y(0.0, place);
        let there = (window.scroll_y().unwrap_or_default() - place).abs() < 2.0;
        if !there && tries > 0 {
            browser::after(50, move || restore(place, tries - 1));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_into_a_query_comes_out_again() {
        for value in ["", "营业执照", "a b&c=d?/#%+", "100%"] {
            let address = ["/?x=1&q=", &encode(value)].concat();
            assert_eq!(query(&address, "q"), value);
            let address = with_query("/desk/", &[("a", ""), ("b", value), ("c", "1")]);
            assert_eq!(query(&address, "b"), value);
            assert_eq!(
                (query(&address, "c"), path(&address)),
                ("1".into(), "/desk")
            );
        }
    }

    #[test]
    fn a_broken_query_is_read_as_far_as_it_goes() {
        assert_eq!(query("/?q=%zz%E4", "q"), "%zz\u{fffd}");
        assert_eq!(query("/", "q"), "");
        assert_eq!(query("/?q", "q"), "");
    }
}
