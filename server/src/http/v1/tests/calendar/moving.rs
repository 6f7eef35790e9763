//! What an approved arrangement does to the open deadlines, and whom it tells.

use super::*;

#[rstest]
#[tokio::test]
async fn an_approved_arrangement_moves_every_open_deadline_once_and_tells_both_sides(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.jobs().await;
    let proposed = hall.propose(LATER).await;
    assert!(proposed.mine && proposed.review.faults.is_empty());
    let effect = proposed.review.effect.unwrap();
    assert_eq!((effect.open, effect.later, effect.earlier), (2, 1, 0));
    let shifts = vec![ShiftCount { days: 1, clocks: 1 }];
    assert_eq!((effect.shifts, effect.examples.len()), (shifts, 1));
    // Until another person approves, nothing changes; who proposed can't.
    let arrangement = proposed.summary.id;
    let own = hall.decide("supervisor", arrangement, 1).await;
    assert_eq!(own.code(), ProblemCode::Forbidden);
    hall.jobs().await;
    assert_eq!(hall.told("citizen").await.len(), 0);
    let approved: ArrangementDetail = hall.decide("second-supervisor", arrangement, 1).await.ok();
    assert_eq!(approved.summary.state, ArrangementState::InForce);
    let version = approved.summary.calendar_version.unwrap();
    assert_eq!(version, Date::constant(2026, 9, 17));
    for _ in 0..3 {
        hall.jobs().await;
    }
    let case = hall.case("handler", id).await;
    let decide = clock(&case, "decide");
    assert_eq!(
        (decide.due_date, decide.calendar_version),
        (THURSDAY, version)
    );
    assert_eq!(clock(&case, "mark").calendar_version, version);
    let [moved] = case.moves.as_slice() else {
        panic!("{:?}", case.moves)
    };
    assert_eq!(
        (moved.from, moved.to),
        (Date::constant(2026, 9, 23), THURSDAY)
    );
    assert_eq!(moved.source, "国办发明电〔2026〕99号");
    assert_eq!(moved.from_version, Date::constant(2025, 11, 4));
    // Both sides, each once: the objector, and as nobody handles it yet, the handlers.
    for who in ["citizen", "handler", "second-handler"] {
        let told = hall.told(who).await;
        assert_eq!(told.len(), 1, "{who}");
        assert_eq!(told[0].due_date, Some(THURSDAY), "{who}");
    }
    assert_eq!(hall.told("approver").await.len(), 0);
    let recount = hall.calendar().await.recount.unwrap();
    assert_eq!(
        (recount.total, recount.done, recount.later, recount.earlier),
        (2, 2, 1, 0)
    );
    assert!(recount.finished_at.is_some());
    assert_eq!(hall.app.count("deadline_move").await, 1);
    // One record of what moved, one of what stayed.
    assert_eq!(hall.audited("recount").await, 2);
    assert_eq!(hall.audited("approve-calendar").await, 1);
    let objector: CaseDetail = hall
        .citizen()
        .await
        .get(&format!("/objections/{id}"))
        .await
        .ok();
    assert_eq!(objector.moves, case.moves);
}

#[rstest]
#[tokio::test]
async fn the_queue_and_the_warnings_go_by_the_new_date(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.step("handler", id, "mark").await;
    // Tuesday: the decision is due on Wednesday and was warned of; then Tuesday itself is made a day off.
    hall.app.advance(HOUR(24 * 5));
    hall.jobs().await;
    hall.in_force(LATER).await;
    hall.jobs().await;
    let mut handler = hall.app.clerk("handler").await;
    let queue: QueuePage = handler.get("/desk/objections").await.ok();
    assert_eq!(
        queue.items[0].case.clocks.last().unwrap().due_date,
        THURSDAY
    );
    let warned = |inbox: Inbox| -> Vec<_> {
        let of = |notice: &Notice| notice.kind == NoticeKind::DueTomorrow;
        inbox
            .items
            .iter()
            .filter(|one| of(one))
            .map(|one| one.due_date)
            .collect()
    };
    let once = warned(handler.get("/notices?limit=100").await.ok());
    assert_eq!(once, [Some(Date::constant(2026, 9, 23))]);
    // Wednesday is the working day before the new date.
    hall.app.advance(HOUR(24));
    hall.jobs().await;
    let mut handler = hall.app.clerk("handler").await;
    let anew = warned(handler.get("/notices?limit=100").await.ok());
    assert_eq!(anew, [Some(THURSDAY), Some(Date::constant(2026, 9, 23))]);
}

