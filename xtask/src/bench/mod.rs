//! `cargo xtask bench`: what do the walls bear?
//!
//! The release build serves a demonstration of 100,000 licences (`--licences 1000000` for a million)
//! while citizens look up, list and file and clerks search; an axum hello beside it is the yardstick. What counts is the server's processor time per
//! answer: it holds on a busy machine, where rates and latencies do not. A mark that is missed is
//! said and fails nothing.

mod board;
mod citizens;
mod clerks;
mod disk;
mod holders;
pub(crate) mod http;
mod load;
mod pocketbase;
pub(crate) mod process;
mod recount;
mod spike;
mod stock;
mod sweep;
mod table;
mod visit;
mod world;

use std::fs;
use std::net::SocketAddr;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::{release, shell};
use http::{Head, Request};
use load::{Extent, Round, drive};
use process::{Server, without_limits};
use table::{Mark, Row, Table, median, megabytes};
use world::World;

const ROUNDS: usize = 3;
const CLIENTS: usize = 16;
const WARM_UP: Extent = Extent::Lasting(Duration::from_millis(700));
const MEASURED: Extent = Extent::Lasting(Duration::from_secs(3));
/// How many citizens take turns.
const CITIZENS: usize = 4800;
/// Objections of one round, filed by one client one after another, and by many at once.
const FILED_ALONE: usize = 150;
const FILED_TOGETHER: usize = 2560;
/// Objections of a whole run: in rounds, in the spike, and on a slower disk.
const FILED_IN_ALL: usize =
    ROUNDS * (FILED_ALONE + 2 * FILED_TOGETHER) + spike::FILED + 2 * FILED_TOGETHER;
const WAITING_CLIENTS: usize = 64;
const CROWD: usize = 256;
const STARTS: usize = 3;

/// What is measured.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Size of the demonstration
    #[arg(long, default_value_t = 100_000)]
    licences: u32,
    /// Objections in it
    #[arg(long, default_value_t = 10_000)]
    cases: u32,
    /// Objections in hand at most, the others being over: of a million that an office has answered few are
    #[arg(long)]
    in_hand: Option<u32>,
    /// An empty database to measure on instead of SQLite in `target/bench`
    #[arg(long)]
    database_url: Option<String>,
}

/// The rounds of each kind of request.
#[derive(Default)]
struct Rounds {
    hello: Vec<Round>,
    look_up: Vec<Round>,
    list: Vec<Round>,
    filed_alone: Vec<Round>,
    filed_together: Vec<Round>,
    filed_by_crowd: Vec<Round>,
    queue: Vec<Round>,
    by_number: Vec<Round>,
    by_name: Vec<Round>,
    by_status: Vec<Round>,
    fsync: Vec<Duration>,
}

/// The requests of each kind, dealt out to clients.
struct Requests {
    hello: Vec<Vec<Request>>,
    look_up: Vec<Vec<Request>>,
    list: Vec<Vec<Request>>,
    filings: Vec<Request>,
    drafts: usize,
    searches: clerks::Searches,
}

