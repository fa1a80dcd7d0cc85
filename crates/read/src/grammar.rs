//! What depends on what: the trees of an analysis, made quick to walk.
//!
//! [`Grammar`] lists each word's dependents once, so that no rule looks through a sentence again,
//! and answers the questions that rules about speech and events share: who is the subject of this
//! verb, which preposition stands before this noun, is the verb negated. A parser errs; every answer
//! is therefore optional, and no walk can run in a circle.

use rapporteur_text::{Analysis, Span, Text, Upos, Word, WordId};

/// The trees of one analysis. Building it is linear in the number of words but for one sort.
pub struct Grammar<'a> {
    /// The text that was analysed.
    pub text: &'a Text,
    /// Its words and trees.
    pub analysis: &'a Analysis,
    /// `kids[starts[w]..starts[w + 1]]` are the dependents of `w`, in order.
    starts: Vec<u32>,
    kids: Vec<WordId>,
    /// First and last word of the subtree of each word.
    reach: Vec<(u32, u32)>,
}

/// Relations whose dependent heads a clause of its own.
const CLAUSAL: [&str; 7] = ["acl", "advcl", "ccomp", "csubj", "parataxis", "root", "xcomp"];

impl<'a> Grammar<'a> {
    /// The trees of `analysis`, which must be that of `text`.
    pub fn new(text: &'a Text, analysis: &'a Analysis) -> Self {
        let n = analysis.words.len();
        let mut starts = vec![0u32; n + 2];
        let head = |w: usize| analysis.words[w].head.map(|h| h.0 as usize).filter(|&h| h < n);
        for w in 0..n {
            if let Some(h) = head(w) {
                starts[h + 2] += 1;
            }
        }
        for w in 1..n + 2 {
            starts[w] += starts[w - 1];
        }
        let mut kids = vec![WordId(0); starts[n + 1] as usize];
        for w in 0..n {
            if let Some(h) = head(w) {
                kids[starts[h + 1] as usize] = WordId(w as u32);
                starts[h + 1] += 1;
            }
        }
        starts.pop();
        let mut grammar = Self { text, analysis, starts, kids, reach: Vec::new() };
        grammar.reach = grammar.reaches();
        grammar
    }

    /// Subtree bounds, from the leaves up. Words in a circle (no tree) keep what they have.
    fn reaches(&self) -> Vec<(u32, u32)> {
        let n = self.analysis.words.len();
        let mut reach: Vec<(u32, u32)> = (0..n as u32).map(|w| (w, w)).collect();
        let roots = (0..n as u32).filter(|&w| self.analysis.words[w as usize].head.is_none());
        let mut order: Vec<WordId> = roots.map(WordId).collect();
        let mut at = 0;
        while at < order.len() {
            order.extend_from_slice(self.children(order[at]));
            at += 1;
        }
        for &w in order.iter().rev() {
            if let Some(h) = self.word(w).head {
                let (first, last) = reach[w.0 as usize];
                let above = &mut reach[h.0 as usize];
                *above = (above.0.min(first), above.1.max(last));
            }
        }
        reach
    }

