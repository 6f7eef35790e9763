//! Every page of the desk and its address: links are made here and read here. What of a list is seen stands in its query.

use crate::navigation::{path, query, with_query};
use domain::id::{ObjectionId, SealId};
use domain::wire::desk::QueueFilter;

/// Where staff can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Queue(View),
    Notices,
    /// What waits for the keeper.
    Sealing,
    Seals,
    NewSeal,
    Seal(SealId),
    /// The summary of the period that a day falls into; of today if it is empty.
    SealSummary(String),
    LogIn,
}

/// What of the queue is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    pub(super) filter: QueueFilter,
    pub(super) q: String,
    pub(super) cursor: String,
    pub(super) case: Option<ObjectionId>,
}

/// The address of the inbox.
pub(super) const NOTICES: &str = "/desk/notices";
/// The address of what waits for the keeper of a seal.
pub(super) const SEALING: &str = "/desk/sealing";
/// The address of the register of seals.
pub(super) const SEALS: &str = "/desk/seals";
/// The address of the summary of their use.
pub(super) const SEAL_SUMMARY: &str = "/desk/seal-summary";
/// The address of the log-in, also for who is logged in and wants to be somebody else.
pub(super) const LOG_IN: &str = "/desk/log-in";
/// The address of the queue.
pub(super) const QUEUE: &str = "/desk/";

impl Page {
    pub(super) fn href(&self) -> String {
        match self {
            Self::Queue(view) => view.href(),
            Self::Notices => NOTICES.into(),
            Self::Sealing => SEALING.into(),
            Self::Seals => SEALS.into(),
            Self::NewSeal => [SEALS, "/new"].concat(),
            Self::Seal(id) => [SEALS, "/", &id.to_string()].concat(),
            Self::SealSummary(on) => with_query(SEAL_SUMMARY, &[("on", on)]),
            Self::LogIn => LOG_IN.into(),
        }
    }

    /// The page at an address; none where there is no such page.
    pub(super) fn parse(address: &str) -> Option<Self> {
        let steps: Vec<&str> = path(address).split('/').collect();
        match *steps.as_slice() {
            ["", "desk"] => Some(Self::Queue(View::parse(address))),
            ["", "desk", "notices"] => Some(Self::Notices),
            ["", "desk", "sealing"] => Some(Self::Sealing),
            ["", "desk", "seals"] => Some(Self::Seals),
            ["", "desk", "seals", "new"] => Some(Self::NewSeal),
            ["", "desk", "seals", id] => id.parse().ok().map(Self::Seal),
            ["", "desk", "seal-summary"] => Some(Self::SealSummary(query(address, "on"))),
            ["", "desk", "log-in"] => Some(Self::LogIn),
            _ => None,
        }
    }
}

impl View {
    /// Another filter starts from its beginning and keeps the open case.
    pub(super) fn with_filter(&self, filter: QueueFilter) -> Self {
        Self {
            filter,
            cursor: String::new(),
            ..self.clone()
        }
    }

    /// Another search starts from its beginning.
    pub(super) fn with_q(&self, q: String) -> Self {
        Self {
            q,
            cursor: String::new(),
            ..self.clone()
        }
    }

    pub(super) fn with_cursor(&self, cursor: String) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }

    pub(super) fn with_case(&self, case: Option<ObjectionId>) -> Self {
        Self {
            case,
            ..self.clone()
        }
    }

    pub(super) fn href(&self) -> String {
        let case = self.case.map(|id| id.to_string()).unwrap_or_default();
        let filter = if self.filter == QueueFilter::default() {
            ""
        } else {
            self.filter.as_str()
        };
        with_query(
            QUEUE,
            &[
                ("filter", filter),
                ("q", &self.q),
                ("cursor", &self.cursor),
                ("case", &case),
            ],
        )
    }

    pub(super) fn parse(address: &str) -> Self {
        let filter = query(address, "filter");
        Self {
            filter: QueueFilter::ALL
                .into_iter()
                .find(|known| known.as_str() == filter)
                .unwrap_or_default(),
            q: query(address, "q"),
            cursor: query(address, "cursor"),
            case: query(address, "case").parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_of_the_queue_is_found_again_at_its_own_address() {
        let case = "0197a5b0-0000-7000-8000-000000000001".parse().ok();
        for filter in QueueFilter::ALL {
            for q in ["", "YY20261123-000042-7", "营业 执照&1"] {
                for case in [None, case] {
                    let view = View {
                        filter,
                        q: q.into(),
                        cursor: "a/b+c=".into(),
                        case,
                    };
                    is_found_again(Page::Queue(view));
                }
            }
        }
    }

    fn is_found_again(page: Page) {
        assert_eq!(Page::parse(&page.href()), Some(page));
    }

    #[test]
    fn every_page_is_found_at_its_address_and_an_unknown_one_is_none() {
        for page in [
            Page::Queue(View::default()),
            Page::Notices,
            Page::Sealing,
            Page::Seals,
            Page::NewSeal,
            Page::Seal("0197a5b0-0000-7000-8000-000000000001".parse().unwrap()),
            Page::SealSummary(String::new()),
            Page::SealSummary("2026-11-24".into()),
            Page::LogIn,
        ] {
            is_found_again(page);
        }
        assert_eq!(Page::parse("/desk"), Some(Page::Queue(View::default())));
        for unknown in [
            "/",
            "/desk/nowhere",
            "/desk/notices/1",
            "/desk/seals/one",
            "/deskless",
            "/desk//",
        ] {
            assert_eq!(Page::parse(unknown), None, "{unknown}");
        }
    }
}
