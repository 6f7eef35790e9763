//! Which licences are seen? The list's state, which its address says whole; a holder's number is never in it.

use crate::api::search::in_address;
use crate::navigation::{query, with_query};
use domain::licence::LicenceStanding;
use domain::searching::By;
use domain::wire::search::{LicenceFilter, SearchOrder};

/// The address of the list.
pub(super) const LICENCES: &str = "/desk/licences";

/// A filter, and where in its list one is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub(super) filter: LicenceFilter,
    pub(super) cursor: String,
}

impl Listing {
    /// Another filter starts from its beginning.
    pub(super) fn with(&self, change: impl FnOnce(&mut LicenceFilter)) -> Self {
        let mut filter = self.filter.clone();
        change(&mut filter);
        Self {
            filter,
            cursor: String::new(),
        }
    }

    pub(super) fn with_cursor(&self, cursor: String) -> Self {
        Self {
            cursor,
            ..self.clone()
        }
    }

    /// Without anything of what licences are; text and type stay.
    pub(super) fn cleared(&self) -> Self {
        self.with(|filter| {
            filter.standing = None;
            filter.expiring = None;
            (filter.disputed, filter.pledged, filter.unsealed) = (false, false, false);
        })
    }

    pub(super) fn href(&self) -> String {
        let said = in_address(&self.filter);
        let mut values: Vec<(&str, &str)> = said
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        values.push(("cursor", &self.cursor));
        with_query(LICENCES, &values)
    }

    pub(super) fn parse(address: &str) -> Self {
        let of = |name: &str| query(address, name);
        let set = |name: &str| of(name) == "true";
        Self {
            filter: LicenceFilter {
                q: of("q"),
                by: named(&By::ALL, By::as_str, &of("by")),
                holder: of("holder").parse().ok(),
                type_code: of("type"),
                standing: named(
                    &LicenceStanding::ALL,
                    LicenceStanding::as_str,
                    &of("standing"),
                ),
                expiring: of("expiring").parse().ok(),
                disputed: set("disputed"),
                pledged: set("pledged"),
                unsealed: set("unsealed"),
                order: named(&SearchOrder::ALL, SearchOrder::as_str, &of("order"))
                    .unwrap_or_default(),
            },
            cursor: of("cursor"),
        }
    }
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, text: &str) -> Option<T> {
    all.iter().copied().find(|known| name(*known) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_the_list_is_found_again_at_its_own_address() {
        for standing in LicenceStanding::ALL {
            for order in SearchOrder::ALL {
                for by in By::ALL {
                    let listing = Listing {
                        filter: LicenceFilter {
                            q: "营业 执照&1".into(),
                            by: Some(by),
                            holder: "0197a5b0-0000-7000-8000-000000000001".parse().ok(),
                            type_code: "T".into(),
                            standing: Some(standing),
                            expiring: Some(30),
                            disputed: true,
                            pledged: false,
                            unsealed: true,
                            order,
                        },
                        cursor: "a/b+c=".into(),
                    };
                    assert_eq!(Listing::parse(&listing.href()), listing);
                }
            }
        }
        assert_eq!(Listing::default().href(), LICENCES);
        assert_eq!(
            Listing::parse("/desk/licences?standing=x&expiring=-1"),
            Listing::default()
        );
    }
}
