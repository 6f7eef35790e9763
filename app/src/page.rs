//! Every page of the citizen's app and its address.

use domain::id::{DraftId, LicenceId, ObjectionId};

/// 证照类型代码 as it stands in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeCode([u8; 21]);

impl TypeCode {
    /// Reads a text of the right length and letters; whether there is such a type is the server's to say.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text.as_bytes().try_into().ok().map(Self)?;
        let fits = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
        letters.0.iter().all(fits).then_some(letters)
    }

    /// As it is written.
    pub fn text(self) -> String {
        self.0.map(char::from).iter().collect()
    }
}

/// Where a citizen can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Page {
    /// 我的证照, the first screen.
    Home,
    /// Log in.
    LogIn,
    /// Which licence shall be objected to?
    Choose,
    /// One licence.
    Licence(LicenceId),
    /// Which licence shall be shown?
    ChooseShown,
    /// 亮证: one licence with a code.
    Show(LicenceId),
    /// One version of a licence.
    Version(LicenceId, u16),
    /// Begins an objection to a licence: opens its draft and goes on to the first step.
    Object(LicenceId),
    /// An objection that is being written, at one of its steps.
    Draft(DraftId, Step),
    /// What one gets after filing.
    Receipt(ObjectionId),
    /// 我的异议.
    Objections,
    /// Something else is wrong: data, or a web page.
    Complain,
    /// One objection.
    Objection(ObjectionId),
    /// The inbox.
    Messages,
    /// 我的: display, language, log out.
    Me,
    /// The agents of the company that one acts for.
    Agents,
    /// 证照目录, for everybody.
    Catalogue,
    /// One type of the catalogue.
    Type(TypeCode),
}

/// The steps of writing an objection; the receipt is the fifth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Which fields are wrong.
    Fields,
    /// What is right.
    Claims,
    /// Why, and what proves it.
    Reasons,
    /// Everything once more, before it is sent.
    Check,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 4] = [Self::Fields, Self::Claims, Self::Reasons, Self::Check];

    /// 1 first.
    pub const fn number(self) -> u8 {
        match self {
            Self::Fields => 1,
            Self::Claims => 2,
            Self::Reasons => 3,
            Self::Check => 4,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Fields => "fields",
            Self::Claims => "claims",
            Self::Reasons => "reasons",
            Self::Check => "check",
        }
    }
}

impl Page {
    /// Its address.
    pub fn href(self) -> String {
        let (before, id, after) = match self {
            Self::Home => return "/".into(),
            Self::LogIn => return "/log-in".into(),
            Self::Choose => return "/object".into(),
            Self::ChooseShown => return "/show".into(),
            Self::Objections => return "/objections".into(),
            Self::Complain => return "/complain".into(),
            Self::Messages => return "/messages".into(),
            Self::Me => return "/me".into(),
            Self::Agents => return "/agents".into(),
            Self::Version(id, version) => {
                return [
                    "/licences/",
                    &id.to_string(),
                    "/versions/",
                    &version.to_string(),
                ]
                .concat();
            }
            Self::Catalogue => return "/catalogue".into(),
            Self::Type(code) => ("/catalogue/", code.text(), ""),
            Self::Licence(id) => ("/licences/", id.to_string(), ""),
            Self::Object(id) => ("/licences/", id.to_string(), "/object"),
            Self::Show(id) => ("/licences/", id.to_string(), "/show"),
            Self::Draft(id, step) => {
                return ["/drafts/", &id.to_string(), "/", step.name()].concat();
            }
            Self::Receipt(id) => ("/objections/", id.to_string(), "/receipt"),
            Self::Objection(id) => ("/objections/", id.to_string(), ""),
        };
        [before, &id, after].concat()
    }

    /// The page at an address; the query does not matter.
    pub fn parse(address: &str) -> Option<Self> {
        let (path, _) = address.split_once('?').unwrap_or((address, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let found = match (parts.next(), parts.next(), parts.next()) {
            (None, _, _) => Self::Home,
            (Some("log-in"), None, _) => Self::LogIn,
            (Some("object"), None, _) => Self::Choose,
            (Some("show"), None, _) => Self::ChooseShown,
            (Some("objections"), None, _) => Self::Objections,
            (Some("complain"), None, _) => Self::Complain,
            (Some("messages"), None, _) => Self::Messages,
            (Some("me"), None, _) => Self::Me,
            (Some("agents"), None, _) => Self::Agents,
            (Some("catalogue"), None, _) => Self::Catalogue,
            (Some("catalogue"), Some(code), None) => Self::Type(TypeCode::parse(code)?),
            (Some("licences"), Some(id), None) => Self::Licence(id.parse().ok()?),
            (Some("licences"), Some(id), Some("object")) => Self::Object(id.parse().ok()?),
            (Some("licences"), Some(id), Some("show")) => Self::Show(id.parse().ok()?),
            (Some("licences"), Some(id), Some("versions")) => {
                Self::Version(id.parse().ok()?, parts.next()?.parse().ok()?)
            }
            (Some("objections"), Some(id), None) => Self::Objection(id.parse().ok()?),
            (Some("objections"), Some(id), Some("receipt")) => Self::Receipt(id.parse().ok()?),
            (Some("drafts"), Some(id), step) => Self::Draft(
                id.parse().ok()?,
                Step::ALL
                    .into_iter()
                    .find(|known| step.is_none_or(|step| step == known.name()))?,
            ),
            _ => return None,
        };
        parts.next().is_none().then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_page() -> Vec<Page> {
        let text = "0197a5b0-0000-7000-8000-000000000001";
        let mut pages = vec![
            Page::Home,
            Page::LogIn,
            Page::Choose,
            Page::ChooseShown,
            Page::Show(text.parse().unwrap()),
            Page::Licence(text.parse().unwrap()),
            Page::Object(text.parse().unwrap()),
            Page::Receipt(text.parse().unwrap()),
            Page::Objections,
            Page::Complain,
            Page::Objection(text.parse().unwrap()),
            Page::Messages,
            Page::Me,
            Page::Agents,
            Page::Version(text.parse().unwrap(), 12),
            Page::Catalogue,
            Page::Type(TypeCode::parse("11990000009900013N001").unwrap()),
        ];
        pages.extend(Step::ALL.map(|step| Page::Draft(text.parse().unwrap(), step)));
        pages
    }

    #[test]
    fn every_page_is_found_again_at_its_own_address() {
        for page in every_page() {
            assert_eq!(Page::parse(&page.href()), Some(page));
            assert_eq!(Page::parse(&[&page.href(), "?q=a/b"].concat()), Some(page));
        }
    }

    #[test]
    fn an_unknown_address_is_no_page() {
        for address in [
            "/nowhere",
            "/licences/1",
            "/me/too",
            "/catalogue/11990000009900013n001",
            "/catalogue/11990000009900013N01",
            "/drafts/x",
            "/objections/0197a5b0-0000-7000-8000-000000000001/x",
        ] {
            assert_eq!(Page::parse(address), None, "{address}");
        }
    }
}
