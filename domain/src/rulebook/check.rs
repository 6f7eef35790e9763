//! What a rulebook must keep to beyond being readable.
//!
//! Every fault is reported, so that one look at the answer mends the file.

use std::collections::BTreeSet;

use super::citing::{Cited, check_cited};
use super::{
    Basis, Bound, CatalogueItem, Clock, LICENCE_OBJECTION, MAX_DAYS, PasswordRule, Procedure,
    RetentionRule, Rulebook, RulebookFault, Unit, deciding, flows,
};

pub(super) fn faults(rulebook: &Rulebook) -> Vec<RulebookFault> {
    let mut faults = Faults(Vec::new());
    faults.require(
        is_id(&rulebook.id),
        || "id",
        "must be words of a-z, joined by hyphens",
    );
    faults.require(
        !rulebook.title.trim().is_empty(),
        || "title",
        "must not be empty",
    );
    check_regulations(rulebook, &mut faults);
    check_overlay(rulebook, &mut faults);
    check_procedures(rulebook, &mut faults);
    check_clocks(rulebook, &mut faults);
    check_catalogue(rulebook, &mut faults);
    check_reminders(rulebook, &mut faults);
    check_passwords(rulebook, &mut faults);
    check_retention(rulebook, &mut faults);
    faults.require(
        rulebook.warnings.are_sound(),
        || "warnings",
        "somebody must be told of each overdue day, and nobody twice",
    );
    faults.0
}

pub(super) struct Faults(Vec<RulebookFault>);

impl Faults {
    pub(super) fn require<K: Into<String>>(
        &mut self,
        holds: bool,
        key: impl FnOnce() -> K,
        reason: impl Into<String>,
    ) {
        if !holds {
            self.0.push(RulebookFault {
                key: key().into(),
                reason: reason.into(),
            });
        }
    }
}

