//! The figures, their marks, and how both are shown: one table, and a list in `target/bench/latest.json`.

use std::fs;

use anyhow::Result;
use serde::Serialize;

use super::load::Round;
use crate::shell;

const MEGABYTE: f64 = 1_048_576.0;

/// One figure with its mark.
#[derive(Serialize)]
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    mark: Option<String>,
    ok: Option<bool>,
}

/// What a figure is held to.
#[derive(Clone, Copy)]
pub(crate) enum Mark {
    None,
    AtMost(f64),
    AtLeast(f64),
}

/// The rounds of one kind of request, and those of hello that ran beside them.
pub(crate) struct Row<'a> {
    pub(crate) name: &'static str,
    pub(crate) rounds: &'a [Round],
    pub(crate) hello: &'a [Round],
    /// On the processor time, as a multiple of hello's.
    pub(crate) ratio: Mark,
    /// On the answers per second.
    pub(crate) rate: Mark,
    /// On the latency of the slowest hundredth.
    pub(crate) slowest: Mark,
}

/// Everything that was measured.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<String>,
    figures: Vec<Figure>,
}

impl Table {
    /// One kind of request: the medians of its rounds.
    pub(crate) fn add_row(&mut self, row: &Row<'_>) {
        let of = |figure: fn(&Round) -> f64| median(row.rounds.iter().map(figure));
        let pairs = row.rounds.iter().zip(row.hello);
        let ratio = median(pairs.map(|(round, hello)| round.cpu / hello.cpu));
        let (cpu, rate) = (of(|round| round.cpu), of(|round| round.rate));
        let latencies = [
            of(|round| round.percentile(50)),
            of(|round| round.percentile(95)),
            of(|round| round.percentile(99)),
        ];
        let errors: u32 = row.rounds.iter().map(|round| round.errors).sum();

        let name = row.name;
        let [p50, p95, p99] = latencies;
        self.lines.push(format!(
            "{name:<12}{cpu:>10.1}{ratio:>9.1}{rate:>9.0}{p50:>9.2}{p95:>9.2}{p99:>9.2}{errors:>8}"
        ));
        let mut add = |figure: &str, value, unit, mark| {
            self.add(&format!("{name} {figure}"), value, unit, mark);
        };
        add("cpu", cpu, "us/request", Mark::None);
        add("ratio", ratio, "x hello", row.ratio);
        add("rate", rate, "requests/s", row.rate);
        add("p50", p50, "ms", Mark::None);
        add("p95", p95, "ms", Mark::None);
        add("p99", p99, "ms", row.slowest);
        add("errors", f64::from(errors), "answers", Mark::AtMost(0.0));
    }

    /// One figure by itself.
    pub(crate) fn add(&mut self, name: &str, value: f64, unit: &'static str, mark: Mark) {
        let (mark, ok) = match mark {
            Mark::None => (None, None),
            Mark::AtMost(most) => (Some(format!("<= {most}")), Some(value <= most)),
            Mark::AtLeast(least) => (Some(format!(">= {least}")), Some(value >= least)),
        };
        self.figures.push(Figure {
            name: name.to_owned(),
            value,
            unit,
            mark,
            ok,
        });
    }

    /// Shows the table, then each figure that has a mark.
    pub(crate) fn print(&self) {
        shell::say(&format!(
            "\n{:<12}{:>10}{:>9}{:>9}{:>9}{:>9}{:>9}{:>8}",
            "", "CPU us", "x hello", "per s", "p50 ms", "p95 ms", "p99 ms", "errors"
        ));
        for line in &self.lines {
            shell::say(line);
        }
        shell::say("");
        let of_requests = [" cpu", " rate", " ratio", " p50", " p95", " p99", " errors"];
        for figure in &self.figures {
            let in_table = of_requests.iter().any(|end| figure.name.ends_with(end));
            let missed = figure.ok == Some(false);
            if in_table && figure.mark.is_none() || figure.name.ends_with(" errors") && !missed {
                continue;
            }
            let (name, unit) = (&figure.name, figure.unit);
            let value = format!("{:.2}", figure.value);
            let value = value.trim_end_matches('0').trim_end_matches('.');
            let verdict = match (&figure.mark, figure.ok) {
                (Some(mark), Some(true)) => format!("met: {mark}"),
                (Some(mark), _) => format!("MISSED: {mark}"),
                (None, _) => String::new(),
            };
            shell::say(format!("{name:<18}{value:>10} {unit:<14}{verdict}").trim_end());
        }
    }

    /// Writes the figures for other programs.
    pub(crate) fn write(&self) -> Result<()> {
        let path = shell::target("bench/latest.json");
        fs::write(&path, serde_json::to_vec_pretty(&self.figures)?)?;
        shell::say(&format!("\nwritten to {}", path.display()));
        Ok(())
    }
}

/// The middle one.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Bytes as megabytes.
pub(crate) fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) * 1024.0 / MEGABYTE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_not_moved_by_one_bad_round() {
        let values = [3.0, 900.0, 2.0];
        assert_eq!(median(values.into_iter()).to_string(), "3");
    }

    #[test]
    fn a_figure_knows_whether_it_met_its_mark() {
        let mut table = Table::default();
        table.add("start", 0.4, "s", Mark::AtMost(1.0));
        table.add("filing 64 rate", 900.0, "requests/s", Mark::AtLeast(1000.0));
        table.add("hello cpu", 18.0, "us/request", Mark::None);
        let oks: Vec<_> = table.figures.iter().map(|figure| figure.ok).collect();
        assert_eq!(oks, [Some(true), Some(false), None]);
    }
}
