//! Frames that the language model found: which of them are speech, and with what force.

use super::frames::{Frame, Page};
use super::quotes::quoted_share;
use crate::{Polarity, Rule};
use rapporteur_text::{Attribution, Span, Upos, WordId};

impl Page<'_> {
    /// The model's attributions as frames. Attitudes ('Paris feared another raid') are dropped
    /// unless their words are quoted.
    pub(crate) fn model_frames(&self) -> Vec<Frame> {
        self.grammar.analysis.attributions.iter().filter_map(|a| self.attribution(a)).collect()
    }

    fn attribution(&self, attribution: &Attribution) -> Option<Frame> {
        let g = self.grammar;
        let content: Vec<Span> = joined(&attribution.content)
            .into_iter()
            .filter(|&c| self.belongs(attribution, c))
            .filter_map(|c| self.trimmed(c))
            .filter(|&c| g.text[c].chars().any(char::is_alphanumeric))
            .collect();
        if content.is_empty()
            || self.is_bare_frame(&content)
            || self.cues.is_anonymity(&g.text[content[0]])
        {
            return None;
        }
        let quoted = quoted_share(g.text, self.quotes, &content);
        let cue_span = attribution.cue.iter().copied().reduce(Span::join);
        let cue_words: Vec<WordId> =
            attribution.cue.iter().flat_map(|&c| g.analysis.words_in(c)).collect();
        let verb = cue_words.iter().copied().find_map(|w| Some((w, self.cues.verb(g, w)?)));
        let noun = || cue_words.iter().copied().find_map(|w| Some((w, self.cues.noun(g, w)?)));
        let declined = cue_words.iter().copied().find(|&w| self.cues.declined(g, w).is_some());
        let attitude = cue_words.iter().any(|&w| self.cues.is_attitude(g, w));
        let known = verb.or_else(noun);
        let according = cue_words.iter().any(|&w| g.form(w) == "according");
        let colon = cue_span.is_some_and(|c| g.text[c].trim_end() == ":");
        if known.is_none() && declined.is_none() && !according && !colon {
            // No word of speech: kept where the words are given as spoken.
            let spoken = quoted >= 0.5
                && content.iter().any(|&c| g.text[c].split_whitespace().nth(3).is_some());
            if !spoken || attitude && quoted < 0.9 {
                return None;
            }
        }
        let weak = known.as_ref().is_some_and(|(_, c)| c.weak);
        let head = known
            .as_ref()
            .map(|(w, _)| *w)
            .or_else(|| cue_span.and_then(|c| g.analysis.head_in(c)));
        let stance = known.as_ref().map_or("say", |(_, c)| c.stance);
        // What is announced, proposed or maintained as a thing is an act: 'announced a truce'.
        let thing = known.as_ref().is_some_and(|(_, c)| c.object || c.about || c.infinitive);
        let act = matches!(stance, "announce" | "propose") || weak || known.is_some() && !thing;
        if act && quoted < 0.05 && !self.is_clause(&content) && !self.is_infinitive(&content) {
            return None;
        }
        let denies = known.as_ref().is_some_and(|(_, c)| c.denies);
        let negated = head.is_some_and(|w| g.word(w).upos == Upos::Verb && g.is_negated(w))
            || cue_words
                .iter()
                .any(|&w| matches!(g.form(w).as_str(), "not" | "n't" | "n’t" | "never"));
        let polarity = match () {
            () if declined.is_some() => Polarity::Declined,
            () if denies || negated => Polarity::Denied,
            () => Polarity::Said,
        };
        let source = attribution.source.iter().copied().reduce(Span::join);
        let mut source = source.and_then(|s| Some((s, self.source_head(s)?)));
        // The tree knows a verb's subject better than a link across sentences does.
        if let Some(verb) =
            known.as_ref().map(|(w, _)| *w).filter(|&w| g.word(w).upos == Upos::Verb)
            && let Some(doer) = g.doer(verb)
            && (g.child(verb, &["nsubj"]).is_some()
                // 'Yamani shook hands with Salam but said …'
                || g.word(verb).is(&["conj"])
                || source
                    .is_none_or(|(_, h)| g.analysis.sentence_of(h) != g.analysis.sentence_of(verb)))
            && source.is_none_or(|(s, _)| !s.contains(g.word(doer).span))
        {
            source = Some((self.noun_phrase(doer), doer));
        }
        // Told by nobody and not quoted: 'it is hard to predict …'.
        if source.is_none() && quoted < 0.05 {
            return None;
        }
        Some(Frame {
            source,
            cue: cue_span.zip(head),
            content,
            stance: if declined.is_some() { "decline" } else { stance },
            polarity,
            told: head.and_then(|w| self.told(w)),
            through: None,
            rule: Rule("speech/model"),
            confidence: attribution.score,
        })
    }

    /// Whether a piece of content can belong to its cue: in the same sentence, or in the same
    /// paragraph and quoted or next to it. A link that leaps further is the model's error.
    fn belongs(&self, attribution: &Attribution, content: Span) -> bool {
        let g = self.grammar;
        let Some(cue) = attribution.cue.first().or(attribution.source.first()) else {
            return true;
        };
        let sentence = |s: Span| g.analysis.sentence_at(s.start()).map(|i| g.analysis.sentence(i));
        let (Some(of_cue), Some(first)) = (sentence(*cue), sentence(content)) else { return false };
        if of_cue.span.overlaps(content) {
            return true;
        }
        let quote = self.quote_at(content.start()).is_some();
        let gap = content
            .start()
            .saturating_sub(cue.end())
            .max(cue.start().saturating_sub(content.end()));
        of_cue.paragraph == first.paragraph && (quote && gap < 600 || gap < 4)
    }

    /// The word that names the source: not 'who' nor a clause behind the name.
    fn source_head(&self, source: Span) -> Option<WordId> {
        let head = self.grammar.analysis.head_in(source)?;
        Some(self.grammar.antecedent(head))
    }

    /// 'to host both teams'.
    fn is_infinitive(&self, content: &[Span]) -> bool {
        content.iter().any(|&c| self.grammar.text[c].starts_with("to "))
    }

    /// Whether the content holds a verb with its subject.
    fn is_clause(&self, content: &[Span]) -> bool {
        let g = self.grammar;
        content.iter().any(|&c| g.analysis.words_in(c).any(|w| g.word(w).is(&["nsubj", "csubj"])))
    }
}

/// Fragments that only white space or a mark parts, as one.
fn joined(content: &[Span]) -> Vec<Span> {
    let mut sorted = content.to_vec();
    sorted.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start() <= last.end() + 2 => *last = last.join(span),
            _ => out.push(span),
        }
    }
    out
}