fn check_regulations(rulebook: &Rulebook, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for regulation in &rulebook.regulations {
        let key = |field: &str| format!("regulations {}.{field}", regulation.short);
        faults.require(
            !regulation.short.trim().is_empty(),
            || key("short"),
            "must not be empty",
        );
        faults.require(
            seen.insert(&regulation.short),
            || key("short"),
            "stands twice",
        );
        let ordered = match (regulation.valid_from, regulation.valid_until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        faults.require(ordered, || key("valid_until"), "lies before valid_from");
    }
}

fn check_reminders(rulebook: &Rulebook, faults: &mut Faults) {
    let Some(reminders) = &rulebook.reminders else {
        return;
    };
    faults.require(
        reminders.are_sound(),
        || "reminders.days",
        "must fall, each from 1 to 366, nine at most",
    );
    let known = |short: &String| rulebook.regulation(short).is_some();
    let cites = reminders.regulation.as_ref().is_some_and(known) && reminders.article.is_some();
    faults.require(
        cites == (reminders.basis == Basis::Article),
        || "reminders.regulation",
        "a regulation of this file and its article stand with basis article and only there",
    );
}

fn check_passwords(rulebook: &Rulebook, faults: &mut Faults) {
    faults.require(
        PasswordRule::are_sound(&rulebook.passwords),
        || "passwords",
        "each asks once, for 8 to 64 characters or a change after 1 to 24 months where it counts, and for no amount elsewhere",
    );
    for (place, rule) in (1..).zip(&rulebook.passwords) {
        let cited = Cited {
            basis: rule.basis,
            regulation: rule.regulation.as_deref(),
            article: rule.article.as_deref(),
        };
        let key = |field: &str| format!("passwords {place}.{field}");
        check_cited(rulebook, &cited, key, faults);
    }
}

fn check_retention(rulebook: &Rulebook, faults: &mut Faults) {
    faults.require(
        RetentionRule::are_sound(&rulebook.retention),
        || "retention",
        "each class stands once: life-cycle for good, use for 36 months at least, access for 6",
    );
    for (place, rule) in (1..).zip(&rulebook.retention) {
        let cited = Cited {
            basis: rule.basis,
            regulation: rule.regulation.as_deref(),
            article: rule.article.as_deref(),
        };
        let key = |field: &str| format!("retention {place}.{field}");
        check_cited(rulebook, &cited, key, faults);
    }
}

fn check_overlay(rulebook: &Rulebook, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for day in &rulebook.overlay.days {
        faults.require(
            seen.insert(day.date),
            || format!("overlay.days {}", day.date),
            "stands twice",
        );
    }
}

fn check_procedures(rulebook: &Rulebook, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for procedure in &rulebook.procedures {
        let key = |field: &str| format!("procedures {}.{field}", procedure.id);
        faults.require(
            is_id(&procedure.id),
            || key("id"),
            "must be words of a-z, joined by hyphens",
        );
        faults.require(seen.insert(&procedure.id), || key("id"), "stands twice");
        if procedure.offered {
            check_offer(rulebook, procedure, faults);
        }
        faults.0.extend(deciding::faults(procedure));
        if let Some(flow) = procedure.flow {
            faults.0.extend(flows::faults(rulebook, procedure, flow));
        }
    }
}

/// What people can start needs to say who, how and why, and every step of it what meets its clock.
fn check_offer(rulebook: &Rulebook, procedure: &Procedure, faults: &mut Faults) {
    let key = |field: &str| format!("procedures {}.{field}", procedure.id);
    let reason = "must not be empty in a procedure that is offered";
    faults.require(!procedure.objectors.is_empty(), || key("objectors"), reason);
    faults.require(!procedure.channels.is_empty(), || key("channels"), reason);
    faults.require(!procedure.grounds.is_empty(), || key("grounds"), reason);
    faults.require(procedure.flow.is_some(), || key("flow"), reason);
    for clock in rulebook.clocks_of(&procedure.id) {
        let met = clock.met_by.is_some();
        faults.require(
            met,
            || clock_key(clock, "met_by"),
            "is missing in a procedure that is offered",
        );
    }
    if procedure.id == LICENCE_OBJECTION {
        for step in [super::MARK, super::DECIDE] {
            let found = rulebook
                .clock(LICENCE_OBJECTION, step)
                .is_some_and(|clock| clock.bound == Bound::Within);
            faults.require(
                found,
                || key("offered"),
                format!("needs a clock `{step}` with the bound `within`"),
            );
        }
    }
}

fn check_clocks(rulebook: &Rulebook, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for clock in &rulebook.clocks {
        let key = |field: &'static str| move || clock_key(clock, field);
        faults.require(
            seen.insert((&clock.procedure, &clock.step)),
            key("step"),
            "stands twice in this procedure",
        );
        faults.require(
            is_id(&clock.step),
            key("step"),
            "must be words of a-z, joined by hyphens",
        );
        let procedure = rulebook.procedure(&clock.procedure).is_some();
        faults.require(
            procedure,
            key("procedure"),
            "names a procedure that this rulebook does not have",
        );
        faults.require(
            !clock.title.trim().is_empty(),
            key("title"),
            "must not be empty",
        );
        faults.require(
            !clock.who.trim().is_empty(),
            key("who"),
            "must not be empty",
        );
        check_amount(clock, faults);
        check_citation(rulebook, clock, faults);
        if let Some(extension) = &clock.extension {
            let longer = clock.bound == Bound::Within
                && clock.amount.is_some_and(|amount| extension.to > amount);
            faults.require(
                longer,
                key("extension"),
                "must lengthen a clock with the bound `within`",
            );
        }
    }
}

fn check_amount(clock: &Clock, faults: &mut Faults) {
    let key = |field: &'static str| move || clock_key(clock, field);
    let numbered = !matches!(clock.bound, Bound::AtOnce | Bound::Unnumbered);
    let name = clock.bound.name();
    if !numbered {
        faults.require(
            clock.amount.is_none(),
            key("amount"),
            format!("does not go with the bound `{name}`"),
        );
        faults.require(
            clock.unit.is_none(),
            key("unit"),
            format!("does not go with the bound `{name}`"),
        );
        return;
    }
    faults.require(
        clock.unit.is_some(),
        key("unit"),
        format!("is missing, the bound `{name}` needs one"),
    );
    match clock.amount {
        None => faults.require(
            false,
            key("amount"),
            format!("is missing, the bound `{name}` needs one"),
        ),
        Some(amount) => {
            faults.require(amount > 0, key("amount"), "must be at least 1");
            let in_days = matches!(clock.unit, Some(Unit::WorkingDay | Unit::Day));
            faults.require(
                !in_days || amount <= MAX_DAYS,
                key("amount"),
                format!("is more than {MAX_DAYS} days"),
            );
        }
    }
}

fn check_catalogue(rulebook: &Rulebook, faults: &mut Faults) {
    let rule = &rulebook.catalogue;
    let key = |field: &'static str| move || ["catalogue.", field].concat();
    for (field, words) in [
        ("compiled_by", &rule.compiled_by),
        ("published_by", &rule.published_by),
    ] {
        faults.require(!words.trim().is_empty(), key(field), "must not be empty");
    }
    let mut seen = BTreeSet::new();
    let repeated = rule
        .says
        .iter()
        .any(|item| !seen.insert(format!("{item:?}")));
    faults.require(!repeated, key("says"), "names something twice");
    for item in [CatalogueItem::Issuer, CatalogueItem::Holders] {
        faults.require(
            rule.says.contains(&item),
            key("says"),
            "must hold `issuer` and `holders`, without which no licence can be issued",
        );
    }
    let cited = Cited {
        basis: rule.basis,
        regulation: rule.regulation.as_deref(),
        article: rule.article.as_deref(),
    };
    check_cited(rulebook, &cited, |field| key(field)(), faults);
}

fn check_citation(rulebook: &Rulebook, clock: &Clock, faults: &mut Faults) {
    let cited = Cited {
        basis: clock.basis,
        regulation: clock.regulation.as_deref(),
        article: clock.article.as_deref(),
    };
    check_cited(rulebook, &cited, |field| clock_key(clock, field), faults);
}

/// What a rule cites.
pub(super) fn is_id(id: &str) -> bool {
    id.split('-')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

pub(super) fn clock_key(clock: &Clock, field: &str) -> String {
    format!("clocks {}/{}.{field}", clock.procedure, clock.step)
}
