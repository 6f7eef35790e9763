//! What the figures of cases are called, how each is counted, and how it is written.

use super::Lang;
use super::quality::decimal;
use crate::board::{BoardFigure, BoardMeasure, Dimension, Unit};

/// What it is called.
pub const fn name(measure: BoardMeasure, lang: Lang) -> &'static str {
    use BoardMeasure as M;
    match measure {
        M::Open => lang.pick("在办", "Open"),
        M::DueToday => lang.pick("今天到期", "Due today"),
        M::Overdue => lang.pick("已超期", "Overdue"),
        M::Provisional => lang.pick("暂定期限", "Provisional deadlines"),
        M::Unanswered => lang.pick("督办逾期未答复", "Urged and not answered"),
        M::Received => lang.pick("收到", "Received"),
        M::MarkOnTime => lang.pick("按时标注率", "Marked on time"),
        M::AnswerOnTime => lang.pick("按时答复率", "Answered on time"),
        M::TransferOnTime => lang.pick("按时转交率", "Passed on in time"),
        M::HandOnOnTime => lang.pick("按时移送率(服务目标)", "Handed on in time (service target)"),
        M::ServiceOnTime => lang.pick("服务目标达成率", "Service targets kept"),
        M::MarkDays => lang.pick("标注用时中位数", "Median days to mark"),
        M::AnswerDays => lang.pick("答复用时中位数", "Median days to answer"),
        M::Upheld => lang.pick("异议成立率", "Upheld"),
    }
}

/// How it is counted.
pub const fn definition(measure: BoardMeasure, lang: Lang) -> &'static str {
    use BoardMeasure as M;
    match measure {
        M::Open => lang.pick(
            "统计时还没有办结的件数。",
            "Cases that are not finished when it is counted.",
        ),
        M::DueToday => lang.pick(
            "在办件中，最近一个期限在今天结束时到期的件数。",
            "Open cases whose nearest deadline is the end of today.",
        ),
        M::Overdue => lang.pick(
            "在办件中，有期限已过而没有完成的件数。",
            "Open cases a deadline of which has passed unmet.",
        ),
        M::Provisional => lang.pick(
            "在办件里还没有完成、而且计数中有日子国务院尚未安排的期限数；下一年度安排公布后会重新计算。",
            "Running deadlines whose count includes days that the State Council has not arranged yet; they are computed again once it has.",
        ),
        M::Unanswered => lang.pick(
            "督办要求的日期已过、承办单位还没有答复的督办数。督办不改变法定期限。",
            "Cases that were urged, and whose agency had not answered by the day asked for. Urging moves no deadline.",
        ),
        M::Received => lang.pick(
            "当月由负责答复的单位收到的件数。",
            "Cases that the agency that answers received in the month.",
        ),
        M::MarkOnTime => lang.pick(
            "当月结束的法定标注期限中，到期前完成的占比。到期前完成的计入完成当月，到期未完成的计入到期当月；到期前撤回的不计；服务目标不计。",
            "Of the statutory deadlines to mark that ended in the month: the share met before they were due. What was met in time counts in the month in which it was met, what was not in the month in which it was due; what was withdrawn before is not counted, nor are service targets.",
        ),
        M::AnswerOnTime => lang.pick(
            "当月结束的法定答复期限(含补办期限)中，到期前完成的占比；口径与按时标注率相同。",
            "Of the statutory deadlines to answer, or to make good after an outage, that ended in the month: the share met before they were due; counted as for marks.",
        ),
        M::TransferOnTime => lang.pick(
            "当月结束的法定转交期限中，到期前转交的占比，计入收到该件的单位；口径与按时标注率相同。",
            "Of the statutory deadlines to pass a case on that ended in the month: the share met before they were due, of the agency that received it; counted as for marks.",
        ),
        M::HandOnOnTime => lang.pick(
            "当月移送、或者移送目标在当月届满的误送件中，在目标日前移送的占比，计入误收的单位。移送目标是便民承诺，不是法定期限；应当办理的单位的法定期限自它收到起算。",
            "Of the misdirected cases that were handed on in the month, or whose target ended in it: the share handed on within the target, of the agency that had them wrongly. The target is a promise and not statutory; the statutory days count from the right agency's receipt.",
        ),
        M::ServiceOnTime => lang.pick(
            "当月结束的服务目标中，达成的占比。服务目标(重新办理、复核)是便民承诺，不是法定期限，单独计算；移送另计。",
            "Of the service targets that ended in the month: the share that was kept. They (taking up again, review) are promises and not statutory, and counted apart; so is handing on.",
        ),
        M::MarkDays => lang.pick(
            "当月按法定期限完成标注的件，从期限起算到标注的工作日数的中位数；起算当天为 0。",
            "Of the marks set in the month: the median of the working days from the start of the statutory clock; the day of the start is 0.",
        ),
        M::AnswerDays => lang.pick(
            "当月按法定期限完成答复或补办的件，从期限起算到办成的工作日数的中位数；起算当天为 0；服务目标(重新办理、复核)不计。",
            "Of what was answered, or made good after an outage, in the month: the median of the working days from the start of the statutory clock; the day of the start is 0; service targets (taking up again, review) are not counted.",
        ),
        M::Upheld => lang.pick(
            "当月作出的决定中，成立和部分成立的占比。",
            "Of the decisions made in the month: the share that upheld, wholly or partly.",
        ),
    }
}