/// Builds, prepares, measures, shows.
pub(crate) fn run(options: &Options) -> Result<()> {
    release::build(&["hello"])?;
    fs::create_dir_all(shell::target("bench"))?;
    let world = World::prepare(options)?;

    let mut table = Table::default();
    sweep::measure_first(&world, &mut table)?;
    let (server, start) = start(&world)?;
    let hello = start_hello()?;
    let mut requests = prepare(&server)?;
    // The first count of a million cases takes minutes and would be measured with every request.
    board::measure(&server, &mut table)?;
    let rounds = measure(&world, &server, &hello, &mut requests)?;

    rounds.fill(&mut table);
    if let Err(missing) = pocketbase::measure(&hello, &rounds, &mut table) {
        shell::say(&format!("PocketBase is not measured: {missing:#}"));
    }
    spike::pace(&server, &requests.look_up, &mut table)?;
    let filings = requests.take(spike::FILED);
    let mixed = spike::mixed([&requests.look_up, &requests.list], &filings);
    spike::measure(&server, &mixed, &mut table)?;
    table.add("start", start, "s", Mark::AtMost(1.0));
    let memory = megabytes(server.resident_bytes()?);
    table.add("memory", memory, "MB resident", Mark::AtMost(200.0));
    let bytes = f64::from(u32::try_from(visit::first_visit(server.address)?)?);
    table.add(
        "first-visit",
        bytes,
        "bytes brotli",
        Mark::AtMost(133_120.0),
    );
    drop(server);
    if let Err(missing) = on_slower_disk(&world, &rounds.hello, &mut requests, &mut table) {
        shell::say(&format!("a slower disk is not measured: {missing:#}"));
    }
    sweep::measure(&world, &mut table)?;
    if let Err(missing) = stock::measure(&mut table) {
        shell::say(&format!("import and sealing are not measured: {missing:#}"));
    }
    if let Err(missing) = recount::measure(&mut table) {
        shell::say(&format!("counting again is not measured: {missing:#}"));
    }
    table.print();
    table.write()
}

/// Logs people in and writes the drafts that will be filed.
fn prepare(server: &Server) -> Result<Requests> {
    shell::say("logging citizens in and writing their drafts");
    let holders = holders::find(server, CITIZENS)?;
    let citizens = citizens::log_in(server.address, &holders)?;
    let filings = citizens::drafts(server.address, &citizens)?;
    let requests = Requests {
        hello: vec![vec![Head::default().get("/")]; CLIENTS],
        look_up: citizens::look_ups(&citizens, CLIENTS),
        list: citizens::lists(&citizens, CLIENTS),
        drafts: filings.len(),
        filings,
        searches: clerks::log_in(server)?.searches(server, CLIENTS)?,
    };
    shell::say(&format!(
        "{} citizens, {} drafts; {CLIENTS} clients, {ROUNDS} rounds",
        citizens.len(),
        requests.drafts
    ));
    if requests.drafts < FILED_IN_ALL {
        shell::say(
            "fewer drafts than are filed: each round files its share, and its figures say less",
        );
    }
    Ok(requests)
}

/// Starts the server a few times; answers the last one and the middle of the times.
fn start(world: &World) -> Result<(Server, f64)> {
    let mut times = Vec::new();
    for _ in 1..STARTS {
        times.push(serve_on(world)?.ready_after.as_secs_f64());
    }
    let server = serve_on(world)?;
    times.push(server.ready_after.as_secs_f64());
    Ok((server, median(times.into_iter())))
}

fn serve_on(world: &World) -> Result<Server> {
    Server::start("mingzheng", "/healthz", |address| serving(world, address))
}

fn serving(world: &World, address: SocketAddr) -> Command {
    let mut command = world.mingzheng();
    command
        .arg("serve")
        .env("MINGZHENG__HTTP__LISTEN", address.to_string())
        .envs(without_limits());
    command
}

/// Adds the row `filing slow`: the drafts that are left, filed on a disk that takes three milliseconds longer.
fn on_slower_disk(
    world: &World,
    hello: &[Round],
    requests: &mut Requests,
    table: &mut Table,
) -> Result<()> {
    disk::ensure_slower()?;
    let server = Server::start("slower-disk", "/healthz", |address| {
        disk::slower(&serving(world, address))
    })?;
    server.until_at_rest()?;
    // The other server had filed before it was measured, too.
    drive(
        &server,
        &requests.take_filings(FILED_TOGETHER, WAITING_CLIENTS),
        Extent::Once,
    )?;
    let filings = requests.take_filings(FILED_TOGETHER, WAITING_CLIENTS);
    ensure!(!filings.is_empty(), "no draft is left");
    let round = drive(&server, &filings, Extent::Once)?;
    table.add_row(&Row {
        name: "filing slow",
        rounds: &[round],
        hello,
        ratio: Mark::None,
        rate: Mark::AtLeast(1000.0),
        slowest: Mark::AtMost(250.0),
    });
    Ok(())
}

