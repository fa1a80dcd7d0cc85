//! The plain line: one entry of a record as a sentence for people.
//!
//! What, by whose account, when and how that is known, where in the text. Text, Markdown, HTML and
//! CSV all print these lines, so that an entry reads the same everywhere.

use crate::Section;
use crate::calendar;
use rapporteur_record::{Record, Span, When};
use std::collections::BTreeMap;

/// One entry, ready to print. All strings are as in the document: escape them.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The list it is in.
    pub section: Section,
    /// Its id, or the number of the entry in its list.
    pub id: String,
    /// What: 'Muallem said: the delegation would only wait 24 hours'.
    pub what: String,
    /// By whose account, when, where: the parts after the dash.
    pub about: Vec<String>,
    /// Status, where the entry has one.
    pub status: Option<String>,
    /// Ids of the actors in it, the first one first.
    pub actors: Vec<String>,
    /// The words it came from, the main ones first.
    pub evidence: Vec<Span>,
    /// The rule or model, where the entry names one.
    pub rule: Option<String>,
    /// 0 to 1.
    pub confidence: Option<f32>,
}

impl Line {
    /// The sentence with all its parts.
    pub fn sentence(&self) -> String {
        if self.about.is_empty() {
            self.what.clone()
        } else {
            format!("{} — {}", self.what, self.about.join(", "))
        }
    }
}

/// Names and paragraphs of one record, looked up once.
pub struct Plain<'r> {
    record: &'r Record,
    actors: BTreeMap<&'r str, &'r str>,
    places: BTreeMap<&'r str, &'r str>,
    /// First code point of each paragraph.
    paragraphs: Vec<u32>,
}

impl<'r> Plain<'r> {
    /// Prepares one record.
    pub fn new(record: &'r Record) -> Self {
        let mut paragraphs = Vec::new();
        let (mut at, mut blank) = (0u32, true);
        for line in record.document.text.split('\n') {
            blank &= line.trim().is_empty();
            if !line.trim().is_empty() {
                paragraphs.push(at);
            }
            at += line.chars().count() as u32 + 1;
        }
        let _ = blank;
        Self {
            record,
            actors: record.actors.iter().map(|a| (a.id.as_str(), a.name.as_str())).collect(),
            places: record.places.iter().map(|p| (p.id.as_str(), p.name.as_str())).collect(),
            paragraphs,
        }
    }

    /// The paragraph a code point stands in, from 1.
    pub fn paragraph(&self, point: u32) -> usize {
        self.paragraphs.partition_point(|&p| p <= point).max(1)
    }

    /// The canonical name of an actor, or its id where the record does not list it.
    pub fn actor<'a>(&'a self, id: &'a str) -> &'a str {
        self.actors.get(id).copied().unwrap_or(id)
    }

    fn place<'a>(&'a self, id: &'a str) -> &'a str {
        self.places.get(id).copied().unwrap_or(id)
    }

    fn actors(&self, ids: &[String]) -> String {
        list(ids.iter().map(|i| self.actor(i).to_owned()))
    }

    /// The lines of a section.
    pub fn lines(&self, section: Section) -> Vec<Line> {
        match section {
            Section::Statements => self.statements(),
            Section::Events => self.events(),
            Section::Talks => self.talks(),
            Section::Agreements => self.agreements(),
            Section::Deadlines => self.deadlines(),
            Section::Positions => self.positions(),
            Section::Disputes => self.disputes(),
            Section::Actors => self.actor_lines(),
            Section::Places => self.place_lines(),
            Section::Times => self.times(),
            Section::Garbles => self.garbles(),
        }
    }

    /// '13 May 2025', with its weekday, and whether it was counted from an inferred day.
    fn day(&self, value: &str, from: Option<&Span>) -> String {
        let shown = calendar::spoken(value);
        let inferred = self.record.document.published_by.as_deref() == Some("inferred");
        let relative = from.is_some_and(|f| {
            self.record.times.iter().any(|t| {
                t.start == f.start && t.anchor.as_deref().is_some_and(|a| a.contains("published"))
            })
        });
        if inferred && relative { format!("{shown} (day inferred)") } else { shown }
    }

    fn when(&self, when: Option<&When>) -> Option<String> {
        when.map(|w| self.day(&w.value, w.from.as_ref()))
    }

