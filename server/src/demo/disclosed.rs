//! Some answers of the demonstration that everybody may read.

use super::build::DemoError;
use super::ids::DemoIds;
use super::supervision::Scene;
use crate::service::sealed::PublicWords;
use crate::store::disclosures::{self, Answered, Proposed, Released};
use crate::store::{At, Day, Db, Id};
use domain::access::Role;
use domain::deadline::local_date;
use domain::objection::Outcome;

/// How many answers are public.
const PUBLIC: i64 = 5;

/// Lets the first answers be read by everybody, as publishing lags behind: one person proposed the words, another released
/// them.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let answered = disclosures::first_answered(&mut *db.read().await?, PUBLIC).await?;
    for one in answered {
        let mut agencies = scene.agencies.iter();
        let agency = agencies.find(|agency| Id::from(agency.id) == one.agency_id);
        let people = agency.and_then(|agency| {
            agency
                .one(Role::Handler, 0)
                .zip(agency.one(Role::Approver, 0))
        });
        let Some((handler, approver)) = people else {
            continue;
        };
        let words = public_words(one.outcome.0);
        let at = At(scene.office.now);
        let proposed = Proposed {
            key: (one.holder_id, one.id),
            id: Id(ids.next()),
            issuer: one.agency_id,
            version: 0,
            words: scene.vault.seal_public_words(one.id.0, &words)?,
            by: handler.into(),
            at,
        };
        let public = released(&one, words, (approver.into(), at));
        db.write(move |tx| {
            Box::pin(async move {
                disclosures::propose(tx, &proposed).await?;
                disclosures::release(tx, &public).await
            })
        })
        .await?;
    }
    Ok(())
}

fn released(one: &Answered, words: PublicWords, (by, at): (Id, At)) -> Released {
    Released {
        key: (one.holder_id, one.id),
        version: 1,
        by: Some(by),
        at,
        received_on: Day(local_date(one.received_at.0)),
        answered_on: Day(local_date(one.decided_at.0)),
        question: words.question,
        answer: words.answer,
    }
}

/// In words that name nobody.
fn public_words(outcome: Outcome) -> PublicWords {
    let (question, answer) = match outcome {
        Outcome::Upheld => (
            "反映登载的一项内容与原始材料不一致，请求核对更正。",
            "经调阅登记档案核实，反映的情况属实，已经更正。",
        ),
        Outcome::PartlyUpheld => (
            "反映登载的两项内容与原始材料不一致，请求核对更正。",
            "经调阅登记档案核实，其中一项属实，已经更正；另一项登载无误，已说明理由。",
        ),
        Outcome::Rejected => (
            "反映登载的一项内容有误，请求更正。",
            "经调阅登记档案核实，登载内容与登记材料一致，已说明理由并告知救济途径。",
        ),
    };
    PublicWords {
        question: question.to_owned(),
        answer: answer.to_owned(),
    }
}