#[rstest]
#[tokio::test]
async fn what_is_dated_into_the_past_is_not_overdue_before_its_old_date(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.step("handler", id, "mark").await;
    // Wednesday, the day on which it is due; by the new calendar that was Tuesday.
    hall.app.advance(HOUR(24 * 6));
    let proposed = hall.propose(EARLIER).await;
    let effect = proposed.review.effect.unwrap();
    assert_eq!((effect.earlier, effect.past), (1, 1));
    hall.decide("second-supervisor", proposed.summary.id, 1)
        .await
        .succeeded();
    hall.jobs().await;
    hall.jobs().await;
    let case = hall.case("handler", id).await;
    let decide = clock(&case, "decide");
    assert_eq!(decide.due_date, Date::constant(2026, 9, 22));
    let midnight: Timestamp = "2026-09-23T16:00:00Z".parse().unwrap();
    assert_eq!(decide.on_time_until, Some(midnight));
    assert_eq!(case.moves[0].on_time_until, Some(midnight));
    let overdue = |inbox: Inbox| {
        let of = |notice: &&Notice| notice.kind == NoticeKind::Overdue;
        inbox.items.iter().filter(of).count()
    };
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(overdue(handler.get("/notices?limit=100").await.ok()), 0);
    // A touch keeps the later date, too.
    hall.step("handler", id, "verify").await;
    let late = ["overdue", "answer-late"];
    assert_eq!(hall.listed(late).await, [0, 0]);
    assert_eq!(hall.answered_on_time().await, (0, 0), "it runs");
    hall.app.advance(HOUR(24));
    hall.jobs().await;
    let mut handler = hall.app.clerk("handler").await;
    assert_eq!(overdue(handler.get("/notices?limit=100").await.ok()), 1);
    assert_eq!(hall.listed(late).await, [1, 1]);
    assert_eq!(hall.answered_on_time().await, (0, 1));
}

#[rstest]
#[tokio::test]
async fn what_is_dated_into_the_past_and_met_by_its_old_date_ended_on_time(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.proposed(id, rejected()).await;
    hall.app.advance(HOUR(24 * 6));
    hall.in_force(EARLIER).await;
    hall.jobs().await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    hall.app.advance(HOUR(24 * 3));
    hall.jobs().await;
    assert_eq!(hall.answered_on_time().await, (1, 1));
    assert_eq!(hall.listed(["overdue", "answer-late"]).await, [0, 0]);
    assert_eq!(hall.listed(["answer-met", "received"]).await, [1, 1]);
}

#[rstest]
#[tokio::test]
async fn a_server_that_has_not_heard_follows_and_what_it_started_meanwhile_is_counted_too(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let app = &hall.app.app;
    hall.in_force(LATER).await;
    hall.jobs().await;
    let before = app.in_force().rules_text.etag.clone();
    hall.unheard();
    assert_ne!(app.in_force().rules_text.etag, before);
    // Filed on a server that counts by the calendar before.
    let id = hall.filed().await.id;
    let filed = hall.case("handler", id).await;
    assert_eq!(
        clock(&filed, "decide").due_date,
        Date::constant(2026, 9, 23)
    );
    assert!(follow(app).await.unwrap());
    assert!(!follow(app).await.unwrap(), "there is nothing new");
    assert_eq!(app.in_force().rules_text.etag, before);
    hall.jobs().await;
    let case = hall.case("handler", id).await;
    assert_eq!(clock(&case, "decide").due_date, THURSDAY);
    let recount = hall.calendar().await.recount.unwrap();
    assert_eq!((recount.total, recount.done), (2, 2));
    // The browser's copy is the one in force.
    let mut visitor = hall.app.visitor();
    let rules: Rules = visitor.get("/rules").await.ok();
    assert_eq!(rules.calendar, app.in_force().calendar);
    assert_eq!(
        rules.calendar.as_of(None).unwrap().version(),
        case.moves[0].to_version
    );
}

