//! Files of evidence: uploading one with its progress, and where its content is.

use super::call::{Answer, parse, refusal};
use super::{ApiError, routes};
use crate::browser;
use crate::json::FromJson;
use domain::id::{DraftId, EvidenceId};
use domain::wire::draft::Evidence;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

/// Where a file's content is, for links and previews.
pub fn address(id: EvidenceId) -> String {
    routes::EVIDENCE.at(&[&id.to_string()])
}

/// Uploads a file; `progress` hears how much of it has been sent, in per cent.
pub async fn upload(
    draft: DraftId,
    file: File,
    key: String,
    progress: impl Fn(u32) + 'static,
) -> Answer<Evidence> {
    let address = routes::ADD_EVIDENCE.at(&[&draft.to_string()]);
    send_file(&address, file, key, progress).await
}

/// Posts a file.
///
/// `fetch` can't report progress, so this is the one place that uses `XMLHttpRequest`.
pub(super) async fn send_file<T: FromJson>(
    address: &str,
    file: File,
    key: String,
    progress: impl Fn(u32) + 'static,
) -> Answer<T> {
    let garbled = |_: JsValue| ApiError::Garbled;
    let form = FormData::new().map_err(garbled)?;
    form.append_with_blob_and_filename("file", &file, &file.name())
        .map_err(garbled)?;
    let request = XmlHttpRequest::new().map_err(garbled)?;
    request
        .open_with_async("POST", address, true)
        .map_err(garbled)?;
    request
        .set_request_header("Idempotency-Key", &key)
        .map_err(garbled)?;

    let listener = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            progress(browser::whole(event.loaded() * 100.0 / event.total()));
        }
    });
    let upload = request.upload().map_err(garbled)?;
    upload.set_onprogress(Some(listener.as_ref().unchecked_ref()));
    let done = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request
        .send_with_opt_form_data(Some(&form))
        .map_err(garbled)?;
    let ended = JsFuture::from(done).await;
    upload.set_onprogress(None);
    drop(listener);
    ended.map_err(garbled)?;

    let status = request.status().map_err(garbled)?;
    let text = request
        .response_text()
        .map_err(garbled)?
        .unwrap_or_default();
    match status {
        0 => Err(ApiError::Offline),
        200..=299 => parse(&text),
        _ => Err(refusal(&text)),
    }
}
