//! The canonical record of one version of a licence: exactly what is approved, sealed and kept.
//!
//! It stands on its own outside of this system, so its members bear the short names of GB/T 36903 as practised; the
//! fields of the face stand under `KZ` (扩展). Its bytes are JSON in the form of RFC 8785, so that the same content has one
//! digest everywhere.

use crate::id::LicenceId;
use crate::validity::Validity;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One version of a licence, as it is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LicenceRecord {
    /// 证照标识.
    #[serde(rename = "ZZBS")]
    pub identifier: String,
    /// 证照类型名称.
    #[serde(rename = "ZZLXMC")]
    pub type_name: String,
    /// 证照类型代码.
    #[serde(rename = "ZZLXDM")]
    pub type_code: String,
    /// 目录版本: the version of the type under which it was issued.
    #[serde(rename = "MLBB")]
    pub schema_version: u32,
    /// 证照编号.
    #[serde(rename = "ZZBH")]
    pub number: String,
    /// 证照颁发机构.
    #[serde(rename = "ZZBFJG")]
    pub issuer_name: String,
    /// 证照颁发机构代码.
    #[serde(rename = "ZZBFJGDM")]
    pub issuer_code: String,
    /// 证照颁发日期.
    #[serde(rename = "ZZBFRQ", with = "compact")]
    pub issued_on: Date,
    /// 证照有效期起始日期.
    #[serde(rename = "ZZYXQQSRQ", with = "compact")]
    pub valid_from: Date,
    /// 证照有效期截止日期; none means 长期.
    #[serde(
        rename = "ZZYXQJZRQ",
        default,
        skip_serializing_if = "Option::is_none",
        with = "compact"
    )]
    pub valid_to: Option<Date>,
    /// 持证主体, the leading one first.
    #[serde(rename = "CZZT")]
    pub holders: Vec<RecordHolder>,
    /// 关联证照标识: the version that this one takes the place of.
    #[serde(rename = "GLZZBS", default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<String>,
    /// 照面信息, each value that isn't empty.
    #[serde(rename = "KZ")]
    pub face: BTreeMap<String, String>,
    /// This system's id of the licence, which binds the versions of one licence together.
    #[serde(rename = "ZZID")]
    pub licence: LicenceId,
    /// 随机数: without it whoever knows everything but the holder's number could try numbers against digest and seal.
    #[serde(rename = "SJS")]
    pub salt: String,
}

/// A holder as the record names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordHolder {
    /// 持证主体.
    #[serde(rename = "CZZT")]
    pub name: String,
    /// 持证主体代码类型代码.
    #[serde(rename = "CZZTDMLXDM")]
    pub code_type: String,
    /// 持证主体代码.
    #[serde(rename = "CZZTDM")]
    pub code: String,
}

impl LicenceRecord {
    /// From which day to which it is valid.
    pub const fn validity(&self) -> Validity {
        Validity {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}

/// Days as `20240305`, also where there may be none: then the member isn't written.
mod compact {
    use crate::validity::read_day;
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<'a, S: Serializer>(
        day: impl Into<Option<&'a Date>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match day.into() {
            Some(day) => to.collect_str(&format_args!(
                "{:04}{:02}{:02}",
                day.year(),
                day.month(),
                day.day()
            )),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, T: From<Date>>(
        from: D,
    ) -> Result<T, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        let day = read_day(&text).ok_or_else(|| serde::de::Error::custom("a day as YYYYMMDD"))?;
        Ok(day.into())
    }
}