    fn statements(&self) -> Vec<Line> {
        let lines = self.record.statements.iter().map(|s| {
            let speaker = match (&s.speaker, &s.source) {
                (Some(id), _) => self.actor(id).to_owned(),
                (None, Some(source)) => format!("“{}” (not identified)", source.text),
                (None, None) => "Somebody not named".to_owned(),
            };
            let cue = s.cue.as_ref().map_or("said", |c| c.text.as_str());
            let words = s.content.iter().map(|c| flat(&c.text)).collect::<Vec<_>>().join(" … ");
            let said =
                if s.kind == "direct" { format!("“{}”", trim_quotes(&words)) } else { words };
            let mut about = vec![
                match s.kind.as_str() {
                    "direct" => "own words",
                    "mixed" => "partly own words",
                    _ => "as reported",
                }
                .to_owned(),
            ];
            about.extend(s.medium.as_ref().map(|m| format!("via {m}")));
            about.extend(s.addressee.as_ref().map(|a| format!("to {}", self.actor(a))));
            about.extend(self.when(s.date.as_ref()));
            about.extend(s.place.as_ref().map(|p| format!("in {}", self.place(p))));
            if s.polarity != "said" {
                about.push(s.polarity.clone());
            }
            Line {
                section: Section::Statements,
                id: s.id.clone(),
                what: format!("{speaker} {}: {said}", flat(cue)),
                about,
                status: (s.polarity != "said").then(|| s.polarity.clone()),
                actors: s.speaker.iter().cloned().collect(),
                evidence: s
                    .content
                    .iter()
                    .chain(s.cue.iter())
                    .chain(s.source.iter())
                    .cloned()
                    .collect(),
                rule: Some(s.rule.clone()),
                confidence: Some(s.confidence),
            }
        });
        lines.collect()
    }

    /// By whose account an event is told.
    fn account(&self, according_to: &[String]) -> String {
        if according_to.is_empty() {
            return "in the outlet's own voice".to_owned();
        }
        let names = according_to.iter().map(|id| {
            let statement = self.record.statements.iter().find(|s| s.id == *id);
            match statement.map(|s| s.speaker.as_deref()) {
                Some(Some(speaker)) => self.actor(speaker).to_owned(),
                Some(None) => "somebody not named".to_owned(),
                None => self.actor(id).to_owned(),
            }
        });
        format!("according to {}", list(distinct(names)))
    }

