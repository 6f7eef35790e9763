//! Which cases did a figure of the board count? The same instants as its facts, looked up by the same indexes.

use super::super::board::{answering, receiving};
use super::super::quality::Span;
use super::super::{At, Day, Id};
use super::Ask;
use domain::board::OwedBy;
use jiff::civil::Date;
use sqlx::{Encode, QueryBuilder, Type};

/// Steps of procedures whose clocks are meant, each as procedure and step.
pub(crate) type Steps = Vec<(String, String)>;

/// What a figure counted.
#[derive(Clone, Debug)]
pub(crate) enum Figure {
    /// Open cases a running deadline of which is provisional.
    Provisional,
    /// Urged and not answered by the day before this one.
    Unanswered(Date),
    Received(Span),
    Decided(Span),
    Upheld(Span),
    /// A clock of one of these steps was met.
    Met(Span, Owed),
    /// A clock of one of these steps ran out unmet.
    Late(Span, Owed),
}

/// Steps with who owes them.
#[derive(Clone, Debug)]
pub(crate) struct Owed {
    pub(crate) steps: Steps,
    pub(crate) by: OwedBy,
}

/// Narrows to the agency for which a figure counts a case; without a figure, to the one that has to act.
pub(super) fn write_issuer<DB: sqlx::Database>(
    query: &mut QueryBuilder<DB>,
    figure: Option<&Figure>,
    issuer: Id,
) where
    Day: for<'q> Encode<'q, DB> + Type<DB>,
    Id: for<'q> Encode<'q, DB> + Type<DB>,
{
    let column = match figure {
        // Each of its clocks is owed by somebody, see `end`.
        Some(Figure::Met(..) | Figure::Late(..)) => return,
        Some(Figure::Unanswered(today)) => {
            query.push(" AND o.id IN (SELECT u.objection_id FROM urging u WHERE u.answered_at IS NULL AND u.answer_by < ");
            query.push_bind(Day(*today)).push(" AND u.issuer_id = ");
            query.push_bind(issuer).push(")");
            return;
        }
        None | Some(Figure::Provisional) => "o.issuer_id",
        Some(Figure::Received(_) | Figure::Decided(_) | Figure::Upheld(_)) => answering!(),
    };
    query.push(" AND ").push(column).push(" = ");
    query.push_bind(issuer);
}

/// Writes what a figure counted.
pub(super) fn write<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, figure: &Figure, ask: &Ask)
where
    At: for<'q> Encode<'q, DB> + Type<DB>,
    Id: for<'q> Encode<'q, DB> + Type<DB>,
    Day: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    match figure {
        Figure::Provisional => {
            query.push(
                "o.finished_at IS NULL AND EXISTS (SELECT 1 FROM objection_clock c WHERE c.holder_id = o.holder_id \
                 AND c.objection_id = o.id AND c.met_at IS NULL AND c.provisional)",
            );
        }
        Figure::Unanswered(today) => {
            query
                .push("o.id IN (SELECT u.objection_id FROM urging u WHERE u.answered_at IS NULL AND u.answer_by < ")
                .push_bind(Day(*today))
                .push(")");
        }
        Figure::Received(span) => within(query, "o.received_at", *span),
        Figure::Decided(span) => within(query, "o.decided_at", *span),
        Figure::Upheld(span) => {
            within(query, "o.decided_at", *span);
            query.push(" AND o.outcome IN ('upheld', 'partly-upheld')");
        }
        Figure::Met(span, owed) => {
            begin(query);
            query.push("c.spared_at IS NULL AND ");
            within(query, "c.met_at", *span);
            end(query, owed, ask);
        }
        Figure::Late(span, owed) => late(query, (*span, owed), ask),
    }
}

/// Each way by its index: met too late or not at all, by the date that stands or by the later one of two; and what ran out at
/// an agency that handed the case on.
fn late<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, (span, owed): (Span, &Owed), ask: &Ask)
where
    At: for<'q> Encode<'q, DB> + Type<DB>,
    Id: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let dates = [
        ("c.due_at", "c.on_time_until IS NULL AND "),
        ("c.on_time_until", "c.on_time_until IS NOT NULL AND "),
    ];
    let mut or = "(";
    for (date, of_these) in dates {
        query.push(or);
        begin(query);
        query.push(of_these).push("c.met_at >= ").push(date);
        query.push(" AND ");
        within(query, date, span);
        end(query, owed, ask);
        query.push(" OR ");
        begin(query);
        query
            .push(of_these)
            .push("c.met_at IS NULL AND (o.finished_at IS NULL OR o.finished_at >= ")
            .push(date)
            .push(") AND ")
            .push(date)
            .push(" <= ")
            .push_bind(At(ask.now))
            .push(" AND ");
        within(query, date, span);
        end(query, owed, ask);
        or = " OR ";
    }
    query.push(or);
    late_before_it_was_handed_on(query, (span, owed), ask);
    query.push(")");
}

