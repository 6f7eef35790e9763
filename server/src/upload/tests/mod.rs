//! What people send who mean no good, and what telephones send.

mod documents;
mod laws;
mod pictures;
