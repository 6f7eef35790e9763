//! 异议办理: the queue of objections and the open case beside it.
//!
//! - [`queue`]: filters and the rows ([`row`]) side by side with the open case;
//! - [`case`]: one case, with [`compare`], [`next`] and [`history`]; [`deed`] says what can be done to it and why not;
//! - [`register`]: a case that came in otherwise; [`in_question`]: the licence that it is about;
//! - [`urging`]: 督办; [`exporting`]: the case as a signed file; [`disclosing`]: what is public of it;
//! - [`extending`]: more time for a step;
//! - [`notes`]: what colleagues say to one another about it;
//! - [`work`]: doing it, also when somebody else was quicker; [`typed`] keeps what is written; [`words_form`] and [`propose`] are its forms,
//!   and [`templating`] puts a text of the agency into their boxes.

mod case;
mod compare;
mod deed;
mod disclosing;
mod draft;
mod exporting;
mod extending;
mod fields;
mod history;
mod in_question;
mod inquiring;
mod marking;
mod next;
mod notes;
mod of_outage;
mod points;
mod propose;
mod queue;
pub(in crate::desk) mod register;
mod row;
mod templating;
mod told;
mod typed;
mod urging;
mod words_form;
mod work;

pub(super) use queue::screen;
