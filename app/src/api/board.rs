//! 电子监察: the board of cases, and which part of them is looked at.

use super::call::{Answer, ask};
use super::routes;
use crate::navigation::query;
use domain::wire::board::{BoardReport, BoardSlice};

/// The board of a month.
pub async fn board(month: String, slice: BoardSlice) -> Answer<BoardReport> {
    ask(address(routes::BOARD, &month, &slice)).await
}

/// Where it is as a file: `csv` or `xlsx`.
pub fn file(format: &str, month: &str, slice: &BoardSlice) -> String {
    let route = if format == "xlsx" {
        routes::BOARD_XLSX
    } else {
        routes::BOARD_CSV
    };
    address(route, month, slice)
}

/// A part of the cases as it stands in addresses, of pages and of the API.
pub fn slice_values(slice: &BoardSlice) -> [(&'static str, &str); 5] {
    [
        ("issuer", &slice.issuer),
        ("type_code", &slice.type_code),
        ("channel", &slice.channel),
        ("ground", &slice.ground),
        ("procedure", &slice.procedure),
    ]
}

/// The part that an address names.
pub fn slice_at(address: &str) -> BoardSlice {
    BoardSlice {
        issuer: query(address, "issuer"),
        type_code: query(address, "type_code"),
        channel: query(address, "channel"),
        ground: query(address, "ground"),
        procedure: query(address, "procedure"),
    }
}

fn address(route: routes::Route, month: &str, slice: &BoardSlice) -> String {
    let address = routes::with_query(route.at(&[]), "month", month);
    with_slice(address, slice)
}

/// Adds a part of the cases to an address.
pub(super) fn with_slice(address: String, slice: &BoardSlice) -> String {
    slice_values(slice)
        .into_iter()
        .fold(address, |address, (name, value)| {
            routes::with_query(address, name, value)
        })
}
