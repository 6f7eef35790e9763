//! What a command refuses, it refuses in one line that names the remedy.

use super::asking::{THURSDAY, deadline_args, refused, workdays_args};

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