/// A figure as it is read.
pub fn value(figure: &BoardFigure, lang: Lang) -> String {
    let Some(value) = figure.value else {
        return lang.pick("无数据", "no data").to_owned();
    };
    match figure.measure.unit() {
        Unit::Count => decimal(value, 0),
        Unit::Percent => [&decimal(value, 1), "%"].concat(),
        Unit::WorkingDays => [&decimal(value, 1), lang.pick(" 个工作日", " working days")].concat(),
    }
}

/// What it was counted from: '38 / 40'; nothing where that is the figure itself.
pub fn counted(figure: &BoardFigure) -> String {
    match figure.measure.unit() {
        Unit::Percent => format!("{} / {}", figure.part, figure.whole),
        Unit::Count | Unit::WorkingDays => String::new(),
    }
}

/// By what cases are told apart.
pub const fn dimension(dimension: Dimension, lang: Lang) -> &'static str {
    use Dimension as D;
    match dimension {
        D::Issuer => lang.pick("承办单位", "Agency"),
        D::Type => lang.pick("证照类型", "Licence type"),
        D::Channel => lang.pick("提出渠道", "Channel"),
        D::Ground => lang.pick("异议理由", "Ground"),
        D::Procedure => lang.pick("程序", "Procedure"),
        D::Handler => lang.pick("经办人", "Handler"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_its_own_name_and_definition_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let mut said = std::collections::BTreeSet::new();
            for measure in BoardMeasure::ALL {
                assert!(said.insert(name(measure, lang)), "{measure:?}");
                assert!(said.insert(definition(measure, lang)), "{measure:?}");
            }
        }
    }

    #[test]
    fn no_service_target_is_called_statutory() {
        let said = definition(BoardMeasure::ServiceOnTime, Lang::Zh);
        assert!(said.contains("不是法定期限"));
        assert!(name(BoardMeasure::ServiceOnTime, Lang::Zh).contains("服务"));
    }

    #[test]
    fn a_figure_is_written_with_its_unit() {
        let of = |measure, value| {
            let figure = BoardFigure {
                measure,
                part: 2,
                whole: 3,
                value,
            };
            (super::value(&figure, Lang::Zh), counted(&figure))
        };
        let pair = |value: &str, counted: &str| (value.to_owned(), counted.to_owned());
        assert_eq!(of(BoardMeasure::Open, Some(300)), pair("3", ""));
        let share = of(BoardMeasure::Upheld, Some(6_667));
        assert_eq!(share, pair("66.7%", "2 / 3"));
        let days = of(BoardMeasure::AnswerDays, Some(350));
        assert_eq!(days, pair("3.5 个工作日", ""));
        assert_eq!(of(BoardMeasure::MarkDays, None), pair("无数据", ""));
    }
}