    /// The word itself.
    pub fn word(&self, w: WordId) -> &'a Word {
        self.analysis.word(w)
    }

    /// The dictionary form, lower case.
    pub fn lemma(&self, w: WordId) -> String {
        let word = self.word(w);
        let lemma = crate::lemmas::lemma(word.upos, &word.lemma.to_lowercase(), &self.form(w));
        if word.upos != Upos::Noun {
            return lemma;
        }
        // 'cease-fire' cut into words is 'cease-fire' all the same.
        let text = self.text.as_str();
        let inside = |c: &char| c.is_alphanumeric() || *c == '-';
        let before: usize = text[..word.span.start()]
            .chars()
            .rev()
            .take(24)
            .take_while(inside)
            .map(char::len_utf8)
            .sum();
        let after: usize =
            text[word.span.end()..].chars().take(24).take_while(inside).map(char::len_utf8).sum();
        if before + after < 3 {
            return lemma;
        }
        let whole = text[word.span.start() - before..word.span.end() + after].to_lowercase();
        let whole = crate::lemmas::lemma(Upos::Noun, &whole, &whole);
        if whole.contains('-') && crate::lemmas::is_known(&whole) { whole } else { lemma }
    }

    /// The word as written, lower case.
    pub fn form(&self, w: WordId) -> String {
        self.text[self.word(w).span].to_lowercase()
    }

    /// The dependents of a word, in order.
    pub fn children(&self, w: WordId) -> &[WordId] {
        &self.kids[self.starts[w.0 as usize] as usize..self.starts[w.0 as usize + 1] as usize]
    }

    /// Children in one of the relations (subtypes count as their base).
    pub fn those<'s>(
        &'s self,
        w: WordId,
        relations: &'s [&str],
    ) -> impl Iterator<Item = WordId> + 's {
        self.children(w).iter().copied().filter(|&k| self.word(k).is(relations))
    }

    /// The first child in one of the relations.
    pub fn child(&self, w: WordId, relations: &[&str]) -> Option<WordId> {
        self.children(w).iter().copied().find(|&k| self.word(k).is(relations))
    }

    /// From the first to the last word under `w`, itself included.
    pub fn span(&self, w: WordId) -> Span {
        let (first, last) = self.reach[w.0 as usize];
        self.word(WordId(first)).span.join(self.word(WordId(last)).span)
    }

    /// First and last word under `w`.
    pub fn bounds(&self, w: WordId) -> (WordId, WordId) {
        let (first, last) = self.reach[w.0 as usize];
        (WordId(first), WordId(last))
    }

    /// `w` and the words above it, nearest first; ends at the root, or after 60 steps.
    pub fn upward(&self, w: WordId) -> impl Iterator<Item = WordId> + '_ {
        std::iter::successors(Some(w), |&at| self.word(at).head).take(60)
    }

    /// Whether `above` stands above `w`.
    pub fn is_under(&self, w: WordId, above: WordId) -> bool {
        self.upward(w).skip(1).any(|at| at == above)
    }

    /// The word that heads the clause `w` stands in: 'sat' for 'Monday' in 'They sat on Monday'.
    /// A conjunct is a clause of its own where it is a verb.
    pub fn clause(&self, w: WordId) -> WordId {
        let heads = |&at: &WordId| {
            let word = self.word(at);
            word.is(&CLAUSAL) || word.is(&["conj"]) && self.is_predicate(at)
        };
        self.upward(w).find(heads).unwrap_or(w)
    }

    /// A verb, or something with a copula or a subject of its own.
    pub fn is_predicate(&self, w: WordId) -> bool {
        self.word(w).upos == Upos::Verb || self.child(w, &["cop", "nsubj"]).is_some()
    }

    /// `w` and what is joined to it by 'and', 'or' and commas.
    pub fn conjuncts(&self, w: WordId) -> Vec<WordId> {
        let mut all = vec![w];
        let mut at = 0;
        while at < all.len() && all.len() < 50 {
            all.extend(self.those(all[at], &["conj"]));
            at += 1;
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The preposition (or possessive mark) before a noun: 'with' in 'with Russia', '' for none.
    pub fn case(&self, w: WordId) -> String {
        let own = |w| {
            let case = self.child(w, &["case"]).or_else(|| {
                // Hung on a title before the name: 'with Foreign Minister Novak'.
                let title = self.those(w, &["nmod", "compound", "flat"]).find(|&k| {
                    k < w
                        && matches!(
                            self.word(k).relation.as_str(),
                            "nmod:desc" | "compound" | "flat"
                        )
                })?;
                self.child(title, &["case"])
            });
            case.map(|c| self.lemma(c))
        };
        let first = own(w).or_else(|| {
            let word = self.word(w);
            word.is(&["conj"]).then(|| word.head.and_then(own)).flatten()
        });
        first.unwrap_or_default()
    }

    /// Obliques and noun dependents of `w` behind one of these prepositions.
    pub fn behind(&self, w: WordId, prepositions: &[&str]) -> Vec<WordId> {
        self.those(w, &["obl", "nmod", "iobj", "advmod"])
            .filter(|&k| prepositions.contains(&self.case(k).as_str()))
            .collect()
    }

    /// Whether a verb is in the passive, marked or bare ('attacks claimed by').
    pub fn is_passive(&self, w: WordId) -> bool {
        let marked = |&&k: &&WordId| {
            let relation = self.word(k).relation.as_str();
            matches!(relation, "aux:pass" | "nsubj:pass" | "csubj:pass" | "obl:agent")
        };
        if self.children(w).iter().any(|k| marked(&k)) || self.has_passive_auxiliary(w) {
            return true;
        }
        // 'attacks claimed by the group': a bare participle behind its noun.
        let word = self.word(w);
        let participle = word.feature("VerbForm") == Some("Part")
            && word.feature("Tense") != Some("Pres")
            && !self.form(w).ends_with("ing");
        let conjunct = word.is(&["conj"])
            && self.child(w, &["nsubj", "aux"]).is_none()
            && word.head.is_some_and(|h| participle && self.is_passive_shallow(h));
        word.upos == Upos::Verb
            && (participle && word.is(&["acl"]) && word.relation != "acl:relcl" || conjunct)
    }

    /// 'was killed' whose auxiliary the parser did not call passive. 'is poised', 'was set to' are
    /// states of the subject and count as active.
    fn has_passive_auxiliary(&self, w: WordId) -> bool {
        let form = self.form(w);
        let past = self.word(w).upos == Upos::Verb
            && (form.ends_with("ed")
                || form.ends_with("en")
                || self.word(w).feature("Tense") == Some("Past"))
            && !form.ends_with("ing");
        let state = matches!(
            self.lemma(w).as_str(),
            "poise"
                | "set"
                | "commit"
                | "prepare"
                | "bind"
                | "gather"
                | "slate"
                | "expect"
                | "schedule"
        );
        past && !state
            && self.those(w, &["aux"]).last().is_some_and(|a| {
                matches!(
                    self.form(a).as_str(),
                    "was" | "were" | "been" | "being" | "is" | "are" | "be"
                )
            })
    }

    fn is_passive_shallow(&self, w: WordId) -> bool {
        self.children(w).iter().any(|&k| {
            matches!(self.word(k).relation.as_str(), "aux:pass" | "nsubj:pass" | "obl:agent")
        })
    }

    /// Who does what `verb` says: the subject, looked for where English leaves it unsaid.
    ///
    /// 'Kyiv said it would come and sent a team': 'Kyiv' for 'sent'. 'rebels fighting Assad':
    /// 'rebels' for 'fighting'. Not 'Kyiv' for 'come' in 'Kyiv said Moscow would come'.
    pub fn doer(&self, verb: WordId) -> Option<WordId> {
        if self.is_passive(verb) {
            return self.agent(verb);
        }
        self.subject(verb)
    }

    /// Whom a passive verb names behind 'by'.
    pub fn agent(&self, verb: WordId) -> Option<WordId> {
        self.those(verb, &["obl"])
            .find(|&k| self.word(k).relation == "obl:agent" || self.case(k) == "by")
            .filter(|&k| !self.word(k).relation.ends_with("unmarked"))
    }

    /// What a verb is done to: its object, or the subject of a passive.
    pub fn undergoer(&self, verb: WordId) -> Option<WordId> {
        if self.is_passive(verb) {
            return self.subject(verb);
        }
        let object = self.child(verb, &["obj"]).or_else(|| self.child(verb, &["iobj"]));
        if let Some(object) = object {
            return Some(self.antecedent(object));
        }
        // 'a ceasefire that Moscow never kept': the noun before an adjectival clause with a subject.
        let word = self.word(verb);
        (word.relation == "acl:relcl" && self.child(verb, &["nsubj"]).is_some())
            .then_some(word.head)
            .flatten()
    }

    /// The grammatical subject, looked for upwards where the clause has none.
    pub fn subject(&self, verb: WordId) -> Option<WordId> {
        let mut at = verb;
        for _ in 0..8 {
            if let Some(subject) = self.child(at, &["nsubj"]) {
                return Some(self.antecedent(subject));
            }
            let word = self.word(at);
            let head = word.head?;
            match word.relation.split(':').next().unwrap_or_default() {
                "conj" => at = head,
                "xcomp" => {
                    // 'urged Kyiv to come': whom is urged comes; but 'promised Kyiv to come'.
                    let promised =
                        matches!(self.lemma(head).as_str(), "promise" | "pledge" | "vow");
                    let controller = self
                        .child(head, &["obj"])
                        .or_else(|| self.child(head, &["iobj"]))
                        .filter(|_| !promised);
                    match controller {
                        Some(object) => return Some(self.antecedent(object)),
                        None if self.called_on(head).is_some() => return self.called_on(head),
                        None => at = head,
                    }
                }
                "advcl" if self.child(at, &["mark"]).is_none_or(|m| self.bare(m)) => at = head,
                "acl" if self.word(head).upos != Upos::Verb => {
                    if word.feature("VerbForm") == Some("Inf")
                        || self.child(at, &["mark"]).is_some()
                    {
                        // 'Trump's promise to bring peace', 'made a promise to bring peace'.
                        return self.child(head, &["nmod:poss"]).or_else(|| {
                            let above = self.word(head).head?;
                            (self.is_predicate(above)).then(|| self.child(above, &["nsubj"]))?
                        });
                    }
                    return Some(head);
                }
                _ => return None,
            }
        }
        None
    }

    /// Whom 'called on Kyiv to come', 'appealed to Kyiv to come' names.
    fn called_on(&self, verb: WordId) -> Option<WordId> {
        let preposition = match self.lemma(verb).as_str() {
            "call" => ["on", "upon"],
            "appeal" | "speak" => ["to", "to"],
            "plead" => ["with", "with"],
            _ => return None,
        };
        self.behind(verb, &preposition).first().copied()
    }

    /// Marks that leave the subject with the clause above: 'after visiting', 'to end'.
    fn bare(&self, mark: WordId) -> bool {
        matches!(
            self.form(mark).as_str(),
            "to" | "after" | "before" | "while" | "by" | "for" | "in"
        )
    }

    /// The noun that a relative pronoun stands for; any other word stands for itself.
    pub fn antecedent(&self, w: WordId) -> WordId {
        let word = self.word(w);
        let pronoun = matches!(self.form(w).as_str(), "who" | "which" | "that" | "whom" | "whose");
        let relative = word.feature("PronType") == Some("Rel")
            || pronoun
                && word.is(&["nsubj", "obj", "obl", "nmod", "det", "iobj"])
                && word.upos != Upos::Det
            || pronoun && word.upos == Upos::Det && self.form(w) == "whose";
        if !relative {
            return w;
        }
        let clause = self.upward(w).skip(1).find(|&at| self.word(at).relation == "acl:relcl");
        clause.and_then(|c| self.word(c).head).unwrap_or(w)
    }

    /// 'not', 'n't', 'never', 'no longer' at the verb, or 'no'/'none' as its object.
    pub fn is_negated(&self, w: WordId) -> bool {
        self.children(w).iter().any(|&k| {
            let negation = matches!(
                self.form(k).as_str(),
                "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "without"
            );
            negation && self.word(k).is(&["advmod", "det", "cc", "case", "mark"])
                || self.form(k) == "longer"
                    && self.children(k).iter().any(|&n| self.form(n) == "no")
                || self.word(k).is(&["obj", "nsubj"])
                    && self
                        .child(k, &["det"])
                        .is_some_and(|d| matches!(self.form(d).as_str(), "no" | "neither"))
        })
    }

    /// The auxiliaries of a verb, lower case, its own and those of the verb it is joined to.
    pub fn auxiliaries(&self, verb: WordId) -> Vec<String> {
        let own: Vec<String> = self.those(verb, &["aux"]).map(|a| self.form(a)).collect();
        let word = self.word(verb);
        match word.head {
            Some(h)
                if own.is_empty()
                    && word.is(&["conj"])
                    && self.child(verb, &["nsubj"]).is_none() =>
            {
                self.those(h, &["aux"]).map(|a| self.form(a)).collect()
            }
            _ => own,
        }
    }

    /// A particle: 'off' in 'called off'. Behind the verb, as an adverb or a preposition gone astray.
    pub fn has_particle(&self, verb: WordId, particle: &str) -> bool {
        self.children(verb).iter().any(|&k| {
            k > verb
                && self.form(k) == particle
                && self.word(k).is(&["compound", "advmod", "case", "mark", "obl"])
        })
    }
}
