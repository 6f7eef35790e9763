//! Which requests are too many?
//!
//! An address is counted as a request comes in, an account once it is known whose the request is.

use super::knock;
use super::problem::Problem;
use crate::app::App;
use crate::limits::{Class, Scope};
use crate::service::Error;
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::Method;
use axum::http::request::Parts;
use metrics::counter;
use std::net::SocketAddr;
use std::time::Duration;
use uuid::Uuid;

/// The routes that take files.
const UPLOADS: [&str; 2] = ["/api/v1/drafts/{id}/evidence", "/api/v1/imports"];
/// Where the pages for everybody stand.
const PUBLIC: [&str; 4] = ["/check/", "/objecting", "/receipts/", "/disclosed"];

/// What a request on a route asks for; nothing that is limited where it is a file of the pages or a probe.
fn class(method: &Method, route: &str) -> Option<Class> {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    if route.starts_with("/log-in/") || (route.starts_with("/api/v1/session") && !is_read) {
        return Some(Class::LogIn);
    }
    let is_style = route.strip_suffix(".css").is_some();
    if !is_style && PUBLIC.iter().any(|folder| route.starts_with(folder)) {
        return Some(Class::Public);
    }
    if !route.starts_with("/api/v1/") {
        return None;
    }
    Some(if is_read {
        Class::Read
    } else if UPLOADS.contains(&route) {
        Class::Upload
    } else {
        Class::Write
    })
}

/// Refuses what comes too often from one address, where the address says anything.
pub(super) fn by_address(app: &App, request: &Request) -> Result<(), Problem> {
    let extensions = request.extensions();
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(peer)| peer.ip());
    let address = knock::address(peer, request.headers(), app.web.proxies);
    let route = extensions.get::<MatchedPath>();
    let class = route.and_then(|route| class(request.method(), route.as_str()));
    if let (Some(address), Some(class)) = (address, class) {
        let counted = app.limits().by_address(class, address);
        return counted.map_err(|wait| refused(Scope::Address, class, wait));
    }
    Ok(())
}

/// Refuses what an account asks too often.
pub(super) fn by_account(parts: &Parts, app: &App, account: Uuid) -> Result<(), Problem> {
    let route = parts.extensions.get::<MatchedPath>();
    let class = route.and_then(|route| class(&parts.method, route.as_str()));
    class.map_or(Ok(()), |class| counted(app, class, account))
}

/// Refuses what another system asks too often.
pub(super) fn by_machine(app: &App, key: Uuid) -> Result<(), Problem> {
    counted(app, Class::Machine, key)
}

fn counted(app: &App, class: Class, account: Uuid) -> Result<(), Problem> {
    let counted = app.limits().by_account(class, account);
    counted.map_err(|wait| refused(Scope::Account, class, wait))
}

fn refused(scope: Scope, class: Class, wait: Duration) -> Problem {
    counter!("mingzheng_refused_total", "class" => class.name(), "by" => scope.name()).increment(1);
    // A second that has begun counts whole: who comes back in it would come too early.
    let retry_after = Duration::from_secs(wait.as_secs() + 1);
    Error::TooMany { retry_after }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_route_is_of_the_class_of_what_it_does() {
        for (method, route, of) in [
            (Method::POST, "/api/v1/session/staff", Some(Class::LogIn)),
            (
                Method::GET,
                "/log-in/{provider}/callback",
                Some(Class::LogIn),
            ),
            (Method::GET, "/api/v1/session", Some(Class::Read)),
            (Method::GET, "/api/v1/licences/{id}", Some(Class::Read)),
            (Method::POST, "/api/v1/objections", Some(Class::Write)),
            (
                Method::DELETE,
                "/api/v1/drafts/{id}/evidence/{evidence}",
                Some(Class::Write),
            ),
            (
                Method::POST,
                "/api/v1/drafts/{id}/evidence",
                Some(Class::Upload),
            ),
            (Method::GET, "/api/v1/imports", Some(Class::Read)),
            (Method::GET, "/check/{token}", Some(Class::Public)),
            (Method::POST, "/objecting/code", Some(Class::Public)),
            (Method::GET, "/check.css", None),
            (Method::GET, "/healthz", None),
        ] {
            assert_eq!(class(&method, route), of, "{method} {route}");
        }
    }
}
