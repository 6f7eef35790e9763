//! Is an arrangement right, what would it do, and may it wait for another person's approval?

use super::effect::{self, Candidate};
use super::{may_keep, record_examples, show};
use crate::service::once::Once;
use crate::service::{Clerk, Ctx, Error, Result, day};
use crate::store::audit::{Action, Kind, Object};
use crate::store::calendar::{self as rows, New};
use crate::store::{At, Day, Id};
use domain::calendar::{
    Arranged, Arrangement, ArrangementKind, Calendar, Given, HolidayNotice, differences, read,
    read_source,
};
use domain::id::ArrangementId;
use domain::problem::{FieldCode, FieldProblem};
use domain::wire::calendar::{
    ArrangeCalendar, ArrangedDay, ArrangementDetail, CalendarReview, LINE_MAX, TEXT_MAX,
};
use jiff::civil::Date;

/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// Reads an arrangement, compares it, and tries on the open deadlines what it would do; nothing is kept.
pub async fn review(ctx: &Ctx<Clerk>, request: &ArrangeCalendar) -> Result<CalendarReview> {
    may_keep(ctx)?;
    check(ctx, request)?;
    review_of(ctx, request).await
}

pub(super) async fn review_of(
    ctx: &Ctx<Clerk>,
    request: &ArrangeCalendar,
) -> Result<CalendarReview> {
    let in_force = ctx.app.in_force();
    let reading = read(first(request), &in_force.calendar).map_err(Error::fault)?;
    let is_right = reading.faults.is_empty();
    let mut review = written(request, &in_force.calendar, reading.arrangements.clone())?;
    review.faults = reading.faults;
    if is_right {
        let calendar = with(
            &in_force.calendar,
            request,
            reading.arrangements,
            next(ctx)?,
        );
        let candidate = Candidate::of(&calendar)?;
        let tried = effect::try_on(ctx, &candidate).await?;
        record_examples(ctx, tried.shown).await?;
        review.effect = Some(tried.effect);
    }
    Ok(review)
}

/// What was read of one that is decided.
pub(super) fn reread(
    ctx: &Ctx<Clerk>,
    request: &ArrangeCalendar,
    arrangements: Vec<Arrangement>,
) -> Result<CalendarReview> {
    written(request, &ctx.app.in_force().calendar, arrangements)
}

/// Puts an arrangement up for another person's approval.
pub async fn propose(
    ctx: &Ctx<Clerk>,
    request: &ArrangeCalendar,
    once: &Once,
) -> Result<ArrangementDetail> {
    may_keep(ctx)?;
    check(ctx, request)?;
    let id = ctx.new_id();
    let claim = once.claim(ctx, id);
    let reading = read(first(request), &ctx.app.in_force().calendar).map_err(Error::fault)?;
    if !reading.faults.is_empty() {
        let earlier = claim.earlier(&mut *ctx.app.db.read().await?).await?;
        return match earlier {
            Some(earlier) => show(ctx, ArrangementId(earlier)).await,
            None => Err(FieldProblem::new("/text", FieldCode::Unreadable).into()),
        };
    }
    let new = New {
        id: Id(id),
        kind: request.kind,
        year: request.year,
        number: request.number.trim().to_owned(),
        published: Day(request.published),
        url: request.url.trim().to_owned(),
        source: request.text.clone(),
        second_source: request.second.clone(),
        arrangements: reading.arrangements,
        by: ctx.actor.staff.into(),
        at: At(ctx.now),
    };
    let entry = ctx.entry(Action::ProposeCalendar, Object::alone(Kind::Calendar, id));
    let first = claim
        .effect(ctx, entry, move |tx| {
            Box::pin(async move { Ok(rows::propose(tx, &new).await?) })
        })
        .await?;
    show(ctx, ArrangementId(first.unwrap_or(id))).await
}

/// The version that an approval would make now: today's, or where that has passed the day after the last.
pub(super) fn next(ctx: &Ctx<Clerk>) -> Result<Date> {
    let last = ctx.app.calendar().map_err(Error::fault)?.version();
    let after = last.tomorrow().map_err(Error::fault)?;
    Ok(day::today(ctx.now).max(after))
}

