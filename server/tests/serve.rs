//! Does `mingzheng serve --demo` come up, and does it leave nothing behind however early it is told to stop?

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    fn demonstration(folder: &Path) -> Child {
        let metrics = ("MINGZHENG__METRICS__LISTEN", "127.0.0.1:0");
        Command::new(env!("CARGO_BIN_EXE_mingzheng"))
            .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
            .env_clear()
            .env("TMPDIR", folder)
            .env(metrics.0, metrics.1)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs")
    }

    fn first_line(from: impl Read) -> String {
        let mut line = String::new();
        BufReader::new(from).read_line(&mut line).expect("a line");
        line
    }

    fn ask(address: &str, path: &str) -> String {
        let mut connection = TcpStream::connect(address).expect("it listens");
        let ask = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        connection.write_all(ask.as_bytes()).expect("asked");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("answered");
        answer
    }

    fn entries(folder: &Path) -> usize {
        std::fs::read_dir(folder).expect("the folder").count()
    }

    fn stop(mut server: Child, signal: &str) {
        // The shell's own `kill`: a bare Debian has no such program.
        let told = Command::new("sh")
            .args(["-c", "kill $0 $1", signal, &server.id().to_string()])
            .status();
        assert!(told.expect("the shell runs").success());
        let ended = server.wait().expect("it ends");
        assert!(ended.success(), "{ended:?}");
    }

    #[test]
    fn a_demonstration_that_is_stopped_while_it_is_made_leaves_no_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = demonstration(folder.path());
        // The schema is made, the world isn't; and nobody reads on, which is no reason to fail.
        let line = first_line(server.stderr.take().expect("standard error"));
        assert!(line.contains("schema"), "{line}");
        assert_eq!(entries(folder.path()), 1);
        stop(server, "-TERM");
        assert_eq!(entries(folder.path()), 0);
    }

    #[test]
    fn a_demonstration_that_serves_answers_and_leaves_no_folder_when_it_is_interrupted() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut server = demonstration(folder.path());
        let line = first_line(server.stdout.take().expect("standard output"));
        let address = line.rsplit("http://").next().expect("an address").trim();
        let answer = ask(address, "/readyz");
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ready\n"));
        assert!(
            !ask(address, "/metrics").contains("mingzheng_"),
            "not for the public"
        );

        let lines = BufReader::new(server.stderr.take().expect("standard error")).lines();
        let measured = lines
            .map_while(Result::ok)
            .find_map(|line| Some(line.split_once("measurements are read here")?.1.to_owned()))
            .expect("it says where");
        let address = measured.rsplit('=').next().expect("an address").trim();
        let measured = ask(address, "/metrics");
        for line in [
            "mingzheng_request_seconds_count{method=\"GET\",route=\"/readyz\",status=\"200\"} 1",
            "mingzheng_cases{state=\"proposed\"}",
            "mingzheng_waiting{queue=\"outbox\"}",
        ] {
            assert!(measured.contains(line), "{measured}");
        }
        stop(server, "-INT");
        assert_eq!(entries(folder.path()), 0);
    }
}
