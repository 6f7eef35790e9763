//! How did it go, month by month? Bars and lines over time, with the same numbers as a table.
//!
//! Lengths across are shares of the width and lengths up are pixels, so that type keeps its size on every screen. What
//! tells one series from another is never its colour alone: bars are full, hatched or hollow, lines whole or dashed.

mod scale;

use super::table::{Column, Row, Table};
use super::{lang, words};
use leptos::prelude::*;
use scale::{Room, Scale, room};

/// Numbers over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What they count.
    pub name: String,
    /// One for each label; none where there is no figure, which is not nought.
    pub values: Vec<Option<f64>>,
    /// How they are drawn.
    pub drawn: Drawn,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// What is counted anew in each month: a bar. Up to three series.
    Bars,
    /// What moves from month to month: a line. Up to two series.
    Line,
}

/// A whole number as people read it: `12,345`.
pub fn count(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut said = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            said.push(',');
        }
        said.push(digit);
    }
    said
}

/// Per cent with one decimal where it says something: `96.5%`, `100%`.
pub fn per_cent(value: f64) -> String {
    let said = format!("{value:.1}");
    [said.strip_suffix(".0").unwrap_or(&said), "%"].concat()
}

const HEIGHT: f64 = 240.0;
/// Room for the number over the highest bar.
const ABOVE: f64 = 24.0;
/// Room for the names under the axis.
const BELOW: f64 = 28.0;
/// So many names fit under the axis: where it is wide, on a phone.
const NAMES: (usize, usize) = (13, 6);
/// So many numbers fit over bars.
const NUMBERS: usize = 16;
const NUMBERS_ON_A_PHONE: usize = 6;

/// A chart with its axis and legend, and its table behind a switch.
#[component]
pub fn Chart(
    /// The chart's id.
    #[prop(into)]
    id: String,
    /// What it shows, for everybody: it stands above the chart and names it for screen readers.
    #[prop(into)]
    title: String,
    /// What stands along the bottom: '月份'.
    #[prop(into)]
    across: String,
    /// The months or weeks, as short as they can be: '3月'.
    labels: Vec<String>,
    /// What is counted.
    series: Vec<Series>,
    /// How a number is read: [`count`], [`per_cent`].
    say: fn(f64) -> String,
) -> impl IntoView {
    let plot = Plot {
        id,
        scale: Scale::of(
            series
                .iter()
                .flat_map(|series| series.values.iter().copied().flatten()),
        ),
        labels,
        series,
        say,
    };
    view! {
        <figure class="chart">
            <figcaption class="lead">{title.clone()}</figcaption>
            {plot.legend()}
            <div class="plot" role="img" aria-label=title.clone()>
                {plot.axis()}
                {plot.area()}
            </div>
            <details>
                <summary>{words::as_table(lang())}</summary>
                {plot.table(title, across)}
            </details>
        </figure>
    }
    .into_any()
}

struct Plot {
    id: String,
    scale: Scale,
    labels: Vec<String>,
    series: Vec<Series>,
    say: fn(f64) -> String,
}

impl Plot {
    /// The pixels from the top at which a value stands.
    fn y(&self, value: f64) -> f64 {
        ABOVE + (HEIGHT - ABOVE - BELOW) * (1.0 - self.scale.share(value))
    }

    /// The share of the width, in per cent, of one label.
    fn slot(&self) -> f64 {
        100.0 / number(self.labels.len().max(1))
    }

    /// The series drawn in one way, each with its number among them.
    fn drawn(&self, drawn: Drawn) -> impl Iterator<Item = (usize, &Series)> {
        let all = self
            .series
            .iter()
            .filter(move |series| series.drawn == drawn);
        all.enumerate()
    }

    /// What tells a series from the others.
    fn style(&self, series: &Series) -> String {
        let (kind, place) = match series.drawn {
            Drawn::Bars => ("bar", self.place(series)),
            Drawn::Line => ("line", self.place(series)),
        };
        [kind, " ", kind, "-", &place.to_string()].concat()
    }

    fn place(&self, series: &Series) -> usize {
        let mut alike = self.drawn(series.drawn);
        alike
            .find(|(_, other)| other.name == series.name)
            .map_or(0, |(place, _)| place)
    }

    /// Bars of the second series are hatched, which CSS can't do.
    fn fill(&self, place: usize) -> Option<String> {
        (place == 1).then(|| ["url(#", &self.id, "-hatch)"].concat())
    }

    fn legend(&self) -> Option<AnyView> {
        let entries = self.series.iter().map(|series| {
            let class = self.style(series);
            let sign = match series.drawn {
                Drawn::Bars => {
                    let fill = self.fill(self.place(series));
                    view! { <rect class=class x="1" y="1" width="22" height="12" fill=fill /> }.into_any()
                }
                Drawn::Line => view! { <line class=class x1="0" x2="24" y1="7" y2="7" /> }.into_any(),
            };
            view! { <li><svg width="24" height="14" aria-hidden="true">{sign}</svg>{series.name.clone()}</li> }
        });
        (self.series.len() > 1)
            .then(|| view! { <ul class="legend">{entries.collect_view()}</ul> }.into_any())
    }

