//! Speech frames in the trees: a source, a cue, and what is said.
//!
//! Each rule here reads one shape of sentence; its documentation shows a sentence that it reads and
//! one that it leaves alone. None resolves who the source is.

use super::lexicon::{Cue, Cues};
use super::quotes::{Quote, trimmed};
use crate::grammar::Grammar;
use crate::{Polarity, Rule};
use rapporteur_text::{Span, Upos, WordId};

/// Who said what, as words.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The words that name the source, and their head.
    pub(crate) source: Option<(Span, WordId)>,
    /// The words that say that it is said, and the one that heads them.
    pub(crate) cue: Option<(Span, WordId)>,
    /// What is said, in order; trimmed.
    pub(crate) content: Vec<Span>,
    pub(crate) stance: &'static str,
    pub(crate) polarity: Polarity,
    /// Who is told, where the verb says so.
    pub(crate) told: Option<WordId>,
    /// Whoever quotes the speaker: 'TASS' in 'TASS quoted Lavrov as saying'.
    pub(crate) through: Option<WordId>,
    pub(crate) rule: Rule,
    pub(crate) confidence: f32,
}

/// What the rules read from.
pub(crate) struct Page<'a> {
    pub(crate) grammar: &'a Grammar<'a>,
    pub(crate) cues: &'static Cues,
    pub(crate) quotes: &'a [Quote],
}

