//! Every method and path of the API that the apps call.

/// One operation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Under [`BASE`], with `{name}` for each id.
    pub path: &'static str,
}

/// Where the API lives.
pub const BASE: &str = "/api/v1";

macro_rules! routes {
    ($($name:ident = $method:literal $path:literal;)+) => {
        $(pub(super) const $name: Route = Route { method: $method, path: $path };)+

        /// Every route, for the comparison with the server's description.
        pub const ROUTES: &[Route] = &[$($name,)+];
    };
}

routes! {
    SESSION = "GET" "/session";
    LOG_IN_CITIZEN = "POST" "/session/citizen";
    LOG_IN_STAFF = "POST" "/session/staff";
    STAFF = "GET" "/staff";
    ADD_STAFF = "POST" "/staff";
    GIVE_STAFF_PASSWORD = "POST" "/staff/{id}/password";
    END_STAFF = "POST" "/staff/{id}/end";
    REMOVE_STAFF_FACTORS = "POST" "/staff/{id}/factors/remove";
    FACTORS = "GET" "/session/factors";
    OFFER_TOTP = "POST" "/session/totp";
    CONFIRM_TOTP = "POST" "/session/totp/confirm";
    REMOVE_TOTP = "DELETE" "/session/totp";
    RENEW_CODES = "POST" "/session/recovery-codes";
    PROVE_FACTOR = "POST" "/session/second-factor";
    ASK_NEW_PASSKEY = "POST" "/session/passkeys/ask";
    KEEP_PASSKEY = "POST" "/session/passkeys";
    REMOVE_PASSKEY = "DELETE" "/session/passkeys/{id}";
    ASK_PASSKEY_LOG_IN = "POST" "/session/passkey/ask";
    LOG_IN_BY_PASSKEY = "POST" "/session/passkey";
    CHANGE_PASSWORD = "POST" "/session/password";
    DEVICES = "GET" "/session/devices";
    END_DEVICE = "DELETE" "/session/devices/{id}";
    END_DEVICES = "POST" "/session/devices/end";
    LOG_OUT = "DELETE" "/session";
    DEMONSTRATION = "GET" "/demonstration";
    RULES = "GET" "/rules";
    LICENCES = "GET" "/licences";
    LICENCE = "GET" "/licences/{id}";
    SHOW_LICENCE = "POST" "/licences/{id}/showings";
    OPEN_DRAFT = "POST" "/drafts";
    DRAFT = "GET" "/drafts/{id}";
    SAVE_DRAFT = "PUT" "/drafts/{id}";
    DELETE_DRAFT = "DELETE" "/drafts/{id}";
    ADD_EVIDENCE = "POST" "/drafts/{id}/evidence";
    REMOVE_EVIDENCE = "DELETE" "/drafts/{id}/evidence/{evidence}";
    EVIDENCE = "GET" "/evidence/{id}";
    FILE_OBJECTION = "POST" "/objections";
    OBJECTIONS = "GET" "/objections";
    OBJECTION = "GET" "/objections/{id}";
    SUPPLEMENT = "POST" "/objections/{id}/supplement";
    WITHDRAW = "POST" "/objections/{id}/withdraw";
    COMPLAIN = "POST" "/complaints";
    QUEUE = "GET" "/desk/objections";
    REGISTER = "POST" "/desk/objections";
    ANSWERING_AGENCIES = "GET" "/desk/agencies";
    MARK_CASES = "POST" "/desk/objections/mark:batch";
    CASE_NOTES = "GET" "/objections/{id}/notes";
    WRITE_CASE_NOTE = "POST" "/objections/{id}/notes";
    MARK = "POST" "/objections/{id}/mark";
    VERIFY = "POST" "/objections/{id}/verify";
    RETURN = "POST" "/objections/{id}/return";
    PROPOSE = "POST" "/objections/{id}/propose";
    APPROVE = "POST" "/objections/{id}/approve";
    SEND_BACK = "POST" "/objections/{id}/send-back";
    TRANSFER = "POST" "/objections/{id}/transfer";
    HAND_ON = "POST" "/objections/{id}/hand-on";
    ANSWER = "POST" "/objections/{id}/answer";
    TELL = "POST" "/objections/{id}/tell";
    ENTER_SUPPLEMENT = "POST" "/objections/{id}/enter-supplement";
    ENTER_WITHDRAWAL = "POST" "/objections/{id}/enter-withdrawal";
    URGE = "POST" "/objections/{id}/urgings";
    ANSWER_URGING = "POST" "/objections/{id}/urgings/{urging}/answer";
    DISAGREE = "POST" "/objections/{id}/disagree";
    SETTLE = "POST" "/objections/{id}/settle";
    REOPEN = "POST" "/objections/{id}/reopen";
    ASK_REVIEW = "POST" "/objections/{id}/review";
    INQUIRE = "POST" "/objections/{id}/inquiries";
    ASK_EXTENSION = "POST" "/objections/{id}/extensions";
    DECIDE_EXTENSION = "POST" "/objections/{id}/extensions/{extension}/decide";
    INQUIRIES = "GET" "/desk/inquiries";
    ANSWER_INQUIRY = "POST" "/desk/inquiries/{id}/answer";
    TEMPLATES = "GET" "/desk/templates";
    MAKE_TEMPLATE = "POST" "/desk/templates";
    CHANGE_TEMPLATE = "POST" "/desk/templates/{id}";
    WITHDRAW_TEMPLATE = "POST" "/desk/templates/{id}/withdraw";
    MACHINE_KEYS = "GET" "/machine-keys";
    GIVE_MACHINE_KEY = "POST" "/machine-keys";
    END_MACHINE_KEY = "POST" "/machine-keys/{id}/end";
    EXPORT_CASE = "POST" "/objections/{id}/case-file";
    PROPOSE_DISCLOSURE = "POST" "/objections/{id}/disclosure";
    RELEASE_DISCLOSURE = "POST" "/objections/{id}/disclosure/release";
    WITHHOLD_DISCLOSURE = "POST" "/objections/{id}/disclosure/withhold";
    IMPORTS = "GET" "/imports";
    HAND_IN_IMPORT = "POST" "/imports";
    IMPORT_TEMPLATE = "GET" "/imports/template";
    IMPORT = "GET" "/imports/{id}";
    REFUSED_ROWS = "GET" "/imports/{id}/refused";
    REFUSED_CSV = "GET" "/imports/{id}/refused.csv";
    START_IMPORT = "POST" "/imports/{id}/start";
    CANCEL_IMPORT = "POST" "/imports/{id}/cancel";
    NOTICES = "GET" "/notices";
    READ_NOTICE = "POST" "/notices/{id}/read";
    CONTACTS = "GET" "/contacts";
    CLAIM_ADDRESS = "POST" "/contacts/{means}";
    CONFIRM_ADDRESS = "POST" "/contacts/{means}/confirm";
    WANT_MESSAGES = "PUT" "/contacts/{means}";
    REMOVE_ADDRESS = "DELETE" "/contacts/{means}";
    UNDELIVERED = "GET" "/desk/deliveries";
    DELIVERIES = "GET" "/desk/objections/{id}/deliveries";
    TRY_AGAIN = "POST" "/desk/deliveries/{id}/again";
    TOLD = "POST" "/desk/deliveries/{id}/told";
    ACT_FOR = "PUT" "/session/acting";
    AGENTS = "GET" "/agents";
    NAME_AGENT = "POST" "/agents";
    END_AGENT = "POST" "/agents/{id}/end";
    REPRESENTATIVES = "GET" "/licences/{id}/representatives";
    REGISTER_REPRESENTATIVE = "POST" "/licences/{id}/representatives";
    END_REPRESENTATIVE = "POST" "/licences/{id}/representatives/{representative}/end";
    VERSIONS = "GET" "/licences/{id}/versions";
    SEAL_PROOF = "GET" "/licences/{id}/versions/{version}/seal";
    CATALOGUE = "GET" "/catalogue";
    TYPE = "GET" "/catalogue/{code}";
    TYPE_TEMPLATE = "GET" "/catalogue/{code}/template";
    PREPARATIONS = "GET" "/preparations";
    PREPARATION_COUNTS = "GET" "/preparations/counts";
    PREPARATION = "GET" "/preparations/{id}";
    PREPARE_ISSUE = "POST" "/preparations";
    APPROVE_CONTENT = "POST" "/preparations/{id}/approve";
    SEND_CONTENT_BACK = "POST" "/preparations/{id}/send-back";
    TAKE_BACK = "POST" "/preparations/{id}/take-back";
    LICENCE_SHEET = "GET" "/licences/{id}/sheet";
    PREPARE_VERSION = "POST" "/licences/{id}/preparations";
    ENTER_EVENT = "POST" "/licences/{id}/events";
    TYPE_VERSION = "GET" "/catalogue/{code}/versions/{version}";
    PRINT = "POST" "/licences/{id}/prints";
    ENTRIES = "GET" "/desk/catalogue";
    ENTRY = "GET" "/desk/catalogue/{code}";
    COMPILE_TYPE = "POST" "/desk/catalogue";
    SAVE_TYPE = "PUT" "/desk/catalogue/{code}/draft";
    TURN_TYPE = "POST" "/desk/catalogue/{code}/turns";
    COULD_ISSUE = "GET" "/desk/catalogue/{code}/issuers";
    NAME_ISSUERS = "PUT" "/desk/catalogue/{code}/issuers";
    QUALITY = "GET" "/quality";
    QUALITY_CSV = "GET" "/quality.csv";
    QUALITY_XLSX = "GET" "/quality.xlsx";
    BOARD = "GET" "/board";
    BOARD_CSV = "GET" "/board.csv";
    BOARD_XLSX = "GET" "/board.xlsx";
    CALENDAR = "GET" "/calendar";
    REVIEW_CALENDAR = "POST" "/calendar/reviews";
    PROPOSE_CALENDAR = "POST" "/calendar/arrangements";
    ARRANGEMENT = "GET" "/calendar/arrangements/{id}";
    APPROVE_CALENDAR = "POST" "/calendar/arrangements/{id}/approve";
    REFUSE_CALENDAR = "POST" "/calendar/arrangements/{id}/refuse";
    OUTAGES = "GET" "/outages";
    OUTAGE = "GET" "/outages/{id}";
    DECLARE_OUTAGE = "POST" "/outages";
    END_OUTAGE = "POST" "/outages/{id}/end";
    LIST_HELD_UP = "POST" "/outages/{id}/items";
    SETTLE_HELD_UP = "POST" "/outages/{id}/items/{item}/settle";
    INSPECTIONS = "GET" "/inspections";
    INSPECTION = "GET" "/inspections/{id}";
    DRAW_CHOICES = "GET" "/inspections/choices";
    DRAW_SAMPLE = "POST" "/inspections";
    SAMPLED = "GET" "/inspections/{id}/licences/{licence}";
    RECORD_FINDING = "POST" "/inspections/{id}/licences/{licence}/finding";
    ANSWER_FINDING = "POST" "/inspections/{id}/licences/{licence}/answer";
    JUDGE_ANSWER = "POST" "/inspections/{id}/licences/{licence}/verdict";
    DESK_LICENCES = "GET" "/desk/licences";
    SEARCH_BY_NUMBER = "POST" "/desk/licences/search";
    EXPORT_LICENCES = "GET" "/desk/licences/export";
    ENTER_EVENTS = "POST" "/desk/licences/events:batch";
    APPROVE_CONTENTS = "POST" "/preparations/approve:batch";
    LICENCE_USES = "GET" "/desk/licences/{id}/uses";
    OWN_LICENCE_USES = "GET" "/licences/{id}/uses";
    LICENCE_OBJECTIONS = "GET" "/desk/licences/{id}/objections";
    RETENTION = "GET" "/retention";
    ASK_PRUNING = "POST" "/retention/prunings";
    DECIDE_PRUNING = "POST" "/retention/prunings/{id}/decide";
    HOLD_RECORDS = "POST" "/retention/holds";
    SEALS = "GET" "/seals";
    REQUEST_SEAL = "POST" "/seals";
    SEAL_KEEPERS = "GET" "/seals/keepers";
    REGISTERED_SEAL = "GET" "/seals/{id}";
    MOVE_SEAL = "POST" "/seals/{id}/events";
    ASK_FOR_CERTIFICATE = "POST" "/seals/{id}/certificate-request";
    HAND_SEAL_OVER = "POST" "/seals/{id}/keepers";
    GRANT_AUTHORITY = "POST" "/seals/{id}/authorities";
    END_AUTHORITY = "POST" "/seals/{id}/authorities/{authority}/end";
    WAITING_FOR_SEAL = "GET" "/seals/waiting";
    PUT_SEAL = "POST" "/seals/{id}/put";
    SEALS_SUMMARY = "GET" "/seals/summary";
    SEALS_SUMMARY_CSV = "GET" "/seals/summary.csv";
}

