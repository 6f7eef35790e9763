//! The catalogue, as everybody and as the desk reads it.

use super::{FromJson, FromRecord, Record, Value, named};
use domain::catalogue::{
    Candidate, Class, EntryEvent, FaceField, HolderCategory, Level, Need, ServiceItem, Source,
    Template, TypeBody, TypeState, ValueKind,
};
use domain::rulebook::{CatalogueItem, CatalogueRule, Compiler};
use domain::wire::catalogue::{
    AgencyRef, EntryDetail, EntryHistory, EntrySummary, TypeDetail, TypeSummary, TypeVersionRef,
};

names! {
    Level {
        National = "national", Provincial = "provincial", Municipal = "municipal", County = "county",
        Township = "township", Other = "other"
    }
    HolderCategory { Person = "person", Organisation = "organisation", Both = "both" }
    Source {
        HolderName = "holder-name", HolderNumber = "holder-number", Number = "number", IssuedOn = "issued-on",
        ValidFrom = "valid-from", ValidTo = "valid-to", Validity = "validity"
    }
    TypeState { Compiled = "compiled", Published = "published", Suspended = "suspended", Withdrawn = "withdrawn" }
    Candidate { Draft = "draft", Submitted = "submitted", Returned = "returned" }
    EntryEvent {
        Compiled = "compiled", Saved = "saved", Submitted = "submitted", Returned = "returned",
        Published = "published", Suspended = "suspended", Resumed = "resumed", Withdrawn = "withdrawn",
        IssuersNamed = "issuers-named"
    }
    Compiler { Issuer = "issuer", Department = "department" }
    CatalogueItem {
        Name = "name", Code = "code", Issuer = "issuer", Class = "class", Holders = "holders", Template = "template",
        Face = "face", Validity = "validity"
    }
}

/// Closed sets that are not written where they are what they usually are.
macro_rules! usual {
    ($($type:ty { $($member:ident = $name:literal)+ })+) => {$(
        impl FromJson for $type {
            fn from_json(value: Value, broken: &mut bool) -> Self {
                if value == Value::Nothing {
                    return Self::default();
                }
                let find: fn(&str) -> Option<Self> = |name| match name {
                    $($name => Some(Self::$member),)+
                    _ => None,
                };
                named(value, broken, find, Self::default())
            }
        }
    )+};
}

usual! {
    Class {
        Licence = "licence" Approval = "approval" Certificate = "certificate" Material = "material" Card = "card"
    }
    ValueKind { Text = "text" Number = "number" Date = "date" Code = "code" }
    Need { Required = "required" Recommended = "recommended" Optional = "optional" }
}

records! {
    CatalogueRule { compiler compiled_by published_by says regulation article chapter basis reading }
    TypeSummary { code name hue class holders issuer_name state version }
    TypeDetail { [summary] definer definer_level body issuers versions }
    AgencyRef { id name }
    TypeVersionRef { version name published_at }
    EntrySummary { code name hue compiler state published candidate revision changed_at }
    EntryDetail { [summary] in_force draft issuers may history }
    EntryHistory { at kind version by note }
    TypeBody {
        name hue definer definer_level class holders validity_ranges issuing_levels items template fields status_codes
    }
    ServiceItem { code name }
    FaceField { key label sensitive kind max_length pattern codes need hidden source }
}

impl FromJson for Template {
    /// Not there is an empty one, as on the wire.
    fn from_json(value: Value, broken: &mut bool) -> Self {
        if value == Value::Nothing {
            return Self::default();
        }
        let mut record = Record::of(value, broken);
        Self {
            title: record.take("title"),
            note: record.take("note"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{read, write};
    use domain::catalogue::{
        Class, FaceField, HolderCategory, Level, Need, ServiceItem, Source, Template, TypeBody,
        ValueKind,
    };
    use domain::licence::LicenceStatus;
    use domain::wire::catalogue::{EntryDetail, SaveType, TypeDetail};

    fn body() -> TypeBody {
        TypeBody {
            name: "夜间施工许可证".into(),
            hue: 50,
            definer: "住房和城乡建设部".into(),
            definer_level: Level::National,
            class: Class::Approval,
            holders: HolderCategory::Organisation,
            validity_ranges: vec!["1月".into()],
            issuing_levels: vec![Level::County, Level::Municipal],
            items: vec![ServiceItem {
                code: "1".into(),
                name: "审批".into(),
            }],
            template: Template {
                title: String::new(),
                note: "准予".into(),
            },
            fields: vec![
                FaceField {
                    key: "unit".into(),
                    label: "施工单位".into(),
                    source: Some(Source::HolderName),
                    ..FaceField::default()
                },
                FaceField {
                    key: "grade".into(),
                    label: "等级".into(),
                    sensitive: true,
                    kind: ValueKind::Code,
                    max_length: Some(2),
                    pattern: Some("[A-C]".into()),
                    codes: vec!["A".into(), "B".into()],
                    need: Need::Recommended,
                    hidden: true,
                    source: None,
                },
            ],
            status_codes: [("01".to_owned(), LicenceStatus::Valid)].into(),
        }
    }

    #[test]
    fn a_body_is_written_and_read_as_serde_json_does_it() {
        let save = SaveType {
            revision: 3,
            body: body(),
        };
        let ours: SaveType = serde_json::from_str(&write(&save).unwrap()).unwrap();
        assert_eq!(ours, save);
        let theirs = serde_json::to_string(&body()).unwrap();
        assert_eq!(read::<TypeBody>(&theirs).unwrap(), body());
    }

    #[test]
    fn a_type_and_an_entry_are_read_as_they_are_sent() {
        let body = serde_json::to_value(body()).unwrap();
        let agency =
            serde_json::json!({"id": "0197a5b0-0000-7000-8000-000000000001", "name": "局"});
        let mut kind = serde_json::json!({
            "code": "11990000009900013N001", "name": "证", "hue": 1, "class": "card", "holders": "both",
            "issuer_name": "局", "state": "suspended", "version": 2, "definer": "部", "definer_level": "county",
            "issuers": [agency], "versions": [{"version": 1, "name": "证", "published_at": "2026-01-01T00:00:00Z"}],
        });
        kind["body"] = body.clone();
        let theirs: TypeDetail = serde_json::from_value(kind.clone()).unwrap();
        assert_eq!(read::<TypeDetail>(&kind.to_string()).unwrap(), theirs);
        let mut entry = serde_json::json!({
            "code": "11990000009900013N001", "name": "证", "hue": 1, "compiler": agency, "state": "published",
            "published": 1, "candidate": "returned", "revision": 4, "changed_at": "2026-01-01T00:00:00Z",
            "issuers": [], "may": ["saved", "submitted"],
            "history": [{"at": "2026-01-01T00:00:00Z", "kind": "returned", "version": 2, "note": "改",
                "by": {"id": "0197a5b0-0000-7000-8000-000000000002", "name": "王敏"}}],
        });
        entry["draft"] = body;
        let theirs: EntryDetail = serde_json::from_value(entry.clone()).unwrap();
        assert_eq!(read::<EntryDetail>(&entry.to_string()).unwrap(), theirs);
    }
}
