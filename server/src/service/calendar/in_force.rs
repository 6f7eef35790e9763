//! Which calendar is in force? What the program carries, with everything that was approved here; every server looks whether
//! another has approved something.

use super::super::{Error, Result};
use crate::app::{App, InForce, RulesText};
use crate::store::calendar as rows;
use domain::calendar::{Arranged, ArrangementKind, HolidayNotice};
use domain::wire::session::Rules;

/// Takes over what was approved since; whether there was anything.
pub async fn follow(app: &App) -> Result<bool> {
    let found = {
        let mut read = app.db.read().await?;
        if rows::how_many(&mut read).await? == app.in_force().loaded {
            return Ok(false);
        }
        rows::in_force(&mut read).await?
    };
    let loaded = i64::try_from(found.len()).map_err(Error::fault)?;
    let arranged = found
        .into_iter()
        .map(arranged)
        .collect::<Result<Vec<_>>>()?;
    let calendar = app.rules.calendar.clone().with_arranged(&arranged);
    let rules = Rules {
        rulebook: app.rules.rulebook.clone(),
        calendar,
    };
    let text = RulesText::of(&rules)?;
    app.put_in_force(InForce::new(rules.calendar, text, loaded));
    app.recount().notify_one();
    Ok(true)
}

fn arranged(row: rows::InForce) -> Result<Arranged> {
    let year = i16::try_from(row.year).map_err(Error::fault)?;
    let kind = row.kind.0;
    let notice = HolidayNotice {
        title: row.number.clone(),
        number: row.number,
        published: row.calendar_version.0,
        year: (kind == ArrangementKind::Year).then_some(year),
        url: row.url,
        arrangements: row.arrangements.0,
    };
    Ok(Arranged { kind, notice })
}
