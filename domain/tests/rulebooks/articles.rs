//! What the articles say stands in the rulebook.

use super::rulebook;
use domain::{
    rulebook::{
        Basis, CatalogueItem as Says, Channel, Compiler, DECIDE, Duty, Ground, LICENCE_OBJECTION,
        MARK, MetBy, NOTIFY, Objector, Standing,
    },
    text::{Lang, deadline::in_force},
};
use jiff::civil::date;

#[test]
fn the_objection_of_lanzhou_is_the_holders_by_hotline_and_the_app_is_a_service() {
    let rulebook = rulebook("lanzhou-new-area");
    let procedure = rulebook.procedure(LICENCE_OBJECTION).unwrap();
    assert_eq!(procedure.objectors, [Objector::Holder]);
    let channels: Vec<_> = procedure
        .channels
        .iter()
        .map(|offered| (offered.channel, offered.basis))
        .collect();
    assert_eq!(
        channels,
        [
            (Channel::Hotline, Basis::Article),
            (Channel::App, Basis::Service)
        ]
    );
    assert_eq!(
        procedure.grounds,
        [Ground::Accuracy, Ground::Completeness, Ground::Timeliness]
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, MARK).unwrap().met_by,
        Some(MetBy::Marked)
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, DECIDE).unwrap().met_by,
        Some(MetBy::Notified)
    );
    assert!(rulebook.clock(LICENCE_OBJECTION, NOTIFY).is_none());
}

#[test]
fn the_objection_of_daqing_is_anyones_straight_to_the_issuer_and_met_by_deciding() {
    let rulebook = rulebook("daqing");
    let procedure = rulebook.procedure(LICENCE_OBJECTION).unwrap();
    assert_eq!(
        procedure.objectors,
        [Objector::Holder, Objector::RelyingAgency, Objector::Anyone]
    );
    assert!(
        procedure
            .channels
            .iter()
            .all(|offered| offered.basis == Basis::Article)
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, DECIDE).unwrap().met_by,
        Some(MetBy::Decided)
    );
    assert_eq!(
        rulebook.clock(LICENCE_OBJECTION, NOTIFY).unwrap().met_by,
        Some(MetBy::Notified)
    );
}

#[test]
fn lhasa_and_jiayuguan_offer_no_licence_objection_and_lhasa_says_that_its_own_holidays_are_not_loaded()
 {
    for city in ["lhasa", "jiayuguan"] {
        assert!(!rulebook(city).offers_licence_objection());
        assert!(rulebook(city).clocks_of(LICENCE_OBJECTION).next().is_none());
    }
    let overlay = rulebook("lhasa").overlay;
    assert!(overlay.days.is_empty());
    assert!(overlay.note.unwrap().contains("尚未加载"));
}

#[test]
fn what_a_bare_number_cannot_say_stands_beside_it() {
    let jiayuguan = rulebook("jiayuguan");
    let extension = jiayuguan
        .clock("catalogue-change", "update")
        .unwrap()
        .extension
        .clone()
        .unwrap();
    assert_eq!(
        (extension.to, extension.consent.as_str()),
        (20, "平台管理部门")
    );
    assert_eq!(
        jiayuguan.clock("grant", "withdraw-unused").unwrap().duty,
        Duty::May
    );
    assert!(
        rulebook("lanzhou-new-area")
            .clock("fault-recovery", "restore")
            .unwrap()
            .adjustable
    );
}

#[test]
fn misnumbered_regulations_are_cited_with_their_chapter() {
    let rulebook = rulebook("lanzhou-new-area");
    let mut cited = rulebook
        .clocks
        .iter()
        .filter(|clock| clock.regulation.is_some());
    assert!(cited.all(|clock| clock.chapter.is_some()));
}

#[test]
fn a_regulation_says_whether_it_is_in_force() {
    let (lanzhou, daqing, lhasa) = (
        rulebook("lanzhou-new-area"),
        rulebook("daqing"),
        rulebook("lhasa"),
    );
    let security = lanzhou.regulation("兰安").unwrap();
    assert_eq!(security.standing(date(2021, 9, 13)), Standing::NotYet);
    assert_eq!(security.standing(date(2021, 9, 14)), Standing::InForce);
    assert_eq!(security.standing(date(2026, 11, 22)), Standing::RunOut);
    assert_eq!(
        in_force(Standing::RunOut, Lang::Zh),
        "有效期已届满，延续情况待核"
    );
    assert_eq!(
        daqing
            .regulation("庆证")
            .unwrap()
            .standing(date(2026, 11, 22)),
        Standing::DateUnknown
    );
    assert_eq!(
        lhasa
            .regulation("拉享")
            .unwrap()
            .standing(date(2026, 11, 22)),
        Standing::InForce
    );
}

#[test]
fn the_catalogue_is_compiled_and_published_by_whom_the_articles_name() {
    let rule = |id| rulebook(id).catalogue;
    let cited = |id| {
        let rule = rule(id);
        (rule.regulation, rule.article, rule.basis)
    };
    let lanzhou = rule("lanzhou-new-area");
    assert_eq!(lanzhou.compiler, Compiler::Issuer);
    assert_eq!(lanzhou.published_by, "政务服务大厅");
    assert!(!lanzhou.names_issuers());
    assert!(lanzhou.says.contains(&Says::Template) && lanzhou.says.contains(&Says::Face));
    let article = |regulation: &str, article: &str| {
        let text = |text: &str| Some(text.to_owned());
        (text(regulation), text(article), Basis::Article)
    };
    assert_eq!(cited("lanzhou-new-area"), article("兰安", "一百四十八"));
    let daqing = rule("daqing");
    assert_eq!(daqing.compiler, Compiler::Department);
    assert_eq!(daqing.published_by, "综合管理部门");
    assert!(daqing.names_issuers() && daqing.says.contains(&Says::Validity));
    assert_eq!(cited("daqing"), article("庆证", "十一"));
    for id in ["lhasa", "jiayuguan"] {
        assert_eq!(cited(id), (None, None, Basis::Service), "{id}");
        assert!(rule(id).reading.is_some(), "{id}");
    }
}
