//! Stage `values`.
