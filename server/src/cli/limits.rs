//! How many connections may a server have?

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Takes as many as the system grants: services are started with 1,024, of which a crowd that says nothing takes hold at
/// once. How many those are.
pub(super) fn raise() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        maximum: limit.maximum,
    };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    }
}
