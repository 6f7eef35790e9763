//! Which cases did a figure of the board count? The same instants as its facts, looked up by the same indexes.

use super::super::board::Slice;
use super::super::quality::Span;
use super::super::{At, Day, Id};
use jiff::Timestamp;
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
    Met(Span, Steps),
    /// A clock of one of these steps ran out unmet.
    Late(Span, Steps),
}

/// Writes what a figure counted.
pub(super) fn write<DB: sqlx::Database>(
    query: &mut QueryBuilder<DB>,
    figure: &Figure,
    now: Timestamp,
) where
    At: for<'q> Encode<'q, DB> + Type<DB>,
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
        Figure::Met(span, steps) => {
            begin(query);
            within(query, "c.met_at", *span);
            end(query, steps);
        }
        Figure::Late(span, steps) => {
            query.push("(");
            begin(query);
            query.push("c.met_at >= c.due_at AND ");
            within(query, "c.due_at", *span);
            end(query, steps);
            query.push(" OR ");
            begin(query);
            query.push("c.met_at IS NULL AND c.warned IN (0, 1, 2, 3) AND (p.finished_at IS NULL OR p.finished_at >= c.due_at) AND c.due_at <= ");
            query.push_bind(At(now)).push(" AND ");
            within(query, "c.due_at", *span);
            end(query, steps);
            query.push(")");
        }
    }
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
         JOIN objection p ON p.holder_id = c.holder_id AND p.id = c.objection_id WHERE ",
    );
}

fn end<DB: sqlx::Database>(query: &mut QueryBuilder<DB>, steps: &Steps)
where
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    query.push(" AND (1 = 0");
    for (procedure, step) in steps {
        query
            .push(" OR p.procedure = ")
            .push_bind(procedure.clone())
            .push(" AND c.step = ")
            .push_bind(step.clone());
    }
    query.push("))");
}

/// Writes what the cases are narrowed to.
pub(super) fn write_slice<DB: sqlx::Database>(
    query: &mut QueryBuilder<DB>,
    slice: &Slice,
    handler: Option<Id>,
) where
    Id: for<'q> Encode<'q, DB> + Type<DB>,
    String: for<'q> Encode<'q, DB> + Type<DB>,
{
    let narrowed = [
        (" AND CAST(o.issuer_id AS TEXT) = ", &slice.issuer),
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
    match handler {
        None => {}
        Some(nobody) if nobody.0.is_nil() => {
            query.push(" AND o.handler_id IS NULL");
        }
        Some(one) => {
            query.push(" AND o.handler_id = ").push_bind(one);
        }
    }
}
