//! What is being typed about a case: a note, a decision. The tab keeps it, so that nothing is lost with a reload, another
//! case, another language or a session that has run out.

use super::deed::Deed;
use super::draft::{CheckTyped, Draft, FieldTyped};
use crate::browser::{recall_here, remember_here};
use crate::json::{self, FromJson, Record, Value};
use domain::id::{ObjectionId, StaffId};
use domain::objection::{Outcome, Withheld};
use leptos::prelude::*;
use serde::Serialize;

/// What is typed about a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Typed {
    /// The key of the deed whose form is open.
    form: String,
    note: String,
    outcome: Option<Outcome>,
    fields: Vec<FieldTyped>,
    checks: Vec<CheckTyped>,
    /// Of a case without fields.
    reason: String,
    reasons: String,
    remedy: String,
    withheld: Option<Withheld>,
    withheld_why: String,
    /// To whom the case is passed on.
    to: String,
}

impl FromJson for Typed {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            form: record.take("form"),
            note: record.take("note"),
            outcome: record.take("outcome"),
            fields: record.take("fields"),
            checks: record.take("checks"),
            reason: record.take("reason"),
            reasons: record.take("reasons"),
            remedy: record.take("remedy"),
            withheld: record.take("withheld"),
            withheld_why: record.take("withheld_why"),
            to: record.take("to"),
        }
    }
}

/// The form that is open and the note that is being written in it, beside the decision. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    pub(super) form: RwSignal<Option<Deed>>,
    pub(super) note: RwSignal<String>,
    pub(super) to: RwSignal<String>,
    pub(super) draft: Draft,
    place: StoredValue<String>,
}

impl Writing {
    /// Goes on with what this tab keeps of it. Where several people use one tab, each has their own.
    pub(super) fn of(case: ObjectionId, staff: Option<StaffId>) -> Self {
        let staff = staff.map(|staff| staff.to_string()).unwrap_or_default();
        let place = ["mz.desk.", &staff, ".", &case.to_string()].concat();
        let typed = recall_here(&place)
            .and_then(|text| json::read::<Typed>(&text).ok())
            .unwrap_or_default();
        let form = Deed::ALL.into_iter().find(|deed| deed.key() == typed.form);
        let writing = Self {
            form: RwSignal::new(form),
            note: RwSignal::new(typed.note),
            to: RwSignal::new(typed.to),
            draft: Draft {
                outcome: RwSignal::new(typed.outcome),
                fields: RwSignal::new(typed.fields),
                checks: RwSignal::new(typed.checks),
                reason: RwSignal::new(typed.reason),
                reasons: RwSignal::new(typed.reasons),
                remedy: RwSignal::new(typed.remedy),
                withheld: RwSignal::new(typed.withheld),
                withheld_why: RwSignal::new(typed.withheld_why),
                tried: RwSignal::new(false),
            },
            place: StoredValue::new(place),
        };
        Effect::new(move || writing.keep());
        writing
    }

    fn keep(self) {
        let draft = self.draft;
        let typed = Typed {
            form: self.form.get().map_or("", Deed::key).to_owned(),
            note: self.note.get(),
            outcome: draft.outcome.get(),
            fields: draft.fields.get(),
            checks: draft.checks.get(),
            reason: draft.reason.get(),
            reasons: draft.reasons.get(),
            remedy: draft.remedy.get(),
            withheld: draft.withheld.get(),
            withheld_why: draft.withheld_why.get(),
            to: self.to.get(),
        };
        let text = if typed == Typed::default() {
            String::new()
        } else {
            json::write(&typed).unwrap_or_default()
        };
        self.place.with_value(|place| remember_here(place, &text));
    }

    /// It was sent: the tab keeps nothing of it, also where its screen has been left meanwhile.
    pub(super) fn sent(self, place: &str) {
        remember_here(place, "");
        self.form.try_set(None);
        self.note.try_set(String::new());
        self.to.try_set(String::new());
        self.draft.clear();
    }

    /// Under which name the tab keeps it.
    pub(super) fn place(self) -> String {
        self.place.get_value()
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::UPHELD;
    use super::*;

    #[test]
    fn what_the_tab_keeps_comes_back_as_it_was() {
        let field = |choice: &str| FieldTyped {
            key: "place".into(),
            choice: choice.into(),
            value: "纬三路 158 号".into(),
            reason: "与登记档案一致".into(),
            words: "说\"明\"".into(),
        };
        let typed = Typed {
            form: Deed::Propose.key().into(),
            note: "请补充\n\"租赁合同\"".into(),
            outcome: Some(Outcome::PartlyUpheld),
            fields: vec![field(UPHELD), field("")],
            checks: vec![CheckTyped {
                point: "register".into(),
                finding: "differs".into(),
                word: "第3页".into(),
            }],
            reason: "不属于本单位".into(),
            reasons: "档案有误".into(),
            remedy: String::new(),
            withheld: Some(Withheld::Unfit),
            withheld_why: "w".into(),
            to: "0197a5b0".into(),
        };
        for typed in [typed, Typed::default()] {
            assert_eq!(json::read(&json::write(&typed).unwrap()), Ok(typed));
        }
    }
}
