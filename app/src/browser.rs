//! The few things of the browser that the apps use, without their ceremony.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Storage, Window};

/// The window; nothing here runs without one.
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// The page.
pub fn document() -> Document {
    Reflect::get(&window(), &"document".into())
        .unwrap_or_default()
        .unchecked_into()
}

/// The `<html>` element.
pub fn root() -> Option<Element> {
    document().document_element()
}

/// A call that the boot script made while this code was on its way; each can be had once.
pub(crate) fn take_early(address: &str) -> Option<Promise> {
    let early = Reflect::get(&window(), &"__early".into()).ok()?;
    let name = JsValue::from_str(address);
    let promise = Reflect::get(&early, &name).ok()?.dyn_into().ok()?;
    Reflect::set(&early, &name, &JsValue::UNDEFINED).ok()?;
    Some(promise)
}

/// Hands a function of three texts to the page under this name.
pub fn offer(name: &str, answer: fn(&str, &str, &str) -> String) {
    let answer = Closure::<dyn Fn(String, String, String) -> String>::new(
        move |one: String, two: String, three: String| answer(&one, &two, &three),
    );
    let _ = Reflect::set(&window(), &name.into(), &answer.into_js_value());
}

/// What the checker of seals says, which is loaded now if it isn't here; nothing if it can't be.
pub(crate) async fn check_seal(proof: &str, shown: &str, lang: &str) -> Option<String> {
    let function = |name: &str| -> Option<Function> {
        Reflect::get(&window(), &name.into()).ok()?.dyn_into().ok()
    };
    if function("__check").is_none() {
        let loading: Promise = function("__seal")?.call0(&JsValue::NULL).ok()?.into();
        JsFuture::from(loading).await.ok()?;
    }
    let check = function("__check")?;
    let said = check.call3(&JsValue::NULL, &proof.into(), &shown.into(), &lang.into());
    said.ok()?.as_string()
}

/// What a function of the page's keeper answers; nothing where it can't be had, or has nothing.
pub(crate) async fn keeper(function: &str, given: &[JsValue]) -> JsValue {
    ask_keeper(function, given).await.unwrap_or_default()
}

async fn ask_keeper(function: &str, given: &[JsValue]) -> Option<JsValue> {
    let loading = Reflect::get(&window(), &"__kept".into()).ok()?;
    let keeper = JsFuture::from(loading.dyn_into::<Promise>().ok()?)
        .await
        .ok()?;
    let function: Function = Reflect::get(&keeper, &function.into())
        .ok()?
        .dyn_into()
        .ok()?;
    let given = given.iter().collect::<js_sys::Array>();
    let answer: Promise = function
        .apply(&JsValue::NULL, &given)
        .ok()?
        .dyn_into()
        .ok()?;
    JsFuture::from(answer).await.ok()
}

/// Which setting another tab has changed, by its event.
pub(crate) fn storage_key(event: &web_sys::Event) -> Option<String> {
    Reflect::get(event, &"key".into()).ok()?.as_string()
}

/// Resolves to nothing after `milliseconds`.
pub(crate) fn timer(milliseconds: i32) -> Promise {
    Promise::new(&mut |resolve: Function, _| {
        let _ =
            window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    })
}

/// Runs `then` once after `milliseconds`; the number cancels it.
pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) -> i32 {
    let callback = Closure::once_into_js(then);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.unchecked_ref(),
            milliseconds,
        )
        .unwrap_or_default()
}

/// Cancels what [`after`] began.
pub fn cancel(timer: i32) {
    window().clear_timeout_with_handle(timer);
}

/// Runs `then` before the next paint, when what has just changed stands in the page.
pub fn next_frame(then: impl FnOnce() + 'static) {
    let _ = window().request_animation_frame(Closure::once_into_js(then).unchecked_ref());
}

/// Listens to an event of the window for as long as the page lives.
pub fn listen(event: &str, heard: impl FnMut(web_sys::Event) + 'static) {
    let heard = Closure::<dyn FnMut(web_sys::Event)>::new(heard).into_js_value();
    let _ = window().add_event_listener_with_callback(event, heard.unchecked_ref());
}

/// Saves a text as a file.
pub fn save(name: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let saved = web_sys::Blob::new_with_str_sequence(&parts).and_then(|blob| {
        let address = web_sys::Url::create_object_url_with_blob(&blob)?;
        let link = document().create_element("a")?;
        let link: web_sys::HtmlAnchorElement = link.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        web_sys::Url::revoke_object_url(&address)
    });
    let _ = saved;
}

