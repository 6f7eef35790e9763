//! How fast does stock come in, and how fast is it sealed? `mingzheng import` of generated rows into a small
//! demonstration, whose server then seals what came in.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::Deserialize;

use super::process::Server;
use super::table::{Mark, Table};
use super::{Options, clerks, serve_on, world};
use crate::shell;

/// Rows of the import that is measured, and of the one that is sealed.
const IMPORTED: u32 = 100_000;
const SEALED: u32 = 20_000;
const PATIENCE: Duration = Duration::from_mins(2);
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// What a template's example has in the places that make a row one of its own.
const NUMBER: &str = "示例-0001";
const HOLDER: &str = "990100199001010012";
/// Licences and cases of the demonstration that is imported into.
const SMALL: (u32, u32) = (1_000, 60);

/// What the import says about itself.
#[derive(Deserialize)]
struct Summary {
    rows: f64,
    new: f64,
    seconds: f64,
}

/// Adds the rows `import` and `sealing`.
pub(crate) fn measure(table: &mut Table) -> Result<()> {
    let (licences, cases) = SMALL;
    let world = world::World::prepare(&Options {
        licences,
        cases,
        in_hand: None,
        database_url: None,
    })?;
    let server = serve_on(&world)?;
    let clerk = clerks::log_in(&server)?;
    drop(server);
    let template = |code: &str| {
        let mut command = world.mingzheng();
        command.args(["import", "--type", code, "--template"]);
        let output = command
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        let text = String::from_utf8(output.stdout).ok()?;
        text.contains(HOLDER).then_some((code.to_owned(), text))
    };
    let found = clerk.types.iter().find_map(|code| template(code));
    let (code, template) =
        found.context("no type of the demonstration has a template to import by")?;

    let file = |name: &str| -> PathBuf { shell::target("bench").join(name) };
    let small = file("sealed.csv");
    fs::write(&small, rows(&template, 0..SEALED)?)?;
    import(world.mingzheng(), &code, &small)?;
    let server = serve_on(&world)?;
    if let Some(seconds) = sealing(&server, &code)? {
        table.add(
            "sealing",
            f64::from(SEALED) / seconds,
            "versions/s",
            Mark::None,
        );
    } else {
        shell::say("sealing: not all was sealed in two minutes");
    }
    drop(server);

    let large = file("imported.csv");
    fs::write(&large, rows(&template, SEALED..SEALED + IMPORTED)?)?;
    let summary = import(world.mingzheng(), &code, &large)?;
    if summary.new < summary.rows {
        shell::say("import: some of the generated rows were refused");
    }
    // 100,000 rows in 60 seconds.
    let rate = summary.rows / summary.seconds;
    table.add("import", rate, "rows/s", Mark::AtLeast(1_667.0));
    Ok(())
}

fn import(mut command: Command, code: &str, file: &std::path::Path) -> Result<Summary> {
    command.args(["import", "--type", code, "--file"]).arg(file);
    let output = command
        .output()
        .context("the import could not be started")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().last().unwrap_or_default();
    serde_json::from_str(line).with_context(|| {
        let error = String::from_utf8_lossy(&output.stderr);
        format!("the import ended with {}: {error}", output.status)
    })
}

/// Seconds until nothing of a type waits any more.
fn sealing(server: &Server, code: &str) -> Result<Option<f64>> {
    let started = Instant::now();
    let clerk = clerks::log_in(server)?;
    while started.elapsed() < PATIENCE {
        if !clerk.waits(server, code)? {
            return Ok(Some(started.elapsed().as_secs_f64()));
        }
        std::thread::sleep(LOOK_AGAIN);
    }
    Ok(None)
}

/// The template's example again and again, each with a number and a holder of its own.
fn rows(template: &str, serials: std::ops::Range<u32>) -> Result<String> {
    let mut lines = template.lines();
    let header = lines.next().context("the template has no header")?;
    let example = lines.next().context("the template has no example")?;
    let mut text = format!("{header}\r\n");
    for serial in serials {
        let row = example
            .replace(NUMBER, &format!("压测-{serial:07}"))
            .replace(HOLDER, &citizen(serial));
        // Writing into a String can't fail.
        let _ = write!(text, "{row}\r\n");
    }
    Ok(text)
}

/// A number of the unassigned county 990100, right by GB 11643.
fn citizen(serial: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let (day, rest) = (serial % 28 + 1, serial / 28);
    let (month, rest) = (rest % 12 + 1, rest / 12);
    let (year, order) = (1950 + rest % 50, rest / 50);
    let body = format!("990100{year:04}{month:02}{day:02}{order:03}");
    let digits = body.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = "10X98765432"
        .chars()
        .nth(usize::try_from(sum % 11).unwrap_or(0));
    body + &check.unwrap_or('0').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn generated_numbers_are_right_and_all_different() {
        let numbers: HashSet<_> = (0..120_000).map(citizen).collect();
        assert_eq!(numbers.len(), 120_000);
        assert!(numbers.contains(&citizen(7)) && citizen(0) == "990100195001010006");
    }

    #[test]
    fn a_row_is_the_example_with_a_number_and_a_holder_of_its_own() {
        let template = format!("证照编号,代码,名称\r\n{NUMBER},{HOLDER},张三\r\n");
        let text = rows(&template, 1..3).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].starts_with("压测-0000001,9901001950") && lines[1].ends_with(",张三"));
        assert_ne!(lines[1], lines[2]);
    }
}
