//! Who the source of a frame is.

use super::frames::{Frame, Page};
use crate::cast::Cast;
use crate::{ActorId, ActorKind, As};
use rapporteur_text::{Span, Upos, WordId};

/// What is remembered from frame to frame, in the order of the text.
#[derive(Default)]
pub(crate) struct Memory {
    /// Speakers so far: paragraph and id.
    spoken: Vec<(u32, ActorId)>,
}

impl Memory {
    pub(crate) fn remember(&mut self, paragraph: u32, speaker: &ActorId) {
        self.spoken.push((paragraph, speaker.clone()));
    }
}

impl Page<'_> {
    /// Whether a frame without a known speaker, and not quoted, says nothing: 'It is said that …',
    /// 'the job demands patience', 'a paper suggesting that …'. 'A witness said …' says something.
    pub(crate) fn is_idle(&self, frame: &Frame) -> bool {
        let Some((_, source)) = frame.source else { return true };
        let g = self.grammar;
        let reports = matches!(
            frame.rule.0,
            "speech/model" | "speech/clause" | "speech/parenthesis" | "speech/according-to"
        );
        let weak = frame.cue.and_then(|(_, w)| self.cues.verb(g, w)).is_some_and(|c| c.weak);
        // A demand or promise of nobody's, or of a thing's: 'the accord called for Chad to leave'.
        let plain = matches!(
            frame.stance,
            "say"
                | "claim"
                | "report"
                | "announce"
                | "warn"
                | "believe"
                | "predict"
                | "deny"
                | "admit"
        );
        !reports || weak || !plain && g.word(source).upos != Upos::Pron
    }

    /// The actor behind the source; `None` where nobody is named.
    ///
    /// A pronoun that the people room left open is, by a plain rule, the last speaker of fitting
    /// kind in this paragraph or the one before, else the subject named last before it there: 'he'
    /// a person, 'it' a body, 'they' a body or a people.
    pub(crate) fn speaker(
        &self,
        cast: &Cast<'_>,
        memory: &Memory,
        frame: &Frame,
    ) -> Option<ActorId> {
        let (span, head) = frame.source?;
        let g = self.grammar;
        if let Some(id) = cast.at(g, head).into_iter().next() {
            return Some(id);
        }
        if g.word(head).upos == Upos::Pron {
            return self.pronoun(cast, memory, head);
        }
        // The parser lost the head: the longest mention inside, a person first.
        let inside = cast.mentions_in(span).filter(|(m, ..)| span.contains(*m));
        let modifier = |m: Span| {
            g.analysis
                .head_in(m)
                .is_some_and(|w| w != head && g.word(w).is(&["amod", "nmod", "compound", "obl"]))
        };
        inside
            .filter(|(m, actor, _)| actor.kind == ActorKind::Person && !modifier(*m))
            // Not 'Assad' in 'Rebels fighting Assad'.
            .filter(|(m, ..)| {
                let before = g.text.span(span.start(), m.start());
                before.is_some_and(|b| g.analysis.words_in(b).all(|w| g.word(w).upos != Upos::Verb))
            })
            .max_by_key(|(m, ..)| m.len())
            .map(|(_, actor, _)| actor.id.clone())
            .or_else(|| self.named_before(cast, frame))
    }

    /// 'Jan Novak, the chairman of the group that met in Oslo, said …' where the parser took some noun
    /// in between for the subject: the person who opens the sentence, with a comma behind the name.
    fn named_before(&self, cast: &Cast<'_>, frame: &Frame) -> Option<ActorId> {
        let g = self.grammar;
        let (cue, _) = frame.cue?;
        let sentence = g.analysis.sentence(g.analysis.sentence_at(cue.start())?);
        let (span, actor, _) = cast.mentions_in(sentence.span).find(|(span, actor, _)| {
            actor.kind == ActorKind::Person && span.end() <= cue.start()
        })?;
        let comma = g.text.as_str()[span.end()..].starts_with(',');
        let opens =
            span.start() < sentence.span.start() + 40 && self.quote_at(span.start()).is_none();
        (comma && opens).then(|| actor.id.clone())
    }

    fn pronoun(&self, cast: &Cast<'_>, memory: &Memory, w: WordId) -> Option<ActorId> {
        let g = self.grammar;
        let form = g.form(w);
        let fits = |kind: ActorKind| match form.as_str() {
            "he" | "she" | "him" | "her" => kind == ActorKind::Person,
            "it" => !matches!(kind, ActorKind::Person | ActorKind::People),
            "they" | "them" => kind != ActorKind::Person,
            _ => false,
        };
        let sentence = g.analysis.sentence(g.analysis.sentence_of(w));
        let paragraph = sentence.paragraph;
        let near = |p: u32| p <= paragraph && p + 1 >= paragraph;
        let speaker = memory.spoken.iter().rev().take_while(|(p, _)| near(*p));
        let mut speaker = speaker.filter(|(_, id)| cast.actor(id).is_some_and(|a| fits(a.kind)));
        let subject = self.last_subject(cast, w, near, fits);
        // A subject named in this paragraph is nearer than a speaker of the one before.
        match (speaker.next(), subject) {
            (Some((p, _)), Some((at, id))) if at > *p => Some(id),
            (Some((_, id)), _) => Some(id.clone()),
            (None, subject) => subject.map(|(_, id)| id),
        }
    }

    /// The subject named last before `w` that `fits`, with its paragraph.
    fn last_subject(
        &self,
        cast: &Cast<'_>,
        w: WordId,
        near: impl Fn(u32) -> bool,
        fits: impl Fn(ActorKind) -> bool,
    ) -> Option<(u32, ActorId)> {
        let g = self.grammar;
        let at = g.word(w).span.start();
        let from =
            g.text.span(g.analysis.word(WordId(w.0.saturating_sub(250))).span.start(), at)?;
        let mentions: Vec<_> = cast.mentions_in(from).collect();
        mentions.into_iter().rev().find_map(|(span, actor, as_)| {
            let head = g.analysis.head_in(span)?;
            let paragraph = g.analysis.sentence(g.analysis.sentence_of(head)).paragraph;
            let subject = g.word(head).is(&["nsubj"])
                || g.upward(head)
                    .skip(1)
                    .take(2)
                    .any(|u| g.word(u).is(&["nsubj"]) && cast.at(g, u).contains(&actor.id));
            let good = near(paragraph)
                && subject
                && fits(actor.kind)
                && as_ != As::Pronoun
                && self.quote_at(span.start()).is_none();
            good.then(|| (paragraph, actor.id.clone()))
        })
    }
}
