//! Who is it, after what the provider says? Its names for things are the deployment's to set.

use super::VerifiedPerson;
use domain::issuing::CITIZEN_ID;
use domain::log_in::LogInFault;
use serde_json::Value;

/// Under which names a provider says what counts.
#[derive(Clone, Debug)]
pub struct Names {
    /// The real name.
    pub name: String,
    /// 证件号码.
    pub number: String,
    /// 证件类型; without it everybody has a 居民身份证.
    pub document_type: Option<String>,
    /// The provider's word for 居民身份证.
    pub citizen_id: String,
}

/// Where a name stands in what was said.
pub(super) type Find = fn(&Value, &str) -> Option<Value>;

impl Names {
    /// The person. Whose name or number the provider doesn't say is not verified; whose document is another one than the
    /// 居民身份证 is found under no number here.
    pub(super) fn person(&self, said: &Value, find: Find) -> Result<VerifiedPerson, LogInFault> {
        let text = |name: &str| {
            let found = find(said, name)?;
            let text = match &found {
                Value::String(text) => text.trim().to_owned(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some(text).filter(|text| !text.is_empty())
        };
        let number = text(&self.number).ok_or(LogInFault::NotVerified)?;
        text(&self.name).ok_or(LogInFault::NotVerified)?;
        if let Some(name) = &self.document_type
            && text(name).ok_or(LogInFault::NotVerified)? != self.citizen_id
        {
            return Err(LogInFault::UnknownPerson);
        }
        Ok(VerifiedPerson {
            code_type: CITIZEN_ID.to_owned(),
            number: number.to_uppercase(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(document_type: Option<&str>) -> Names {
        Names {
            name: "name".to_owned(),
            number: "id_number".to_owned(),
            document_type: document_type.map(ToOwned::to_owned),
            citizen_id: "01".to_owned(),
        }
    }

    fn find(said: &Value, name: &str) -> Option<Value> {
        said.get(name).cloned()
    }

    #[test]
    fn a_person_has_a_name_and_a_number() {
        let said = json!({ "name": "李雷", "id_number": " 99010019900101001x " });
        let person = names(None).person(&said, find).ok().unwrap();
        assert_eq!(person.number, "99010019900101001X");
        assert_eq!(person.code_type, CITIZEN_ID);
    }

    #[test]
    fn whose_name_or_number_is_not_said_is_not_verified() {
        for said in [
            json!({ "name": "李雷" }),
            json!({ "id_number": "990100199001010015" }),
            json!({ "name": " ", "id_number": "990100199001010015" }),
            json!({ "name": "李雷", "id_number": null }),
            json!("李雷"),
        ] {
            let fault = names(None).person(&said, find).err();
            assert_eq!(fault, Some(LogInFault::NotVerified), "{said}");
        }
    }

    #[test]
    fn another_document_finds_nobody() {
        let said = |kind: &str| json!({ "name": "李雷", "id_number": "1", "kind": kind });
        let names = names(Some("kind"));
        assert!(names.person(&said("01"), find).is_ok());
        let fault = names.person(&said("14"), find).err();
        assert_eq!(fault, Some(LogInFault::UnknownPerson));
    }
}
