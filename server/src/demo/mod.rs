//! The demonstration: an invented world of 兰州新区 to look around in, with due dates that are alive today.
//!
//! `data/` says what there is; `plot` the courses that objections take; `world` makes household after household, each
//! case played through the procedure's own state machine and clocks; `rows` and `mail` make rows of it, sealed; `seals` puts the issuers' seals; `build` writes
//! them; `outage` adds an outage with the case that it left, `supervision` a sample, `others` cases of the other procedures, `disclosed` what everybody may
//! read; `going_on` lets more happen to some cases, and `asked` lays what agencies ask one another and the texts that they keep. The same moment makes the same world.

mod agencies;
mod asked;
mod build;
mod case;
mod catalogue;
mod chance;
mod data;
mod disclosed;
mod evidence;
mod face;
mod fate;
mod going_on;
mod ids;
mod licence;
mod mail;
mod office;
mod others;
mod outage;
mod people;
mod plot;
mod reviewed;
mod rows;
mod seals;
mod slip;
mod supervision;
mod told;
mod world;

pub use build::{DemoError, Ground, Made, build};
pub use world::Size;
