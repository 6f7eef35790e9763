//! Questions that wait are answered together: one statement serves many, as one commit serves many writes.
//!
//! Going to a database and back costs more than what most statements do there. Nothing is remembered: a question is
//! answered by what the database holds after it was asked.

use super::StoreError;
use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use std::panic::AssertUnwindSafe;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Questions that may wait before those who ask wait to queue.
const QUEUE: usize = 4096;

/// Takes questions `Q` and gives each its answer `A`.
pub(crate) struct Together<Q, A>(mpsc::Sender<Asked<Q, A>>);

/// Answers all of a batch, in its order.
pub(crate) type Answers<A> = BoxFuture<'static, Result<Vec<A>, StoreError>>;

struct Asked<Q, A> {
    question: Q,
    reply: oneshot::Sender<Result<A, StoreError>>,
}

impl<Q, A> Together<Q, A>
where
    Q: Clone + Send + 'static,
    A: Send + 'static,
{
    /// Starts the task that hands at most `most` questions at once to `answer`; it ends when nobody can ask any more.
    ///
    /// After a batch of several it waits for more questions as long as `linger` says: for what costs the same for one
    /// and for many, such as a commit. After a batch of one the next question is answered at once.
    pub(crate) fn start(
        most: usize,
        linger: Duration,
        answer: impl Fn(Vec<Q>) -> Answers<A> + Send + Sync + 'static,
    ) -> Self {
        let (sender, mut queue) = mpsc::channel(QUEUE);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(most);
            let mut crowd = 1;
            while queue.recv_many(&mut batch, most).await > 0 {
                gather(&mut queue, &mut batch, most).await;
                if crowd > 1 && batch.len() < most && !linger.is_zero() {
                    tokio::time::sleep(linger).await;
                    take_waiting(&mut queue, &mut batch, most);
                }
                crowd = batch.len();
                settle(batch.drain(..), &answer).await;
            }
        });
        Self(sender)
    }

    /// Asks and waits for the answer.
    pub(crate) async fn ask(&self, question: Q) -> Result<A, StoreError> {
        let (reply, answer) = oneshot::channel();
        let gone = || StoreError::Unavailable(None);
        self.0
            .send(Asked { question, reply })
            .await
            .map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

/// Lets the requests that have arrived already be read, which ask too: going to the database for them all costs little
/// more than for the first.
async fn gather<T>(queue: &mut mpsc::Receiver<T>, batch: &mut Vec<T>, most: usize) {
    let mut before = 0;
    while before < batch.len() && batch.len() < most {
        before = batch.len();
        tokio::task::yield_now().await;
        take_waiting(queue, batch, most);
    }
}

fn take_waiting<T>(queue: &mut mpsc::Receiver<T>, batch: &mut Vec<T>, most: usize) {
    while batch.len() < most
        && let Ok(asked) = queue.try_recv()
    {
        batch.push(asked);
    }
}

/// Answers a batch. A fault that may lie in one of the questions is met by asking each alone, so that it is told to whom it
/// belongs.
async fn settle<Q: Clone, A>(
    batch: impl Iterator<Item = Asked<Q, A>>,
    answer: &(impl Fn(Vec<Q>) -> Answers<A> + Sync),
) {
    let (questions, replies): (Vec<Q>, Vec<_>) =
        batch.map(|asked| (asked.question, asked.reply)).unzip();
    match all(questions.clone(), answer).await {
        Ok(answers) => {
            for (reply, answer) in replies.into_iter().zip(answers) {
                // Who went away needs no answer.
                drop(reply.send(Ok(answer)));
            }
        }
        Err(error @ StoreError::Unavailable(_)) => {
            tracing::warn!(%error, questions = questions.len(), "questions went unanswered");
            for reply in replies {
                drop(reply.send(Err(StoreError::Unavailable(None))));
            }
        }
        Err(_) => {
            let alone = questions
                .into_iter()
                .zip(replies)
                .map(async |(question, reply)| {
                    let alone = all(vec![question], answer).await;
                    let alone = alone
                        .and_then(|mut answers| answers.pop().ok_or(StoreError::Unavailable(None)));
                    drop(reply.send(alone));
                });
            join_all(alone).await;
        }
    }
}

async fn all<Q, A>(
    questions: Vec<Q>,
    answer: &(impl Fn(Vec<Q>) -> Answers<A> + Sync),
) -> Result<Vec<A>, StoreError> {
    AssertUnwindSafe(answer(questions))
        .catch_unwind()
        .await
        .unwrap_or(Err(StoreError::Unavailable(None)))
}

/// A statement that looks for ids between its two parts, `... IN (` and `) ...`: once for one id, once for a few, once for
/// [`MOST`], so that three texts serve any number of questions.
macro_rules! for_ids {
    ($before:expr, $after:expr) => {
        [
            concat!($before, "$1", $after),
            concat!($before, "$1, $2, $3, $4", $after),
            concat!(
                $before,
                "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16",
                $after
            ),
        ]
    };
}
pub(crate) use for_ids;

const FEW: usize = 4;
/// As many ids as the longest of [`for_ids`] has places.
pub(crate) const MOST: usize = 16;

/// Which of [`for_ids`] these ids need, and the ids for all its places: what is left over repeats the last one. At most
/// [`MOST`] are looked for.
pub(crate) fn fitting<'i, T: Copy>(
    [one, few, many]: [&'static str; 3],
    ids: &'i [T],
) -> (&'static str, impl Iterator<Item = T> + use<'i, T>) {
    let (statement, places) = match ids.len() {
        0 | 1 => (one, 1),
        2..=FEW => (few, FEW),
        _ => (many, MOST),
    };
    let last = ids.last().into_iter().cycle();
    (statement, ids.iter().chain(last).copied().take(places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Doubles numbers, knows none above 99 and breaks down at 13; counts how often it was asked.
    fn doubling(times: &Arc<AtomicUsize>) -> Together<u32, u32> {
        let times = times.clone();
        Together::start(8, Duration::ZERO, move |questions: Vec<u32>| {
            times.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move {
                assert!(!questions.contains(&13), "as planned");
                if questions.iter().any(|question| *question > 99) {
                    return Err(StoreError::Stale);
                }
                Ok(questions.iter().map(|question| question * 2).collect())
            })
        })
    }

    #[tokio::test]
    async fn everybody_gets_the_own_answer_and_many_wait_for_one_statement() {
        let times = Arc::default();
        let together = doubling(&times);
        let asked = (0..10).map(|number| together.ask(number));
        let answers: Vec<u32> = join_all(asked).await.into_iter().flatten().collect();
        assert_eq!(answers, (0..10).map(|n| n * 2).collect::<Vec<_>>());
        assert_eq!(times.load(Ordering::Relaxed), 2);
    }

    #[tokio::test]
    async fn a_faulty_question_is_refused_and_its_neighbours_are_answered() {
        let together = doubling(&Arc::default());
        let answers = join_all([1, 100, 3].map(|number| together.ask(number))).await;
        assert!(matches!(
            answers.as_slice(),
            [Ok(2), Err(StoreError::Stale), Ok(6)]
        ));
    }

    #[tokio::test]
    async fn after_a_breakdown_the_next_question_is_answered() {
        let together = doubling(&Arc::default());
        assert!(together.ask(13).await.is_err());
        assert!(matches!(together.ask(4).await, Ok(8)));
    }

    #[test]
    fn all_places_are_filled_whatever_the_number_of_ids() {
        const STATEMENTS: [&str; 3] = for_ids!("IN (", ")");
        for ids in [vec![1], vec![1, 2, 3], (0..16).collect(), (0..20).collect()] {
            let (statement, filled) = fitting(STATEMENTS, &ids);
            assert_eq!(statement.matches('$').count(), filled.count());
        }
        let (statement, filled) = fitting(STATEMENTS, &[1, 2]);
        assert_eq!(statement, "IN ($1, $2, $3, $4)");
        assert_eq!(filled.collect::<Vec<_>>(), [1, 2, 2, 2]);
    }
}
