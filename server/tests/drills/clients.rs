//! Clients that say next to nothing, and clients that go away in the middle.

use crate::deployment::{Deployment, Server, free};
use crate::web::{Client, new_key};
use serde_json::{Value, json};
use server::store::testing::Backend;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

const SIZE: [&str; 4] = ["--licences", "100", "--cases", "30"];
/// Connections of somebody who wants to keep others out; more than the system first lets the server have.
const SLOW: usize = 900;
const FIRST_LIMIT: &str = "ulimit -S -n 512 && exec \"$@\"";
/// So fast everybody else is answered meanwhile.
const SOON: Duration = Duration::from_secs(5);
const PATIENCE: Duration = Duration::from_mins(2);
/// Before that nobody is shown out.
const HEARD: Duration = Duration::from_secs(10);

#[tokio::test]
async fn hundreds_who_send_or_take_a_byte_now_and_then_keep_nobody_out_and_are_shown_out_themselves()
 {
    let this = Deployment::with(Backend::Sqlite, SIZE).await.unwrap();
    let address = free();
    let mut shell = Command::new("sh");
    shell.args(["-c", FIRST_LIMIT, "sh", env!("CARGO_BIN_EXE_mingzheng")]);
    let server = Server::start(
        this.under(shell, &["serve", "--listen", &address]),
        &address,
    );
    let before = server.connections();
    let mut slow: Vec<TcpStream> = (0..SLOW).map(|place| begin(&address, place)).collect();
    let begun = Instant::now();
    // Who takes next to nothing learns late that nobody sends any more: the system still keeps something for them.
    while begun.elapsed() < HEARD || server.connections() > before {
        assert!(
            begun.elapsed() < PATIENCE,
            "{} are still there",
            server.connections() - before
        );
        let asked = Instant::now();
        let answer = Client::known(&address, "").get("/demonstration").unwrap();
        assert!(
            answer.is_good() && asked.elapsed() < SOON,
            "{:?}",
            asked.elapsed()
        );
        std::thread::sleep(Duration::from_millis(500));
        for (place, connection) in slow.iter_mut().enumerate() {
            go_on(connection, place);
        }
    }
    server.stop();
    this.doctor();
}

/// Some say nothing at all, some begin to ask, and some ask for far more than they will ever take.
fn begin(address: &str, place: usize) -> TcpStream {
    let mut connection = TcpStream::connect(address).unwrap();
    match place % 10 {
        0..3 => {}
        3..9 => connection
            .write_all(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
            .unwrap(),
        _ => {
            let one = "GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
            connection.write_all(one.repeat(40).as_bytes()).unwrap();
        }
    }
    connection.set_nonblocking(true).unwrap();
    connection
}

/// Sends or takes one more byte, where the other side still is.
fn go_on(connection: &mut TcpStream, place: usize) {
    match place % 10 {
        0..3 => {}
        3..9 => drop(connection.write_all(b"x")),
        _ => drop(connection.read(&mut [0])),
    }
}

#[tokio::test]
async fn who_goes_away_in_the_middle_of_an_upload_or_a_filing_leaves_nothing_half_done() {
    let this = Deployment::with(Backend::Sqlite, SIZE).await.unwrap();
    let server = this.serve(&free());
    let nobody = Client::known(&server.address, "");
    let accounts = nobody.get("/demonstration").unwrap().body;
    let client = Client::citizen(
        &server.address,
        accounts["persons"][0]["holder"].as_str().unwrap(),
    );
    let licences = client.get("/licences").unwrap().body;
    let mut drafts = Vec::new();
    for licence in licences["items"].as_array().unwrap() {
        drafts.extend(draft(&client, licence["id"].as_str().unwrap()));
    }
    assert!(drafts.len() >= 2, "{drafts:?}");
    let before = this.number(crate::killing::CASES).await;

    let (id, _) = &drafts[0];
    half_an_upload(&client, id);
    for (draft, version) in &drafts {
        let body = json!({ "draft": draft, "version": version }).to_string();
        let key = Some(new_key());
        let head = client.head("POST", "/objections", body.len(), key);
        // Once in the middle of the body, once before the answer.
        for sent in [body.len() / 2, body.len()] {
            let mut connection = client.connect().unwrap();
            connection
                .write_all((head.clone() + &body[..sent]).as_bytes())
                .unwrap();
        }
        let body: Value = serde_json::from_str(&body).unwrap();
        let begun = Instant::now();
        let receipt = loop {
            let receipt = client.send("POST", "/objections", &body, key).unwrap();
            // The first one may still be under way.
            if receipt.status != 409 || begun.elapsed() > PATIENCE {
                break receipt;
            }
        };
        assert_eq!(receipt.status, 201, "{receipt:?}");
        let again = client.send("POST", "/objections", &body, key).unwrap();
        assert_eq!(again.body, receipt.body);
    }
    let made = this.number(crate::killing::CASES).await - before;
    assert_eq!(usize::try_from(made).unwrap(), drafts.len(), "each once");
    assert_eq!(
        this.number("SELECT COUNT(*) FROM evidence WHERE draft_id IS NOT NULL")
            .await,
        0
    );
    server.stop();
    let begun = std::fs::read_dir(this.folder().join("evidence"))
        .unwrap()
        .flatten();
    let left = begun.filter(|entry| entry.file_name().to_string_lossy().starts_with("incoming-"));
    assert_eq!(left.count(), 0, "nothing of the upload is left");
    this.doctor();
}

/// A draft that can be filed, of a licence that nothing is under way about.
fn draft(client: &Client, licence: &str) -> Option<(String, i64)> {
    let detail = client.get(&format!("/licences/{licence}")).unwrap().body;
    let face = detail["face"].as_array().unwrap();
    let field = face
        .iter()
        .find(|field| !field["sensitive"].as_bool().unwrap_or_default())?;
    let opened = json!({ "licence": licence });
    let opened = client.send("POST", "/drafts", &opened, None).unwrap();
    let id = opened.body["id"].as_str()?.to_owned();
    let claimed = format!("{}(兰州新区)", field["value"].as_str()?);
    let body = json!({
        "claims": [{ "key": field["key"], "claimed": claimed }],
        "ground": "accuracy",
        "explanation": "去办业务时，窗口说与系统里的不一致，见附上的材料，请更正。",
    });
    let save = json!({ "version": opened.version(), "body": body });
    let saved = client
        .send("PUT", &format!("/drafts/{id}"), &save, None)
        .unwrap();
    saved.is_good().then(|| (id, saved.version()))
}

fn half_an_upload(client: &Client, draft: &str) {
    let part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n%PDF-1.7\n";
    let path = format!("/drafts/{draft}/evidence");
    let head = client.head("POST", &path, 4_000_000, None);
    let head = head.replace("application/json", "multipart/form-data; boundary=b");
    let mut connection = client.connect().unwrap();
    connection.write_all((head + part).as_bytes()).unwrap();
    connection.write_all(&vec![b'x'; 1_000_000]).unwrap();
}