/// The calendar with an arrangement that would count from `version`.
pub(super) fn with(
    calendar: &Calendar,
    request: &ArrangeCalendar,
    arrangements: Vec<Arrangement>,
    version: Date,
) -> Calendar {
    let notice = HolidayNotice {
        number: request.number.clone(),
        title: request.number.clone(),
        published: version,
        year: (request.kind == ArrangementKind::Year).then_some(request.year),
        url: request.url.clone(),
        arrangements,
    };
    let kind = request.kind;
    calendar.clone().with_arranged(&[Arranged { kind, notice }])
}

pub(super) const fn first(request: &ArrangeCalendar) -> Given<'_> {
    Given {
        kind: request.kind,
        year: request.year,
        text: request.text.as_str(),
    }
}

fn written(
    request: &ArrangeCalendar,
    calendar: &Calendar,
    arrangements: Vec<Arrangement>,
) -> Result<CalendarReview> {
    let compared = !request.second.trim().is_empty();
    let second = compared
        .then(|| {
            let given = Given {
                text: &request.second,
                ..first(request)
            };
            read_source(given, calendar)
        })
        .transpose()
        .map_err(Error::fault)?;
    let (differences, second_faults) = match second {
        Some(second) => (
            differences(&arrangements, &second.arrangements),
            second.faults,
        ),
        None => (Vec::new(), Vec::new()),
    };
    Ok(CalendarReview {
        year: request.year,
        days: days(&arrangements),
        faults: Vec::new(),
        compared,
        second_faults,
        differences,
        working_days: working_days(request, calendar, arrangements)?,
        effect: None,
    })
}

/// How many working days the year has with this; none where the calendar doesn't reach it.
fn working_days(
    request: &ArrangeCalendar,
    calendar: &Calendar,
    arrangements: Vec<Arrangement>,
) -> Result<u32> {
    let known = with(calendar, request, arrangements, Date::MAX).as_of(None);
    let known = known.map_err(Error::fault)?;
    let day = |year, month, day| Date::new(year, month, day).map_err(Error::fault);
    let (before, last) = (day(request.year - 1, 12, 31)?, day(request.year, 12, 31)?);
    Ok(known.working_days_between(before, last).unwrap_or_default())
}

fn days(arrangements: &[Arrangement]) -> Vec<ArrangedDay> {
    let mut days: Vec<ArrangedDay> = Vec::new();
    for arrangement in arrangements {
        let day = |date, works| ArrangedDay {
            date,
            works,
            festival: arrangement.festival.clone(),
        };
        // What runs on and on is a fault and needn't be drawn.
        let off = arrangement.days_off().take(62);
        days.extend(off.map(|date| day(date, false)));
        days.extend(arrangement.work.iter().map(|date| day(*date, true)));
    }
    days.sort_by_key(|day| day.date);
    days
}

/// A link that others can follow.
fn address(url: &str) -> Option<FieldProblem> {
    let is_link = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    FieldProblem::of_required("/url", url, 8..=LINE_MAX)
        .or_else(|| (!is_link(url.trim())).then(|| FieldProblem::new("/url", FieldCode::WrongForm)))
}

fn check(ctx: &Ctx<Clerk>, request: &ArrangeCalendar) -> Result<()> {
    let mut problems = Vec::new();
    problems.extend(FieldProblem::of_required(
        "/number",
        &request.number,
        2..=LINE_MAX,
    ));
    problems.extend(address(&request.url));
    problems.extend(FieldProblem::of_required(
        "/text",
        &request.text,
        2..=TEXT_MAX,
    ));
    if request.second.chars().count() > TEXT_MAX {
        problems.push(FieldProblem::new("/second", FieldCode::TooLong));
    }
    if !YEARS.contains(&request.year) {
        problems.push(FieldProblem::new("/year", FieldCode::WrongForm));
    }
    if request.published > day::today(ctx.now) {
        problems.push(FieldProblem::new("/published", FieldCode::InFuture));
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(problems))
    }
}
