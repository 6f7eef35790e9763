//! A scanner for viruses that is there, that finds something, that isn't there, and that says nonsense. It is spoken to over
//! a socket, in clamd's own protocol.

use super::Hall;
use super::evidence::{files, pdf, png, upload};
use crate::hex;
use crate::ports::scanner::Scanner;
use crate::store::testing::Backend;
use crate::testing::Wish;
use domain::problem::ProblemCode;
use domain::wire::draft::{Draft, Evidence};
use std::io::{BufRead as _, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What every scanner finds, in two halves so that none finds it here.
pub(super) const EICAR: [&str; 2] = [
    r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-",
    "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
];

/// Answers `zINSTREAM` by what clamd would say, or always with `instead`.
pub(super) async fn scanner(instead: Option<&'static str>) -> Scanner {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, instead));
        }
    });
    Scanner::new(&format!("tcp://{address}")).unwrap()
}

async fn answer(mut stream: TcpStream, instead: Option<&'static str>) {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = stream.read_u32().await.unwrap();
        if length == 0 {
            break;
        }
        let from = file.len();
        file.resize(from + usize::try_from(length).unwrap(), 0);
        stream.read_exact(&mut file[from..]).await.unwrap();
    }
    let virus = EICAR.concat();
    let found = file.windows(virus.len()).any(|it| it == virus.as_bytes());
    let verdict = if found {
        "stream: Eicar-Signature FOUND"
    } else {
        "stream: OK"
    };
    let said = [instead.unwrap_or(verdict), "\0"].concat();
    stream.write_all(said.as_bytes()).await.unwrap();
}

pub(super) async fn hall(scanner: Scanner) -> Hall {
    let wish = Wish {
        scanner: Some(scanner),
        ..Wish::default()
    };
    Hall::open_under(Backend::Sqlite, wish).await.unwrap()
}

#[tokio::test]
async fn what_the_scanner_finds_clean_is_kept_and_a_virus_is_not() {
    let hall = hall(scanner(None).await).await;
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await.id;
    for clean in [png(), pdf("干净"), pdf(&"长".repeat(100_000))] {
        let _: Evidence = upload(&hall, &mut browser, draft, "a", &clean).await.ok();
    }
    let infected = pdf(&EICAR.concat());
    let answer = upload(&hall, &mut browser, draft, "合同.pdf", &infected).await;
    assert_eq!(answer.code(), ProblemCode::InfectedFile);
    let behind = [png(), EICAR.concat().into_bytes()].concat();
    let answer = upload(&hall, &mut browser, draft, "b.png", &behind).await;
    assert_eq!(
        answer.code(),
        ProblemCode::InfectedFile,
        "also where it would be left out"
    );
    let draft: Draft = browser.get(&format!("/drafts/{draft}")).await.ok();
    assert_eq!((draft.evidence.len(), files(&hall)), (3, 3));
}

/// clamd itself, which knows one virus and asks nobody for others.
struct Clamd {
    child: Child,
    /// It ends when nobody hears what it says.
    _said: Lines<BufReader<ChildStdout>>,
    folder: TempDir,
}

impl Clamd {
    /// Starts the one that the tests were told of.
    fn start() -> Option<Self> {
        let Some(program) = std::env::var_os("MINGZHENG_TEST_CLAMD") else {
            eprintln!("not run with clamd: MINGZHENG_TEST_CLAMD is not set");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let signature = hex::write(EICAR.concat().as_bytes());
        std::fs::write(at("ours.ndb"), format!("Eicar-Ours:0:*:{signature}\n")).unwrap();
        let settings = format!(
            "Foreground yes\nLocalSocket {}\nDatabaseDirectory {}\n",
            at("clamd.sock").display(),
            folder.path().display()
        );
        std::fs::write(at("clamd.conf"), settings).unwrap();
        let mut child = Command::new(program)
            .arg("--config-file")
            .arg(at("clamd.conf"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains("Self checking")));
        Some(Self {
            child,
            _said: said,
            folder,
        })
    }

    fn scanner(&self) -> Scanner {
        Scanner::Socket(self.folder.path().join("clamd.sock"))
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[tokio::test]
async fn clamd_itself_is_understood() {
    let Some(clamd) = Clamd::start() else { return };
    let hall = hall(clamd.scanner()).await;
    let mut browser = hall.citizen().await;
    let draft = hall.draft(&mut browser).await.id;
    for (name, file, refused) in [
        ("a.png", png(), false),
        ("b.pdf", pdf("干净"), false),
        ("c.pdf", pdf(&EICAR.concat()), true),
        ("d.png", [png(), EICAR.concat().into_bytes()].concat(), true),
    ] {
        let answer = upload(&hall, &mut browser, draft, name, &file).await;
        if refused {
            assert_eq!(answer.code(), ProblemCode::InfectedFile, "{name}");
        } else {
            answer.succeeded();
        }
    }
    assert_eq!(files(&hall), 2);
}

#[tokio::test]
async fn without_a_verdict_nothing_is_kept_and_it_is_worth_trying_later() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nowhere = format!("tcp://{}", gone.local_addr().unwrap());
    drop(gone);
    for silent in [
        Scanner::new(&nowhere).unwrap(),
        Scanner::new("unix:/nowhere/clamd.ctl").unwrap(),
        scanner(Some("INSTREAM size limit exceeded. ERROR")).await,
        scanner(Some("stream: OK, I think")).await,
        scanner(Some("")).await,
    ] {
        let hall = hall(silent.clone()).await;
        let mut browser = hall.citizen().await;
        let draft = hall.draft(&mut browser).await.id;
        let answer = upload(&hall, &mut browser, draft, "a.png", &png()).await;
        assert_eq!(answer.code(), ProblemCode::NotScanned, "{silent:?}");
        assert_eq!(answer.status, 503);
        assert_eq!(files(&hall), 0);
    }
}
