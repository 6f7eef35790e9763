//! The board of cases and 督办, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::board::{BoardFigure, BoardMeasure, Dimension};
use domain::disclosure::DisclosureState;
use domain::id::{InquiryId, UrgingId};
use domain::wire::board::{BoardMonth, BoardPart, BoardReport, BoardRow, BoardSlice};
use domain::wire::disclosure::DisclosureView;
use domain::wire::inquiry::{InquiryAnswer, InquiryMove, InquiryView};
use domain::wire::urging::{UrgingAnswer, UrgingView};
use uuid::Uuid;

ids! { InquiryId UrgingId }

names! {
    DisclosureState { Proposed = "proposed", Released = "released", Withheld = "withheld" }
    BoardMeasure {
        Open = "open", DueToday = "due-today", Overdue = "overdue", Provisional = "provisional",
        Unanswered = "unanswered", Received = "received", MarkOnTime = "mark-on-time",
        AnswerOnTime = "answer-on-time", TransferOnTime = "transfer-on-time",
        HandOnOnTime = "hand-on-on-time", ServiceOnTime = "service-on-time", MarkDays = "mark-days", AnswerDays = "answer-days", Upheld = "upheld"
    }
    Dimension {
        Issuer = "issuer", Type = "type", Channel = "channel", Ground = "ground", Procedure = "procedure",
        Handler = "handler"
    }
}

records! {
    BoardSlice { issuer type_code channel ground procedure }
    BoardReport { as_of month slice figures trend parts issuers types }
    BoardMonth { month figures }
    BoardPart { dimension rows }
    BoardRow { key name figures }
    BoardFigure { measure part whole value }
    UrgingView { id issuer words answer_by by at unanswered answer }
    UrgingAnswer { words by at }
    InquiryMove { at from to calendar_version }
    InquiryView { id case_number from to words answer_by moves by at unanswered answer }
    InquiryAnswer { words by at }
    DisclosureView { state version question answer proposed_by proposed_at decided_by decided_at why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::comes_back;
    use domain::id::AgencyId;
    use domain::wire::inspection::{AgencyName, TypeRef};
    use jiff::Timestamp;
    use jiff::civil::Date;

    #[test]
    fn the_board_comes_back_the_same() {
        let month = Date::constant(2026, 11, 1);
        let figures: Vec<BoardFigure> = BoardMeasure::ALL
            .into_iter()
            .zip([None, Some(6_667)].into_iter().cycle())
            .map(|(measure, value)| BoardFigure {
                measure,
                part: 2,
                whole: 3,
                value,
            })
            .collect();
        let part = |dimension| BoardPart {
            dimension,
            rows: vec![BoardRow {
                key: "k".into(),
                name: "局".into(),
                figures: figures.clone(),
            }],
        };
        comes_back(&BoardReport {
            as_of: Some(Timestamp::UNIX_EPOCH),
            month,
            slice: BoardSlice {
                issuer: "i".into(),
                type_code: "t".into(),
                channel: "app".into(),
                ground: "accuracy".into(),
                procedure: "p".into(),
            },
            figures: figures.clone(),
            trend: vec![BoardMonth {
                month,
                figures: figures.clone(),
            }],
            parts: Dimension::ALL.map(part).into(),
            issuers: vec![AgencyName {
                id: AgencyId(Uuid::from_u128(1)),
                name: "局".into(),
            }],
            types: vec![TypeRef {
                code: "c".into(),
                name: "证".into(),
            }],
        });
    }
}
