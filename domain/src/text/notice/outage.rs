//! What a message about an outage says.

use crate::text::{Lang, date};
use crate::wire::notice::{Notice, NoticeKind};

pub(super) fn body(notice: &Notice, lang: Lang) -> String {
    let agency = notice.agency_name.as_str();
    let due = notice.due_date.map(|due| date::day(due, lang));
    match (notice.kind, due, lang) {
        (NoticeKind::OutageEnded, Some(due), Lang::Zh) => {
            [agency, "的故障已排除，要在 ", &due, " 结束前补办完毕。"].concat()
        }
        (NoticeKind::OutageEnded, Some(due), Lang::En) => [
            agency,
            ": what was held up is due by the end of ",
            &due,
            ".",
        ]
        .concat(),
        (NoticeKind::OutageEnded, None, _) => {
            [agency, lang.pick("的故障已排除。", ": the outage is over.")].concat()
        }
        _ => [
            agency,
            lang.pick(
                "因不可抗力不能及时制发、注销、更新证照。",
                ": something beyond its control keeps it from issuing and changing licences.",
            ),
        ]
        .concat(),
    }
}
