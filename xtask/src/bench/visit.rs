//! What does a citizen's first visit load, in bytes on the wire?

use std::collections::BTreeSet;
use std::net::SocketAddr;

use anyhow::{Context, Result};

use super::http::{Connection, Head};

/// Page, code, application and whatever else the page names, as sent to a browser that takes Brotli.
pub(crate) fn first_visit(address: SocketAddr) -> Result<usize> {
    let mut connection = Connection::open(address)?;
    let plain = connection.send(&Head::default().get("/"))?;
    let page = String::from_utf8_lossy(&plain.body).into_owned();
    let mut paths = named_paths(&page);
    paths.insert("/");
    let brotli = Head {
        accept_encoding: Some("br"),
        ..Head::default()
    };
    let mut total = 0;
    for path in paths {
        let answer = connection.send(&brotli.get(path))?;
        let good = answer.is_good().then_some(answer.body.len());
        total += good.with_context(|| format!("{path} answered {}", answer.status))?;
    }
    Ok(total)
}

/// The quoted paths of files in a page: those with a dot, at home on this server.
fn named_paths(page: &str) -> BTreeSet<&str> {
    page.split(['"', '\'', '`'])
        .filter(|piece| piece.starts_with('/') && !piece.starts_with("//"))
        .filter(|piece| !piece.starts_with("/api/") && !piece.contains(char::is_whitespace))
        .filter(|piece| {
            piece
                .rsplit('/')
                .next()
                .is_some_and(|name| name.contains('.'))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::named_paths;

    #[test]
    fn a_page_names_its_files_in_elements_and_in_its_script() {
        let page = r#"<link rel="icon" href="/icon.svg"><a href="/licences">a / b.</a>
            <script>const w=fetch('/assets/a-1.wasm');fetch("/api/v1/session");import("/assets/a-1.js")</script>
            <a href="//elsewhere/x.js">"#;
        let paths: Vec<_> = named_paths(page).into_iter().collect();
        assert_eq!(paths, ["/assets/a-1.js", "/assets/a-1.wasm", "/icon.svg"]);
    }
}
