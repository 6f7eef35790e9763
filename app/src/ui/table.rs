//! How are many things of one kind compared? A table; where there is little room, a card for each.

use super::icon::{Icon, icon};
use super::load::Empty;
use super::rows::row_keys;
use super::{lang, load, words};
use leptos::prelude::*;

/// What a column is called and how it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub header: String,
    /// Numbers stand one under the other at the end of their column.
    pub numeric: bool,
    /// How the rows can be brought into its order, if they can.
    pub sort: Option<Sort>,
}

/// The way to the rows in a column's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The address of the other order.
    pub href: String,
    /// The order that they are in, if it is this column's.
    pub order: Option<Order>,
}

/// Which comes first?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The smallest.
    Rising,
    /// The largest.
    Falling,
}

impl Column {
    /// A column of words.
    pub fn text(header: impl Into<String>) -> Self {
        Self {
            header: header.into(),
            numeric: false,
            sort: None,
        }
    }

    /// A column of numbers.
    pub fn number(header: impl Into<String>) -> Self {
        Self {
            numeric: true,
            ..Self::text(header)
        }
    }

    /// The same with a way to its order.
    #[must_use]
    pub fn sorted(self, href: String, order: Option<Order>) -> Self {
        Self {
            sort: Some(Sort { href, order }),
            ..self
        }
    }
}

/// One row: a cell for each column, and where it leads.
pub struct Row {
    /// Where the first cell leads; the keys go from one such row to the next.
    pub href: Option<String>,
    /// What stands in the columns.
    pub cells: Vec<AnyView>,
}

impl Row {
    /// A row that leads nowhere.
    pub fn new(cells: Vec<AnyView>) -> Self {
        Self { href: None, cells }
    }

    /// A row that is opened.
    pub fn to(href: String, cells: Vec<AnyView>) -> Self {
        Self {
            href: Some(href),
            cells,
        }
    }
}

/// Rows under a head that stays in sight; what it says when there are none.
#[component]
pub fn Table(
    /// What the rows are.
    #[prop(into)]
    caption: String,
    /// Whether the caption is for screen readers only, because a heading above says it already.
    #[prop(optional)]
    headed: bool,
    /// The columns.
    columns: Vec<Column>,
    /// The rows, in the order they are shown.
    rows: Vec<Row>,
    /// Why there may be none, and what would fill it.
    #[prop(optional, into)]
    empty: Option<Empty>,
) -> impl IntoView {
    table(caption, headed, columns, rows, empty)
}

fn table(
    caption: String,
    headed: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Option<Empty>,
) -> AnyView {
    if let Some(empty) = empty.filter(|_| rows.is_empty()) {
        return load::nothing(empty);
    }
    let lang = lang();
    let opens = rows.iter().any(|row| row.href.is_some());
    let keys = opens.then(|| {
        let buttons = row_keys(words::previous_row(lang), words::next_row(lang));
        view! { <div class="keys">{buttons}</div> }
    });
    let rows: Vec<AnyView> = rows.into_iter().map(|row| line(row, &columns)).collect();

    let caption_class = if headed { "visually-hidden" } else { "" };
    let class = if fits(&columns) {
        "table"
    } else {
        "table as-cards"
    };
    let heads = columns.into_iter().map(head);
    // Where the rows are shown as cards the browser no longer takes them for a table: the roles say that it is one.
    view! {
        <div class=class>
            {keys}
            <table role="table">
                <caption class=caption_class>{caption}</caption>
                <thead role="rowgroup"><tr role="row">{heads.collect_view()}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Whether it stays a table on phones: a name and up to three numbers have room.
fn fits(columns: &[Column]) -> bool {
    columns.len() <= 4 && columns.iter().skip(1).all(|column| column.numeric)
}

fn head(column: Column) -> AnyView {
    let class = if column.numeric { "numeric" } else { "" };
    let header = column.header;
    let Some(sort) = column.sort else {
        return view! { <th role="columnheader" scope="col" class=class>{header}</th> }.into_any();
    };
    let (order, arrow) = match sort.order {
        Some(Order::Rising) => ("ascending", Some(icon(Icon::Up))),
        Some(Order::Falling) => ("descending", Some(icon(Icon::Down))),
        None => ("none", None),
    };
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=order>
            <a href=sort.href>{header}{arrow}</a>
        </th>
    }
    .into_any()
}

fn line(row: Row, columns: &[Column]) -> AnyView {
    let opened = row.href.is_some();
    let mut href = row.href;
    let cells = row.cells.into_iter().zip(columns).map(|(cell, column)| {
        let class = if column.numeric { "numeric" } else { "" };
        let cell = match href.take() {
            Some(href) => view! { <a href=href data-row="">{cell}</a> }.into_any(),
            None => cell,
        };
        view! { <td role="cell" class=class data-label=column.header.clone()>{cell}</td> }
    });
    view! { <tr role="row" class:opened=opened>{cells.collect_view()}</tr> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_and_a_few_numbers_stay_a_table_on_a_phone() {
        let of = |numbers: usize| {
            let numbers = (0..numbers).map(|_| Column::number("件"));
            std::iter::once(Column::text("月份"))
                .chain(numbers)
                .collect::<Vec<_>>()
        };
        assert!(fits(&of(1)) && fits(&of(3)) && !fits(&of(4)));
        assert!(!fits(&[Column::text("类型"), Column::text("持证主体")]));
    }
}
