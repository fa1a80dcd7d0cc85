//! When a document was published, from its dateline or from what its own words fix.

use rapporteur_text::{Date, Published, PublishedBy};
use rapporteur_world::World;

use super::meaning::{Base, Direction, Expression, Meaning, YearOf};
use super::tokens::Tokens;

/// The day in the dateline or in a line of its own at the head.
pub(super) fn dateline(_t: &Tokens<'_>, _read: &[(Expression, Direction)]) -> Option<Published> {
    let _ = (Date::year_only(1), PublishedBy::Dateline, Base::Unnamed, YearOf::Open);
    let _: Option<Meaning> = None;
    None
}

/// The day, month or year that the text's own evidence fixes.
pub(super) fn inferred(
    _t: &Tokens<'_>,
    _read: &[(Expression, Direction)],
    _world: Option<&World>,
) -> Option<Published> {
    None
}
