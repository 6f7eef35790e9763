//! Due dates of clocks: every unit and bound, both directions, and the explanation that goes with them.

#[cfg(test)]
mod backwards;
#[cfg(test)]
#[path = "../support/clock.rs"]
mod clock;
#[cfg(test)]
mod counting;
#[cfg(test)]
mod units;
#[cfg(test)]
mod working_days;