/// Puts a text where it can be pasted from; false where the browser doesn't let a page do that.
pub async fn copy(text: &str) -> bool {
    // Absent where the page is not served securely.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or_default();
    let write = Reflect::get(&clipboard, &"writeText".into()).ok();
    let Some(write) = write.and_then(|write| write.dyn_into::<Function>().ok()) else {
        return false;
    };
    match write.call1(&clipboard, &text.into()) {
        Ok(promise) => {
            let promise: Promise = promise.unchecked_into();
            JsFuture::from(promise).await.is_ok()
        }
        Err(_) => false,
    }
}

/// Opens the browser's own dialog to print the page.
pub fn print() {
    let _ = window().print();
}

/// Whether the browser knows passkeys here: it does at names alone, and not at addresses of numbers.
pub(crate) fn knows_passkeys() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    let is_name = host.ends_with(|c: char| c.is_ascii_alphabetic());
    is_name && Reflect::get(&window(), &"PublicKeyCredential".into()).is_ok_and(|it| it.is_truthy())
}

/// What this device answers that was asked to make a passkey; nothing where its owner turned it down.
pub(crate) async fn make_passkey(options: &str) -> Option<String> {
    passkey("create", "parseCreationOptionsFromJSON", options).await
}

/// What this device signs by a passkey; nothing where it has none, or its owner turned it down.
pub(crate) async fn use_passkey(options: &str) -> Option<String> {
    passkey("get", "parseRequestOptionsFromJSON", options).await
}

async fn passkey(way: &str, parse: &str, options: &str) -> Option<String> {
    let named = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let function = |object: &JsValue, name: &str| named(object, name)?.dyn_into::<Function>().ok();
    let class = named(&window(), "PublicKeyCredential")?;
    let options = js_sys::JSON::parse(options).ok()?;
    let options = function(&class, parse)?.call1(&class, &options).ok()?;
    let wanted = js_sys::Object::new();
    Reflect::set(&wanted, &"publicKey".into(), &options).ok()?;
    let container = named(&window().navigator(), "credentials")?;
    let promise: Promise = function(&container, way)?
        .call1(&container, &wanted)
        .ok()?
        .unchecked_into();
    let credential = JsFuture::from(promise).await.ok()?;
    let plain = function(&credential, "toJSON")?.call0(&credential).ok()?;
    js_sys::JSON::stringify(&plain).ok()?.as_string()
}

/// Whether this is a page of the desk.
pub fn is_desk() -> bool {
    let path = window().location().pathname();
    path.is_ok_and(|path| path.starts_with("/desk"))
}

/// Whether there is a connection, as far as the browser knows.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Whether a page can be opened without a connection: the service worker keeps its shell.
pub fn has_shelter() -> bool {
    let navigator = window().navigator();
    // Absent where the page is not served securely.
    Reflect::get(&navigator, &"serviceWorker".into())
        .and_then(|container| Reflect::get(&container, &"controller".into()))
        .is_ok_and(|controller| controller.is_truthy())
}

/// Milliseconds since 1970 by the browser's clock, good for differences only: people's clocks are wrong.
pub fn milliseconds() -> i64 {
    whole64(js_sys::Date::now())
}

/// 16 random bytes.
pub(crate) fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// What was remembered under `name`.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Remembers a setting on this device; an empty one is forgotten. Never personal data.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = if value.is_empty() {
            storage.remove_item(name)
        } else {
            storage.set_item(name, value)
        };
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// What was remembered in this tab; gone with it.
pub fn recall_here(name: &str) -> Option<String> {
    window().session_storage().ok()??.get_item(name).ok()?
}

/// Remembers something while this tab is open; an empty text is forgotten.
pub fn remember_here(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = if value.is_empty() {
            storage.remove_item(name)
        } else {
            storage.set_item(name, value)
        };
    }
}

/// Forgets everything that this tab remembers, on logging out.
pub fn forget_here() {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.clear();
    }
}

/// A non-negative number without its fraction.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "JavaScript's numbers are floats; the cast saturates"
)]
pub(crate) fn whole(number: f64) -> u32 {
    number as u32
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "the cast saturates"
)]
pub(crate) fn whole64(number: f64) -> i64 {
    number as i64
}
