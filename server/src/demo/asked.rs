//! What an agency of the demonstration asked others, one of which has answered, and the texts that each keeps for what it says
//! often.

use super::build::DemoError;
use super::going_on::works;
use super::ids::DemoIds;
use super::supervision::Scene;
use crate::store::going_on::{self, Picked};
use crate::store::{At, Day, Db, Id, inquiries, templates};
use domain::access::Role;
use domain::deadline::working_days;
use domain::objection::CaseState;
use domain::objection::templates::TemplatePurpose;
use domain::rulebook::LICENCE_OBJECTION;
use jiff::SignedDuration;

/// Within so many working days an answer is asked for.
const WITHIN: u32 = 3;

/// The texts: for which box, how they are called, and what they say.
const TEMPLATES: [(TemplatePurpose, &str, &str); 4] = [
    (
        TemplatePurpose::Return,
        "补充证明材料",
        "{异议人}：您提出的{案号}({证照名称})已收悉。为核实{异议理由}问题，请补充能够证明您主张的材料。期限不因补充而停止，{单位名称}将在{到期日}前答复。",
    ),
    (
        TemplatePurpose::Decision,
        "予以更正",
        "经核对登记档案，{证照名称}所载内容与登记材料不一致，您反映的{异议理由}问题属实，予以更正。",
    ),
    (
        TemplatePurpose::Decision,
        "与登记档案一致",
        "经核对登记档案和您提交的材料，{证照名称}所载内容与登记材料一致，不予更正。",
    ),
    (
        TemplatePurpose::Decision,
        "应当先办理变更",
        "您主张的内容在登记之后才有变化。请先向{单位名称}办理变更手续，办结后证照随之更新。",
    ),
];

/// Lays both.
pub(super) async fn lay(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let verifying = {
        let mut read = db.read().await?;
        going_on::pick(&mut read, LICENCE_OBJECTION, CaseState::Verifying, 2).await?
    };
    for (case, answered) in verifying.iter().zip([false, true]) {
        ask(db, scene, ids, (case, answered)).await?;
    }
    keep_templates(db, scene, ids).await
}

/// An hour ago another agency was asked; it may have answered since.
async fn ask(
    db: &Db,
    scene: &Scene<'_>,
    ids: &mut DemoIds,
    (case, answered): (&Picked, bool),
) -> Result<(), DemoError> {
    let office = scene.office;
    let ago = |minutes| {
        let since = SignedDuration::from_mins(minutes);
        office.now.saturating_sub(since).unwrap_or(office.now)
    };
    let mut others = scene.agencies.iter().map(|one| Id::from(one.id));
    let other =
        others.find(|id| *id != case.issuer_id && works(scene, *id, Role::Handler).is_some());
    let asks = works(scene, case.issuer_id, Role::Handler);
    let answers = other.and_then(|agency| works(scene, agency, Role::Handler));
    let (Some(other), Some(by), Some(answers)) = (other, asks, answers) else {
        return Ok(());
    };
    let (id, at) = (ids.next(), ago(60));
    let due = working_days(WITHIN, at, scene.calendar, scene.rulebook.readings);
    let due = due.map_err(|error| DemoError::Fault(error.to_string()))?;
    let question =
        "请协助核实当事人登记的地址与贵单位掌握的门牌信息是否一致，并告知最近一次变更的时间。";
    let new = inquiries::New {
        holder: case.holder_id,
        objection: case.id,
        id: Id(id),
        asker: case.issuer_id,
        agency: other,
        working_days: WITHIN.into(),
        answer_by: Day(due.due_date),
        due_at: At(due.due),
        words: scene.vault.seal_inquiry(id, question)?,
        by,
        at: At(at),
    };
    let answer = scene
        .vault
        .seal_inquiry_answer(id, "经查，两处地址一致，最近一次变更在今年三月。")?;
    let answered = answered.then_some((answer, (answers, At(ago(15)))));
    db.write(move |tx| {
        Box::pin(async move {
            inquiries::insert(tx, &new).await?;
            if let Some((words, by)) = answered {
                inquiries::answer(tx, new.id, &words, by).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Every agency that decides keeps the same texts.
async fn keep_templates(db: &Db, scene: &Scene<'_>, ids: &mut DemoIds) -> Result<(), DemoError> {
    let mut all = Vec::new();
    for agency in scene.agencies {
        let Some(approver) = agency.one(Role::Approver, 0) else {
            continue;
        };
        for (purpose, name, text) in TEMPLATES {
            let id = ids.next();
            all.push(templates::New {
                id: Id(id),
                agency: agency.id.into(),
                procedure: LICENCE_OBJECTION.to_owned(),
                purpose,
                name: name.to_owned(),
                text: scene.vault.seal_template(id, text)?,
                by: approver.into(),
                at: At(scene.office.now),
            });
        }
    }
    db.write(move |tx| {
        Box::pin(async move {
            for new in &all {
                templates::insert(tx, new).await?;
            }
            Ok(())
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::objection::templates::{check, unknown};

    #[test]
    fn every_text_could_be_saved_by_an_approver() {
        for (_, name, text) in TEMPLATES {
            assert_eq!(check(name, text), []);
            assert!(unknown(text).is_empty(), "{text}");
        }
    }
}
