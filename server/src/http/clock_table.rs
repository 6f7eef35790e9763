//! By when has what to be done in a case, and who says so: a table for pages that the server makes.

use domain::deadline::local_date;
use domain::rulebook::{Basis, Rulebook};
use domain::text::markup::escaped;
use domain::text::{Lang, deadline};
use domain::wire::case::ClockView;

/// The clocks of a case under their heading.
pub(super) fn table(rulebook: &Rulebook, clocks: &[ClockView], lang: Lang) -> String {
    let head = [
        lang.pick("事项", "Step"),
        lang.pick("最迟", "Due by"),
        lang.pick("依据", "Basis"),
    ]
    .map(|name| format!("<th scope=\"col\">{name}</th>"))
    .concat();
    let title = lang.pick("办理期限", "Due dates");
    let rows: String = clocks
        .iter()
        .map(|clock| row(rulebook, clock, lang))
        .collect();
    format!(
        "<h2>{title}</h2><div class=\"table clocks\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

fn row(rulebook: &Rulebook, clock: &ClockView, lang: Lang) -> String {
    let step = escaped(lang.of(&clock.name));
    let due = deadline::by_when(clock.due, clock.due_date, lang);
    let provisional = if clock.provisional {
        deadline::provisional(lang)
    } else {
        ""
    };
    let basis = escaped(&basis(rulebook, clock, lang));
    format!(
        "<tr><th scope=\"row\">{step}</th><td><span class=\"day\">{due}</span> {provisional}</td><td>{basis}</td></tr>"
    )
}

/// The article and whether it is in force, or that it is no more than our service.
fn basis(rulebook: &Rulebook, clock: &ClockView, lang: Lang) -> String {
    let rule = rulebook.clock(&clock.procedure, &clock.step);
    let cited = rule.filter(|rule| rule.basis == Basis::Article);
    let cited = cited.and_then(|rule| {
        let short = rule.regulation.as_deref()?;
        Some((rule, rulebook.regulation(short)?))
    });
    let Some((rule, regulation)) = cited else {
        let service = lang.pick("服务目标，不是法定期限", "a service target, not statutory");
        return service.to_owned();
    };
    let standing = regulation.standing(local_date(clock.started_at));
    let in_force = deadline::in_force(standing, lang);
    format!("{} ({in_force})", deadline::cited(rule, regulation))
}
