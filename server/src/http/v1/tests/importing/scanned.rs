//! What an agency hands in, and what the operator takes in, goes by the scanner first.

use super::desk::hand_in;
use super::{LEI, file, row};
use crate::http::v1::tests::evidence::files;
use crate::http::v1::tests::scanning::{EICAR, hall, scanner};
use crate::service::importing::command;
use crate::service::{Ctx, Error};
use domain::problem::ProblemCode;
use domain::wire::Page;
use domain::wire::importing::{Import, ImportState};
use std::io::{Seek as _, Write as _};

#[tokio::test]
async fn a_clean_file_goes_in_and_one_with_a_virus_leaves_nothing() {
    let hall = hall(scanner(None).await).await;
    let mut handler = hall.app.clerk("handler").await;
    // Longer than what is read at once.
    let rows: Vec<String> = (0..2000)
        .map(|number| row("", &format!("JY{number}"), LEI, "", "一号"))
        .collect();
    let clean = hand_in(&hall, &mut handler, "a.csv", file(&rows).as_bytes()).await;
    assert_eq!(clean.ok::<Import>().state, ImportState::Checking);
    assert_eq!(files(&hall), 1);

    let infected = [file(&rows), EICAR.concat()].join("\n");
    for name in ["b.csv", "b.xlsx", "b.jsonl"] {
        let answer = hand_in(&hall, &mut handler, name, infected.as_bytes()).await;
        assert_eq!(answer.code(), ProblemCode::InfectedFile, "{name}");
    }
    assert_eq!(files(&hall), 1);
    let all: Page<Import> = handler.get("/imports").await.ok();
    assert_eq!(all.items.len(), 1);
}

#[tokio::test]
async fn without_a_verdict_no_file_goes_in() {
    let hall = hall(scanner(Some("INSTREAM size limit exceeded. ERROR")).await).await;
    let mut handler = hall.app.clerk("handler").await;
    let rows = file(&[row("", "JY1", LEI, "", "一号")]);
    let answer = hand_in(&hall, &mut handler, "a.csv", rows.as_bytes()).await;
    assert_eq!(answer.code(), ProblemCode::NotScanned);
    assert_eq!(files(&hall), 0);
}

#[tokio::test]
async fn the_operators_file_is_looked_at_before_it_is_read() {
    let hall = hall(scanner(None).await).await;
    let ctx = Ctx::of_system(&hall.app.app);
    for (text, infected) in [("a,b".to_owned(), false), (EICAR.concat(), true)] {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file.rewind().unwrap();
        let found = command::scan(&ctx, file).await;
        let is_refused = matches!(found, Err(Error::Refused(ProblemCode::InfectedFile)));
        assert_eq!((found.is_err(), is_refused), (infected, infected));
    }
}