/// What fell away had run out by then, or was met too late, where it ran.
fn late_before_it_was_handed_on<DB: sqlx::Database>(
    query: &mut QueryBuilder<DB>,
    (span, owed): (Span, &Owed),
    ask: &Ask,
) where
    At: for<'q> Encode<'q, DB> + Type<DB>,
    Id: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    query.push(
        "o.id IN (SELECT c.objection_id FROM fallen_clock c \
         JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
         WHERE COALESCE(c.met_at, c.fell_at) >= c.due_at AND ",
    );
    within(query, "c.due_at", span);
    // Who had it first of three reads it no longer.
    if ask.agency.is_some() {
        query.push(" AND (c.issuer_id = o.handed_by OR c.issuer_id = o.issuer_id)");
    }
    of_agency(query, "c.issuer_id", ask);
    of_steps(query, owed);
}

fn within<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, column: &'static str, span: Span)
where
    At: for<'q> Encode<'q, DB> + Type<DB>,
{
    query
        .push(column)
        .push(" >= ")
        .push_bind(At(span.begins))
        .push(" AND ")
        .push(column)
        .push(" < ")
        .push_bind(At(span.ends));
}

fn begin<DB: sqlx::Database>(query: &mut QueryBuilder<DB>) {
    query.push(
        "o.id IN (SELECT c.objection_id FROM objection_clock c \
         JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
         LEFT JOIN staff d ON d.id = o.decided_by WHERE ",
    );
}

/// Ends it with the steps that are meant, and with who owes them. What fell away was owed by who passed the case on.
fn end<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, owed: &Owed, ask: &Ask)
where
    Id: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let agency = match owed.by {
        OwedBy::WrongAgency => "COALESCE(o.handed_by, o.issuer_id)",
        OwedBy::Receiver => receiving!(),
        OwedBy::Answerer => concat!(
            "CASE WHEN c.spared_at IS NOT NULL THEN ",
            receiving!(),
            " ELSE ",
            answering!(),
            " END"
        ),
    };
    of_agency(query, agency, ask);
    of_steps(query, owed);
}

fn of_agency<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, agency: &'static str, ask: &Ask)
where
    Id: for<'q> Encode<'q, DB> + Type<DB>,
{
    let of_slice = ask.slice.issuer.parse().ok().map(Id);
    for issuer in ask.agency.map(Id::from).into_iter().chain(of_slice) {
        query
            .push(" AND ")
            .push(agency)
            .push(" = ")
            .push_bind(issuer);
    }
}

fn of_steps<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, owed: &Owed)
where
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    query.push(" AND (1 = 0");
    for (procedure, step) in &owed.steps {
        query
            .push(" OR o.procedure = ")
            .push_bind(procedure.clone())
            .push(" AND c.step = ")
            .push_bind(step.clone());
    }
    query.push("))");
}

/// Writes what the cases are narrowed to.
pub(super) fn write_slice<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, ask: &Ask)
where
    Day: for<'q> Encode<'q, DB> + Type<DB>,
    Id: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let slice = &ask.slice;
    match slice.issuer.parse().map(Id) {
        Ok(issuer) => write_issuer(query, ask.figure.as_ref(), issuer),
        Err(_) if slice.issuer.is_empty() => {}
        Err(_) => {
            query.push(" AND 1 = 0");
        }
    }
    let narrowed = [
        (" AND l.type_code = ", &slice.type_code),
        (" AND o.channel = ", &slice.channel),
        (" AND o.ground = ", &slice.ground),
        (" AND o.procedure = ", &slice.procedure),
    ];
    for (column, value) in narrowed {
        if !value.is_empty() {
            query.push(column).push_bind(value.clone());
        }
    }
    match ask.handler {
        None => {}
        Some(nobody) if nobody.0.is_nil() => {
            query.push(" AND o.handler_id IS NULL");
        }
        Some(one) => {
            query.push(" AND o.handler_id = ").push_bind(one);
        }
    }
}
