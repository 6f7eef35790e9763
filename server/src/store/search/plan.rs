//! Which index leads? The statement of a search, put together from what is asked for.

use super::{Ask, COLUMNS, JOINS, Lead};
use crate::store::{Day, Id};
use domain::licence::LicenceStanding;
use domain::wire::search::SearchOrder;
use std::fmt::Write as _;

/// A value of the statement.
pub(super) enum Bind {
    Id(Id),
    Day(Day),
    Text(String),
    Number(i64),
}

/// In what order the rows come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Newest,
    Ends,
    EndsLast,
    Name,
}

const ENDS: &str = "COALESCE(l.valid_to, '9999-12-31')";

/// A statement in the making.
#[derive(Default)]
struct Writing {
    text: String,
    binds: Vec<Bind>,
}

impl Writing {
    /// Adds a value; its place is written where it stands.
    fn bind(&mut self, bind: Bind) -> String {
        self.binds.push(bind);
        format!("${}", self.binds.len())
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// A condition by which an index may lead.
    fn lead(&mut self, condition: &str) {
        // Writing into a String can't fail.
        let _ = write!(self.text, " AND {condition}");
    }

    /// A condition that is looked at on every row that the leading index gives.
    fn also(&mut self, condition: &str) {
        let _ = write!(self.text, " AND ({condition}) IS TRUE");
    }
}

/// The text and the values of what is asked for.
pub(super) fn query(ask: &Ask) -> (String, Vec<Bind>) {
    let order = order(ask);
    let mut w = Writing::default();
    w.push(COLUMNS);
    let parts = parts(ask, order);
    let several = parts.len() > 1;
    for (place, status) in parts.iter().enumerate() {
        w.push(match (several, place) {
            (false, _) => "",
            (true, 0) => "SELECT id FROM (",
            (true, _) => " UNION ALL SELECT id FROM (",
        });
        part(&mut w, ask, order, *status);
        if several {
            let _ = write!(w.text, ") p{place}");
        }
    }
    w.push(JOINS);
    w.push(by(order));
    // Of several parts each has as many rows as are wanted at most.
    let limit = w.bind(Bind::Number(ask.limit));
    let _ = write!(w.text, " LIMIT {limit}");
    (w.text, w.binds)
}

/// Of expired ones the last ended come first, of those about to end the first; of a name the names lead.
fn order(ask: &Ask) -> Order {
    match (&ask.lead, ask.order, ask.standing, ask.ends_by) {
        (Lead::Name(..), ..) => Order::Name,
        (_, SearchOrder::Ends, ..) | (_, SearchOrder::Newest, _, Some(_)) => Order::Ends,
        (_, SearchOrder::EndsLast, ..)
        | (_, SearchOrder::Newest, Some(LicenceStanding::Expired), _) => Order::EndsLast,
        (_, SearchOrder::Newest, ..) => Order::Newest,
    }
}

const fn by(order: Order) -> &'static str {
    match order {
        Order::Newest => "l.id DESC",
        Order::Ends => "ends, l.id",
        Order::EndsLast => "ends DESC, l.id DESC",
        Order::Name => "h.name, h.id, l.id",
    }
}

/// The stored status of each part: where a standing is kept under several, each part has its own order.
fn parts(ask: &Ask, order: Order) -> Vec<Option<&'static str>> {
    use LicenceStanding as S;
    let ordered = order == Order::Ends || order == Order::EndsLast;
    if !leads_all(ask) || ask.type_code.is_some() {
        return vec![None];
    }
    match ask.standing {
        Some(S::Valid) if ordered => vec![Some("valid")],
        None if ordered && ask.ends_by.is_some() => vec![Some("valid")],
        Some(S::Expired) => vec![Some("valid"), Some("suspended"), Some("lost")],
        Some(S::Suspended) => vec![Some("suspended")],
        Some(S::Lost) => vec![Some("lost")],
        Some(S::Cancelled) => vec![Some("cancelled")],
        Some(S::Withdrawn) => vec![Some("withdrawn")],
        Some(S::Revoked) => vec![Some("revoked")],
        Some(S::Valid | S::NotYetValid) | None => vec![None],
    }
}

