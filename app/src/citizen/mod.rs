//! The citizen's app.
