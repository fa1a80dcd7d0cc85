//! How real a clause is: done, going on, to come, wished for, refused.
//!
//! 'met' and 'has met' are past, 'are meeting' is now, 'will meet' and 'agreed to meet' are ahead,
//! 'urged them to meet' and 'might meet' are wished, 'refused to meet' and 'will not meet' refused;
//! 'has not met since May' is undone.

use crate::scene::Scene;
use rapporteur_text::{Upos, WordId};

/// How real the verb's clause is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Reality {
    Past,
    Now,
    Ahead,
    Wished,
    Refused,
    Undone,
}

/// How real a verb's clause is.
pub(crate) fn of(scene: &Scene<'_>, verb: WordId) -> Reality {
    let plain = unnegated(scene, verb, 0);
    if !scene.grammar.is_negated(verb) {
        return plain;
    }
    match plain {
        Reality::Ahead => Reality::Refused,
        _ => Reality::Undone,
    }
}

fn unnegated(scene: &Scene<'_>, verb: WordId, depth: u8) -> Reality {
    let grammar = &scene.grammar;
    let word = grammar.word(verb);
    let auxiliaries = grammar.auxiliaries(verb);
    let aux = |forms: &[&str]| auxiliaries.iter().any(|a| forms.contains(&a.as_str()));
    let mark = |forms: &[&str]| {
        grammar.those(verb, &["mark", "case"]).any(|m| forms.contains(&grammar.form(m).as_str()))
    };
    // 'should go ahead as planned', 'will begin as scheduled'.
    let kept = grammar.those(verb, &["advcl"]).any(|k| {
        matches!(scene.lemma(k).as_str(), "plan" | "schedule")
            && grammar.child(k, &["mark"]).is_some_and(|m| grammar.form(m) == "as")
    });
    if kept && !aux(&["was", "were", "did"]) {
        return Reality::Ahead;
    }
    if mark(&["if", "unless", "whether"]) {
        return Reality::Wished;
    }
    let conditional = grammar.those(verb, &["advcl"]).any(|k| {
        grammar
            .child(k, &["mark"])
            .is_some_and(|m| matches!(grammar.form(m).as_str(), "if" | "unless"))
    });
    if aux(&["may", "might", "could", "should", "can", "must"]) || conditional && aux(&["would"]) {
        return Reality::Wished;
    }
    if aux(&["will", "shall", "’ll", "'ll", "wo", "would", "won’t"]) {
        return Reality::Ahead;
    }
    if word.is(&["ccomp", "xcomp", "advcl", "acl"])
        && let Some(head) = word.head
        && depth < 6
    {
        let infinitive = word.feature("VerbForm") == Some("Inf") || mark(&["to"]);
        let gerund = auxiliaries.is_empty() && grammar.form(verb).ends_with("ing");
        let finite = !infinitive && !gerund;
        let above = |list| scene.has_verb("talks", list, head);
        if above("refuse_talks") && !finite {
            return Reality::Refused;
        }
        let subjunctive = auxiliaries.iter().all(|a| a == "be");
        if above("propose") && (!finite || subjunctive) && !word.is(&["advcl"]) {
            return Reality::Wished;
        }
        if infinitive {
            let upper = unnegated(scene, head, depth + 1);
            return match upper {
                Reality::Wished | Reality::Refused => upper,
                _ if grammar.is_negated(head) => Reality::Refused,
                _ if above("plan") || word.is(&["advcl"]) => Reality::Ahead,
                _ if word.is(&["acl"]) => Reality::Wished,
                _ if above("begin") || above("hold") => upper,
                _ if word.is(&["xcomp"]) && scene.grammar.word(head).upos == Upos::Verb => {
                    Reality::Wished
                }
                _ => Reality::Ahead,
            };
        }
        if gerund {
            return if mark(&["before"]) {
                Reality::Ahead
            } else if word.is(&["xcomp"]) {
                unnegated(scene, head, depth + 1)
            } else {
                Reality::Past
            };
        }
    }
    let finite_present = |w: WordId| {
        let word = grammar.word(w);
        word.feature("Tense") == Some("Pres") && word.feature("VerbForm") != Some("Part")
    };
    if aux(&["has", "have", "had", "was", "were", "did", "been"]) {
        // 'have been negotiating for a year' goes on.
        let going_on =
            aux(&["have", "has"]) && aux(&["been"]) && grammar.form(verb).ends_with("ing");
        let was_doing = aux(&["was", "were"]) && grammar.form(verb).ends_with("ing");
        return if going_on || was_doing { Reality::Now } else { Reality::Past };
    }
    if aux(&["is", "are", "am", "’re", "'re", "’s", "'s"]) || finite_present(verb) {
        return Reality::Now;
    }
    Reality::Past
}
