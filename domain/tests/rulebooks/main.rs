//! Every rulebook: the table of statutory clocks, what its articles say, and how it is told to others.

#[cfg(test)]
mod articles;
#[cfg(test)]
mod table;
#[cfg(test)]
mod told;

#[cfg(test)]
use domain::rulebook::{Rulebook, embedded};

#[cfg(test)]
fn rulebook(id: &str) -> Rulebook {
    embedded(id).unwrap()
}
