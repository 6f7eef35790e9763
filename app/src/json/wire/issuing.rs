//! What the browser reads of issuing.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::issuing::{PreparationState, Sheet, SheetHolder};
use domain::wire::issuing::{
    EventForm, LicenceSheet, PreparationCounts, PreparationDetail, PreparationSummary,
};

names! {
    PreparationState {
        Prepared = "prepared", Approved = "approved", SentBack = "sent-back", TakenBack = "taken-back"
    }
}

records! {
    Sheet { number holders issued_on valid_from valid_to face }
    SheetHolder { name code_type code }
    EventForm { on basis reason }
    PreparationSummary {
        id kind state type_code type_name hue number holder_name licence version prepared_by prepared_at
    }
    PreparationDetail { [summary] identifier digest sheet face before words note }
    PreparationCounts { prepared }
    LicenceSheet { revision status pledged sheet body }
}
