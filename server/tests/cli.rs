//! Do agencies' scripts get the answers, the fields and the exit codes that they were promised?
//!
//! The long tables of vectors are asked of the functions; what concerns a process is asked of the binary.

#[cfg(test)]
mod tests {
    use std::process::{Command, Output};

    use serde_json::{Value, json};
    use server::cli::workdays;

    const VECTORS: &str = include_str!("../../domain/tests/data/workday-vectors.csv");
    const AS_OF: &str = include_str!("../../domain/tests/data/workday-vectors-asof.csv");
    const UNPUBLISHED: &str =
        include_str!("../../domain/tests/data/workday-vectors-unpublished.csv");
    const THURSDAY: &str = "2026-09-17T10:00:00+08:00";

    fn mingzheng(args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mingzheng"))
            .args(args)
            .env_clear()
            .output()
            .expect("the binary runs")
    }

    fn answered(args: &[&str]) -> Value {
        let output = mingzheng(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
        serde_json::from_slice(&output.stdout).expect("one JSON text")
    }

    fn refused(args: &[&str]) -> String {
        let output = mingzheng(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        let line = text.strip_suffix('\n').expect("a line");
        assert!(!line.contains('\n') && line.len() > 25, "{text:?}");
        line.to_owned()
    }

    fn workdays_args<'a>(received: &'a str, days: &'a str) -> [&'a str; 5] {
        ["workdays", "--received", received, "--days", days]
    }

    fn deadline_args<'a>(
        rulebook: &'a str,
        procedure: &'a str,
        step: &'a str,
        received: &'a str,
    ) -> [&'a str; 9] {
        [
            "deadline",
            "--rulebook",
            rulebook,
            "--procedure",
            procedure,
            "--step",
            step,
            "--received",
            received,
        ]
    }

    fn rows(csv: &str) -> impl Iterator<Item = Vec<&str>> {
        csv.lines().skip(1).map(|line| line.split(',').collect())
    }

    fn workdays(received: &str, days: &str, as_of: Option<&str>) -> Value {
        let answer = workdays::answer(&workdays::Args {
            received: received.parse().expect("an instant"),
            days: days.parse().expect("a number"),
            as_of: as_of.map(|date| date.parse().expect("a date")),
        });
        serde_json::to_value(answer.expect("an answer")).expect("JSON")
    }

