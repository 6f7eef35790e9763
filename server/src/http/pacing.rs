//! How slowly may somebody take what they asked for? Whoever takes next to nothing of an answer would hold its connection, and
//! the answer with it, for as long as they please.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// While something waits to be sent, so much of it has to be taken within so long.
#[derive(Clone, Copy, Debug)]
struct Pace {
    least: usize,
    within: Duration,
}

/// A tenth of what the slowest telephone takes.
const PACE: Pace = Pace {
    least: 16 << 10,
    within: Duration::from_secs(20),
};

/// A connection that is given up when the other side takes too little.
pub(super) struct Paced<S> {
    stream: S,
    pace: Pace,
    /// Since something waits: when it has to have been taken, and how much of it was.
    waits: Option<(Pin<Box<Sleep>>, usize)>,
}

impl<S> Paced<S> {
    pub(super) fn new(stream: S) -> Self {
        Self::at(PACE, stream)
    }

    fn at(pace: Pace, stream: S) -> Self {
        Self {
            stream,
            pace,
            waits: None,
        }
    }

    /// What came of sending something.
    fn sent(
        &mut self,
        context: &mut Context<'_>,
        sent: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(sent) = sent {
            if let (Ok(sent), Some((end, taken))) = (&sent, &mut self.waits) {
                *taken += sent;
                if *taken >= self.pace.least {
                    *taken = 0;
                    end.as_mut().reset(Instant::now() + self.pace.within);
                }
            }
            return Poll::Ready(sent);
        }
        let within = self.pace.within;
        let (end, _) = (self.waits).get_or_insert_with(|| (Box::pin(sleep(within)), 0));
        ready!(end.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.sent(context, sent)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let sent = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.sent(context, sent)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        // Everything was taken: the next answer may be long in the making.
        self.waits = None;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};

    const SOON: Pace = Pace {
        least: 4 << 10,
        within: Duration::from_millis(40),
    };

    fn pair() -> (Paced<DuplexStream>, DuplexStream) {
        let (here, there) = duplex(64);
        (Paced::at(SOON, here), there)
    }

    #[tokio::test]
    async fn whoever_takes_nothing_or_a_byte_now_and_then_is_given_up() {
        for takes in [false, true] {
            let (mut paced, mut there) = pair();
            let taking = tokio::spawn(async move {
                while takes && there.read_u8().await.is_ok() {
                    sleep(Duration::from_millis(1)).await;
                }
                there
            });
            let error = paced.write_all(&vec![0; 64 << 10]).await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::TimedOut);
            drop(paced);
            taking.await.unwrap();
        }
    }

    #[tokio::test]
    async fn whoever_takes_enough_is_waited_for_however_long_it_lasts() {
        let (mut paced, mut there) = pair();
        let taking = tokio::spawn(async move {
            let mut some = vec![0; SOON.least];
            for _ in 0..8 {
                sleep(SOON.within / 4).await;
                there.read_exact(&mut some).await.unwrap();
            }
        });
        paced.write_all(&vec![0; SOON.least * 8]).await.unwrap();
        taking.await.unwrap();
    }

    #[tokio::test]
    async fn an_answer_that_is_long_in_the_making_is_not_the_readers_fault() {
        let (mut paced, mut there) = pair();
        let taking = tokio::spawn(async move {
            let mut some = [0; 128];
            for _ in 0..3 {
                there.read_exact(&mut some).await.unwrap();
            }
        });
        for _ in 0..3 {
            paced.write_all(&[0; 128]).await.unwrap();
            paced.flush().await.unwrap();
            sleep(SOON.within * 2).await;
        }
        taking.await.unwrap();
    }
}