/// Whether nothing narrower than the agency and a standing leads.
fn leads_all(ask: &Ask) -> bool {
    let flagged = ask.disputed || ask.pledged || (ask.unsealed && ask.few_unsealed);
    ask.lead == Lead::All && !flagged && ask.standing != Some(LicenceStanding::NotYetValid)
}

fn part(w: &mut Writing, ask: &Ask, order: Order, status: Option<&'static str>) {
    let _ = write!(w.text, "SELECT l.id AS id FROM ");
    source(w, ask, status);
    let by_end = leads_all(ask) && order != Order::Newest;
    standing(w, ask, by_end);
    if let Some(day) = ask.ends_by {
        let day = w.bind(Bind::Day(Day(day)));
        bound(w, &format!("{ENDS} <= {day}"), by_end);
    }
    if ask.disputed && ask.lead != Lead::All {
        w.also(
            "EXISTS (SELECT 1 FROM objection o WHERE o.licence_id = l.id \
             AND o.finished_at IS NULL AND o.marked)",
        );
    }
    if ask.pledged && (ask.lead != Lead::All || ask.disputed) {
        w.also("l.pledged");
    }
    let waits = "EXISTS (SELECT 1 FROM awaiting_seal w WHERE w.holder_id = l.holder_id AND w.licence_id = l.id \
                 AND w.version = l.version)";
    if ask.unsealed && (!ask.few_unsealed || ask.lead != Lead::All || ask.disputed || ask.pledged) {
        w.also(waits);
    }
    if let Some(code) = ask.type_code.clone() {
        let code = w.bind(Bind::Text(code));
        bound(w, &format!("l.type_code = {code}"), leads_all(ask));
    }
    after(w, ask, order);
    let limit = w.bind(Bind::Number(ask.limit));
    let by = by(order).replace("ends", ENDS);
    let _ = write!(w.text, " ORDER BY {by} LIMIT {limit}");
}

/// Where the rows come from, narrowed to the agency.
fn source(w: &mut Writing, ask: &Ask, status: Option<&'static str>) {
    let agency = w.bind(Bind::Id(ask.agency.into()));
    let own = format!("l.issuer_id = {agency}");
    match &ask.lead {
        Lead::Holder(holder) => {
            let holder = w.bind(Bind::Id((*holder).into()));
            let _ = write!(
                w.text,
                "(SELECT holder_id, id FROM licence WHERE holder_id = {holder} \
                 UNION ALL SELECT leading_id, licence_id FROM co_holder WHERE holder_id = {holder}) m \
                 CROSS JOIN licence l WHERE l.holder_id = m.holder_id AND l.id = m.id"
            );
            w.also(&own);
        }
        Lead::Identifier(identifier) => {
            let identifier = w.bind(Bind::Text(identifier.clone()));
            let _ = write!(
                w.text,
                "licence_version v CROSS JOIN licence l WHERE v.identifier = {identifier} \
                 AND l.holder_id = v.holder_id AND l.id = v.licence_id"
            );
            w.also(&own);
        }
        Lead::Number(number) => {
            let number = w.bind(Bind::Text(number.clone()));
            let _ = write!(w.text, "licence l WHERE {own} AND l.number = {number}");
        }
        Lead::Name(from, until) => {
            let from = w.bind(Bind::Text(from.clone()));
            let _ = write!(
                w.text,
                "holder h CROSS JOIN licence l WHERE h.name >= {from}"
            );
            if let Some(until) = until.clone() {
                let until = w.bind(Bind::Text(until));
                w.lead(&format!("h.name < {until}"));
            }
            w.lead("l.holder_id = h.id");
            w.also(&own);
        }
        Lead::These(ids) => {
            w.push("licence l WHERE l.id IN (");
            for (place, id) in ids.iter().enumerate() {
                let id = w.bind(Bind::Id(*id));
                w.push(if place == 0 { "" } else { ", " });
                w.push(&id);
            }
            w.push(")");
            w.also(&own);
        }
        Lead::All => of_agency(w, ask, (&agency, &own), status),
    }
}

