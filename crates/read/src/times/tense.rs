//! Whether an expression lies before or after the day of writing, by the verb that governs it.
//!
//! Where the document has been analysed, the verb is found in the tree. Without that, the nearest
//! verb before the expression in its sentence decides, else the nearest one after it: 'Talks due to
//! open on Friday' lies ahead; 'the minister said Friday' does not.

use rapporteur_text::{Analysis, Upos, Word, WordId};

use super::meaning::{Direction, Expression};
use super::tokens::{Kind, Token, Tokens};
use super::words::LEXICON;

/// Tokens looked at on either side.
const REACH: usize = 24;

/// Direction of an expression.
pub(super) fn direction(t: &Tokens<'_>, analysis: &Analysis, e: &Expression) -> Direction {
    let found = in_tree(t, analysis, e);
    // A present tense says little: a verb right before the words may say more.
    let found = match found {
        Direction::Past | Direction::Future => found,
        Direction::Present | Direction::Unknown => match on_surface(t, e) {
            Direction::Unknown => found,
            nearer => nearer,
        },
    };
    let before = e.from.checked_sub(1).map_or("", |b| t.word(b));
    // 'Friday's attack' was; 'Friday's talks' may be ahead.
    let possessed =
        t.is(e.to, &["'s"]) && !(e.to + 1..e.to + 4).any(|k| t.entry(k).class.scheduled);
    match (before, found) {
        ("since", _) => Direction::Past,
        _ if possessed => Direction::Past,
        // 'The truce holds until Friday'; 'fighting went on until Friday'.
        ("until" | "till" | "by" | "through", Direction::Unknown | Direction::Present) => {
            Direction::Future
        }
        // 'They extended the truce until Friday.'
        ("until" | "till", Direction::Past) if moved(t, e) => Direction::Future,
        // 'before their November 24 deadline'
        _ if t.is(e.to, &["deadline", "deadlines"]) && found != Direction::Past => {
            Direction::Future
        }
        _ => found,
    }
}

/// Whether the verb near before moves a date: 'extended the deadline until Tuesday', 'put off talks
/// until May', 'gave them until Friday'.
fn moved(t: &Tokens<'_>, e: &Expression) -> bool {
    let start = t.sentence_start(e.from, REACH).max(e.from.saturating_sub(8));
    (start..e.from).any(|k| {
        t.is(
            k,
            &[
                "extended",
                "postponed",
                "delayed",
                "adjourned",
                "rescheduled",
                "deferred",
                "off",
                "gave",
                "given",
                "prolonged",
                "suspended",
            ],
        )
    })
}

fn in_tree(t: &Tokens<'_>, a: &Analysis, e: &Expression) -> Direction {
    let Some(mut at) = t.span(e.from, e.to).and_then(|span| a.head_in(span)) else {
        return Direction::Unknown;
    };
    // A tree may be broken; eight steps reach any verb that matters.
    for _ in 0..8 {
        let word = a.word(at);
        let copular = a.child(at, &["cop"]).is_some();
        if matches!(word.upos, Upos::Verb | Upos::Aux) || copular {
            let found = of_verb(a, at);
            if found != Direction::Unknown {
                return found;
            }
        }
        match word.head {
            Some(head) => at = head,
            None => break,
        }
    }
    Direction::Unknown
}

/// Direction by one verb with its auxiliaries.
fn of_verb(a: &Analysis, at: WordId) -> Direction {
    let word = a.word(at);
    let class = |word: &Word| {
        LEXICON.entry(&word.lemma.to_lowercase()).map_or_else(Default::default, |e| e.class)
    };
    let helpers: Vec<&Word> =
        a.children(at).map(|w| a.word(w)).filter(|w| w.is(&["aux", "cop"])).collect();
    let modal =
        helpers.iter().any(|w| w.feature("VerbForm").is_none_or(|f| f == "Fin") && class(w).future);
    let will = helpers.iter().any(|w| matches!(&*w.lemma, "will" | "shall" | "would"));
    let perfect = helpers.iter().any(|w| w.lemma == "have");
    if (modal || will) && !perfect {
        return Direction::Future;
    }
    let to = a.children(at).any(|w| a.word(w).upos == Upos::Part && a.word(w).is(&["mark"]));
    let bare = |w: &Word| w.feature("VerbForm") == Some("Inf");
    if to && (bare(word) || helpers.iter().any(|w| bare(w))) {
        return match word.head {
            // 'was forced to leave on Monday' happened; 'agreed to leave on Monday' is ahead.
            Some(head) if class(a.word(head)).done || a.word(head).lemma == "begin" => {
                of_verb(a, head)
            }
            _ => Direction::Future,
        };
    }
    let participle = word.feature("VerbForm") == Some("Part") || word.upos == Upos::Adj;
    // 'They planned a march on Saturday': what is planned is ahead, in any tense.
    let plan = matches!(&*word.lemma, "plan" | "schedule" | "slate" | "expect" | "intend");
    if plan || participle && planned_form(a, at) {
        return Direction::Future;
    }
    // The finite verb has the tense: 'is heard' is present, 'was heard' and 'has heard' are past.
    let finite = |w: &&&Word| w.feature("VerbForm") == Some("Fin");
    let tense = helpers.iter().find(finite).map_or(word, |w| w).feature("Tense");
    match tense {
        Some("Past") => Direction::Past,
        _ if perfect => Direction::Past,
        Some("Pres") => Direction::Present,
        _ => Direction::Unknown,
    }
}

