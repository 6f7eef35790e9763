//! Does a rule name the article that it says to follow, and only where it follows one?

use super::check::Faults;
use super::{Basis, Rulebook, numeral};

pub(super) struct Cited<'a> {
    pub(super) basis: Basis,
    pub(super) regulation: Option<&'a str>,
    pub(super) article: Option<&'a str>,
}

pub(super) fn check_cited(
    rulebook: &Rulebook,
    cited: &Cited<'_>,
    key: impl Fn(&'static str) -> String,
    faults: &mut Faults,
) {
    match cited.basis {
        Basis::Service => {
            let reason = "does not go with the basis `service`, which no regulation asks for";
            faults.require(cited.article.is_none(), || key("article"), reason);
            faults.require(cited.regulation.is_none(), || key("regulation"), reason);
        }
        Basis::Article => {
            let regulation = cited.regulation.unwrap_or_default();
            let known = rulebook.regulation(regulation).is_some();
            faults.require(
                known,
                || key("regulation"),
                format!("`{regulation}` is not among this rulebook's regulations"),
            );
            let article = cited.article.unwrap_or_default();
            faults.require(
                is_citation(article),
                || key("article"),
                format!("`{article}` is no article number"),
            );
        }
    }
}

/// `二十二`, `一百六十八(七)`, or several joined by `, `.
fn is_citation(articles: &str) -> bool {
    articles.split(", ").all(|article| {
        let (number, item) = match article.split_once('(') {
            None => (article, None),
            Some((number, rest)) => (number, Some(rest)),
        };
        let item_is_numbered = item.is_none_or(|item| {
            item.strip_suffix(')')
                .is_some_and(|item| numeral::value(item).is_some())
        });
        numeral::value(number).is_some() && item_is_numbered
    })
}