    fn keys(value: &Value) -> Vec<&str> {
        let object = value.as_object().expect("an object");
        let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    fn text<'a>(value: &'a Value, key: &str) -> &'a str {
        value[key].as_str().expect("a text")
    }

    /// The last counted day is the due date, and its end is the instant.
    fn assert_explained(answer: &Value) {
        let days = answer["days"].as_array().expect("a list");
        for day in days {
            assert_eq!(keys(day), ["counted", "date", "notice", "reason"]);
        }
        let last = days.iter().rfind(|day| day["counted"] == true);
        assert_eq!(last.expect("a counted day")["date"], answer["due_date"]);
        let date: jiff::civil::Date = text(answer, "due_date").parse().expect("a date");
        let end = date.tomorrow().expect("a day after");
        assert_eq!(answer["due"], format!("{end}T00:00:00+08:00"));
    }

    #[test]
    fn every_vector_of_working_days_is_met() {
        for row in rows(VECTORS) {
            let answer = workdays(row[0], row[1], None);
            assert_eq!(answer["due_date"], row[2], "{row:?}");
            assert_eq!(answer["status"], "confirmed", "{row:?}");
            assert_explained(&answer);
        }
    }

    #[test]
    fn every_vector_is_met_as_it_was_known_on_a_day() {
        for row in rows(AS_OF) {
            let then = workdays(row[0], row[1], Some(row[2]));
            assert_eq!(then["due_date"], row[3], "{row:?}");
            let now = workdays(row[0], row[1], None);
            assert_eq!(now["due_date"], row[4], "{row:?}");
        }
    }

    #[test]
    fn what_reaches_beyond_the_last_notice_is_provisional() {
        for row in rows(UNPUBLISHED) {
            let answer = workdays(row[0], row[1], None);
            let (due, status) = match row[2] {
                "PUBLISHED" => (row[3], "confirmed"),
                _ => (row[5], "provisional"),
            };
            assert_eq!(answer["due_date"], due, "{row:?}");
            assert_eq!(answer["status"], status, "{row:?}");
            assert_explained(&answer);
        }
    }

    #[test]
    fn working_days_are_answered_with_their_explanation() {
        let answer = answered(&workdays_args(THURSDAY, "5"));
        assert_eq!(
            keys(&answer),
            ["calendar_version", "days", "due", "due_date", "status"]
        );
        assert_eq!(answer["due_date"], "2026-09-23");
        assert_eq!(answer["due"], "2026-09-24T00:00:00+08:00");
        assert_eq!(answer["status"], "confirmed");
        assert_eq!(answer["calendar_version"], "2025-11-04");
        assert_explained(&answer);
    }

    #[test]
    fn the_date_in_china_counts_whatever_the_offset() {
        let here = answered(&workdays_args("2026-09-18T00:30:00+08:00", "1"));
        let there = answered(&workdays_args("2026-09-17T16:30:00Z", "1"));
        assert_eq!(here, there);
    }

    #[test]
    fn an_objection_has_its_two_dates_in_both_cities() {
        for (rulebook, mark, article) in [
            ("lanzhou-new-area", "2026-09-18", "一百五十八"),
            ("daqing", "2026-09-20", "二十二"),
        ] {
            for (step, due) in [("mark", mark), ("decide", "2026-09-23")] {
                let answer = answered(&deadline_args(
                    rulebook,
                    "licence-objection",
                    step,
                    THURSDAY,
                ));
                assert_eq!(
                    keys(&answer),
                    [
                        "article",
                        "calendar_version",
                        "days",
                        "due",
                        "due_date",
                        "status"
                    ]
                );
                assert_eq!(answer["due_date"], due, "{rulebook} {step}");
                assert_eq!(answer["article"], article);
                assert_explained(&answer);
            }
        }
    }

    #[test]
    fn a_due_date_is_answered_as_it_was_known_on_a_day() {
        let asked = workdays_args("2018-12-03T10:00:00+08:00", "20");
        let then = answered(&[&asked[..], &["--as-of", "2018-12-05"]].concat());
        assert_eq!(then["due_date"], "2018-12-31");
        assert_eq!(then["status"], "provisional");
        assert_eq!(answered(&asked)["due_date"], "2018-12-29");
    }

    #[test]
    fn a_clock_of_minutes_has_no_days() {
        let clocks = answered(&["rulebook", "lanzhou-new-area"]);
        let clocks = clocks.as_array().expect("a list");
        let minutes = clocks.iter().find(|clock| clock["unit"] == "minute");
        let minutes = minutes.expect("a clock of minutes");
        let (procedure, step) = (text(minutes, "procedure"), text(minutes, "step"));
        let received = "2026-09-17T23:45:00+08:00";
        let answer = answered(&deadline_args(
            "lanzhou-new-area",
            procedure,
            step,
            received,
        ));
        assert_eq!(answer["due"], "2026-09-18T00:15:00+08:00");
        assert_eq!(answer["due_date"], "2026-09-18");
        assert_eq!(answer["days"], json!([]));
    }

    #[test]
    fn every_clock_of_every_rulebook_is_told_and_computed_or_refused() {
        for rulebook in ["lanzhou-new-area", "daqing", "lhasa", "jiayuguan"] {
            let clocks = answered(&["rulebook", rulebook]);
            for clock in clocks.as_array().expect("a list") {
                let expected = "amount article basis bound from procedure reading regulation step title unit who";
                assert_eq!(keys(clock).join(" "), expected);
                let (procedure, step) = (text(clock, "procedure"), text(clock, "step"));
                let args = deadline_args(rulebook, procedure, step, "2026-03-17T10:00:00+08:00");
                match text(clock, "bound") {
                    "within" | "at-most" | "before" => {
                        assert_eq!(answered(&args)["article"], clock["article"]);
                    }
                    _ => drop(refused(&args)),
                }
            }
        }
    }

    #[test]
    fn a_code_is_identified_whatever_it_is() {
        let citizen = answered(&["identify", "11010519491231002x"]);
        assert_eq!(keys(&citizen), ["kind", "normalised", "reason", "valid"]);
        assert_eq!(citizen["normalised"], "11010519491231002X");
        for (code, kind, valid) in [
            ("11010519491231002x", "citizen-id", true),
            ("110105194912310021", "citizen-id", false),
            ("91350100M000100Y43", "uscc", true),
            ("00001333-8", "organisation-code", true),
            ("1.2.156.3005.2", "licence-id", false),
            ("", "unknown", false),
            ("-x", "unknown", false),
            ("🪪", "unknown", false),
        ] {
            let answer = answered(&["identify", code]);
            assert_eq!(answer["kind"], kind, "{code}");
            assert_eq!(answer["valid"], valid, "{code}");
            assert_eq!(answer["normalised"].is_string(), valid, "{code}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_code_that_is_no_text_is_identified_too() {
        use std::os::unix::ffi::OsStrExt as _;
        let output = Command::new(env!("CARGO_BIN_EXE_mingzheng"))
            .arg("identify")
            .arg(std::ffi::OsStr::from_bytes(b"\xff\xfe123"))
            .output()
            .expect("the binary runs");
        let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(answer["kind"], "unknown");
    }

    #[test]
    fn a_time_without_an_offset_is_refused_in_one_line() {
        for received in [
            "2026-09-17T10:00:00",
            "2026-09-17",
            "yesterday",
            "",
            "2026-09-17T10:00:00\n\n+08:00",
        ] {
            assert!(refused(&workdays_args(received, "5")).contains("--received"));
        }
    }

    #[test]
    fn a_number_of_days_out_of_reach_is_refused_in_one_line() {
        for days in ["-1", "3661", "five", "", "1.5", "99999999999999999999"] {
            assert!(refused(&workdays_args(THURSDAY, days)).contains("--days"));
        }
        for (received, days) in [
            (THURSDAY, "3660"),
            ("1999-01-01T10:00:00+08:00", "5"),
            ("9999-12-31T23:59:59+00:00", "0"),
        ] {
            assert!(refused(&workdays_args(received, days)).contains("--received"));
        }
        let asked = workdays_args(THURSDAY, "5");
        for as_of in ["soon", "2001-01-01", "2026-09-17T10:00:00+08:00"] {
            let line = refused(&[&asked[..], &["--as-of", as_of]].concat());
            assert!(line.contains("--as-of"), "{line}");
        }
    }

    #[test]
    fn a_command_or_clock_that_there_is_not_is_refused_in_one_line_with_the_remedy() {
        for (args, told) in [
            (&[][..], "Usage: mingzheng <COMMAND>"),
            (&["workday"], "a similar subcommand exists: 'workdays'"),
            (&["identify"], "Usage: mingzheng identify <CODE>"),
            (&["identify", "1", "2"], "Usage: mingzheng identify <CODE>"),
            (&["workdays"], "--received <TIME> --days <N>"),
            (&["rulebook", "atlantis\nor so"], "<ID>: "),
        ] {
            let line = refused(args);
            assert!(line.contains(told), "{line}");
        }
        for (rulebook, procedure, step, told) in [
            ("atlantis", "licence-objection", "mark", "--rulebook: "),
            ("../daqing", "licence-objection", "mark", "--rulebook: "),
            ("daqing", "atlantis", "mark", "`mingzheng rulebook daqing`"),
            ("daqing", "licence-objection", "atlantis", "--step: "),
            ("lhasa", "licence-objection", "mark", "--procedure, "),
            ("daqing", "licence-objection", "notify", "--step: "),
        ] {
            let line = refused(&deadline_args(rulebook, procedure, step, THURSDAY));
            assert!(line.contains(told), "{line}");
        }
    }

    #[test]
    fn help_is_an_answer() {
        for args in [&["--help"][..], &["--version"]] {
            let output = mingzheng(args);
            assert_eq!(output.status.code(), Some(0), "{args:?}");
            assert!(!output.stdout.is_empty());
        }
    }

    #[test]
    fn the_example_in_the_help_of_a_command_is_answered() {
        for command in ["workdays", "deadline", "identify", "rulebook"] {
            let help = mingzheng(&[command, "--help"]);
            let help = String::from_utf8(help.stdout).expect("UTF-8");
            let (_, example) = help.split_once("Example:\n  mingzheng ").expect(command);
            let example = example.lines().next().expect("a line");
            answered(&example.split(' ').collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_example_of_an_import_is_answered_where_there_is_a_library() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = |args: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_mingzheng"))
                .args(args)
                .env_clear()
                .current_dir(folder.path())
                .output()
                .expect("the binary runs");
            assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
            output.stdout
        };
        let help = String::from_utf8(here(&["import", "--help"])).expect("UTF-8");
        let (_, example) = help.split_once("Example:\n  mingzheng ").expect("import");
        let example: Vec<_> = example.lines().next().expect("a line").split(' ').collect();
        here(&["demo", "--licences", "50"]);
        let template = here(&["import", "--type", example[2], "--template"]);
        std::fs::write(folder.path().join("licences.csv"), template).expect("a file");
        let summary: Value = serde_json::from_slice(&here(&example)).expect("one JSON text");
        assert_eq!(
            keys(&summary),
            ["changed", "new", "refused", "rows", "same", "seconds"]
        );
        assert_eq!((&summary["rows"], &summary["new"]), (&json!(1), &json!(1)));
    }
}