/// 'expected', 'scheduled', 'due' as written, followed by 'to', 'for' or nothing.
fn planned_form(a: &Analysis, at: WordId) -> bool {
    let lemma = &a.word(at).lemma;
    ["ed", "d", ""].iter().any(|end| {
        let mut form = lemma.to_string();
        form.push_str(end);
        LEXICON.entry(&form).is_some_and(|e| e.class.planned)
    })
}

fn on_surface(t: &Tokens<'_>, e: &Expression) -> Direction {
    let start = t.sentence_start(e.from, REACH);
    let end = t.sentence_end(e.to.saturating_sub(1), REACH);
    let quoted = t.all[e.from].quoted;
    // Across a quotation mark another voice speaks.
    let before = (start..e.from)
        .rev()
        .take_while(|&k| t.all[k].quoted == quoted || t.all[k].kind == Kind::Mark)
        .find_map(|k| verb(t, k));
    before
        .or_else(|| {
            (e.to..end)
                .take_while(|&k| t.all[k].quoted == quoted || t.all[k].kind == Kind::Mark)
                .find_map(|k| verb(t, k))
        })
        .unwrap_or(Direction::Unknown)
}

/// What the word at `k` says of when, if it is a verb or the like.
fn verb(t: &Tokens<'_>, k: usize) -> Option<Direction> {
    let token = &t.all[k];
    if token.kind != Kind::Word {
        return None;
    }
    let class = token.entry.class;
    let capital = token.capital && !token.first;
    if capital && !class.title {
        return None;
    }
    let last = k.checked_sub(1).map(|b| &t.all[b]);
    let participle =
        class.past && !t.is(k, &["was", "were", "had", "did", "been"]) || ends_ed(token);
    // 'should be completed', 'to remain closed': the verb before decides; 'are held': present.
    if participle && last.is_some_and(|b| matches!(&*b.lower, "be" | "remain" | "stay" | "get")) {
        return None;
    }
    if participle && last.is_some_and(|b| matches!(&*b.lower, "is" | "are")) && !class.planned {
        return Some(Direction::Present);
    }
    let after_to = last.is_some_and(|b| b.lower == "to");
    if after_to
        && !class.past
        && token.lower != "the"
        && !ends_ing(token)
        && !t.is(k, &["a", "an", "his", "her", "their", "its", "be"])
    {
        return infinitive(t, k);
    }
    if token.lower == "be" && after_to {
        return infinitive(t, k);
    }
    // 'was originally set for July' speaks of a plan given up.
    let outdated = (k.saturating_sub(3)..k)
        .any(|b| t.is(b, &["originally", "initially", "previously", "earlier"]));
    if class.planned && outdated {
        return Some(Direction::Past);
    }
    if class.planned {
        let next = t.word(k + 1);
        // 'was set on fire', 'plans' as a noun say nothing.
        let ahead = matches!(next, "to" | "for" | "on" | "in" | "at" | "next" | "by" | "until")
            || t.entry(k + 1).weekday.is_some();
        if ahead
            || matches!(&*token.lower, "upcoming" | "deadline" | "planned" | "scheduled" | "due")
        {
            return Some(Direction::Future);
        }
    }
    if class.future {
        // 'could have left' is past.
        return Some(if t.is(k + 1, &["have"]) { Direction::Past } else { Direction::Future });
    }
    if class.calendar {
        return Some(Direction::Present);
    }
    if class.present {
        if t.is(k, &["has", "have", "'ve"]) {
            // 'have met', 'has now agreed'; not 'have until Friday', 'have three days'.
            let perfect = (k + 1..k + 4).take_while(|&n| t.entry(n).cardinal.is_none()).any(|n| {
                t.all.get(n).is_some_and(ends_ed) || t.entry(n).class.past && !t.is(n, &["said"])
            });
            return perfect.then_some(Direction::Past);
        }
        // 'is expected to', 'are due': look on; "'s" after a noun is mostly a genitive.
        if t.is(k, &["'s"]) || (k + 1..k + 4).any(|n| t.entry(n).class.planned) {
            return None;
        }
        // 'are held', 'is accused' go with what is said of them.
        return Some(Direction::Present);
    }
    if class.past {
        let planned = (k + 1..k + 4).any(|n| {
            t.entry(n).class.planned && t.is(n + 1, &["to", "for", "on", "in", "by", "at"])
        });
        if t.is(k, &["was", "were"]) && (planned || t.is(k + 1, &["to"])) {
            return Some(Direction::Future);
        }
        return Some(Direction::Past);
    }
    ends_ed(token).then_some(Direction::Past)
}

fn ends_ed(token: &Token) -> bool {
    token.lower.len() > 3 && token.lower.ends_with("ed") && !token.entry.class.not_past
}

fn ends_ing(token: &Token) -> bool {
    token.lower.ends_with("ing")
}

/// 'to' and a verb: ahead, unless what governs it says that it was done.
fn infinitive(t: &Tokens<'_>, k: usize) -> Option<Direction> {
    let to = k - 1;
    let governor = to.checked_sub(1).map(|g| &t.all[g])?;
    if governor.entry.class.done {
        return None;
    }
    // 'to London', 'to peace talks': no verb is known to be one without a model; a plural is none.
    let word = &t.all[k].lower;
    let noun = word.ends_with('s') && !word.ends_with("ss") || word.len() < 2;
    (!noun).then_some(Direction::Future)
}
