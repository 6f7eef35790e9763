//! Which licence does a registered objection name, and what of it is wrong? It is found by its identifier or number, or by its
//! holder's number, which travels in no address; then its fields are ticked and corrected.

use crate::api::{self, Answer};
use crate::desk::desktop::{Desktop, refused};
use crate::desk::sending::{Sending, empty};
use crate::desk::text::objections as text;
use crate::remote::Remote;
use crate::text::trouble::trouble;
use crate::ui::{CheckField, Choice, Choices, FormField, Load, Skeleton, Trouble, lang};
use domain::id::LicenceId;
use domain::licence::FaceValue;
use domain::objection::Claim;
use domain::searching::{By, understood};
use domain::wire::licence::LicenceDetail;
use domain::wire::search::{LicenceFilter, LicenceRow};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A field of the licence, whether it is in dispute, and what is claimed of it.
#[derive(Clone)]
struct Field {
    key: String,
    wrong: RwSignal<bool>,
    claimed: RwSignal<String>,
}

/// What was found; and whether there is more than that.
#[derive(Clone)]
struct Found {
    rows: Vec<LicenceRow>,
    more: bool,
}

/// What is found and chosen. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct InQuestion {
    desktop: Desktop,
    typed: RwSignal<String>,
    found: RwSignal<Option<Found>>,
    chosen: RwSignal<String>,
    /// Of which licence they are.
    fields: RwSignal<(Option<LicenceId>, Vec<Field>)>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl InQuestion {
    pub(super) fn new(desktop: Desktop) -> Self {
        Self {
            desktop,
            typed: empty(),
            found: RwSignal::new(None),
            chosen: empty(),
            fields: RwSignal::new((None, Vec::new())),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// The licence that was chosen.
    pub(super) fn licence(self) -> Option<LicenceId> {
        self.chosen.with_untracked(|chosen| chosen.parse().ok())
    }

    /// What is claimed of it: nothing that was said of another one before.
    pub(super) fn claims(self) -> Vec<Claim> {
        let (of, fields) = self.fields.get_untracked();
        if of != self.licence() {
            return Vec::new();
        }
        let wrong = fields.iter().filter(|field| field.wrong.get_untracked());
        let claim = wrong.map(|field| Claim {
            key: field.key.clone(),
            claimed: field.claimed.get_untracked(),
        });
        claim.collect()
    }

    fn look(self) {
        let typed = self.typed.with_untracked(|typed| typed.trim().to_owned());
        if typed.is_empty() || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        self.chosen.set(String::new());
        self.fields.set((None, Vec::new()));
        let lang = self.desktop.lang();
        spawn_local(async move {
            let answer = find(typed).await;
            self.busy.try_set(false);
            match answer {
                Ok(found) => {
                    if let [only] = found.rows.as_slice() {
                        self.chosen.try_set(only.licence.id.to_string());
                    }
                    self.found.try_set(Some(found));
                }
                Err(error) => {
                    self.desktop.context.heed(&error);
                    self.trouble.try_set(Some(trouble(&error, lang)));
                }
            }
        });
    }

    /// The box, what it found, and the fields of what is chosen.
    pub(super) fn fields(self, sending: Sending) -> AnyView {
        let lang = lang();
        // In a form of its own the key Enter would send the other one.
        let look = move |_| self.look();
        let error = sending.error("/licence");
        view! {
            <fieldset class="near">
                <legend>{text::which_licence(lang)}</legend>
                <FormField id="licence" label=text::find_licence(lang) hint=text::find_licence_hint(lang)
                    error=error value=self.typed />
                <p class="buttons">
                    <button type="button" disabled=move || self.busy.get() on:click=look>{text::search_button(lang)}</button>
                </p>
                {move || self.trouble.with(|wrong| wrong.as_ref().map(refused))}
                <div role="status">{move || self.rows()}</div>
                {move || self.face(sending)}
            </fieldset>
        }
        .into_any()
    }

    fn rows(self) -> Option<AnyView> {
        let lang = self.desktop.lang();
        let Found { rows, more } = self.found.get()?;
        if rows.is_empty() {
            return Some(view! { <p><b>{text::no_licence(lang)}</b></p> }.into_any());
        }
        let more =
            more.then(|| view! { <p class="hint">{text::more_licences(rows.len(), lang)}</p> });
        let options = rows.into_iter().map(|row| Choice {
            value: row.licence.id.to_string(),
            label: [&row.licence.type_name, " ", &row.licence.number].concat(),
            hint: row.licence.holder_name,
        });
        let options = options.collect();
        Some(
            view! { <Choices id="found" legend=text::choose_licence(lang) options=options chosen=self.chosen />{more} }
                .into_any(),
        )
    }

    fn face(self, sending: Sending) -> Option<AnyView> {
        let id: LicenceId = self.chosen.with(|chosen| chosen.parse().ok())?;
        let licence = Remote::new(move || api::licences::get(id, false));
        let show =
            Callback::new(move |licence: LicenceDetail| self.claimed(id, &licence.face, sending));
        Some(
            view! { <Load data=licence.signal() retry=licence.retry() skeleton=Skeleton::Rows show=show /> }
                .into_any(),
        )
    }

    fn claimed(self, of: LicenceId, face: &[FaceValue], sending: Sending) -> AnyView {
        let lang = self.desktop.lang();
        let fields = face.iter().map(|value| Field {
            key: value.key.clone(),
            wrong: RwSignal::new(false),
            claimed: empty(),
        });
        let fields: Vec<Field> = fields.collect();
        self.fields.set((Some(of), fields.clone()));
        let boxes = face
            .iter()
            .zip(fields)
            .map(|(value, field)| one(value, &field));
        let wrong = sending.error_below("/claims");
        view! {
            <fieldset class="near">
                <legend>{text::which_fields(lang)}</legend>
                {move || wrong.get().map(|wrong| view! { <p class="error">{wrong}</p> })}
                {boxes.collect_view()}
            </fieldset>
        }
        .into_any()
    }
}

fn one(value: &FaceValue, field: &Field) -> AnyView {
    let lang = lang();
    let (wrong, claimed) = (field.wrong, field.claimed);
    let (tick, typed) = (
        ["wrong-", &field.key].concat(),
        ["claimed-", &field.key].concat(),
    );
    let label = [text::should_be(lang), &value.label].concat();
    let claim = move || {
        let (typed, label) = (typed.clone(), label.clone());
        wrong
            .get()
            .then(|| view! { <FormField id=typed label=label value=claimed /> })
    };
    view! {
        <CheckField id=tick label=value.label.clone() hint=value.value.clone() value=wrong />
        {claim}
    }
    .into_any()
}

/// The licences of the own agency that bear this, or are held by who does.
async fn find(typed: String) -> Answer<Found> {
    let filter = if understood(&typed) == Some(By::HolderNumber) {
        let found = api::search::by_number(typed).await?;
        let Some(holder) = found.holder else {
            return Ok(Found {
                rows: found.items,
                more: false,
            });
        };
        LicenceFilter {
            holder: Some(holder),
            ..LicenceFilter::default()
        }
    } else {
        LicenceFilter {
            q: typed,
            ..LicenceFilter::default()
        }
    };
    let page = api::search::page(filter, String::new()).await?;
    Ok(Found {
        more: page.next.is_some(),
        rows: page.items,
    })
}
