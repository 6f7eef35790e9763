//! Sentences that only the apps say; what mails and letters say too is in [`domain::text`].

pub(crate) mod catalogue;
pub(crate) mod citizen;
pub(crate) mod contacts;
pub(crate) mod devices;
pub(crate) mod holder;
pub mod trouble;
