//! The statements, put together from what they share: what a case is about, and which part of all is asked for.

macro_rules! about {
    ([$($issuer:tt)+], $more:literal) => {
        concat!(
            "o.procedure, ",
            $($issuer)+,
            " AS issuer_id, COALESCE(l.type_code, '') AS type_code, o.channel, o.ground",
            $more
        )
    };
}
/// Who answered, or has to: where who decided works, which isn't where the case lies once it was given back.
macro_rules! answering {
    () => {
        "COALESCE(d.agency_id, o.issuer_id)"
    };
}
/// Who received it: of a case that was passed on, the one of the two that doesn't answer.
macro_rules! receiving {
    () => {
        "CASE WHEN o.partner_id IS NULL OR o.partner_id = COALESCE(d.agency_id, o.issuer_id) THEN o.issuer_id ELSE o.partner_id END"
    };
}
pub(in crate::store) use {answering, receiving};
macro_rules! ended {
    ($when:literal) => {
        concat!(
            "SELECT ",
            about!([answering!()], ", "),
            receiving!(),
            " AS receiver_id, o.handed_by, c.objection_id, c.step, c.started_at, c.due_at, c.on_time_until, c.met_at, c.spared_at, o.finished_at \
            FROM objection_clock c JOIN objection o ON o.holder_id = c.holder_id AND o.id = c.objection_id \
            LEFT JOIN staff d ON d.id = o.decided_by \
            LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id WHERE ",
            $when
        )
    };
}
/// Clocks that fell away when the case was handed on, as those of the agency that owed them.
macro_rules! fallen {
    ($when:literal) => {
        concat!(
            "SELECT ",
            about!(["f.issuer_id"], ", "),
            "f.issuer_id AS receiver_id, f.issuer_id AS handed_by, f.objection_id, f.step, f.started_at, f.due_at, \
                NULL AS on_time_until, COALESCE(f.met_at, f.fell_at) AS met_at, \
                CASE WHEN f.met_at IS NULL THEN f.fell_at END AS spared_at, o.finished_at \
            FROM fallen_clock f JOIN objection o ON o.holder_id = f.holder_id AND o.id = f.objection_id \
            LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id WHERE ",
            $when
        )
    };
}
macro_rules! counted {
    ($more:literal, $by:literal, $when:literal) => {
        concat!(
            "SELECT ",
            about!([answering!()], $more),
            ", COUNT(*) AS number FROM objection o \
            LEFT JOIN staff d ON d.id = o.decided_by \
            LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id WHERE ",
            $when,
            " GROUP BY o.procedure, ",
            answering!(),
            ", COALESCE(l.type_code, ''), o.channel, o.ground",
            $by
        )
    };
}
macro_rules! sliced {
    () => {
        "(CAST($1 AS TEXT) = '' OR CAST(issuer_id AS TEXT) = $1) AND (CAST($2 AS TEXT) = '' OR type_code = $2) \
         AND (CAST($3 AS TEXT) = '' OR channel = $3) AND (CAST($4 AS TEXT) = '' OR ground = $4) \
         AND (CAST($5 AS TEXT) = '' OR procedure = $5)"
    };
}
pub(super) const FIRST: &str =
    "SELECT MIN(received_at) FROM objection WHERE received_at IS NOT NULL";
