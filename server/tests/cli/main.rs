//! Do agencies' scripts get the answers, the fields and the exit codes that they were promised?
//!
//! The long tables of vectors are asked of the functions; what concerns a process is asked of the binary.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod help;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod working_days;
