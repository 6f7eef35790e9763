//! What the browser reads of seals.

use super::super::take::named;
use super::{FromJson, FromRecord, Record, Value};
use domain::id::{AuthorityId, SealId};
use domain::issuing::Way;
use domain::sealing::{
    Covers, CreditCertificate, FormPerson, Period, Proof, SealForm, SealState, UseRefusal,
};
use domain::wire::seal::{
    AuthorityShown, CertificateRequest, SealDeed, SealDetail, SealHistory, SealSummary,
};
use domain::wire::sealing::{
    SealPut, SealRefused, SealingReport, SealingRow, VersionRef, WaitingForSeal, WaitingVersion,
};
use uuid::Uuid;

ids! { AuthorityId SealId }

names! {
    SealState {
        Requested = "requested", Confirmed = "confirmed", Made = "made", Suspended = "suspended", Declined = "declined",
        Revoked = "revoked"
    }
    SealDeed {
        Requested = "requested", Confirmed = "confirmed", Declined = "declined", CertificateAsked = "certificate-asked",
        Made = "made", Suspended = "suspended", Resumed = "resumed", Revoked = "revoked", KeeperChanged = "keeper-changed", DeputyChanged = "deputy-changed"
    }
    Covers { Approved = "approved", Collected = "collected", Both = "both" }
    Way { Approved = "approved", Collected = "collected" }
    UseRefusal {
        NotMade = "not-made", Suspended = "suspended", Revoked = "revoked", NotValid = "not-valid",
        NotTheKeeper = "not-the-keeper", NoAuthority = "no-authority", NotCovered = "not-covered",
        NotApproved = "not-approved", OtherContent = "other-content", NotWaiting = "not-waiting"
    }
    Period { Week = "week", Month = "month", Quarter = "quarter", Year = "year" }
}

records! {
    SealSummary {
        id name agency agency_name state version keeper deputy valid_from valid_to requested_at
    }
    SealDetail { [summary] form differs history authorities candidates }
    CertificateRequest { request seal }
    SealForm {
        name unit_code unit_name address region handler head purpose diameter_mm certificate proof
    }
    FormPerson { name number title phone }
    CreditCertificate { code name }
    Proof { reference sentence }
    SealHistory { at deed by from to note }
    AuthorityShown { id type_code type_name covers from to granted_by granted_at ended_at sealed }
    WaitingForSeal { seals items more }
    WaitingVersion { licence version identifier type_name hue number holder_name way since approved_by }
    VersionRef { licence version }
    SealRefused { [version] why }
    SealPut { sealed refused }
    SealingReport { period from to rows }
    SealingRow { agency agency_name by_keeper by_authority prints }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;
    use domain::id::{AgencyId, LicenceId, StaffId};
    use domain::wire::case::StaffRef;
    use jiff::Timestamp;
    use jiff::civil::Date;
    use serde::Serialize;
    use std::fmt::Debug;

    fn comes_back<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
        let json = serde_json::to_string(value).unwrap();
        assert_eq!(read::<T>(&json).as_ref(), Ok(value), "{json}");
    }

    fn by() -> StaffRef {
        StaffRef {
            id: StaffId(Uuid::from_u128(7)),
            name: "经办".into(),
        }
    }

    fn seal() -> SealSummary {
        SealSummary {
            id: SealId(Uuid::from_u128(1)),
            name: "专用章".into(),
            agency: AgencyId(Uuid::from_u128(2)),
            agency_name: "局".into(),
            state: SealState::Made,
            version: 3,
            keeper: Some(by()),
            deputy: None,
            valid_from: Some(Timestamp::UNIX_EPOCH),
            valid_to: None,
            requested_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn form() -> SealForm {
        let person = FormPerson {
            name: "李雷".into(),
            number: "990*".into(),
            title: "科员".into(),
            phone: "138*".into(),
        };
        SealForm {
            name: "专用章".into(),
            unit_code: "11".into(),
            unit_name: "局".into(),
            address: "路".into(),
            region: "990100".into(),
            handler: person.clone(),
            head: person,
            purpose: "证照".into(),
            diameter_mm: 42,
            certificate: CreditCertificate {
                code: "11".into(),
                name: "局".into(),
            },
            proof: Some(Proof {
                reference: "7号".into(),
                sentence: "更名".into(),
            }),
        }
    }

    #[test]
    fn a_seal_with_its_form_its_history_and_its_authorities_comes_back() {
        let deeds = [
            SealDeed::Requested,
            SealDeed::Confirmed,
            SealDeed::Declined,
            SealDeed::CertificateAsked,
            SealDeed::Made,
            SealDeed::Suspended,
            SealDeed::Resumed,
            SealDeed::Revoked,
            SealDeed::KeeperChanged,
            SealDeed::DeputyChanged,
        ];
        let authority = |covers| AuthorityShown {
            id: AuthorityId(Uuid::from_u128(4)),
            type_code: "11".into(),
            type_name: "许可证".into(),
            covers,
            from: Date::constant(2026, 1, 1),
            to: Date::constant(2026, 12, 31),
            granted_by: by(),
            granted_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
            sealed: 9,
        };
        let detail = SealDetail {
            summary: seal(),
            form: form(),
            differs: true,
            history: deeds
                .map(|deed| SealHistory {
                    at: Timestamp::UNIX_EPOCH,
                    deed,
                    by: by(),
                    from: None,
                    to: Some(by()),
                    note: String::new(),
                })
                .into(),
            authorities: Covers::ALL.map(authority).into(),
            candidates: vec![by()],
        };
        comes_back(&detail);
        comes_back(&CertificateRequest {
            request: "-----BEGIN CERTIFICATE REQUEST-----\n".into(),
            seal: detail,
        });
        for state in SealState::ALL {
            comes_back(&SealSummary { state, ..seal() });
        }
    }

    #[test]
    fn what_waits_what_was_sealed_and_the_summary_come_back() {
        let version = VersionRef {
            licence: LicenceId(Uuid::from_u128(3)),
            version: 2,
        };
        let item = |way| WaitingVersion {
            licence: version.licence,
            version: 2,
            identifier: "1.2".into(),
            type_name: "许可证".into(),
            hue: 28,
            number: "JY".into(),
            holder_name: "店".into(),
            way,
            since: Timestamp::UNIX_EPOCH,
            approved_by: Some(by()),
        };
        comes_back(&WaitingForSeal {
            seals: vec![seal()],
            items: [Way::Approved, Way::Collected].map(item).into(),
            more: true,
        });
        comes_back(&SealPut {
            sealed: vec![version],
            refused: UseRefusal::ALL
                .map(|why| SealRefused { version, why })
                .into(),
        });
        for period in Period::ALL {
            comes_back(&SealingReport {
                period,
                from: Date::constant(2026, 1, 1),
                to: Date::constant(2026, 1, 31),
                rows: vec![SealingRow {
                    agency: AgencyId(Uuid::from_u128(2)),
                    agency_name: "局".into(),
                    by_keeper: 1,
                    by_authority: 2,
                    prints: 3,
                }],
            });
        }
    }
}
