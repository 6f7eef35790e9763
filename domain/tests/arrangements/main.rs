//! What is read of a notice as it was pasted, what is refused, how two sources are compared, and what an arrangement does.

#[cfg(test)]
#[path = "../support/calendar.rs"]
mod calendar;
#[cfg(test)]
mod moving;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod refusing;
