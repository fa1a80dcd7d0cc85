//! When, where and through what something was said.

use super::frames::{Frame, Page};
use crate::cast::{Cast, says_when, when};
use crate::{ActorId, ActorKind, PlaceId, When};
use rapporteur_text::{Span, Upos, WordId};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Media {
    before: Vec<String>,
    carriers: Vec<String>,
    nobody: Vec<String>,
    platform: Vec<Platform>,
    kinds: Kinds,
}

#[derive(Deserialize)]
struct Platform {
    name: String,
    words: Vec<String>,
    #[serde(default)]
    verbs: Vec<String>,
}

#[derive(Deserialize)]
struct Kinds {
    heads: Vec<String>,
}

static MEDIA: LazyLock<Media> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../data/lexicon/media_phrases.toml"))
        .expect("media_phrases.toml is part of the program and read by its tests")
});

/// Through what, and to whom.
pub(crate) struct Channel {
    pub(crate) medium: Option<String>,
    pub(crate) addressee: Option<ActorId>,
}

impl Page<'_> {
    /// The words of the frame itself: under the cue, outside every content.
    fn frame_words(&self, frame: &Frame) -> Vec<WordId> {
        let Some((_, cue)) = frame.cue else { return Vec::new() };
        let g = self.grammar;
        let outside = |w: &WordId| {
            let span = g.word(*w).span;
            !frame.content.iter().any(|c| c.overlaps(span)) && self.quote_at(span.start()).is_none()
        };
        let sentence = g.analysis.sentence(g.analysis.sentence_of(cue)).words.clone();
        // A sentence is long only where it is none; a frame is near its cue.
        let (from, to) =
            (sentence.start.max(cue.0.saturating_sub(60)), sentence.end.min(cue.0 + 60));
        (from..to).map(WordId).filter(outside).filter(|&w| self.in_frame(w, cue)).collect()
    }

    /// Whether `w` belongs to the clause of the cue, or to a participle beside it ('Speaking on
    /// Tuesday, …'), and not to a clause that describes somebody in it.
    fn in_frame(&self, w: WordId, cue: WordId) -> bool {
        let g = self.grammar;
        let clause = g.clause(w);
        if clause == cue || clause == g.clause(cue) {
            return true;
        }
        let word = g.word(clause);
        let participle =
            word.is(&["advcl"]) && word.head == Some(cue) && g.form(clause).ends_with("ing");
        // 'wrote on X on Monday' under 'said': a verb of saying joined to the cue.
        participle || word.is(&["xcomp"]) && word.head == Some(cue)
    }

    /// The day the cue's own clause names.
    pub(crate) fn said_when(&self, cast: &Cast<'_>, frame: &Frame) -> Option<When> {
        let words = self.frame_words(frame);
        let (_, cue) = frame.cue?;
        let g = self.grammar;
        let sentence = g.analysis.sentence(g.analysis.sentence_of(cue)).span;
        let near = cast
            .times_in(sentence)
            .filter(|(span, time, _)| {
                says_when(time) && !frame.content.iter().any(|c| c.overlaps(*span))
            })
            .filter(|(_, _, head)| words.contains(head))
            // 'the 2022 talks' names a year in passing.
            .filter(|(_, _, head)| {
                !g.word(*head).is(&["nummod", "compound"]) || g.word(*head).head == Some(cue)
            });
        let nearest = near.min_by_key(|(_, _, head)| head.0.abs_diff(cue.0));
        nearest.map(|(_, time, _)| when(time)).or_else(|| self.beside_cue(cast, frame, sentence))
    }

    /// Where the parser hung the day elsewhere: the time right behind the cue ('said Saturday in
    /// Oslo'), or right before its subject ('but on Friday, Harel said').
    fn beside_cue(&self, cast: &Cast<'_>, frame: &Frame, sentence: Span) -> Option<When> {
        let text = self.grammar.text;
        let (cue, _) = frame.cue?;
        let found = cast.times_in(sentence).find(|(span, time, _)| {
            if !says_when(time) || frame.content.iter().any(|c| c.overlaps(*span)) {
                return false;
            }
            let gap = |from: usize, to: usize| text.span(from, to).map(|g| &text[g]);
            // 'said in a statement Friday': a few words that are no clause.
            let words = text.span(cue.end(), span.start()).filter(|g| {
                !text[*g].contains([',', ';', ':', '“', '"', '.'])
                    && text[*g].split_whitespace().count() <= 5
            });
            let behind = words.is_some_and(|g| {
                let mut between = self.grammar.analysis.words_in(g);
                between.all(|w| {
                    !matches!(self.grammar.word(w).upos, Upos::Verb | Upos::Aux | Upos::Sconj)
                })
            });
            let subject = frame.source.map_or(cue, |s| s.0);
            let before = gap(span.end(), subject.start())
                .is_some_and(|g| matches!(g.trim(), "" | "," | ", the"));
            behind || before
        });
        found.map(|(_, time, _)| when(time)).or_else(|| {
            // 'On Tuesday the convoy waited as officials said …': the day of the clause above.
            let (_, w) = frame.cue?;
            let mut all = cast.times_in(sentence).filter(|(_, time, _)| says_when(time));
            let (only, None) = (all.next()?, all.next()) else { return None };
            let above = self.grammar.clause(only.2);
            let early = only.0.end() <= cue.start() && only.0.start() < sentence.start() + 40;
            let under =
                self.grammar.word(w).is(&["advcl"]) && self.grammar.word(w).head == Some(above);
            (early && under).then(|| when(only.1))
        })
    }

    /// Cuts from a content what belongs to the frame: the day and place between the cue and 'that'
    /// ('said | Saturday in Oslo that | it would come'), and gives back the day.
    ///
    /// A day without 'that' is cut where a clause of its own follows: 'said Friday the talks failed'.
    pub(crate) fn without_lead(&self, cast: &Cast<'_>, frame: &mut Frame) -> Option<When> {
        let g = self.grammar;
        let (cue, _) = frame.cue?;
        let first = *frame.content.first()?;
        let gap = g.text.span(cue.end(), first.start())?;
        if !g.text[gap].trim().is_empty() {
            return None;
        }
        let words: Vec<WordId> = g.analysis.words_in(first).take(9).collect();
        let verb = words.iter().position(|&w| matches!(g.word(w).upos, Upos::Verb | Upos::Aux));
        let that = words[..verb.unwrap_or(words.len())].iter().position(|&w| g.form(w) == "that");
        let lead = cast.times_in(first).find(|(span, time, _)| {
            says_when(time) && span.start().saturating_sub(first.start()) < 4
        });
        let cut = match (that, lead) {
            (Some(at), _) if at > 0 && at < 8 => Some(g.word(words[at]).span.end()),
            (_, Some((span, ..))) => Some(span.end()),
            _ => None,
        }?;
        let kept = g.text.span(cut, first.end()).and_then(|s| self.trimmed(s));
        let day = cast.times_in(first).find(|(s, t, _)| s.end() <= cut && says_when(t));
        match kept.filter(|&k| g.text[k].split_whitespace().nth(1).is_some()) {
            Some(kept) => frame.content[0] = kept,
            None => return None,
        }
        day.map(|(_, time, _)| when(time))
    }

    /// Whether the content is nothing but the time and place of the frame: 'Saturday in Oslo'.
    pub(crate) fn is_setting(&self, cast: &Cast<'_>, content: &[Span]) -> bool {
        let g = self.grammar;
        let [only] = content else { return false };
        let timed = cast.times_in(*only).any(|(s, ..)| s.start() < only.start() + 4);
        timed
            && !g.analysis.words_in(*only).any(|w| matches!(g.word(w).upos, Upos::Verb | Upos::Aux))
    }

    /// The place the cue's own clause names behind 'in', 'at' or 'from'.
    pub(crate) fn said_where(&self, cast: &Cast<'_>, frame: &Frame) -> Option<PlaceId> {
        let words = self.frame_words(frame);
        let (_, cue) = frame.cue?;
        let g = self.grammar;
        let sentence = g.analysis.sentence(g.analysis.sentence_of(cue)).span;
        cast.places_in(sentence)
            .filter(|(_, _, head)| words.contains(head) && g.word(*head).is(&["obl", "nmod"]))
            .filter(|(_, _, head)| {
                matches!(g.case(*head).as_str(), "in" | "at" | "from" | "outside" | "near")
            })
            .find(|(_, _, head)| {
                // 'in Munich' under the cue or its object, not 'the mayor of a town in Bavaria'.
                g.upward(*head).skip(1).take(2).any(|h| h == cue || g.clause(h) == h)
            })
            .map(|(_, place, _)| place.id.clone())
    }

    /// The medium and the one who was told.
    pub(crate) fn channel(&self, cast: &Cast<'_>, frame: &Frame) -> Channel {
        let g = self.grammar;
        let mut channel = Channel { medium: None, addressee: None };
        if let Some(through) = frame.through {
            let named = cast.at(g, through).first().and_then(|id| cast.actor(id));
            channel.medium = named
                .filter(|a| a.kind == ActorKind::Media)
                .map(|a| a.name.clone())
                .or_else(|| Some(self.phrase(through)));
        }
        if let Some(told) = frame.told {
            let nobody = MEDIA.nobody.iter().any(|n| *n == g.lemma(told));
            let actor = cast.at(g, told).first().and_then(|id| cast.actor(id));
            match actor {
                Some(actor) if actor.kind == ActorKind::Media => {
                    channel.medium.get_or_insert_with(|| actor.name.clone());
                }
                Some(actor) => channel.addressee = Some(actor.id.clone()),
                None if !nobody => {
                    let kind = self.kind_of_medium(told);
                    channel.medium = channel.medium.or(kind);
                }
                None => {}
            }
        }
        if channel.medium.is_none() {
            channel.medium = self.medium_words(cast, frame);
        }
        channel
    }

    /// A noun phrase as words, without its article: 'Iranian media'.
    fn phrase(&self, noun: WordId) -> String {
        let g = self.grammar;
        let words = &g.text[self.noun_phrase(noun)];
        let bare = ["the ", "The ", "a ", "A ", "an "].iter().find_map(|a| words.strip_prefix(a));
        bare.unwrap_or(words).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn kind_of_medium(&self, noun: WordId) -> Option<String> {
        let lemma = self.grammar.lemma(noun);
        let known =
            MEDIA.kinds.heads.iter().any(|h| h.split(' ').next_back() == Some(lemma.as_str()));
        known.then(|| self.phrase(noun))
    }

    /// 'in a post on X', 'in an interview with Le Monde', 'on state television'.
    fn medium_words(&self, cast: &Cast<'_>, frame: &Frame) -> Option<String> {
        let g = self.grammar;
        let words = self.frame_words(frame);
        let cue = frame.cue?.1;
        for &w in &words {
            let span = g.word(w).span;
            for platform in &MEDIA.platform {
                let named = platform.words.iter().any(|name| self.starts_with(span, name));
                let verb = w == cue && platform.verbs.contains(&g.lemma(w));
                if verb || named && self.leads_to_medium(w) {
                    return Some(platform.name.clone());
                }
            }
        }
        for &w in &words {
            // Only the word that heads its phrase: 'in an interview with the Standard'.
            if !g.word(w).is(&["obl", "nmod"]) || !self.leads_to_medium(w) || frame.told == Some(w)
            {
                continue;
            }
            let actor = cast.at(g, w).first().and_then(|id| cast.actor(id));
            let is_source = frame.source.is_some_and(|(s, _)| s.overlaps(g.word(w).span));
            if is_source {
                continue;
            }
            if let Some(media) = actor.filter(|a| a.kind == ActorKind::Media) {
                return Some(media.name.clone());
            }
            if g.case(w) == "on"
                && actor.is_none()
                && let Some(kind) = self.kind_of_medium(w)
            {
                return Some(kind);
            }
        }
        None
    }

    fn starts_with(&self, span: Span, name: &str) -> bool {
        let rest = &self.grammar.text.as_str()[span.start()..];
        rest.starts_with(name) && !rest[name.len()..].starts_with(char::is_alphanumeric)
    }

    /// 'on', 'in', 'via' before the word, or a carrier as its head or beside it ('the X post').
    fn leads_to_medium(&self, w: WordId) -> bool {
        let g = self.grammar;
        let carrier = |k: WordId| MEDIA.carriers.contains(&g.lemma(k));
        let head = g.word(w).head;
        let beside = g.word(w).is(&["compound", "nmod", "flat"]) && head.is_some_and(carrier);
        let next = WordId(w.0 + 1);
        let follows = (next.0 as usize) < g.analysis.words.len()
            && g.word(next).upos != Upos::Punct
            && carrier(next);
        beside || follows || MEDIA.before.contains(&g.case(w))
    }
}