impl Route {
    /// The address with the ids put in, in the order of the path.
    pub(super) fn at(self, ids: &[&str]) -> String {
        let mut address = String::from(BASE);
        let mut ids = ids.iter();
        for part in self.path.split_inclusive('/') {
            if !part.starts_with('{') {
                address.push_str(part);
                continue;
            }
            address.push_str(ids.next().copied().unwrap_or_default());
            if part.ends_with('/') {
                address.push('/');
            }
        }
        address
    }
}

/// Adds `name=value` to an address, percent-encoded, unless the value is empty.
pub(crate) fn with_query(mut address: String, name: &str, value: &str) -> String {
    if value.is_empty() {
        return address;
    }
    address.push(if address.contains('?') { '&' } else { '?' });
    address.push_str(name);
    address.push('=');
    address.push_str(&crate::navigation::encode(value));
    address
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_stand_where_the_path_names_them() {
        assert_eq!(LICENCES.at(&[]), "/api/v1/licences");
        assert_eq!(LICENCE.at(&["a"]), "/api/v1/licences/a");
        assert_eq!(
            REMOVE_EVIDENCE.at(&["a", "b"]),
            "/api/v1/drafts/a/evidence/b"
        );
        assert_eq!(SEND_BACK.at(&["a"]), "/api/v1/objections/a/send-back");
    }

    #[test]
    fn no_route_is_named_twice() {
        let distinct: HashSet<_> = ROUTES
            .iter()
            .map(|route| (route.method, route.path))
            .collect();
        assert_eq!(distinct.len(), ROUTES.len());
    }

    #[test]
    fn a_query_is_encoded_and_left_out_when_empty() {
        let address = with_query(LICENCES.at(&[]), "q", "营业 执照&1");
        assert_eq!(
            address,
            "/api/v1/licences?q=%E8%90%A5%E4%B8%9A%20%E6%89%A7%E7%85%A7%261"
        );
        assert_eq!(with_query(address.clone(), "cursor", ""), address);
    }
}