    /// The numbers beside the lines.
    fn axis(&self) -> AnyView {
        let lines = self.scale.lines().map(|value| {
            let y = self.y(value) + 4.0;
            view! { <text x="100%" y=pixels(y) text-anchor="end">{(self.say)(value)}</text> }
        });
        let longest = self
            .scale
            .lines()
            .map(|value| (self.say)(value).chars().count())
            .max();
        let width = pixels(number(longest.unwrap_or_default()) * 9.0);
        view! { <svg class="axis" width=width height=pixels(HEIGHT) aria-hidden="true">{lines.collect_view()}</svg> }
            .into_any()
    }

    fn area(&self) -> AnyView {
        let lines = self.scale.lines().map(|value| {
            let y = pixels(self.y(value));
            view! { <line class="grid" x1="0" x2="100%" y1=y.clone() y2=y /> }
        });
        let bars = self
            .drawn(Drawn::Bars)
            .map(|(place, series)| self.bars(place, series));
        let strokes = self.drawn(Drawn::Line).map(|(_, series)| self.line(series));
        let hatch = [&self.id, "-hatch"].concat();
        view! {
            <svg width="100%" height=pixels(HEIGHT) aria-hidden="true">
                <defs>
                    <pattern id=hatch width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                        <rect class="hatch" width="2.5" height="6" />
                    </pattern>
                </defs>
                {lines.collect_view()}
                {bars.collect_view()}
                {strokes.collect_view()}
                {self.names()}
            </svg>
        }
        .into_any()
    }

    fn names(&self) -> AnyView {
        let count = self.labels.len();
        let names = self.labels.iter().enumerate().filter_map(|(index, label)| {
            let class = class_of(room(index, count, NAMES.0, NAMES.1))?;
            let x = share((number(index) + 0.5) * self.slot());
            Some(view! { <text class=class x=x y=pixels(HEIGHT - 8.0) text-anchor="middle">{label.clone()}</text> })
        });
        names.collect_view().into_any()
    }

    fn bars(&self, place: usize, series: &Series) -> AnyView {
        let beside = self.drawn(Drawn::Bars).count();
        let width = self.slot() * 0.7 / number(beside.max(1));
        // Over all bars or over none: some without a number would look as if they had none.
        let numbers = self.labels.len() * beside;
        let over = if numbers <= NUMBERS_ON_A_PHONE {
            Some("over")
        } else {
            (numbers <= NUMBERS).then_some("over roomy")
        };
        let bars = series.values.iter().enumerate().filter_map(|(index, value)| {
            let value = (*value)?;
            let left = self.slot() * (number(index) + 0.15) + width * number(place);
            let top = self.y(value);
            let said = (self.say)(value);
            let over = over.map(|class| {
                view! { <text class=class x=share(left + width / 2.0) y=pixels(top - 6.0) text-anchor="middle">{said.clone()}</text> }
            });
            Some(view! {
                <rect class=self.style(series) x=share(left) width=share(width) y=pixels(top) height=pixels(self.y(0.0) - top)
                    fill=self.fill(place) />
                {over}
            })
        });
        bars.collect_view().into_any()
    }

    fn line(&self, series: &Series) -> AnyView {
        let class = self.style(series);
        let at = |index: usize, value: f64| {
            (
                share((number(index) + 0.5) * self.slot()),
                pixels(self.y(value)),
            )
        };
        let points = series
            .values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| Some((index, (*value)?)));
        let points: Vec<(usize, f64)> = points.collect();
        let strokes = points.windows(2).filter_map(|pair| {
            let [(from, start), (to, end)] = *pair else {
                return None;
            };
            let ((x1, y1), (x2, y2)) = (at(from, start), at(to, end));
            // Where a figure is missing the line has a gap.
            (to == from + 1).then(|| view! { <line class=class.clone() x1=x1 y1=y1 x2=x2 y2=y2 /> })
        });
        let dots = points.iter().map(|(index, value)| {
            let (x, y) = at(*index, *value);
            view! { <circle class=class.clone() cx=x cy=y r="3.5" /> }
        });
        (strokes.collect_view(), dots.collect_view()).into_any()
    }

    fn table(&self, title: String, across: String) -> AnyView {
        let names = self
            .series
            .iter()
            .map(|series| Column::number(series.name.clone()));
        let columns = std::iter::once(Column::text(across)).chain(names).collect();
        let rows = self.labels.iter().enumerate().map(|(index, label)| {
            let values = self.series.iter().map(|series| {
                let value = series.values.get(index).copied().flatten();
                value
                    .map_or_else(|| words::no_value(lang()).to_owned(), self.say)
                    .into_any()
            });
            Row::new(
                std::iter::once(label.clone().into_any())
                    .chain(values)
                    .collect(),
            )
        });
        view! { <Table caption=title headed=true columns=columns rows=rows.collect() /> }.into_any()
    }
}

const fn class_of(room: Room) -> Option<&'static str> {
    match room {
        Room::Always => Some(""),
        Room::Wide => Some("wide"),
        Room::Never => None,
    }
}

/// Nobody draws so many that a float could not count them.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

fn pixels(length: f64) -> String {
    format!("{length:.1}")
}

fn share(per_cent: f64) -> String {
    format!("{per_cent:.2}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_as_people_read_them() {
        let said = [0.0, 7.0, 999.0, 1_000.0, 12_345.0, 1_234_567.0].map(count);
        assert_eq!(said, ["0", "7", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!(
            [100.0, 96.54, 0.0, 99.96].map(per_cent),
            ["100%", "96.5%", "0%", "100%"]
        );
    }
}
