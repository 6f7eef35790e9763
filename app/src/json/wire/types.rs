//! What the browser reads of the catalogue: a type with its schema.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::catalogue::{
    Class, FaceField, HolderCategory, Level, Need, ServiceItem, Source, Template, TypeBody,
    TypeState, ValueKind,
};
use domain::rulebook::{CatalogueItem, CatalogueRule, Compiler};
use domain::wire::catalogue::{AgencyRef, TypeDetail, TypeSummary, TypeVersionRef};

names! {
    Level {
        National = "national", Provincial = "provincial", Municipal = "municipal", County = "county",
        Township = "township", Other = "other"
    }
    Class {
        Licence = "licence", Approval = "approval", Certificate = "certificate", Material = "material", Card = "card"
    }
    HolderCategory { Person = "person", Organisation = "organisation", Both = "both" }
    TypeState {
        Compiled = "compiled", Published = "published", Suspended = "suspended", Withdrawn = "withdrawn"
    }
    ValueKind { Text = "text", Number = "number", Date = "date", Code = "code" }
    Need { Required = "required", Recommended = "recommended", Optional = "optional" }
    Compiler { Issuer = "issuer", Department = "department" }
    CatalogueItem {
        Name = "name", Code = "code", Issuer = "issuer", Class = "class", Holders = "holders",
        Template = "template", Face = "face", Validity = "validity"
    }
    Source {
        HolderName = "holder-name", HolderNumber = "holder-number", Number = "number", IssuedOn = "issued-on",
        ValidFrom = "valid-from", ValidTo = "valid-to", Validity = "validity"
    }
}

records! {
    TypeBody {
        name hue definer definer_level class holders validity_ranges issuing_levels items template fields status_codes
    }
    CatalogueRule { compiler compiled_by published_by says regulation article chapter basis reading }
    ServiceItem { code name }
    AgencyRef { id name }
    TypeSummary { code name hue class holders issuer_name state version }
    TypeVersionRef { version name published_at }
    TypeDetail { [summary] definer definer_level body issuers versions }
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

impl FromJson for FaceField {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            key: record.take("key"),
            label: record.take("label"),
            sensitive: record.take("sensitive"),
            // What is usual is left out on the wire.
            kind: record.take::<Option<ValueKind>>("kind").unwrap_or_default(),
            max_length: record.take("max_length"),
            pattern: record.take("pattern"),
            codes: record.take("codes"),
            need: record.take::<Option<Need>>("need").unwrap_or_default(),
            hidden: record.take("hidden"),
            source: record.take("source"),
        }
    }
}