fn start_hello() -> Result<Server> {
    Server::start("hello", "/", |address| {
        let mut command = Command::new(shell::target("release/hello"));
        command.arg(address.to_string());
        command
    })
}

fn measure(
    world: &World,
    server: &Server,
    hello: &Server,
    requests: &mut Requests,
) -> Result<Rounds> {
    drive(hello, &requests.hello, WARM_UP)?;
    drive(server, &requests.look_up, WARM_UP)?;
    drive(server, &requests.list, WARM_UP)?;
    let mut rounds = Rounds::default();
    for round in 1..=ROUNDS {
        shell::say(&format!("round {round}"));
        rounds.fsync.extend(disk::probe(&world.folder)?);
        rounds.hello.push(drive(hello, &requests.hello, MEASURED)?);
        rounds
            .look_up
            .push(drive(server, &requests.look_up, MEASURED)?);
        rounds.list.push(drive(server, &requests.list, MEASURED)?);
        let searches = &requests.searches;
        for (rounds, requests) in [
            (&mut rounds.by_number, &searches.number),
            (&mut rounds.by_name, &searches.name),
            (&mut rounds.by_status, &searches.status),
            (&mut rounds.queue, &searches.queue),
        ] {
            rounds.push(drive(server, requests, MEASURED)?);
        }
        let alone = requests.take_filings(FILED_ALONE, 1);
        rounds
            .filed_alone
            .push(drive(server, &alone, Extent::Once)?);
        let together = requests.take_filings(FILED_TOGETHER, WAITING_CLIENTS);
        rounds
            .filed_together
            .push(drive(server, &together, Extent::Once)?);
        let crowd = requests.take_filings(FILED_TOGETHER, CROWD);
        rounds
            .filed_by_crowd
            .push(drive(server, &crowd, Extent::Once)?);
    }
    rounds.fsync.extend(disk::probe(&world.folder)?);
    Ok(rounds)
}

impl Requests {
    /// Takes drafts to file; in a small demonstration their share of those that there are: each can be filed once only.
    fn take(&mut self, wanted: usize) -> Vec<Request> {
        let share = (wanted * self.drafts.min(FILED_IN_ALL) / FILED_IN_ALL).max(1);
        let left = self.filings.len().saturating_sub(share);
        self.filings.split_off(left)
    }

    /// The same, dealt out to clients.
    fn take_filings(&mut self, wanted: usize, clients: usize) -> Vec<Vec<Request>> {
        citizens::deal(self.take(wanted).into_iter(), clients)
    }
}

impl Rounds {
    fn fill(&self, table: &mut Table) {
        let row = |name, rounds, ratio, rate| Row {
            name,
            rounds,
            hello: &self.hello,
            ratio,
            rate,
            slowest: Mark::None,
        };
        table.add_row(&row("hello", &self.hello, Mark::None, Mark::None));
        let most = Mark::AtMost(10.0);
        table.add_row(&row("look-up", &self.look_up, most, Mark::None));
        let most = Mark::AtMost(20.0);
        table.add_row(&row("list", &self.list, most, Mark::None));
        let none = Mark::None;
        table.add_row(&row("desk-number", &self.by_number, none, none));
        table.add_row(&row("desk-name", &self.by_name, none, none));
        table.add_row(&row("desk-status", &self.by_status, none, none));
        table.add_row(&row("queue", &self.queue, none, none));
        table.add_row(&row("filing 1", &self.filed_alone, Mark::None, Mark::None));
        let least = Mark::AtLeast(1000.0);
        table.add_row(&Row {
            slowest: Mark::AtMost(250.0),
            ..row("filing 64", &self.filed_together, none, least)
        });
        table.add_row(&row("filing 256", &self.filed_by_crowd, none, none));
        let fsync = median(self.fsync.iter().map(|time| time.as_secs_f64() * 1e3));
        table.add("filing fsync", fsync, "ms, this disk", Mark::None);
    }
}