pub(super) const RECEIVED: &str = counted!("", "", "o.received_at >= $1 AND o.received_at < $2");
pub(super) const DECIDED: &str = counted!(
    ", o.outcome",
    ", o.outcome",
    "o.decided_at >= $1 AND o.decided_at < $2 AND o.outcome IS NOT NULL"
);
/// Every way to the clocks that ended, each by its index; UNION leaves out what two of them find.
pub(super) const ENDED: &str = concat!(
    ended!("c.met_at >= $1 AND c.met_at < $2"),
    " UNION ",
    ended!("c.met_at >= c.due_at AND c.due_at >= $1 AND c.due_at < $2"),
    " UNION ",
    ended!("c.met_at IS NULL AND c.due_at >= $1 AND c.due_at < $2"),
    " UNION ",
    ended!("c.on_time_until >= $1 AND c.on_time_until < $2"),
    " UNION ",
    fallen!("f.due_at >= $1 AND f.due_at < $2"),
    " UNION ",
    fallen!("f.met_at >= $1 AND f.met_at < $2")
);
pub(super) const STANDING: &str = concat!(
    "SELECT ",
    about!(["o.issuer_id"], ", o.handler_id, COUNT(*) AS open_cases, "),
    "CAST(SUM(CASE WHEN o.next_due > $1 AND o.next_due <= $2 THEN 1 ELSE 0 END) AS BIGINT) AS due_today, \
    CAST(SUM(CASE WHEN o.next_due <= $1 THEN 1 ELSE 0 END) AS BIGINT) AS overdue, \
    CAST(SUM((SELECT COUNT(*) FROM objection_clock c WHERE c.holder_id = o.holder_id AND c.objection_id = o.id \
        AND c.met_at IS NULL AND c.provisional)) AS BIGINT) AS provisional, \
    CAST(0 AS BIGINT) AS unanswered \
    FROM objection o LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id \
    WHERE o.finished_at IS NULL \
    GROUP BY o.procedure, o.issuer_id, COALESCE(l.type_code, ''), o.channel, o.ground, o.handler_id"
);
pub(super) const UNANSWERED: &str = concat!(
    "SELECT ",
    about!(["u.issuer_id"], ", o.handler_id, "),
    "CAST(0 AS BIGINT) AS open_cases, CAST(0 AS BIGINT) AS due_today, CAST(0 AS BIGINT) AS overdue, \
    CAST(0 AS BIGINT) AS provisional, COUNT(*) AS unanswered \
    FROM urging u JOIN objection o ON o.holder_id = u.holder_id AND o.id = u.objection_id \
    LEFT JOIN licence l ON l.holder_id = o.leading_id AND l.id = o.licence_id \
    WHERE u.answered_at IS NULL AND u.answer_by < $1 \
    GROUP BY o.procedure, u.issuer_id, COALESCE(l.type_code, ''), o.channel, o.ground, o.handler_id"
);
pub(super) const FORGET_MONTH: &str = "DELETE FROM case_figure WHERE month = $1";
pub(super) const FORGET_STANDING: &str = "DELETE FROM case_standing";
/// Goes back to the month that was asked for since, if it is an earlier one.
pub(super) const TURN_BACK: &str = "\
    UPDATE case_count SET open_from = CASE WHEN asked_from < open_from THEN asked_from ELSE open_from END, asked_from = NULL \
    WHERE name = 'cases' AND asked_from IS NOT NULL";
pub(super) const ASK_FROM: &str = "\
    UPDATE case_count SET asked_from = $1 WHERE name = 'cases' AND (asked_from IS NULL OR asked_from > $1)";
pub(super) const COUNTED: &str =
    "SELECT counted_at, open_from, calendar_version FROM case_count WHERE name = 'cases'";
pub(super) const NOTE: &str = "\
    INSERT INTO case_count (name, counted_at, open_from, calendar_version) VALUES ('cases', $1, $2, $3) \
    ON CONFLICT (name) DO UPDATE SET counted_at = $1, open_from = $2, calendar_version = $3";
pub(super) const FORGET_PARTS: &str = "DELETE FROM case_part WHERE month = $1";
pub(super) const PARTS: &str = "\
    SELECT part, fact, days, number FROM case_part WHERE dimension = $1 AND month = $2";
pub(super) const TREND: &str = "\
    SELECT CAST(month AS TEXT) AS part, fact, days, number FROM case_part \
    WHERE dimension = $1 AND month >= $2 AND month <= $3 AND part = $4";
pub(super) const SLICED: &str = concat!(
    "SELECT procedure, issuer_id, type_code, channel, ground, fact, days, number FROM case_figure WHERE month = $6 AND ",
    sliced!()
);
/// In the order of the key, so that nothing has to be sorted.
pub(super) const SLICED_TREND: &str = concat!(
    "SELECT CAST(month AS TEXT) AS part, fact, days, CAST(SUM(number) AS BIGINT) AS number FROM case_figure \
    WHERE month >= $6 AND month <= $7 AND ",
    sliced!(),
    " GROUP BY month, fact, days"
);
pub(super) const STANDINGS: &str = concat!(
    "SELECT ",
    "CASE CAST($6 AS TEXT) WHEN 'issuer' THEN CAST(issuer_id AS TEXT) WHEN 'type' THEN type_code \
     WHEN 'channel' THEN channel WHEN 'ground' THEN ground WHEN 'procedure' THEN procedure \
     ELSE COALESCE(CAST(handler_id AS TEXT), '') END AS part, \
    CAST(SUM(open_cases) AS BIGINT) AS open_cases, CAST(SUM(due_today) AS BIGINT) AS due_today, \
    CAST(SUM(overdue) AS BIGINT) AS overdue, CAST(SUM(provisional) AS BIGINT) AS provisional, \
    CAST(SUM(unanswered) AS BIGINT) AS unanswered FROM case_standing WHERE ",
    sliced!(),
    " GROUP BY 1"
);
pub(super) const HANDLERS: &str = "\
    SELECT s.id, s.name FROM staff s WHERE s.id IN (SELECT handler_id FROM case_standing) ORDER BY s.id";
