//! Is this an origin as browsers write it?

use axum::http::Uri;
use std::net::IpAddr;

const REMEDY: &str = "应为不带路径的网址，如 https://zz.example.gov.cn。Give an origin without a path, such as https://zz.example.gov.cn";

/// The origin, without a slash at the end.
pub(super) fn check(text: &str) -> Result<String, String> {
    let refused = || REMEDY.to_owned();
    let origin = text.trim_end_matches('/').to_ascii_lowercase();
    let uri: Uri = origin.parse().map_err(|_| refused())?;
    let scheme = uri.scheme_str().unwrap_or_default();
    let authority = uri.authority().ok_or_else(refused)?;
    let is_plain = matches!(scheme, "http" | "https")
        && !authority.as_str().contains('@')
        && !authority.host().is_empty()
        && origin == format!("{scheme}://{authority}");
    let default_port = if scheme == "https" { 443 } else { 80 };
    if !is_plain || authority.port_u16() == Some(default_port) {
        return Err(refused());
    }
    Ok(origin)
}

/// Whether only this machine can be meant.
pub(crate) fn is_loopback(origin: &str) -> bool {
    let uri: Option<Uri> = origin.parse().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_taken_as_browsers_write_it() {
        for (given, taken) in [
            ("https://zz.example.gov.cn", "https://zz.example.gov.cn"),
            ("https://ZZ.example.gov.cn/", "https://zz.example.gov.cn"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            assert_eq!(check(given).unwrap(), taken);
        }
    }

    #[test]
    fn what_no_browser_calls_an_origin_is_refused() {
        for given in [
            "",
            "zz.example.gov.cn",
            "ftp://zz.example.gov.cn",
            "https://zz.example.gov.cn/app",
            "https://zz.example.gov.cn:443",
            "http://zz.example.gov.cn:80",
            "https://user@zz.example.gov.cn",
            "https://",
        ] {
            assert!(check(given).is_err(), "{given}");
        }
    }

    #[test]
    fn loopback_is_this_machine_and_nothing_that_looks_like_it() {
        for origin in [
            "http://127.0.0.1:8080",
            "http://[::1]:1",
            "http://localhost",
        ] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in [
            "http://0.0.0.0:8080",
            "http://127.0.0.1.example.cn",
            "http://10.0.0.1",
        ] {
            assert!(!is_loopback(origin), "{origin}");
        }
    }
}
