//! Stage `spec`.
