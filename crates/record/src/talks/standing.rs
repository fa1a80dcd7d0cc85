//! What a verb says of talks: whether they are wished, planned, going on, held, put off or dropped.
//!
//! 'are meeting in Vienna' is under way, 'met in Vienna' is held, 'agreed to meet' planned, 'refused to
//! meet' cancelled, 'urged them to meet' proposed, 'suspended the talks' postponed; 'have not met
//! since May' says of no talks that they were.

use crate::reality::Reality;
use crate::scene::Scene;
use rapporteur_text::WordId;

/// What kind of thing the verb does to the talks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Deed {
    Hold,
    Begin,
    Done,
    Stop,
    Cancel,
    Propose,
    Plan,
    Other,
}

/// The deed of a verb with the noun for talks as its subject, object or oblique.
pub(super) fn deed(scene: &Scene<'_>, verb: WordId, noun: WordId) -> Deed {
    let is = |list| scene.has_verb("talks", list, verb);
    let subject = scene.grammar.word(noun).is(&["nsubj"]) && !scene.grammar.is_passive(verb);
    // 'rejected any deadline for the talks' rejects no talks; 'rejected an offer of talks' does.
    let apart = scene.grammar.word(noun).is(&["nmod"])
        && scene.grammar.word(noun).head.is_some_and(|h| !scene.has("talks", "offers", h));
    if apart && (is("cancel") || is("stop") || is("propose")) {
        return Deed::Other;
    }
    if is("cancel") {
        Deed::Cancel
    } else if is("stop") {
        Deed::Stop
    } else if is("propose") {
        Deed::Propose
    } else if is("begin")
        && (subject
            || scene.grammar.word(noun).is(&["obj", "nsubj"])
            || scene.lemma(verb) == "enter")
    {
        Deed::Begin
    } else if is("done") && (subject || scene.grammar.word(noun).is(&["obj", "nsubj"])) {
        Deed::Done
    } else if scene.lemma(verb) == "take" {
        let object = scene.grammar.child(verb, &["obj"]).map(|o| scene.lemma(o));
        match object.as_deref() {
            Some("place" | "part") => Deed::Hold,
            _ => Deed::Other,
        }
    } else if is("hold") && !(subject && scene.lemma(verb) == "have") {
        Deed::Hold
    } else if is("plan") && !subject {
        Deed::Plan
    } else {
        Deed::Other
    }
}

/// The status that a deed in a clause of some reality gives the talks.
pub(super) fn status(deed: Deed, reality: Reality) -> Option<&'static str> {
    use Reality::{Ahead, Now, Past, Refused, Undone, Wished};
    Some(match (deed, reality) {
        (_, Undone) => return None,
        (Deed::Hold, Past) => "held",
        (Deed::Hold, Now) | (Deed::Begin, Past | Now) => "under-way",
        (Deed::Hold | Deed::Begin, Ahead) | (Deed::Plan, Past | Now | Ahead) => "planned",
        (Deed::Hold | Deed::Begin | Deed::Plan, Wished) => "proposed",
        (Deed::Hold | Deed::Begin | Deed::Plan, Refused) => "cancelled",
        (Deed::Done, Past | Now) => "ended",
        (Deed::Done, Ahead | Wished) => "under-way",
        (Deed::Stop, Past | Ahead) => "postponed",
        (Deed::Cancel, Past | Now | Ahead) => "cancelled",
        (Deed::Propose, Past | Now | Ahead | Wished) => "proposed",
        _ => return None,
    })
}
