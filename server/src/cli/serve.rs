//! `mingzheng serve`: serve until told to stop.
//!
//! The first signal stops gently: no new connections, running requests end, jobs finish their item. The second, or half
//! a minute, stops at once; nothing that was answered is lost either way.

use super::CliError;
use super::limits;
use super::settled::{self, Settled};
use super::stop::Stop;
use crate::app::App;
use crate::config::{Config, Flags, KeySource};
use crate::http::{self, listening, metrics};
use crate::service::{Ctx, Visitor, demonstration};
use crate::{demo, jobs, start};
use axum::Router;
use domain::id::RequestId;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// 启动服务。Serve
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    flags: Flags,
    /// 在临时目录里建立演示数据并启动;停止后即删除。Serve a demonstration from a temporary folder
    #[arg(long)]
    demo: bool,
}

/// Serves until told to stop.
pub(super) fn run(args: &Args) -> Result<(), CliError> {
    let Settled {
        mut config,
        runtime,
    } = settled::settle(&args.flags)?;
    // Held until the end: the folder goes away with it.
    let mut folder = None;
    let served = runtime.block_on(async {
        // From here on a signal ends the program by its own way out, which leaves no folder behind.
        let stop = Stop::on_signals().map_err(CliError::failed)?;
        let connections = limits::raise();
        tracing::debug!(connections, "so many files and connections at most");
        if args.demo {
            let folder = folder.insert(demonstration_folder()?);
            tokio::select! {
                laid = lay_demonstration(&mut config, folder.path()) => laid?,
                () = stop.soft.cancelled() => return Ok(()),
            }
        }
        serve(&config, stop).await
    });
    runtime.shutdown_timeout(Duration::from_secs(5));
    served
}

fn demonstration_folder() -> Result<TempDir, CliError> {
    tempfile::Builder::new()
        .prefix("mingzheng-demo-")
        .tempdir()
        .map_err(CliError::failed)
}

async fn lay_demonstration(config: &mut Config, folder: &Path) -> Result<(), CliError> {
    config.database_url = format!("sqlite:{}", folder.join("mingzheng.db").display());
    config.keys = KeySource::Beside(folder.join("mingzheng.keys.toml"));
    config.files = folder.join("mingzheng.files");
    let ground = start::ground(config).await.map_err(CliError::failed)?;
    let now = crate::clock::Clock::System.now();
    demo::build(ground, demo::Size::default(), now, |_| ())
        .await
        .map_err(CliError::failed)?;
    Ok(())
}

async fn serve(config: &Config, stop: Stop) -> Result<(), CliError> {
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|error| CliError::failed(format!("{}: {error}", config.listen)))?;
    let address = listener.local_addr().map_err(CliError::failed)?;
    let public_url = config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    let app = start::app(config, public_url)
        .await
        .map_err(CliError::failed)?;
    greet(&app).await?;
    let db = app.db.clone();
    let jobs = jobs::start(&app, address, &stop.soft);
    let router = routed(app, config, &stop).await?;
    let served = listening::serve(listener, router, stop.soft.clone());
    stop.wait("requests", served).await;
    stop.wait("jobs", jobs.wait()).await;
    db.fold().await.map_err(CliError::failed)?;
    tracing::info!("stopped");
    Ok(())
}

/// What is served, measured where somebody reads measurements.
async fn routed(app: App, config: &Config, stop: &Stop) -> Result<Router, CliError> {
    let router = http::router(app.clone());
    match config.metrics {
        Some(address) => {
            watch(app, address, stop).await?;
            Ok(metrics::measured(router))
        }
        None => Ok(router),
    }
}

/// Lets measurements be read on an address of their own until the server stops.
async fn watch(app: App, address: SocketAddr, stop: &Stop) -> Result<(), CliError> {
    let collector = metrics::collector().map_err(CliError::failed)?;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| CliError::failed(format!("metrics.listen {address}: {error}")))?;
    tracing::info!(address = %listener.local_addr().map_err(CliError::failed)?, "measurements are read here");
    let soft = stop.soft.clone();
    let served = axum::serve(listener, metrics::router(app, collector))
        .with_graceful_shutdown(async move { soft.cancelled().await });
    tokio::spawn(served.into_future());
    Ok(())
}

/// Says where it is served, and for a demonstration who one can be.
async fn greet(app: &App) -> Result<(), CliError> {
    let mut text = format!("明证 Mingzheng  {}\n", app.web.public_url);
    if app.demonstration {
        let now = app.clock.now();
        let ctx = Ctx {
            app: app.clone(),
            now,
            actor: Visitor,
            in_person: None,
            request_id: RequestId(app.ids.new_id(now)),
        };
        let accounts = demonstration::accounts(&ctx)
            .await
            .map_err(CliError::failed)?;
        text.push_str("演示环境，数据均为虚构。A demonstration; everybody in it is invented.\n");
        for person in accounts.persons {
            let _ = writeln!(text, "  {}  {}", person.name, person.about);
        }
        let _ = writeln!(text, "工作人员 staff: {}/desk/", app.web.public_url);
        for account in accounts.staff {
            let _ = writeln!(
                text,
                "  {}  {}  {} {}",
                account.username, account.password, account.agency_name, account.name
            );
        }
    }
    // Nobody has to read it.
    let _ = io::stdout().lock().write_all(text.as_bytes());
    Ok(())
}
