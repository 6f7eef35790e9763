//! citizen.
fn main() {}
