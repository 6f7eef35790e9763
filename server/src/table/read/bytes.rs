//! In which line of a text are we, and how is a line passed over that is too long to hold?

use memchr::{memchr2, memchr2_iter};
use std::io::{self, ErrorKind, Read};

/// How much is held at once, and how much is looked at to find out what a text is.
const BUFFER: usize = 1024 * 1024;

/// A text, read through one buffer, in which `\n`, `\r\n` and `\r` end lines.
pub(super) struct Bytes<R> {
    source: R,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    line: u64,
    after_return: bool,
}

impl<R: Read> Bytes<R> {
    /// Reads as much as the buffer holds, and passes over a byte order mark.
    pub(super) fn new(source: R) -> io::Result<Self> {
        let mut bytes = Self {
            source,
            buffer: vec![0; BUFFER].into(),
            start: 0,
            end: 0,
            line: 1,
            after_return: false,
        };
        while bytes.end < BUFFER && bytes.read_more()? {}
        if bytes.held().starts_with(b"\xef\xbb\xbf") {
            bytes.start = 3;
        }
        Ok(bytes)
    }

    /// Reads behind what is held. False at the end of the source.
    fn read_more(&mut self) -> io::Result<bool> {
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.source.read(room) {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn held(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// The first part of the text, or all of it, as whole lines where it has any.
    pub(super) fn sample(&self) -> &[u8] {
        let held = self.held();
        let is_all = self.end < BUFFER;
        match held.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(last) if !is_all => held.get(..last).unwrap_or_default(),
            _ => held,
        }
    }

    /// What comes next, empty at the end. [`Self::consume`] takes of it.
    pub(super) fn chunk(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            self.read_more()?;
        }
        Ok(self.held())
    }

    /// Takes so many bytes of the chunk, counting the lines that end in them.
    pub(super) fn consume(&mut self, count: usize) {
        let held = self.held();
        let taken = held.get(..count).unwrap_or(held);
        let mut line = self.line;
        let mut last_return = self.after_return.then_some(0);
        for place in memchr2_iter(b'\n', b'\r', taken) {
            let is_return = taken.get(place) == Some(&b'\r');
            if is_return || last_return != Some(place) {
                line += 1;
            }
            last_return = is_return.then_some(place + 1);
        }
        let (length, ends_in_return) = (taken.len(), taken.last() == Some(&b'\r'));
        if length > 0 {
            self.after_return = ends_in_return;
        }
        self.line = line;
        self.start += length;
    }

    /// The line in which the next byte stands.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The line in which the last byte taken stands.
    pub(super) fn last_line(&self, began: u64) -> u64 {
        (self.line - 1).max(began)
    }

    /// Passes over line ends, and so over empty lines.
    pub(super) fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            let ends = chunk.iter().take_while(|b| matches!(b, b'\n' | b'\r'));
            let (count, length) = (ends.count(), chunk.len());
            self.consume(count);
            if count < length || length == 0 {
                return Ok(());
            }
        }
    }

    /// Passes over what is left of the line, holding none of it.
    pub(super) fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            let (found, length) = (memchr2(b'\n', b'\r', chunk), chunk.len());
            self.consume(found.map_or(length, |place| place + 1));
            if found.is_some() || length == 0 {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_by_every_kind_of_end_and_across_chunks() {
        let mut bytes = Bytes::new(&b"a\nb\r\nc\rd\r\n\r\ne"[..]).unwrap();
        let mut seen = Vec::new();
        loop {
            match bytes.chunk().unwrap().first() {
                None => break,
                Some(letter) if letter.is_ascii_alphabetic() => seen.push((*letter, bytes.line())),
                Some(_) => {}
            }
            bytes.consume(1);
        }
        assert_eq!(
            seen,
            [(b'a', 1), (b'b', 2), (b'c', 3), (b'd', 4), (b'e', 6)]
        );
        let mut at_once = Bytes::new(&b"a\nb\r\nc\rd\r\n\r\ne"[..]).unwrap();
        at_once.consume(14);
        assert_eq!(at_once.line(), 6);
    }
}
