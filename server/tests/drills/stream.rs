//! People who file, withdraw and decide without end, and what was answered to them.

use crate::deployment::Deployment;
use crate::web::{Answer, Client, new_key};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// So long nobody may be away.
const PATIENCE: Duration = Duration::from_mins(4);
/// Between two tries of somebody who got no answer.
const PAUSE: Duration = Duration::from_millis(20);
/// Who decides: a handler and an approver of each of these agencies.
const DESKS: [(&str, &str); 2] = [
    ("shichang-jingban1", "shichang-shenpi"),
    ("ziran-jingban1", "ziran-shenpi"),
];

/// What was answered.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Cases by id, with the number of each.
    pub(crate) filed: BTreeMap<String, String>,
    /// Steps: case, version and event.
    pub(crate) moved: Vec<(String, i64, &'static str)>,
    /// Answers of the server that no fault of its machine explains.
    pub(crate) faults: Vec<String>,
}

/// People at work.
pub(crate) struct Stream {
    shared: Arc<Shared>,
    people: Vec<JoinHandle<()>>,
}

struct Shared {
    stop: AtomicBool,
    ledger: Mutex<Ledger>,
}

impl Stream {
    /// Everybody logs in at the server that runs there and begins. Where more are wanted than the demonstration has people, one
    /// person is at work in several places, with other licences in each.
    pub(crate) fn begin(address: &str, citizens: usize) -> Self {
        let nobody = Client::known(address, "");
        let accounts = nobody.get("/demonstration").unwrap().body;
        let persons = accounts["persons"].as_array().unwrap();
        let shared = Arc::new(Shared {
            stop: AtomicBool::new(false),
            ledger: Mutex::default(),
        });
        let mut people = Vec::new();
        let times = citizens.div_ceil(persons.len());
        for (place, person) in persons.iter().cycle().take(citizens).enumerate() {
            let client = Client::citizen(address, person["holder"].as_str().unwrap());
            let (shared, of) = (Arc::clone(&shared), persons.len());
            people.push(std::thread::spawn(move || {
                let part = (place / of, times);
                shared.objects(&client, part, place % 3 == 2);
            }));
        }
        for (handler, approver) in DESKS {
            let desk = [handler, approver].map(|name| Client::staff(address, name));
            let shared = Arc::clone(&shared);
            people.push(std::thread::spawn(move || shared.decides(&desk)));
        }
        Self { shared, people }
    }

    /// Waits until so many filings were answered.
    pub(crate) fn until_filed(&self, many: usize) {
        let begun = Instant::now();
        while self.shared.ledger().filed.len() < many {
            assert!(begun.elapsed() < PATIENCE, "too few are filed");
            std::thread::sleep(PAUSE);
        }
    }

    /// How many filings were answered.
    pub(crate) fn filed(&self) -> Vec<String> {
        self.shared.ledger().filed.keys().cloned().collect()
    }

    /// Everybody ends what they are at, which takes a server that runs; what was answered.
    pub(crate) fn end(self) -> Ledger {
        self.shared.stop.store(true, Ordering::Relaxed);
        for person in self.people {
            person.join().unwrap();
        }
        std::mem::take(&mut *self.shared.ledger())
    }
}

