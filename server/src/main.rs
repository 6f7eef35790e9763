//! The binary `mingzheng`: arguments in, exit code out; everything else is the library's.

use std::process::ExitCode;

/// A sixth less processor time for a look-up than with the C library's, and memory that goes back after a crowd: see
/// `docs/adr/0009-shared-journeys-to-the-database.md`. SQLite allocates by it, too. Not in a build for tests: it asks what
/// time it is before it can give memory, and the library that tells servers another time asks for memory first.
#[cfg(not(debug_assertions))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    server::cli::main(std::env::args_os())
}
