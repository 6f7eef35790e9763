//! What is typed into the form. The tab keeps it, so that nothing is lost with a reload, another page, another language
//! or a session that has run out.

use crate::desk::kept::{self, Typed};
use domain::catalogue::TypeBody;
use domain::issuing::{Sheet, SheetHolder};
use domain::validity::read_day;
use domain::wire::issuing::EventForm;
use leptos::prelude::*;

/// The boxes of the form. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Filled {
    pub(super) number: RwSignal<String>,
    pub(super) issued_on: RwSignal<String>,
    pub(super) valid_from: RwSignal<String>,
    pub(super) valid_to: RwSignal<String>,
    pub(super) holders: RwSignal<Vec<Boxes>>,
    face: StoredValue<Vec<(String, RwSignal<String>)>>,
    pub(super) on: RwSignal<String>,
    pub(super) basis: RwSignal<String>,
    pub(super) reason: RwSignal<String>,
    place: StoredValue<String>,
    start: StoredValue<Typed>,
}

/// The boxes of one holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Boxes {
    pub(super) name: RwSignal<String>,
    pub(super) code_type: RwSignal<String>,
    pub(super) code: RwSignal<String>,
}

impl Boxes {
    pub(super) fn of(holder: SheetHolder) -> Self {
        Self {
            name: RwSignal::new(holder.name),
            code_type: RwSignal::new(holder.code_type),
            code: RwSignal::new(holder.code),
        }
    }

    fn holder(self) -> SheetHolder {
        SheetHolder {
            name: self.name.get(),
            code_type: self.code_type.get(),
            code: self.code.get(),
        }
    }
}

impl Filled {
    /// Goes on with what this tab keeps at the place, or begins with `start`.
    pub(super) fn of(place: String, start: Typed, kind: &TypeBody) -> Self {
        let typed = kept::recall(&place).unwrap_or_else(|| start.clone());
        let value = |key: &str| typed.sheet.face.get(key).cloned().unwrap_or_default();
        let face = kind
            .fields
            .iter()
            .map(|field| (field.key.clone(), RwSignal::new(value(&field.key))));
        let filled = Self {
            face: StoredValue::new(face.collect()),
            number: RwSignal::new(typed.sheet.number),
            issued_on: RwSignal::new(typed.sheet.issued_on),
            valid_from: RwSignal::new(typed.sheet.valid_from),
            valid_to: RwSignal::new(typed.sheet.valid_to),
            holders: RwSignal::new(typed.sheet.holders.into_iter().map(Boxes::of).collect()),
            on: RwSignal::new(typed.on),
            basis: RwSignal::new(typed.basis),
            reason: RwSignal::new(typed.reason),
            place: StoredValue::new(place),
            start: StoredValue::new(start),
        };
        Effect::new(move || filled.keep());
        filled
    }

    fn keep(self) {
        let typed = self.typed();
        let begun = self.start.with_value(|start| *start != typed);
        self.place
            .with_value(|place| kept::keep(place, begun.then_some(&typed)));
    }

    fn typed(self) -> Typed {
        Typed {
            sheet: self.sheet(),
            on: self.on.get(),
            basis: self.basis.get(),
            reason: self.reason.get(),
        }
    }

    /// The sheet as it is typed, tracked.
    pub(super) fn sheet(self) -> Sheet {
        let face = self.face.with_value(|face| {
            let typed = face.iter().map(|(key, value)| (key.clone(), value.get()));
            typed.filter(|(_, value)| !value.is_empty()).collect()
        });
        Sheet {
            number: self.number.get(),
            holders: self.holders.get().into_iter().map(Boxes::holder).collect(),
            issued_on: self.issued_on.get(),
            valid_from: self.valid_from.get(),
            valid_to: self.valid_to.get(),
            face,
        }
    }

    /// The words of the event as they are typed, tracked; none before the day can be read.
    pub(super) fn words(self) -> Option<EventForm> {
        Some(EventForm {
            on: read_day(&self.on.get())?,
            basis: self.basis.get(),
            reason: self.reason.get(),
        })
    }

    /// The box of a field of the face.
    pub(super) fn face_box(self, key: &str) -> Option<RwSignal<String>> {
        self.face.with_value(|face| {
            let found = face.iter().find(|(known, _)| known == key);
            found.map(|(_, value)| *value)
        })
    }

    /// Everything as it was at the beginning.
    pub(super) fn clear(self) {
        let start = self.start.get_value();
        self.face.with_value(|face| {
            for (key, value) in face {
                value.set(start.sheet.face.get(key).cloned().unwrap_or_default());
            }
        });
        let holders = start.sheet.holders.into_iter().map(Boxes::of);
        self.holders.set(holders.collect());
        self.number.set(start.sheet.number);
        self.issued_on.set(start.sheet.issued_on);
        self.valid_from.set(start.sheet.valid_from);
        self.valid_to.set(start.sheet.valid_to);
        self.on.set(start.on);
        self.basis.set(start.basis);
        self.reason.set(start.reason);
    }

    /// Under which name the tab keeps it.
    pub(super) fn place(self) -> String {
        self.place.get_value()
    }
}
