//! `/api/v1`: one module for each noun.

mod agency_objections;
mod agents;
mod board;
mod calendar;
mod case_notes;
mod catalogue;
mod contacts;
mod deliveries;
mod demonstration;
mod desk;
mod desk_licences;
mod devices;
mod disclosures;
mod drafts;
mod evidence;
mod extensions;
mod files;
mod imports;
mod inquiries;
mod inspections;
mod issuing;
mod licences;
mod machine_keys;
mod notices;
mod objections;
mod outages;
mod passkeys;
mod prunings;
mod quality;
mod representatives;
mod rules;
mod seals;
mod second_factors;
mod session;
mod showings;
mod staff;
mod templates;
#[cfg(test)]
mod tests;
mod urging;
mod versions;
mod work_orders;

use crate::app::App;
use crate::service::paging::Paging;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;

/// The operations that begin or end a log-in, or are about one.
pub(super) fn of_log_in() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(session::routes())
        .merge(devices::routes())
        .merge(second_factors::routes())
        .merge(passkeys::routes())
}

/// Every other operation of the API but the uploads, with its documentation.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(demonstration::routes())
        .merge(agents::routes())
        .merge(rules::routes())
        .merge(licences::routes())
        .merge(showings::routes())
        .merge(drafts::routes())
        .merge(evidence::routes())
        .merge(objections::routes())
        .merge(desk::routes())
        .merge(case_notes::routes())
        .merge(templates::routes())
        .merge(desk_licences::routes())
        .merge(issuing::routes())
        .merge(catalogue::routes())
        .merge(imports::routes())
        .merge(notices::routes())
        .merge(contacts::routes())
        .merge(deliveries::routes())
        .merge(seals::routes())
        .merge(versions::routes())
        .merge(outages::routes())
        .merge(inspections::routes())
        .merge(quality::routes())
        .merge(board::routes())
        .merge(urging::routes())
        .merge(inquiries::routes())
        .merge(extensions::routes())
        .merge(disclosures::routes())
        .merge(calendar::routes())
        .merge(representatives::routes())
        .merge(machine_keys::routes())
        .merge(prunings::routes())
        .merge(staff::routes())
        .merge(work_orders::routes())
        .merge(agency_objections::routes())
}

/// The operations that take or make a file: they may last longer and carry more.
pub(super) fn uploads() -> OpenApiRouter<App> {
    evidence::uploads()
        .merge(imports::uploads())
        .merge(desk_licences::exports())
}

/// Which part of a list is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PagingQuery {
    /// Where to go on: `next` of the page before.
    #[param(max_length = 1024)]
    cursor: Option<String>,
    /// How many rows; 20 without it.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl From<PagingQuery> for Paging {
    fn from(query: PagingQuery) -> Self {
        Self {
            cursor: query.cursor,
            limit: query.limit,
        }
    }
}
