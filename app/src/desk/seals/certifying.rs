//! How does a seal come to the certificate of an accredited authority? The request is shown to be sent there, and what comes
//! back is pasted in.

use super::Sending;
use super::deeds::behind_a_second_look;
use super::sending::{say, step};
use crate::api;
use crate::desk::text::seals as text;
use crate::remote::Remote;
use crate::ui::{FieldKind, FormField, lang, live};
use domain::sealing::SealEvent;
use domain::wire::seal::{AskForCertificate, MoveSeal, SealDetail};
use leptos::prelude::*;

/// `asked` holds the request once it was made, and outlives this form: the seal is another one after each step.
pub(super) fn form(
    detail: &SealDetail,
    sending: Sending,
    seal: Remote<SealDetail>,
    asked: RwSignal<String>,
) -> AnyView {
    let lang = lang();
    let (id, version) = (detail.summary.id, detail.summary.version);
    let certificate = RwSignal::new(String::new());
    let ask = move |_| {
        sending.send(
            move |key| api::seals::ask_for_certificate(id, AskForCertificate { version }, key),
            move |answer| {
                asked.set(answer.request);
                seal.set(answer.seal);
                say(sending, text::certificate_asked(lang));
            },
        );
    };
    let confirm = Callback::new(move |()| {
        let request = MoveSeal {
            version,
            event: SealEvent::Make,
            note: String::new(),
            valid_to: None,
            certificate: Some(certificate.get_untracked()),
        };
        step(sending, seal, move |key| {
            api::seals::advance(id, request, key)
        });
    });
    let missing =
        move || sending.busy.get() || certificate.with(|certificate| certificate.trim().is_empty());
    let unfolded = asked.with_untracked(|asked| !asked.is_empty());
    view! {
        <details class="unfolds" open=unfolded>
            <summary>{text::with_certificate(lang)}</summary>
            <div class="stack">
                <p class="hint">{text::with_certificate_hint(lang)}</p>
                <p class="buttons">
                    <button type="button" disabled=move || sending.busy.get() on:click=ask>{text::ask_for_certificate(lang)}</button>
                </p>
                {request(asked)}
                <FormField id="certificate" label=text::certificate(lang) hint=text::certificate_hint(lang) value=certificate
                    kind=FieldKind::Lines />
                {behind_a_second_look(SealEvent::Make, &detail.summary, missing, confirm)}
            </div>
        </details>
    }
    .into_any()
}

fn request(asked: RwSignal<String>) -> AnyView {
    live(move || {
        let request = asked.get();
        if request.is_empty() {
            return ().into_any();
        }
        view! {
            <div class="field">
                <label for="certificate-request">{text::certificate_request(lang())}</label>
                <textarea id="certificate-request" rows="8" readonly prop:value=request></textarea>
            </div>
        }
        .into_any()
    })
}
