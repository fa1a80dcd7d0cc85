//! Whether an act happened, by the words above and beside it; and what PLOVER calls it then.

use super::lexicon::{Modality, TriggerRule};
use super::participants::Scene;
use crate::EventStatus::{Conditional, Denied, Happened, Planned, Possible, Proposed};
use crate::{EventStatus, Plover};
use rapporteur_text::{Upos, WordId};

impl Scene<'_> {
    /// The status of the act at `trigger`.
    ///
    /// 'plans to meet' planned, 'called for talks' proposed, 'may attend' possible, 'if it attends'
    /// conditional, 'did not attend' denied, 'attended' happened. The nearest word that says
    /// anything decides; what stands above a verb of saying says nothing of the act.
    pub(crate) fn status(&self, trigger: WordId, rule: &TriggerRule) -> EventStatus {
        let g = self.grammar;
        let modality = Modality::shared();
        let own = rule.status.unwrap_or(Happened);
        let mut at = trigger;
        for step in 0..12 {
            let word = g.word(at);
            let predicate = g.is_predicate(at) || word.upos == Upos::Adj || step == 0;
            if predicate {
                if g.is_negated(at) && rule.only != super::lexicon::Only::Negated {
                    return Denied;
                }
                if let Some(status) = self.beside(at) {
                    return status;
                }
            }
            let Some(head) = word.head else { break };
            let lemma = g.lemma(head);
            let relation = word.relation.split(':').next().unwrap_or_default();
            // A clause that explains or describes is an act of its own.
            if matches!(relation, "acl") && word.relation == "acl:relcl" || relation == "parataxis"
            {
                break;
            }
            if matches!(relation, "conj") {
                at = head;
                // What is joined shares auxiliaries only; a subject of its own shares nothing.
                if g.child(at, &["nsubj"]).is_some() && g.child(trigger, &["nsubj"]).is_some() {
                    break;
                }
                continue;
            }
            let governed = matches!(
                relation,
                "xcomp" | "ccomp" | "acl" | "obj" | "obl" | "nmod" | "nsubj" | "csubj" | "advcl"
            );
            let adjunct = matches!(relation, "obl" | "nmod" | "advcl")
                && !matches!(
                    g.case(at).as_str(),
                    "for" | "to" | "on" | "in" | "of" | "from" | "into"
                );
            if !governed || adjunct || modality.stops.has(&lemma) {
                break;
            }
            if relation == "advcl" {
                break;
            }
            // 'Moscow said it proposed talks': the nearest word decides.
            let subject =
                relation == "nsubj" && !g.is_passive(head) && g.word(head).upos == Upos::Verb;
            if !subject {
                let found = [
                    (Denied, &modality.denied),
                    (Proposed, &modality.proposed),
                    (Planned, &modality.planned),
                    (Possible, &modality.possible),
                ];
                if let Some((status, _)) = found.iter().find(|(_, words)| words.has(&lemma)) {
                    // 'did not rule out talks' leaves them possible.
                    return if g.is_negated(head) {
                        if *status == Denied { Possible } else { Denied }
                    } else {
                        *status
                    };
                }
            }
            at = head;
        }
        own
    }

    /// What the auxiliaries and marks at one predicate say.
    fn beside(&self, w: WordId) -> Option<EventStatus> {
        let g = self.grammar;
        let modality = Modality::shared();
        let marks: Vec<String> = g.those(w, &["mark", "advmod"]).map(|m| g.form(m)).collect();
        if marks.iter().any(|m| modality.conditional.mark(m)) {
            return Some(Conditional);
        }
        if marks.iter().any(|m| m == "whether") {
            return Some(Possible);
        }
        let conditional = |c: WordId| {
            g.those(c, &["mark", "advmod"]).any(|m| modality.conditional.mark(&g.form(m)))
        };
        let hinges = g.those(w, &["advcl"]).any(conditional);
        let auxiliaries = g.auxiliaries(w);
        if auxiliaries.is_empty() {
            return None;
        }
        let has = |words: &super::lexicon::Words| auxiliaries.iter().any(|a| words.auxiliary(a));
        if has(&modality.planned) {
            return Some(if hinges { Conditional } else { Planned });
        }
        if auxiliaries.iter().any(|a| a == "would") {
            // 'said it would send a team' is a plan, seen from then.
            let reported = g.word(w).is(&["ccomp"]) || !self.said_in(g.word(w).span).is_empty();
            return Some(match () {
                () if hinges => Conditional,
                () if reported => Planned,
                () => Possible,
            });
        }
        if has(&modality.proposed) {
            return Some(Proposed);
        }
        if has(&modality.possible) {
            return Some(if hinges { Conditional } else { Possible });
        }
        None
    }
}

/// The type after PLOVER's own rules on tense and negation (manual §3.1, 3.4.2, 3.16.4): what is to
/// come is promised, what is threatened is a threat, what is refused is rejected.
pub(crate) fn plover(kind: Plover, status: EventStatus) -> Plover {
    use Plover::{
        Agree, Aid, Assault, Concede, Consult, Cooperate, Reject, Retreat, Support, Threaten,
    };
    match (status, kind) {
        (Planned | Proposed | Conditional | Possible, Consult | Support | Cooperate | Aid) => Agree,
        (Planned | Proposed | Conditional, Retreat) => Concede,
        (Planned | Conditional, Assault) => Threaten,
        (Denied, Consult | Agree | Support | Cooperate | Aid | Concede | Retreat) => Reject,
        (_, same) => same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_agreed() {
        assert_eq!(plover(Plover::Consult, Planned), Plover::Agree);
        assert_eq!(plover(Plover::Retreat, Planned), Plover::Concede);
        assert_eq!(plover(Plover::Consult, Happened), Plover::Consult);
        assert_eq!(plover(Plover::Consult, Denied), Plover::Reject);
        assert_eq!(plover(Plover::Protest, Planned), Plover::Protest);
    }
}
