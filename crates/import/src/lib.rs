//! Lists of other people.
