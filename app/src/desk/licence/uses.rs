//! Who read the licence, and when? This reading is recorded too.

use crate::api;
use crate::desk::later::later;
use crate::desk::text::licence as text;
use crate::desk::unfolds::unfolds;
use crate::remote::Remote;
use crate::ui::{Column, Load, Row, Skeleton, Table, lang};
use domain::id::LicenceId;
use domain::text::{Lang, date, licence, machine};
use domain::wire::Page as Rows;
use domain::wire::uses::{LicenceUse, UseKind, UsedBy};
use leptos::prelude::*;

/// The uses of the licence on the page.
pub(super) fn of(id: LicenceId) -> AnyView {
    let lang = lang();
    view! {
        <section class="near screen-only">
            <h2>{text::uses(lang)}</h2>
            {unfolds(text::show_uses(lang), move || rows(id))}
            <p class="hint">{text::uses_recorded(lang)}</p>
        </section>
    }
    .into_any()
}

fn rows(id: LicenceId) -> AnyView {
    let cursor = RwSignal::new(String::new());
    let uses = Remote::new(move || api::search::uses(id, cursor.get()));
    let show = Callback::new(move |page: Rows<LicenceUse>| table(page, cursor));
    view! { <Load data=uses.signal() retry=uses.retry() skeleton=Skeleton::Rows show=show /> }
        .into_any()
}

fn table(page: Rows<LicenceUse>, cursor: RwSignal<String>) -> AnyView {
    let lang = lang();
    let columns = [
        text::used_at(lang),
        text::used_by(lang),
        text::used_how(lang),
    ];
    let rows = page.items.into_iter().map(|one| {
        Row::new(vec![
            date::moment(one.at, lang).into_any(),
            who(one.by, lang).into_any(),
            what(one.what, one.service_item, lang).into_any(),
        ])
    });
    view! {
        <Table caption=text::uses(lang) headed=true columns=columns.map(Column::text).into() rows=rows.collect() />
        {later(cursor, page.next)}
    }
    .into_any()
}

fn who(by: UsedBy, lang: Lang) -> String {
    match by {
        UsedBy::Yourself => text::yourself(lang).into(),
        UsedBy::Holder => text::the_holder(lang).into(),
        UsedBy::Agency { agency, staff } => match staff {
            Some(staff) => [&agency, " · ", &staff.name].concat(),
            None => agency,
        },
        UsedBy::Machine { agency, purpose } => {
            [&agency, " · ", machine::purpose(purpose, lang)].concat()
        }
        UsedBy::Anyone => text::anyone(lang).into(),
        UsedBy::System => text::the_system(lang).into(),
    }
}

fn what(kind: UseKind, service_item: Option<String>, lang: Lang) -> String {
    let what = licence::used(kind, lang);
    match service_item {
        Some(item) => [what, " · ", &item].concat(),
        None => what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::StaffId;
    use domain::wire::case::StaffRef;

    #[test]
    fn a_use_names_the_agency_and_the_colleague_where_it_is_one() {
        let agency = |staff| UsedBy::Agency {
            agency: "卫生健康局".into(),
            staff,
        };
        assert_eq!(who(agency(None), Lang::Zh), "卫生健康局");
        let staff = Some(StaffRef {
            id: StaffId(uuid::Uuid::nil()),
            name: "王敏".into(),
        });
        assert_eq!(who(agency(staff), Lang::Zh), "卫生健康局 · 王敏");
        assert_eq!(who(UsedBy::Holder, Lang::Zh), "持证主体");
        let machine = UsedBy::Machine {
            agency: "政务服务热线".into(),
            purpose: domain::access::KeyPurpose::WorkOrders,
        };
        assert_eq!(who(machine, Lang::Zh), "政务服务热线 · 报送热线工单");
    }

    #[test]
    fn a_use_for_a_service_item_names_it() {
        let item = Some("990100 设立登记".to_owned());
        assert_eq!(
            what(UseKind::Read, item, Lang::Zh),
            "查看 · 990100 设立登记"
        );
        assert_eq!(what(UseKind::Exported, None, Lang::Zh), "导出");
    }
}