#[rstest]
#[tokio::test]
async fn two_versions_of_one_day_have_different_names_and_each_moves_what_it_moves(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let first = hall.in_force(LATER).await.summary.calendar_version;
    hall.jobs().await;
    let back = "中秋节：9月22日（周二）上班。";
    let second = hall.in_force(back).await.summary.calendar_version;
    hall.jobs().await;
    assert_eq!(first, Some(Date::constant(2026, 9, 17)));
    assert_eq!(second, Some(Date::constant(2026, 9, 18)));
    let case = hall.case("handler", id).await;
    assert_eq!(clock(&case, "decide").due_date, Date::constant(2026, 9, 23));
    let moves: Vec<_> = case.moves.iter().map(|one| one.to).collect();
    assert_eq!(moves, [THURSDAY, Date::constant(2026, 9, 23)]);
}

#[rstest]
#[tokio::test]
async fn a_case_that_is_over_keeps_its_dates(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    hall.proposed(id, rejected()).await;
    hall.step("approver", id, "approve").await;
    hall.jobs().await;
    let before = hall.case("approver", id).await;
    hall.in_force(LATER).await;
    hall.jobs().await;
    let after = hall.case("approver", id).await;
    assert_eq!(
        (&after.summary.clocks, after.moves.len()),
        (&before.summary.clocks, 0)
    );
    let recount = hall.calendar().await.recount.unwrap();
    assert_eq!((recount.total, recount.done), (0, 0));
}

#[rstest]
#[tokio::test]
async fn what_an_outage_left_is_counted_again_and_told_with_the_other_cases(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let ended = hall.arrears().await;
    let case = ended.case.unwrap().id;
    // Thursday 17 September and three working days: Monday 21 September, as Sunday is worked. With Saturday off as it is
    // and Sunday taken back it is Tuesday.
    assert_eq!(
        ended.summary.clock.unwrap().due_date,
        Date::constant(2026, 9, 21)
    );
    let off = "中秋节：9月20日（周日）放假，共1天。";
    hall.in_force(off).await;
    for _ in 0..2 {
        hall.jobs().await;
    }
    let tuesday = Date::constant(2026, 9, 22);
    for who in ["handler", "second-handler"] {
        let told = hall.told(who).await;
        assert_eq!(told.len(), 1, "{who}");
        assert_eq!(told[0].due_date, Some(tuesday), "{who}");
        assert_eq!(told[0].objection, Some(case), "{who}");
    }
    let moved = hall.case("supervisor", case).await.moves;
    assert_eq!((moved.len(), moved[0].to), (1, tuesday));
    let path = format!("/outages/{}", ended.summary.id);
    let seen: OutageDetail = hall.app.clerk("handler").await.get(&path).await.ok();
    assert_eq!(seen.summary.clock.unwrap().due_date, tuesday);
}

/// The batch was read before the objector withdrew, and is written after.
#[rstest]
#[tokio::test]
async fn a_case_that_ends_while_it_is_counted_again_is_owed_no_longer(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let Some(hall) = Hall::keepers(on).await else {
        return;
    };
    let id = hall.filed().await.id;
    let read = hall.case("handler", id).await;
    let withdraw = Withdraw {
        version: read.version,
    };
    let mut citizen = hall.citizen().await;
    let at = format!("/objections/{id}/withdraw");
    hall.post(&mut citizen, &at, &withdraw).await.succeeded();
    let due_at = At(hall.app.now() + HOUR(24 * 9));
    let counted = Counted {
        key: (hall.li.into(), id.into(), "decide".into()),
        due_date: Day(THURSDAY),
        due_at,
        provisional: false,
        moved: true,
        on_time_until: None,
    };
    hall.write(move |tx| {
        Box::pin(async move {
            let version = Day(Date::constant(2026, 12, 1));
            let restated = recounts::restate(tx, version, &[counted]).await?;
            assert!(restated.is_empty());
            Ok(())
        })
    })
    .await;
    let after = hall.case("handler", id).await;
    assert_eq!(clock(&after, "decide"), clock(&read, "decide"));
}
