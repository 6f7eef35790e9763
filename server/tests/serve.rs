//! Does `mingzheng serve --demo` come up, and does it leave nothing behind however early it is told to stop?

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};

    fn demonstration(folder: &Path) -> Child {
        Command::new(env!("CARGO_BIN_EXE_mingzheng"))
            .args(["serve", "--demo", "--listen", "127.0.0.1:0"])
            .env_clear()
            .env("TMPDIR", folder)
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
        let mut connection = TcpStream::connect(address).expect("it listens");
        let ask = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        connection.write_all(ask).expect("asked");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("answered");
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ready\n"));
        stop(server, "-INT");
        assert_eq!(entries(folder.path()), 0);
    }
}