    fn events(&self) -> Vec<Line> {
        let lines = self.record.events.iter().map(|e| {
            let who = if e.actors.is_empty() {
                "Somebody not named".to_owned()
            } else {
                self.actors(&e.actors)
            };
            let to = if e.recipients.is_empty() {
                String::new()
            } else {
                format!(" → {}", self.actors(&e.recipients))
            };
            let trigger = e.trigger.as_ref().map_or("", |t| t.text.as_str());
            let mut about: Vec<String> = self.when(e.when.as_ref()).into_iter().collect();
            about.extend(e.r#where.as_ref().map(|p| format!("in {}", self.place(p))));
            about.push(self.account(&e.according_to));
            Line {
                section: Section::Events,
                id: e.id.clone(),
                what: format!("{who}{to}: {} ({})", flat(trigger), e.r#type.to_lowercase()),
                about,
                status: Some(e.status.clone()),
                actors: e.actors.iter().chain(&e.recipients).cloned().collect(),
                evidence: e.trigger.iter().chain(&e.evidence).cloned().collect(),
                rule: Some(e.rule.clone()),
                confidence: Some(e.confidence),
            }
        });
        lines.collect()
    }

    fn talks(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for t in &self.record.talks {
            let mut about: Vec<String> = t.starts.iter().map(|s| self.day(s, None)).collect();
            about.extend(t.place.as_ref().map(|p| format!("in {}", self.place(p))));
            about.extend(t.format.clone());
            if !t.mediators.is_empty() {
                about.push(format!("mediated by {}", self.actors(&t.mediators)));
            }
            lines.push(Line {
                section: Section::Talks,
                id: t.id.clone(),
                what: format!("Talks of {}", self.actors(&t.parties)),
                about,
                status: t.status.clone(),
                actors: t.parties.clone(),
                evidence: t.evidence.clone(),
                rule: None,
                confidence: None,
            });
            for (i, row) in t.attendance.iter().enumerate() {
                let coming = match row.status.as_str() {
                    "attending" => "attends",
                    "absent" => "does not attend",
                    "conditional" => "attends on a condition",
                    "sends-delegation" => "sends a delegation",
                    _ => "may or may not attend",
                };
                let mut about: Vec<String> = row.condition.iter().map(|c| flat(c)).collect();
                about.extend(row.role.clone());
                about.push(self.account(&row.according_to));
                if let Some(before) = row.history.first() {
                    about.push(format!("earlier: {}", before.status));
                }
                lines.push(Line {
                    section: Section::Talks,
                    id: format!("{}.{}", t.id, i + 1),
                    what: format!("  {} {coming}", self.actor(&row.actor)),
                    about,
                    status: Some(row.status.clone()),
                    actors: vec![row.actor.clone()],
                    evidence: row.evidence.clone(),
                    rule: None,
                    confidence: None,
                });
            }
        }
        lines
    }

    fn agreements(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for a in &self.record.agreements {
            let kind = match a.kind.as_str() {
                "other" => "Agreement",
                "ceasefire" => "Ceasefire",
                "peace" => "Peace agreement",
                "exchange" => "Exchange",
                "arms-control" => "Arms-control agreement",
                "trade" => "Trade agreement",
                _ => "Security agreement",
            };
            let of = if a.parties.is_empty() {
                String::new()
            } else {
                format!(" of {}", self.actors(&a.parties))
            };
            let mut about: Vec<String> = Vec::new();
            about.extend(a.scope.as_ref().map(|s| flat(s)));
            about.extend(a.announced.as_ref().map(|d| format!("announced {}", self.day(d, None))));
            about.extend(a.duration.as_ref().map(|d| format!("for {}", calendar::spoken(d))));
            if let (Some(day), Some(by)) = (&a.expires, &a.expires_by) {
                about.push(format!("expires {} ({by})", calendar::spoken(day)));
            }
            lines.push(Line {
                section: Section::Agreements,
                id: a.id.clone(),
                what: format!("{kind}{of}"),
                about,
                status: a.status.clone(),
                actors: a.parties.clone(),
                evidence: a.evidence.clone(),
                rule: None,
                confidence: None,
            });
            for (i, b) in a.breaches.iter().enumerate() {
                let who = b.accuser.as_deref().map_or("Somebody not named", |x| self.actor(x));
                let whom = b.accused.as_deref().map_or("somebody not named", |x| self.actor(x));
                lines.push(Line {
                    section: Section::Agreements,
                    id: format!("{}.{}", a.id, i + 1),
                    what: format!("  {who} alleges a breach by {whom}"),
                    about: self.when(b.date.as_ref()).into_iter().collect(),
                    status: Some("alleged".to_owned()),
                    actors: b.accuser.iter().chain(&b.accused).cloned().collect(),
                    evidence: b.evidence.clone(),
                    rule: None,
                    confidence: None,
                });
            }
        }
        lines
    }

    fn deadlines(&self) -> Vec<Line> {
        let lines = self.record.deadlines.iter().enumerate().map(|(i, d)| {
            let by = if d.set_by.is_empty() {
                "Somebody not named".to_owned()
            } else {
                self.actors(&d.set_by)
            };
            let on = if d.on.is_empty() {
                String::new()
            } else {
                format!(" for {}", self.actors(&d.on))
            };
            let due = d.due.as_ref().map_or("no day given".to_owned(), |v| self.day(v, None));
            Line {
                section: Section::Deadlines,
                id: format!("d{}", i + 1),
                what: format!("{by} set a deadline{on}: {due}"),
                about: d.demand.iter().chain(&d.consequence).map(|x| flat(x)).collect(),
                status: d.outcome.clone(),
                actors: d.set_by.iter().chain(&d.on).cloned().collect(),
                evidence: d.evidence.clone(),
                rule: None,
                confidence: None,
            }
        });
        lines.collect()
    }

    fn positions(&self) -> Vec<Line> {
        let lines = self.record.positions.iter().enumerate().map(|(i, p)| Line {
            section: Section::Positions,
            id: format!("p{}", i + 1),
            what: format!("{} {} ({}): {}", self.actor(&p.party), p.stance, p.issue, flat(&p.what)),
            about: p.condition.iter().map(|c| flat(c)).chain(self.when(p.date.as_ref())).collect(),
            status: None,
            actors: vec![p.party.clone()],
            evidence: p.evidence.clone(),
            rule: None,
            confidence: None,
        });
        lines.collect()
    }

    fn disputes(&self) -> Vec<Line> {
        let lines = self.record.disputes.iter().enumerate().map(|(i, d)| {
            let sides = d.accounts.iter().map(|a| {
                let words = a.span.first().map_or(String::new(), |s| flat(&s.text));
                format!("{}: “{words}”", self.actors(&a.by))
            });
            Line {
                section: Section::Disputes,
                id: format!("x{}", i + 1),
                what: format!("{}: {}", d.about, sides.collect::<Vec<_>>().join(" / ")),
                about: Vec::new(),
                status: Some("disputed".to_owned()),
                actors: d.accounts.iter().flat_map(|a| a.by.iter().cloned()).collect(),
                evidence: d.accounts.iter().flat_map(|a| a.span.iter().cloned()).collect(),
                rule: None,
                confidence: None,
            }
        });
        lines.collect()
    }

    fn actor_lines(&self) -> Vec<Line> {
        let lines = self.record.actors.iter().map(|a| {
            let mut about: Vec<String> = a.roles.iter().map(|r| r.title.clone()).collect();
            about.truncate(2);
            about.extend(a.country.clone());
            let others = spellings(a);
            if !others.is_empty() {
                about.push(format!("also “{}”", others.join("”, “")));
            }
            Line {
                section: Section::Actors,
                id: a.id.clone(),
                what: a.name.clone(),
                about,
                status: None,
                actors: vec![a.id.clone()],
                evidence: a.mentions.iter().map(mention).collect(),
                rule: a.mentions.first().map(|m| m.rule.clone()),
                confidence: None,
            }
        });
        lines.collect()
    }

    fn place_lines(&self) -> Vec<Line> {
        let lines = self.record.places.iter().map(|p| {
            let mut about = vec![p.kind.clone()];
            about.extend(p.country.clone().filter(|_| p.kind != "country"));
            if let (Some(lat), Some(lon)) = (p.lat, p.lon) {
                about.push(format!("{lat:.2}, {lon:.2}"));
            }
            Line {
                section: Section::Places,
                id: p.id.clone(),
                what: p.name.clone(),
                about,
                status: None,
                actors: Vec::new(),
                evidence: p.mentions.iter().map(mention).collect(),
                rule: p.mentions.first().map(|m| m.rule.clone()),
                confidence: None,
            }
        });
        lines.collect()
    }

    fn times(&self) -> Vec<Line> {
        let lines = self.record.times.iter().enumerate().map(|(i, t)| Line {
            section: Section::Times,
            id: format!("z{}", i + 1),
            what: format!("“{}” = {}", flat(&t.text), calendar::spoken(&t.value)),
            about: t.anchor.iter().map(|a| format!("counted from {a}")).collect(),
            status: None,
            actors: Vec::new(),
            evidence: vec![Span { start: t.start, end: t.end, text: t.text.clone() }],
            rule: Some(t.rule.clone()),
            confidence: None,
        });
        lines.collect()
    }

    fn garbles(&self) -> Vec<Line> {
        let lines = self.record.garbles.iter().enumerate().map(|(i, g)| Line {
            section: Section::Garbles,
            id: format!("g{}", i + 1),
            what: match &g.reading {
                Some(reading) => format!("“{}”, perhaps {reading}", flat(&g.span.text)),
                None => format!("“{}”", flat(&g.span.text)),
            },
            about: vec![g.why.clone()],
            status: None,
            actors: Vec::new(),
            evidence: vec![g.span.clone()],
            rule: None,
            confidence: None,
        });
        lines.collect()
    }
}

/// Spellings of a name in the text that differ from the canonical one, each once.
fn spellings(actor: &rapporteur_record::Actor) -> Vec<String> {
    let names = actor.mentions.iter().filter(|m| m.r#as == "name" && m.text != actor.name);
    distinct(names.map(|m| flat(&m.text)))
}

fn mention(m: &rapporteur_record::Mention) -> Span {
    Span { start: m.start, end: m.end, text: m.text.clone() }
}

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for item in items {
        if !found.contains(&item) {
            found.push(item);
        }
    }
    found
}

/// 'A', 'A and B', 'A, B and C'.
fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<_> = items.into_iter().collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Words on one line: line breaks and control characters become blanks, so that no document can
/// draw on a terminal or break a table.
pub(crate) fn flat(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_control() || c.is_whitespace() || is_bidi_control(c) { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Marks that turn the direction of what follows them.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn trim_quotes(text: &str) -> &str {
    text.trim_matches(['“', '”', '"', ' '])
}