fn of_agency(w: &mut Writing, ask: &Ask, (agency, own): (&str, &str), status: Option<&str>) {
    if ask.disputed {
        let _ = write!(
            w.text,
            "objection o CROSS JOIN licence l WHERE o.issuer_id = {agency} AND o.finished_at IS NULL AND o.marked \
             AND l.holder_id = o.leading_id AND l.id = o.licence_id"
        );
        w.also(own);
    } else if ask.pledged {
        let _ = write!(w.text, "licence l WHERE {own} AND l.pledged");
    } else if ask.unsealed && ask.few_unsealed {
        let _ = write!(
            w.text,
            "awaiting_seal w CROSS JOIN licence l WHERE w.issuer_id = {agency} \
             AND l.holder_id = w.holder_id AND l.id = w.licence_id AND l.version = w.version"
        );
        w.also(own);
    } else {
        let _ = write!(w.text, "licence l WHERE {own}");
        if ask.standing == Some(LicenceStanding::NotYetValid) {
            let today = w.bind(Bind::Day(Day(ask.today)));
            w.lead(&format!("l.valid_from > {today}"));
            w.lead("l.valid_from > l.issued_on");
        }
        if let Some(status) = status {
            w.lead(&format!("l.status = '{status}'"));
        }
    }
}

/// What a licence is on the day of the question: see `domain::licence::standing`.
fn standing(w: &mut Writing, ask: &Ask, leads: bool) {
    use LicenceStanding as S;
    let standing = match (ask.standing, ask.ends_by) {
        (None, None) => return,
        (None, Some(_)) => S::Valid,
        (Some(standing), _) => standing,
    };
    let status = match standing {
        S::Valid | S::NotYetValid => "l.status = 'valid'",
        S::Expired => "l.status IN ('valid', 'suspended', 'lost')",
        S::Suspended => "l.status = 'suspended'",
        S::Lost => "l.status = 'lost'",
        S::Cancelled => "l.status = 'cancelled'",
        S::Withdrawn => "l.status = 'withdrawn'",
        S::Revoked => "l.status = 'revoked'",
    };
    w.also(status);
    let today = Bind::Day(Day(ask.today));
    match standing {
        S::Cancelled | S::Withdrawn | S::Revoked => {}
        S::Expired => {
            let today = w.bind(today);
            bound(w, &format!("{ENDS} < {today}"), leads);
        }
        S::Valid | S::NotYetValid | S::Suspended | S::Lost => {
            let today = w.bind(today);
            bound(w, &format!("{ENDS} >= {today}"), leads);
            match standing {
                S::Valid => w.also(&format!("l.valid_from <= {today}")),
                S::NotYetValid => w.also(&format!("l.valid_from > {today}")),
                _ => {}
            }
        }
    }
}

fn bound(w: &mut Writing, condition: &str, leads: bool) {
    if leads {
        w.lead(condition);
    } else {
        w.also(condition);
    }
}

/// What comes after the last row shown.
fn after(w: &mut Writing, ask: &Ask, order: Order) {
    let Some(after) = ask.after else { return };
    let id = w.bind(Bind::Id(Id(after.id)));
    match order {
        Order::Newest => w.lead(&format!("l.id < {id}")),
        Order::Ends | Order::EndsLast => {
            let ends = w.bind(Bind::Day(Day(after.ends)));
            let past = if order == Order::Ends { '>' } else { '<' };
            w.lead(&format!("{ENDS} {past}= {ends}"));
            w.also(&format!("{ENDS} {past} {ends} OR l.id {past} {id}"));
        }
        Order::Name => {
            let holder = w.bind(Bind::Id(Id(after.holder)));
            let name = format!("(SELECT name FROM holder WHERE id = {holder})");
            w.lead(&format!("h.name >= {name}"));
            w.also(&format!(
                "h.name > {name} OR h.id > {holder} OR (h.id = {holder} AND l.id > {id})"
            ));
        }
    }
}
