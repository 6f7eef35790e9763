//! What is neither a closed set of names nor a record of its fields alone.

use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::access::Actor;
use domain::problem::{Problem, ProblemCode};
use domain::rulebook::EndOfDay;
use domain::wire::Page;

impl FromJson for ProblemCode {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let find: fn(&str) -> Option<Self> =
            |name| Self::ALL.iter().copied().find(|code| code.as_str() == name);
        named(value, broken, find, Self::Internal)
    }
}

impl FromJson for EndOfDay {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        named(value, broken, Self::parse, Self::default())
    }
}

impl<T: FromJson> FromJson for Page<T> {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            items: record.take("items"),
            next: record.take("next"),
        }
    }
}

impl FromJson for Problem {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        Self {
            kind: record.take("type"),
            title: record.take("title"),
            status: record.take("status"),
            code: record.take("code"),
            detail: record.take("detail"),
            errors: record.take("errors"),
            request_id: record.take("request_id"),
        }
    }
}

impl FromJson for Actor {
    fn from_json(value: Value, broken: &mut bool) -> Self {
        let mut record = Record::of(value, broken);
        let kind: String = record.take("kind");
        if kind == "staff" {
            Self::Staff {
                staff: record.take("staff"),
                agency: record.take("agency"),
                role: record.take("role"),
            }
        } else {
            Self::Holder {
                holder: record.take("holder"),
            }
        }
    }
}
