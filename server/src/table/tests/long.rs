use super::super::{ROW_LIMIT, open};
use std::io::{self, Read, Seek, SeekFrom};

/// `head`, two gibibytes of `x` that nobody stores, `tail`.
struct Long {
    head: &'static [u8],
    tail: &'static [u8],
    at: usize,
}

const LONG: usize = 2 * 1024 * 1024 * 1024;

impl Read for Long {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        assert!(
            buffer.len() <= ROW_LIMIT,
            "a reader asks for what it can't hold"
        );
        let (head, at) = (self.head.len(), self.at);
        let read = if at < head {
            (&self.head[at..]).read(buffer)?
        } else if at < head + LONG {
            let count = buffer.len().min(head + LONG - at);
            buffer[..count].fill(b'x');
            count
        } else {
            (&self.tail[at - head - LONG..]).read(buffer)?
        };
        self.at += read;
        Ok(read)
    }
}

impl Seek for Long {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        assert_eq!(to, SeekFrom::Start(0), "a text is read from front to back");
        self.at = 0;
        Ok(0)
    }
}

#[test]
fn a_line_of_2_gib_is_passed_over_and_the_rows_after_it_are_read() {
    let too_long = |line: u64| format!("{line}: TooLong {{ last_line: {line} }}");
    for (head, tail, name) in [
        ("a,b\n1,2\n3,", "\n5,6\n", "a.csv"),
        ("a,b\n1,2\n3,\"", "\"\n5,6\n", "a.csv"),
        (
            "{\"a\":1,\"b\":2}\n{}\n{\"a\":\"",
            "\"}\n{\"a\":5,\"b\":6}",
            "a.jsonl",
        ),
    ] {
        let (head, tail) = (head.as_bytes(), tail.as_bytes());
        let table = open(Long { head, tail, at: 0 }, name).unwrap();
        let rows: Vec<_> = table.map(Result::unwrap).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].as_ref().unwrap().cells, ["1", "2"]);
        let fault = rows[1].as_ref().unwrap_err();
        assert_eq!(format!("{}: {:?}", fault.line, fault.what), too_long(3));
        assert_eq!(rows[2].as_ref().unwrap().cells, ["5", "6"]);
    }
}
