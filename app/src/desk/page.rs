//! Every page of the desk and its address; the queue's filter, search, place and open case are in the address.

use crate::navigation::{encode, query};
use domain::id::ObjectionId;
use domain::wire::desk::QueueFilter;

/// Where staff can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Queue(View),
    Notices,
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
/// The address of the log-in, also for who is logged in and wants to be somebody else.
pub(super) const LOG_IN: &str = "/desk/log-in";
/// The address of the queue.
pub(super) const QUEUE: &str = "/desk/";

impl Page {
    pub(super) fn parse(address: &str) -> Option<Self> {
        let path = address
            .split('?')
            .next()
            .unwrap_or_default()
            .trim_end_matches('/');
        match path {
            "/desk" => Some(Self::Queue(View::parse(address))),
            NOTICES => Some(Self::Notices),
            LOG_IN => Some(Self::LogIn),
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
        let mut href = String::from(QUEUE);
        for (name, value) in [
            ("filter", filter),
            ("q", &self.q),
            ("cursor", &self.cursor),
            ("case", &case),
        ] {
            if !value.is_empty() {
                href.push(if href.contains('?') { '&' } else { '?' });
                href.push_str(name);
                href.push('=');
                href.push_str(&encode(value));
            }
        }
        href
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
                    assert_eq!(Page::parse(&view.href()), Some(Page::Queue(view)));
                }
            }
        }
    }

    #[test]
    fn every_page_is_found_at_its_address_and_an_unknown_one_is_none() {
        assert_eq!(Page::parse(NOTICES), Some(Page::Notices));
        assert_eq!(Page::parse(LOG_IN), Some(Page::LogIn));
        assert_eq!(Page::parse(QUEUE), Some(Page::Queue(View::default())));
        assert_eq!(Page::parse("/desk"), Some(Page::Queue(View::default())));
        assert_eq!(Page::parse("/desk/nowhere"), None);
    }
}