impl Shared {
    fn ledger(&self) -> std::sync::MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::Relaxed)
    }

    /// Sends a request under one key until an answer comes. A database that is away for the moment is no answer.
    fn must(&self, client: &Client, (method, path): (&str, &str), body: &Value) -> Answer {
        let (key, begun) = (Some(new_key()), Instant::now());
        loop {
            match client.send(method, path, body, key) {
                Ok(answer) if answer.status == 503 => {}
                Ok(answer) => {
                    if answer.status >= 500 {
                        self.ledger()
                            .faults
                            .push(format!("{method} {path}: {answer:?}"));
                    }
                    return answer;
                }
                Err(_) => {}
            }
            assert!(begun.elapsed() < PATIENCE, "{method} {path}: no answer");
            std::thread::sleep(PAUSE);
        }
    }

    /// Objects to every licence that is free, again and again; somebody who withdraws is free at once. What to say of each is
    /// asked once: what is filed shall be many, and not what is looked at.
    fn objects(&self, client: &Client, (part, of): (usize, usize), insists: bool) {
        let list = self.must(client, ("GET", "/licences?limit=100"), &Value::Null);
        let licences = list.body["items"].as_array().cloned().unwrap_or_default();
        let mut objections = Vec::new();
        for licence in licences.iter().skip(part).step_by(of) {
            let id = licence["id"].as_str().unwrap();
            let detail = self.must(client, ("GET", &format!("/licences/{id}")), &Value::Null);
            objections.extend(objection_to(&detail.body).map(|body| (id, body)));
        }
        while self.goes_on() {
            for (licence, body) in &objections {
                if self.goes_on() {
                    self.object(client, (licence, body), insists);
                }
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn object(
        &self,
        client: &Client,
        (licence, body): (&str, &Value),
        insists: bool,
    ) -> Option<()> {
        let opened = self.must(client, ("POST", "/drafts"), &json!({ "licence": licence }));
        let draft = opened.body["id"].as_str()?.to_owned();
        let version = self.write(client, (&draft, opened.body["version"].clone()), body)?;
        let file = json!({ "draft": draft, "version": version });
        let receipt = self.must(client, ("POST", "/objections"), &file);
        if receipt.status != 201 {
            return None;
        }
        let id = receipt.text("id");
        let number = receipt.text("case_number");
        self.ledger().filed.insert(id.clone(), number);
        let withdraw = json!({});
        (!insists).then(|| self.step(client, &id, ("withdraw", withdraw)))?
    }

    /// Saves a draft; its version. What was saved without an answer is read again.
    fn write(
        &self,
        client: &Client,
        (draft, mut version): (&str, Value),
        body: &Value,
    ) -> Option<i64> {
        let path = format!("/drafts/{draft}");
        for _ in 0..20 {
            let save = json!({ "version": version, "body": body });
            let saved = self.must(client, ("PUT", &path), &save);
            if saved.is_good() {
                return saved.body["version"].as_i64();
            }
            let read = self.must(client, ("GET", &path), &Value::Null);
            version = read.body["version"].clone();
        }
        None
    }

    /// Does something to a case as it stands now, and notes the answer.
    fn step(
        &self,
        client: &Client,
        id: &str,
        (deed, mut more): (&'static str, Value),
    ) -> Option<()> {
        let path = format!("/objections/{id}");
        let case = self.must(client, ("GET", &path), &Value::Null);
        more["version"] = case.body.get("version")?.clone();
        let moved = self.must(client, ("POST", &format!("{path}/{deed}")), &more);
        if !moved.is_good() {
            return None;
        }
        // The answer shows the case as it is now, which may have gone on since the first try.
        let at = more["version"].as_i64()? + 1;
        self.ledger().moved.push((id.to_owned(), at, deed));
        Some(())
    }

    fn decides(&self, [handler, approver]: &[Client; 2]) {
        while self.goes_on() {
            let path = "/desk/objections?filter=open&limit=100";
            let queue = self.must(handler, ("GET", path), &Value::Null);
            let mut cases = queue.body["items"].as_array().cloned().unwrap_or_default();
            cases.reverse();
            for case in cases.iter().take(10) {
                if self.goes_on() {
                    self.decide(handler, approver, case);
                }
            }
            std::thread::sleep(PAUSE);
        }
    }

    fn decide(&self, handler: &Client, approver: &Client, case: &Value) -> Option<()> {
        let id = case["id"].as_str()?;
        match case["state"].as_str()? {
            "received" => self.step(handler, id, ("mark", json!({}))),
            "marked" => self.step(handler, id, ("verify", json!({}))),
            "verifying" => {
                let path = format!("/objections/{id}");
                let detail = self.must(handler, ("GET", &path), &Value::Null);
                let proposal = rejection(&detail.body)?;
                self.step(handler, id, ("propose", json!({ "proposal": proposal })))
            }
            "proposed" => self.step(approver, id, ("approve", json!({}))),
            _ => None,
        }
    }
}

/// An objection to a field that shows no number of a person.
fn objection_to(licence: &Value) -> Option<Value> {
    let face = licence["face"].as_array()?;
    let field = face
        .iter()
        .find(|field| !field["sensitive"].as_bool().unwrap_or_default())?;
    let claimed = format!("{}(兰州新区)", field["value"].as_str()?);
    Some(json!({
        "claims": [{ "key": field["key"], "claimed": claimed }],
        "ground": "accuracy",
        "explanation": "去办业务时，窗口说与系统里的不一致，见附上的材料，请更正。",
    }))
}

/// A rejection of every field in dispute.
fn rejection(case: &Value) -> Option<Value> {
    let deciding = &case["desk"]["deciding"];
    let reason = deciding["reasons"].get(0)?;
    let disputed = case["disputed"].as_array()?;
    let rejections: Vec<Value> = disputed
        .iter()
        .map(|field| json!({ "key": field["key"], "reason": reason }))
        .collect();
    let is_asked = |point: &&Value| {
        let grounds = point["grounds"].as_array();
        grounds.is_some_and(|grounds| grounds.contains(&case["ground"]))
    };
    let points = deciding["points"].as_array()?.iter().filter(is_asked);
    let checks: Vec<Value> = points
        .map(|point| json!({ "point": point["id"], "finding": "matches", "word": "档案第3页" }))
        .collect();
    Some(json!({
        "outcome": "rejected", "corrections": [], "rejections": rejections,
        "reasons": "经核查，档案与证照一致。", "checks": checks,
    }))
}

impl Ledger {
    /// Nothing that was answered is lost and nothing is doubled: of cases that there were `before`, and since.
    pub(crate) async fn holds(&self, this: &Deployment, before: i64) {
        assert!(self.faults.is_empty(), "{:?}", self.faults);
        let cases: Vec<(String, String)> = this
            .rows("SELECT CAST(id AS TEXT), case_number FROM objection")
            .await;
        let made = i64::try_from(self.filed.len()).unwrap();
        assert_eq!(i64::try_from(cases.len()).unwrap() - before, made);
        let cases: BTreeMap<String, String> = cases.into_iter().collect();
        for (id, number) in &self.filed {
            assert_eq!(cases.get(id), Some(number));
        }
        let events: Vec<(String, i64, String)> = this
            .rows("SELECT CAST(objection_id AS TEXT), seq, event FROM objection_event")
            .await;
        let events: BTreeMap<(String, i64), String> = events
            .into_iter()
            .map(|(id, seq, event)| ((id, seq), event))
            .collect();
        for (id, version, deed) in &self.moved {
            let event = events.get(&(id.clone(), *version));
            assert_eq!(event.map(String::as_str), Some(*deed), "{id} {version}");
        }
        let told: Vec<(String, i64)> = this
            .rows("SELECT CAST(objection_id AS TEXT), COUNT(*) FROM notice WHERE kind = 'received' GROUP BY objection_id")
            .await;
        let told: BTreeMap<String, i64> = told.into_iter().collect();
        for id in self.filed.keys() {
            assert_eq!(told.get(id), Some(&1), "{id} was told once");
        }
        let filings = "SELECT COUNT(*) FROM audit WHERE action = 'file'";
        assert_eq!(this.number(filings).await, made, "each on record once");
    }
}
