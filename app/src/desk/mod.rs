//! The desk: where an issuing agency's staff work through objections, and the supervisor watches.
//!
//! - [`page`]: its pages and their addresses; the address is the state of the queue;
//! - [`frame`]: what stands around every page; [`log_in`] and [`password`] before it;
//! - [`queue`]: filters, rows and the open case side by side;
//! - [`case`]: one case, with [`compare`], [`next`] and [`history`]; [`deed`] says what can be done to it and why not;
//! - [`work`]: doing it, also when somebody else was quicker; [`typed`] keeps what is written; [`words_form`] and [`propose`] are its forms;
//! - [`notices`]: the inbox; [`keys`]: the keyboard; [`text`]: what only the desk says.

mod case;
mod compare;
mod deed;
mod frame;
mod history;
mod keys;
mod log_in;
mod next;
mod notices;
mod page;
mod password;
mod propose;
mod queue;
mod row;
mod text;
mod typed;
mod words_form;
mod work;

pub use frame::app;