impl Page<'_> {
    pub(crate) fn trimmed(&self, span: Span) -> Option<Span> {
        trimmed(self.grammar.text, self.quotes, span)
    }

    /// The quotation that holds the byte.
    pub(crate) fn quote_at(&self, byte: usize) -> Option<&Quote> {
        let at = self.quotes.partition_point(|q| q.outer.end() <= byte);
        self.quotes.get(at).filter(|q| q.outer.holds(byte))
    }

    /// Whether the word is part of a quoted sentence, not of a quoted phrase of a few words.
    pub(crate) fn is_quoted(&self, w: WordId) -> bool {
        self.quote_at(self.grammar.word(w).span.start())
            .is_some_and(|q| self.grammar.text[q.inner].split_whitespace().nth(4).is_some())
    }

    /// All frames of the trees, in the order of their cues.
    pub(crate) fn frames(&self) -> Vec<Frame> {
        let words = (0..self.grammar.analysis.words.len() as u32).map(WordId);
        words
            .filter(|&w| !self.is_quoted(w))
            .flat_map(|w| {
                self.according_to(w).or_else(|| self.at_verb(w)).or_else(|| self.at_noun(w))
            })
            .collect()
    }

    /// 'According to the ministry, the bridge is open.' Not 'Prices differ according to season':
    /// no clause is left that anyone could have said (a bare verb with its subject is one; the
    /// speaker must be known, which is checked later).
    fn according_to(&self, w: WordId) -> Option<Frame> {
        let g = self.grammar;
        let next = WordId(w.0 + 1);
        let according = g.form(w) == "according"
            && g.analysis.words.len() > next.0 as usize
            && g.form(next) == "to";
        if !according {
            return None;
        }
        // 'according' is the case of its noun, or the noun hangs under it.
        let noun = match g.word(w).head {
            Some(head) if g.word(w).is(&["case", "fixed", "mark"]) => head,
            _ => g.child(w, &["obl", "nmod", "pobj", "dep"])?,
        };
        let top = if g.is_under(w, noun) { noun } else { w };
        let clause = g.word(top).head.map(|h| g.clause(h))?;
        let source = self.noun_phrase(noun);
        let cut = g.span(top).join(g.word(next).span);
        let content = self.without(g.span(clause), cut);
        let cue = g.word(w).span.join(g.word(next).span);
        (!content.is_empty()).then_some(Frame {
            source: Some((source, noun)),
            cue: Some((cue, w)),
            content,
            stance: "say",
            polarity: Polarity::Said,
            told: None,
            through: None,
            rule: Rule("speech/according-to"),
            confidence: 0.85,
        })
    }

    /// A noun phrase without the clauses that hang on it: 'Giles' in 'Giles, who knows Kyiv'.
    pub(crate) fn noun_phrase(&self, noun: WordId) -> Span {
        let g = self.grammar;
        let (first, last) = g.bounds(noun);
        let stop = g
            .children(noun)
            .iter()
            .filter(|&&k| k > noun && g.word(k).is(&["acl", "parataxis", "appos", "punct"]))
            .map(|&k| g.bounds(k).0)
            .min();
        let last = stop.map_or(last, |s| WordId(s.0.saturating_sub(1).max(noun.0)));
        let mut span = g.word(first).span.join(g.word(last).span);
        // The preposition is no part of the source: 'to' in 'according to the ministry'.
        if let Some(case) = g.child(noun, &["case"]).filter(|&c| c < noun) {
            let after = WordId(g.bounds(case).1.0 + 1);
            if after <= noun {
                span = g.word(after).span.join(g.word(last.max(noun)).span);
            }
        }
        g.text.trim(span)
    }

    /// The pieces of `span` outside `cut`, trimmed.
    fn without(&self, span: Span, cut: Span) -> Vec<Span> {
        let text = self.grammar.text;
        let before = (span.start() < cut.start()).then(|| text.span(span.start(), cut.start()));
        let after = (cut.end() < span.end()).then(|| text.span(cut.end(), span.end()));
        let pieces = [before.flatten(), after.flatten()].into_iter().flatten();
        pieces
            .filter_map(|p| self.trimmed(p))
            .filter(|&p| {
                text[p].split_whitespace().nth(1).is_some()
                    || text[p].chars().any(char::is_alphanumeric) && text[p].len() > 4
            })
            .collect()
    }

    /// Verbs of the lexicon, by what they take.
    fn at_verb(&self, w: WordId) -> Option<Frame> {
        let g = self.grammar;
        if let Some(spoken) = self.cues.declined(g, w) {
            let content = self.trimmed(g.span(spoken))?;
            return Some(self.frame(
                w,
                "decline",
                vec![content],
                Polarity::Declined,
                "speech/declined",
            ));
        }
        let cue = self.cues.verb(g, w)?;
        if let Some(frame) = self.quoted_as_saying(w) {
            return Some(frame);
        }
        let negated = g.is_negated(w);
        let polarity = if cue.denies || negated { Polarity::Denied } else { Polarity::Said };
        let (content, rule) = self.content(w, &cue)?;
        let content: Vec<Span> = content.into_iter().filter_map(|c| self.trimmed(c)).collect();
        if content.is_empty()
            || self.is_bare_frame(&content)
            || self.cues.is_anonymity(&g.text[content[0]])
        {
            return None;
        }
        // 'a law that would demand patience', 'had pledged to urge …': what somebody might say, or is
        // to say, is not said yet.
        let modal = g.auxiliaries(w).iter().any(|a| {
            matches!(
                a.as_str(),
                "would" | "could" | "may" | "might" | "should" | "must" | "can" | "will"
            )
        });
        let infinitive = g.those(w, &["mark"]).any(|m| g.form(m) == "to");
        if modal || infinitive {
            return None;
        }
        Some(self.frame(w, cue.stance, content, polarity, rule))
    }

    /// 'Interfax reported' in '“…,” he said, Interfax reported': a frame, not what is said.
    pub(crate) fn is_bare_frame(&self, content: &[Span]) -> bool {
        let [only] = content else { return false };
        let words: Vec<WordId> = self.grammar.analysis.words_in(*only).take(5).collect();
        words.len() < 5
            && words.last().is_some_and(|&w| {
                self.cues.verb(self.grammar, w).is_some_and(|c| c.quote && !c.weak)
            })
    }

    fn frame(
        &self,
        verb: WordId,
        stance: &'static str,
        content: Vec<Span>,
        polarity: Polarity,
        rule: &'static str,
    ) -> Frame {
        let g = self.grammar;
        let source = g.doer(verb).map(|s| (self.noun_phrase(s), s));
        Frame {
            source,
            cue: Some((g.word(verb).span, verb)),
            content,
            stance,
            polarity,
            told: self.told(verb),
            through: None,
            rule: Rule(rule),
            confidence: if source.is_some() { 0.8 } else { 0.55 },
        }
    }

    /// Whom the verb tells: 'told Kyiv that', 'said to Kyiv that', 'urged Kyiv to'.
    pub(crate) fn told(&self, verb: WordId) -> Option<WordId> {
        let g = self.grammar;
        let tells = matches!(
            g.lemma(verb).as_str(),
            "tell"
                | "inform"
                | "warn"
                | "assure"
                | "reassure"
                | "urge"
                | "ask"
                | "remind"
                | "advise"
                | "notify"
                | "order"
                | "caution"
                | "promise"
                | "implore"
                | "press"
                | "request"
                | "beg"
                | "invite"
                | "encourage"
                | "instruct"
                | "accuse"
                | "blame"
                | "call"
                | "appeal"
        );
        let object = || g.child(verb, &["iobj"]).or_else(|| g.child(verb, &["obj"]));
        if tells && g.is_passive(verb) {
            return g.subject(verb);
        }
        tells
            .then(object)
            .flatten()
            .or_else(|| g.behind(verb, &["to", "on", "upon"]).first().copied())
    }

    /// What the verb says is said, and the rule.
    fn content(&self, w: WordId, cue: &Cue) -> Option<(Vec<Span>, &'static str)> {
        let g = self.grammar;
        // 'suggesting that …' behind a clause draws a conclusion, it reports nobody.
        let inference = cue.weak && g.word(w).is(&["advcl"]) && g.child(w, &["nsubj"]).is_none();
        if inference {
            return None;
        }
        if let Some(clause) = g.child(w, &["ccomp"]).filter(|_| cue.clause || cue.quote) {
            let mut span = self.clause_of_content(w, clause);
            // The parser may cut one clause in two.
            for more in g.those(w, &["ccomp"]).filter(|&m| m > clause && clause > w) {
                span = span.join(self.clause_of_content(w, more));
            }
            return Some((vec![span], "speech/clause"));
        }
        if let Some(content) = self.parenthetical(w, cue) {
            return Some((content, "speech/parenthesis"));
        }
        // 'called the talks “critical”'.
        if cue.weak {
            let from = g.child(w, &["obj"]).or_else(|| g.child(w, &["nsubj:pass"]))?;
            let to = g.those(w, &["xcomp", "obl", "obj"]).last().filter(|&t| t >= from)?;
            let span = g.span(from).join(g.span(to));
            let marked = self.quotes.iter().any(|q| span.contains(q.inner));
            return marked.then(|| (vec![span], "speech/naming"));
        }
        let complement = g
            .those(w, &["xcomp", "ccomp", "advcl"])
            .find(|&x| x > w && g.those(x, &["mark"]).any(|m| g.form(m) == "to"));
        if let Some(x) = complement.filter(|_| cue.infinitive) {
            let mut span = g.span(x);
            let asked = g
                .child(w, &["obj"])
                .or_else(|| cue.particle.and_then(|p| g.behind(w, &[p]).first().copied()));
            if let Some(object) =
                asked.filter(|&o| o > w && matches!(cue.stance, "ask" | "demand" | "warn"))
            {
                let from =
                    g.child(object, &["case"]).map_or(g.span(object), |_| self.noun_phrase(object));
                span = span.join(from);
            }
            return Some((vec![span], "speech/infinitive"));
        }
        if cue.object
            && let Some(particle) = cue.particle
            && let Some(&object) = g.behind(w, &[particle]).first()
        {
            return Some((vec![self.behind_preposition(object)], "speech/object"));
        }
        if cue.about {
            let prepositions: &[&str] = match cue.stance {
                "accuse" => &["of", "for", "over", "on"],
                "warn" => &["of", "about", "against"],
                _ => &["for", "over", "to", "about", "against", "at"],
            };
            let of = g
                .those(w, &["obl", "advcl", "nmod"])
                .chain(g.child(w, &["obj"]).into_iter().flat_map(|o| g.those(o, &["nmod", "acl"])))
                .find(|&k| {
                    let case = g.case(k);
                    let mark = g.child(k, &["mark"]).map(|m| g.form(m)).unwrap_or_default();
                    k > w
                        && (prepositions.contains(&case.as_str())
                            || prepositions.contains(&mark.as_str()))
                });
            if let Some(of) = of {
                return Some((vec![self.behind_preposition(of)], "speech/about"));
            }
        }
        if cue.object && !g.is_passive(w) {
            let object = g.child(w, &["obj"])?;
            let pronoun = g.word(object).upos == Upos::Pron;
            let long = g.bounds(object).0 != g.bounds(object).1;
            return (!pronoun && long).then(|| (vec![g.span(object)], "speech/object"));
        }
        None
    }

    /// The words under `w` but for its preposition or 'for'/'of' mark.
    fn behind_preposition(&self, w: WordId) -> Span {
        let g = self.grammar;
        let span = g.span(w);
        let lead = g
            .those(w, &["case", "mark"])
            .find(|&m| m < w && g.word(m).span.start() <= span.start());
        let from = lead.map_or(span.start(), |m| g.word(g.bounds(m).1).span.end());
        g.text.span(from.min(span.end()), span.end()).map_or(span, |s| g.text.trim(s))
    }

    /// A content clause: what stands under it, but not the frame, if the parser hung that inside.
    fn clause_of_content(&self, verb: WordId, clause: WordId) -> Span {
        let g = self.grammar;
        let span = g.span(clause);
        let at = g.word(verb).span;
        if !span.overlaps(at) {
            return span;
        }
        let piece = if clause < verb {
            g.text.span(
                span.start(),
                g.doer(verb)
                    .filter(|&s| s > clause && s < verb)
                    .map_or(at.start(), |s| g.span(s).start().min(at.start())),
            )
        } else {
            g.text.span(at.end(), span.end())
        };
        piece.unwrap_or(span)
    }

    /// 'The bridge, officials said, is open.' 'It is open, they say.' Not 'They say it is open':
    /// that is a clause under the verb.
    fn parenthetical(&self, w: WordId, cue: &Cue) -> Option<Vec<Span>> {
        let g = self.grammar;
        let word = g.word(w);
        let above = word.head?;
        let beside = word.is(&["parataxis"]) && (cue.clause || cue.quote) && !cue.weak;
        if !beside
            || g.child(w, &["nsubj"]).is_none()
            || above > w && g.span(w).start() <= g.span(above).start()
        {
            return None;
        }
        let clause = g.clause(above);
        let content = self.without(g.span(clause), g.span(w));
        (!content.is_empty()).then_some(content)
    }

    /// 'TASS quoted Lavrov as saying …', 'Lavrov was quoted by TASS as saying …'.
    fn quoted_as_saying(&self, w: WordId) -> Option<Frame> {
        let g = self.grammar;
        if !matches!(g.lemma(w).as_str(), "quote" | "cite" | "report") {
            return None;
        }
        let quoted = g.undergoer(w)?;
        let saying = g
            .those(w, &["xcomp", "advcl", "ccomp", "obl"])
            .chain(g.those(quoted, &["acl"]))
            .find(|&s| s > w && g.form(s) == "saying")?;
        let clause = g.child(saying, &["ccomp", "obj", "parataxis"])?;
        let content = self.trimmed(g.span(clause))?;
        let by = if g.is_passive(w) { g.agent(w) } else { g.subject(w) };
        Some(Frame {
            source: Some((self.noun_phrase(quoted), quoted)),
            cue: Some((g.word(saying).span, saying)),
            content: vec![content],
            stance: "say",
            polarity: Polarity::Said,
            told: None,
            through: by,
            rule: Rule("speech/quoted-as-saying"),
            confidence: 0.85,
        })
    }

    /// 'his claim that the town is theirs', 'a promise to bring peace', 'accusations of lying'.
    /// Not 'a report that long' (no clause).
    fn at_noun(&self, w: WordId) -> Option<Frame> {
        let g = self.grammar;
        let cue = self.cues.noun(g, w)?;
        let clause = g.those(w, &["acl", "ccomp"]).find(|&c| {
            let mark = g.child(c, &["mark"]).map(|m| g.form(m)).unwrap_or_default();
            c > w
                && g.word(c).relation != "acl:relcl"
                && (mark == "that" && cue.clause
                    || mark == "to" && cue.infinitive
                    || mark == "of" && cue.about)
        })?;
        let content = self.trimmed(self.behind_preposition(clause))?;
        let source = g.child(w, &["nmod:poss"]).or_else(|| {
            let verb = g.word(w).head.filter(|&h| g.is_predicate(h))?;
            let made = g.word(w).is(&["obj", "obl"]) && !g.is_passive(verb);
            made.then(|| g.subject(verb)).flatten()
        })?;
        let source_span = self.noun_phrase(source);
        Some(Frame {
            source: Some((source_span, source)),
            cue: Some((g.word(w).span, w)),
            content: vec![content],
            stance: cue.stance,
            polarity: if cue.denies { Polarity::Denied } else { Polarity::Said },
            told: None,
            through: None,
            rule: Rule("speech/noun"),
            confidence: 0.6,
        })
    }
}
