//! What stands for someone: titles alone, epithets, nouns with an article, pronouns.

use super::page::Gap;
use super::titles::{Sort, Title};
use super::words::Words;
use super::{Found, Room, Whom};
use crate::{ActorKind, As, How};
use rapporteur_text::Span;
use rapporteur_world::{EntryId, Kind};

impl Room<'_> {
    /// Titles without a name: 'the Turkish president' is whoever was, on the day.
    pub(crate) fn bare_titles(&mut self) {
        for n in 0..self.titles.len() {
            if self.used[n] {
                continue;
            }
            let title = self.titles[n].clone();
            let span = self.title_span(&title);
            if self.found.iter().any(|f| f.span.overlaps(span) && !span.contains(f.span)) {
                continue;
            }
            if let Some(person) = self.bearer(&title) {
                self.used[n] = true;
                self.found.push(Found::new(
                    Whom::Known(person),
                    span,
                    As::Role,
                    How::Alias,
                    "people/office-on-the-day",
                ));
            }
        }
        self.seats();
        self.epithets();
    }

    fn title_span(&self, title: &Title) -> Span {
        let the = title.article.filter(|&a| self.page.norm(a) == "the");
        self.page.span(the.unwrap_or(title.from), title.to)
    }

    /// The one person whom a title with its body means.
    fn bearer(&self, title: &Title) -> Option<EntryId> {
        let page = &self.page;
        let words = Words::get();
        let article = title.article.map(|a| page.norm(a)).unwrap_or_default();
        let indefinite = !matches!(article, "" | "the" | "its" | "their");
        if indefinite && title.sort != Sort::Counterpart {
            return None;
        }
        let body = title.body.as_ref()?;
        if title.past && article == "the" {
            return self.former(title, body);
        }
        if title.past || title.lesser {
            return None;
        }
        // 'president's office' and 'presidential' are not he; 'US president Trump' is used already.
        let followed = page.follows(title.to)
            && page.gap(title.to) == Gap::Blank
            && page.get(title.to).is_some_and(|t| t.cap)
            && title.to == title.core.1;
        if followed {
            return None;
        }
        let core: Vec<&str> = (title.core.0..title.core.1).map(|t| page.norm(t)).collect();
        let core = core.join(" ");
        let mut context = super::decide::Context::default();
        if title.sort == Sort::Counterpart {
            let before = self.last_person(page.tokens[title.from].span.start())?;
            let date = self.scene.date?;
            for t in self.world.roles_on(before, date) {
                context.classes.insert(self.world.office(t.office).class.clone());
            }
            // Who leads one state meets who leads the other, whatever their offices are called.
            let leads = |t: &rapporteur_world::Tenure<'_>| {
                self.world.leaders(t.of, date).first().is_some_and(|l| l.person == before)
            };
            if self.world.roles_on(before, date).iter().any(leads)
                && let Some(leader) = self.world.leaders(body, date).first()
            {
                return Some(leader.person);
            }
            if context.classes.is_empty() {
                return None;
            }
        }
        let bearers = self.scene.bearers(title, &context);
        let mut persons: Vec<EntryId> = Vec::new();
        for t in &bearers {
            if !persons.contains(&t.person) {
                persons.push(t.person);
            }
        }
        let in_text: Vec<EntryId> =
            persons.iter().copied().filter(|p| self.scene.persons.contains(p)).collect();
        let many = words.many.contains(&core);
        match (&persons[..], &in_text[..]) {
            (_, [one]) => Some(*one),
            _ if many || self.scene.date.is_none() => None,
            ([one], _) => Some(*one),
            // On a day of handing over: the later to come.
            ([first, ..], []) if title.sort != Sort::Counterpart && self.same_office(&bearers) => {
                Some(*first)
            }
            _ => None,
        }
    }

    /// 'the former Nigerian president' where the text names one who was and is no more.
    fn former(&self, title: &Title, body: &str) -> Option<EntryId> {
        let date = self.scene.date?;
        let was = |person: EntryId| {
            let mut held = self
                .world
                .tenures_of(person)
                .filter(|t| t.of == body && title.offices.contains(&t.office))
                .peekable();
            held.peek().is_some() && held.all(|t| t.begun_by(date) && !t.holds_on(date))
        };
        let mut fit = self.scene.persons.iter().copied().filter(|&p| was(p));
        fit.next().filter(|_| fit.next().is_none())
    }

    fn same_office(&self, bearers: &[rapporteur_world::Tenure<'_>]) -> bool {
        let key = |t: &rapporteur_world::Tenure<'_>| self.world.office(t.office).class.clone();
        let single = |c: &str| {
            matches!(
                c,
                "head-of-state"
                    | "head-of-government"
                    | "foreign-minister"
                    | "defence-minister"
                    | "organisation-head"
            )
        };
        bearers.windows(2).all(|w| key(&w[0]) == key(&w[1]) && w[0].office == w[1].office)
            && bearers.first().is_some_and(|b| single(key(b).as_str()))
            && bearers.len() == 2
    }

    /// Whom a byte's sentence named last before it.
    fn last_person(&self, byte: usize) -> Option<EntryId> {
        self.found
            .iter()
            .filter(|f| f.span.end() <= byte)
            .filter_map(|f| match &f.whom {
                Whom::Known(e) if self.world.entry(*e).kind == Kind::Person => Some((f.span, *e)),
                _ => None,
            })
            .max_by_key(|(span, _)| *span)
            .map(|p| p.1)
    }

    /// 'the master of the Kremlin'.
    fn seats(&mut self) {
        let Some(date) = self.scene.date else { return };
        for (phrase, state) in &Words::get().seats {
            for (from, to) in self.phrases(phrase) {
                if let Some(leader) = self.world.leaders(state, date).first() {
                    let span = self.page.span(self.with_article(from), to);
                    self.found.push(Found::new(
                        Whom::Known(leader.person),
                        span,
                        As::Role,
                        How::Alias,
                        "people/seat-holder",
                    ));
                }
            }
        }
    }

    /// 'the 27-nation bloc', 'the UN nuclear watchdog'; 'the alliance' where NATO is named.
    fn epithets(&mut self) {
        for (phrase, id) in &Words::get().epithets {
            let Some(entry) = self.world.by_id(id) else { continue };
            let named = self.found.iter().any(|f| f.whom == Whom::Known(entry));
            let telling = phrase.contains(' ');
            if !named && !telling {
                continue;
            }
            for (from, to) in self.phrases(phrase) {
                let start = self.with_article(from);
                let span = self.page.span(start, to);
                let free = !self.found.iter().any(|f| f.span.contains(span));
                if start < from && free {
                    let how = if telling { How::Alias } else { How::Coreference };
                    self.found.push(Found::new(
                        Whom::Known(entry),
                        span,
                        As::Nominal,
                        how,
                        "people/epithet",
                    ));
                }
            }
        }
    }

    fn with_article(&self, from: usize) -> usize {
        self.page.before(from).filter(|&b| self.page.norm(b) == "the").unwrap_or(from)
    }

    /// Where the words of a phrase stand.
    fn phrases(&self, phrase: &str) -> Vec<(usize, usize)> {
        let words: Vec<&str> = phrase.split(' ').collect();
        let page = &self.page;
        (0..page.len())
            .filter(|&t| {
                words
                    .iter()
                    .enumerate()
                    .all(|(n, w)| page.norm(t + n) == *w && (n == 0 || page.follows(t + n)))
            })
            .map(|t| (t, t + words.len()))
            .collect()
    }

    /// Nouns with an article and pronouns, where one antecedent fits.
    pub(crate) fn stand_ins(&mut self) {
        self.found.sort_by_key(|a| a.span);
        let mut made = Vec::new();
        for n in 0..self.titles.len() {
            let title = &self.titles[n];
            let the = title.article.is_some_and(|a| self.page.norm(a) == "the");
            if self.used[n]
                || !the
                || title.body.is_some()
                || title.past
                || title.lesser
                || title.sort != Sort::Office
            {
                continue;
            }
            let span = self.title_span(title);
            if let Some(whom) = self.titled_before(title, span) {
                made.push(Found::new(
                    whom,
                    span,
                    As::Nominal,
                    How::Coreference,
                    "people/title-again",
                ));
            }
        }
        self.governments(&mut made);
        self.pronouns(&mut made);
        self.found.append(&mut made);
    }

    /// The one person named before with the title: 'the foreign minister' after 'Foreign Minister X'.
    fn titled_before(&self, title: &Title, span: Span) -> Option<Whom> {
        let mut fit: Vec<&Whom> = Vec::new();
        for f in self.found.iter().filter(|f| f.span.end() <= span.start()) {
            let person = match &f.whom {
                Whom::Known(e) if self.world.entry(*e).kind == Kind::Person => *e,
                _ => continue,
            };
            let bears = self.scene.date.is_some_and(|date| {
                self.world.roles_on(person, date).iter().any(|t| title.offices.contains(&t.office))
            });
            if bears {
                fit.retain(|w| **w != f.whom);
                fit.push(&f.whom);
            }
        }
        match fit[..] {
            [one] => Some(one.clone()),
            _ => None,
        }
    }

    /// 'the government' where one government has been named.
    fn governments(&self, made: &mut Vec<Found>) {
        let page = &self.page;
        for t in 1..page.len() {
            if page.norm(t) != "government" || page.norm(t - 1) != "the" || !page.follows(t) {
                continue;
            }
            // 'the government of', 'the government in Kyiv', 'government officials'.
            let next = page.norm(t + 1);
            if page.follows(t + 1)
                && matches!(next, "of" | "in" | "official" | "officials" | "side")
            {
                continue;
            }
            let span = page.span(t - 1, t + 1);
            let mut fit: Vec<&Whom> = Vec::new();
            for f in self.found.iter().filter(|f| f.rule.0 == "people/government") {
                fit.retain(|w| **w != f.whom);
                fit.push(&f.whom);
            }
            if fit.is_empty() {
                // A delegation speaks for a government as well.
                for f in self.found.iter().filter(|f| f.rule.0 == "people/arm-of-state") {
                    fit.retain(|w| **w != f.whom);
                    fit.push(&f.whom);
                }
            }
            if let [one] = fit[..] {
                made.push(Found::new(
                    one.clone(),
                    span,
                    As::Nominal,
                    How::Coreference,
                    "people/government-again",
                ));
            }
        }
    }

    /// 'he' and 'she': the person who alone fits, named last as one who acts.
    ///
    /// The rule: persons named before in the sentence, if one fits; else those of the sentence
    /// before, the one who acts first. Two that fit alike: nobody.
    fn pronouns(&self, made: &mut Vec<Found>) {
        let page = &self.page;
        let people: Vec<(usize, &Found)> = self
            .found
            .iter()
            .filter(|f| matches!(f.as_, As::Name | As::Role) && self.is_person(&f.whom))
            .map(|f| (page.token_at(f.span.start()), f))
            .collect();
        for t in 0..page.len() {
            let sex = match page.norm(t) {
                "he" => 'm',
                "she" => 'f',
                _ => continue,
            };
            let fits = |f: &Found| self.sex(&f.whom).is_none_or(|s| s == sex);
            let sentence = page.sentence(t);
            let within: Vec<&(usize, &Found)> = people
                .iter()
                .filter(|(at, f)| sentence.contains(at) && *at < t && fits(f))
                .collect();
            let mut choice = one_of(&within.iter().map(|p| p.1).collect::<Vec<_>>());
            if within.is_empty() {
                let number = page.tokens[t].sentence;
                for back in 1..=2u32 {
                    let Some(prior) = number.checked_sub(back) else { break };
                    let there: Vec<&(usize, &Found)> = people
                        .iter()
                        .filter(|(at, f)| {
                            page.tokens.get(*at).is_some_and(|x| x.sentence == prior) && fits(f)
                        })
                        .collect();
                    if there.is_empty() {
                        continue;
                    }
                    let acting: Vec<&Found> = there
                        .iter()
                        .filter(|(_, f)| {
                            let end = page.range(f.span).end;
                            Words::get().saying.contains(page.norm(end)) && page.follows(end)
                        })
                        .map(|p| p.1)
                        .collect();
                    choice = one_of(&acting)
                        .or_else(|| one_of(&there.iter().map(|p| p.1).collect::<Vec<_>>()));
                    // The subject of the sentence before, where it opens with a person.
                    choice = choice.or_else(|| acting.first().copied());
                    break;
                }
            }
            if let Some(f) = choice {
                let span = page.tokens[t].span;
                made.push(Found::new(
                    f.whom.clone(),
                    span,
                    As::Pronoun,
                    How::Coreference,
                    "people/pronoun",
                ));
            }
        }
    }

    fn is_person(&self, whom: &Whom) -> bool {
        match whom {
            Whom::Known(e) => self.world.entry(*e).kind == Kind::Person,
            Whom::Made(_, _, kind, _) => *kind == ActorKind::Person,
        }
    }

    fn sex(&self, whom: &Whom) -> Option<char> {
        match whom {
            Whom::Known(e) => self.world.entry(*e).sex,
            Whom::Made(_, name, ..) => {
                let first = name.split(' ').next().unwrap_or_default();
                self.world.sex_of_given_name(first)
            }
        }
    }
}

/// The one person that all of these are of.
fn one_of<'f>(found: &[&'f Found]) -> Option<&'f Found> {
    let first = *found.first()?;
    found.iter().all(|f| f.whom == first.whom).then_some(first)
}
