//! When and where an act was.

use super::lexicon::Lexicon;
use super::participants::Scene;
use super::triggers::Found;
use crate::cast::{says_when, when};
use crate::{PlaceId, When};
use rapporteur_text::{Span, WordId};

/// Verbs above an act that share its time and place: 'said on Monday' does not.
const SPEAKS: [&str; 12] = [
    "say", "tell", "report", "add", "claim", "write", "announce", "warn", "reveal", "argue",
    "insist", "confirm",
];

impl Scene<'_> {
    /// The act's own words: its trigger, what it covers, and their clause.
    fn reach(&self, found: &Found) -> Vec<WordId> {
        let g = self.grammar;
        let mut heads = vec![found.trigger];
        heads.extend(found.covers.iter().copied());
        heads.push(g.clause(found.trigger));
        heads
    }

    fn sentence(&self, found: &Found) -> Span {
        let a = self.grammar.analysis;
        a.sentence(a.sentence_of(found.trigger)).span
    }

    /// The time under the act's clause, the nearest to its trigger; else the only time of the
    /// sentence, unless that belongs to a verb of saying or to another clause below.
    pub(crate) fn event_when(&self, found: &Found) -> Option<When> {
        let g = self.grammar;
        let heads = self.reach(found);
        let mut own: Vec<(u32, When)> = Vec::new();
        let mut others = Vec::new();
        for (_, time, head) in self.cast.times_in(self.sentence(found)).filter(|t| says_when(t.1)) {
            let clause = g.clause(head);
            if heads.contains(&clause)
                || heads.iter().any(|&h| h != clause && g.word(head).head == Some(h))
            {
                let distance = head.0.abs_diff(found.trigger.0);
                // Under the trigger or its object comes before under the clause alone.
                let under = heads[..heads.len() - 1].iter().any(|&h| g.is_under(head, h));
                own.push((distance + if under { 0 } else { 100 }, when(time)));
            } else {
                others.push((clause, time));
            }
        }
        if let Some((_, nearest)) = own.into_iter().min_by_key(|(d, _)| *d) {
            return Some(nearest);
        }
        let [(clause, only)] = others[..] else { return None };
        let above = g.is_under(found.trigger, clause);
        let speaks = SPEAKS.contains(&g.lemma(clause).as_str());
        (above && !speaks && self.said_in(g.word(found.trigger).span).is_empty())
            .then(|| when(only))
    }

    /// The place behind 'in', 'at', 'on' or 'near' under the act.
    pub(crate) fn event_where(&self, found: &Found) -> Option<PlaceId> {
        let g = self.grammar;
        let heads = self.reach(found);
        let near = self.cast.places_in(self.sentence(found)).filter(|(_, _, head)| {
            let case = self.case_above(*head);
            let located = matches!(
                case.as_str(),
                "in" | "at"
                    | "on"
                    | "near"
                    | "outside"
                    | "off"
                    | "around"
                    | "inside"
                    | "along"
                    | "across"
                    | "to"
                    | "into"
                    | "of"
                    | "within"
                    | "over"
            ) || found.sides.done_to == Some(*head);
            let directed = matches!(case.as_str(), "to" | "into" | "of");
            let moves = Lexicon::shared().rules[found.rule].mode == Some("visit")
                || found.nominal && directed
                || found.sides.done_to.is_some_and(|d| d == *head || g.is_under(*head, d));
            located && (!directed || moves)
        });
        let mut near: Vec<_> = near
            .filter(|(_, _, head)| {
                let clause = g.clause(*head);
                heads.contains(&clause)
                    || heads.iter().any(|&h| g.is_under(*head, h) && clause == g.clause(h))
            })
            .map(|(_, place, head)| {
                let under = g.upward(head).take_while(|h| !heads.contains(h)).count() as u32;
                (under, head.0.abs_diff(found.trigger.0), place)
            })
            .collect();
        near.sort_by_key(|(under, distance, _)| (*under, *distance));
        near.first().map(|(_, _, place)| place.id.clone()).or_else(|| self.relative_where(found))
    }

    /// 'in Ankara, where he will meet': the place that 'where' stands for.
    fn relative_where(&self, found: &Found) -> Option<PlaceId> {
        let g = self.grammar;
        let clause = g.clause(found.trigger);
        let where_ = g.those(clause, &["advmod"]).any(|k| g.form(k) == "where");
        let head = g.word(clause).head.filter(|_| where_ && g.word(clause).is(&["acl"]))?;
        let place = self.cast.places_in(g.word(head).span).next();
        place.map(|(_, place, _)| place.id.clone())
    }

    /// The preposition of the noun phrase whose last name is the place: 'in' for 'in the Syrian city
    /// of Homs' at 'Homs'.
    fn case_above(&self, head: WordId) -> String {
        let g = self.grammar;
        for w in g.upward(head).take(4) {
            let case = g.case(w);
            if !case.is_empty() && case != "of" {
                return case;
            }
            if !g.word(w).is(&["nmod", "appos", "flat", "compound", "conj", "obl", "list"]) {
                return case;
            }
        }
        g.case(head)
    }
}
