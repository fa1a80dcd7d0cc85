//! Claims written down in the record's terms: code points for bytes, strings for ids.

use crate::Reading;
use crate::shape::*;
use rapporteur_read as read;
use rapporteur_text::{CodePoints, Span as Bytes, Text};

/// Converts one document's claims. Made once a document, so that offsets are counted once.
pub(crate) struct Transcript<'a> {
    reading: Reading<'a>,
    points: CodePoints<'a>,
}

impl<'a> Transcript<'a> {
    pub(crate) fn new(reading: Reading<'a>) -> Self {
        Self { reading, points: CodePoints::new(&reading.document.text) }
    }

    fn text(&self) -> &'a Text {
        &self.reading.document.text
    }

    pub(crate) fn span(&self, span: Bytes) -> Span {
        let (start, end) = self.ends(span);
        Span { start, end, text: self.text()[span].to_owned() }
    }

    pub(crate) fn spans(&self, spans: &[Bytes]) -> Vec<Span> {
        spans.iter().map(|&s| self.span(s)).collect()
    }

    fn ends(&self, span: Bytes) -> (u32, u32) {
        (self.points.of_byte(span.start()) as u32, self.points.of_byte(span.end()) as u32)
    }

    pub(crate) fn when(&self, when: Option<&read::When>) -> Option<When> {
        when.map(|w| When { value: w.value.to_string(), from: w.from.map(|s| self.span(s)) })
    }

    /// The record without what the claims add up to.
    pub(crate) fn record(&self, reader: &str) -> Record {
        let claims = self.reading.claims;
        Record {
            document: self.document(reader),
            actors: claims.actors.iter().map(|a| self.actor(a)).collect(),
            places: claims.places.iter().map(|p| self.place(p)).collect(),
            times: claims.times.iter().map(|t| self.time(t)).collect(),
            statements: claims
                .statements
                .iter()
                .enumerate()
                .map(|(i, s)| self.statement(i, s))
                .collect(),
            events: claims.events.iter().enumerate().map(|(i, e)| self.event(i, e)).collect(),
            talks: Vec::new(),
            positions: Vec::new(),
            deadlines: Vec::new(),
            agreements: Vec::new(),
            disputes: Vec::new(),
            garbles: Vec::new(),
        }
    }

    fn document(&self, reader: &str) -> Document {
        let source = self.reading.document;
        let published = self.reading.claims.published.as_ref();
        Document {
            id: source.text.hash(),
            source: source.source.clone(),
            publisher: source.publisher.clone(),
            title: source.title.clone(),
            byline: source.byline.clone(),
            url: source.url.clone(),
            published: published.map(|p| p.given.clone().unwrap_or_else(|| p.date.to_string())),
            published_by: published.map(|p| by_name(p.by).to_owned()),
            published_evidence: published.map_or_else(Vec::new, |p| self.spans(&p.evidence)),
            language: source.language.clone(),
            notes: source
                .notes
                .iter()
                .map(|n| Note {
                    code: n.code.name().to_owned(),
                    text: n.text.clone(),
                    span: n.span.map(|s| self.span(s)),
                })
                .collect(),
            reader: reader.to_owned(),
            text: source.text.as_str().to_owned(),
        }
    }

    fn actor(&self, actor: &read::Actor) -> Actor {
        Actor {
            id: actor.id.0.to_string(),
            name: actor.name.clone(),
            kind: actor.kind.name().to_owned(),
            country: actor.country.as_ref().map(ToString::to_string),
            code: actor.code.as_ref().map(ToString::to_string),
            roles: actor
                .roles
                .iter()
                .map(|r| Role {
                    title: r.title.clone(),
                    of: r.of.to_string(),
                    since: r.since.map(|d| d.to_string()),
                    until: r.until.map(|d| d.to_string()),
                })
                .collect(),
            mentions: actor.mentions.iter().map(|m| self.mention(m)).collect(),
        }
    }

    fn mention(&self, mention: &read::Mention) -> Mention {
        let (start, end) = self.ends(mention.span);
        Mention {
            start,
            end,
            text: self.text()[mention.span].to_owned(),
            r#as: mention.as_.name().to_owned(),
            how: mention.how.name().to_owned(),
            repair: mention.repair.as_ref().map(|r| Repair {
                read_as: r.read_as.clone(),
                confidence: round(r.confidence.0),
                evidence: r.evidence.clone(),
                runner_up: r.runner_up.as_ref().map(candidate),
            }),
            candidates: mention.candidates.iter().map(candidate).collect(),
            rule: mention.rule.0.to_owned(),
        }
    }

    fn place(&self, place: &read::Place) -> Place {
        Place {
            id: place.id.0.to_string(),
            name: place.name.clone(),
            kind: place.kind.name().to_owned(),
            country: place.country.as_ref().map(ToString::to_string),
            lat: place.point.map(|p| p.0),
            lon: place.point.map(|p| p.1),
            precision: place.precision.map(|p| p.name().to_owned()),
            mentions: place.mentions.iter().map(|m| self.mention(m)).collect(),
        }
    }

    fn time(&self, time: &read::Time) -> Time {
        let (start, end) = self.ends(time.span);
        Time {
            start,
            end,
            text: self.text()[time.span].to_owned(),
            r#type: time.kind.name().to_owned(),
            value: time.value.to_string(),
            anchor: time.anchor.clone(),
            rule: time.rule.0.to_owned(),
        }
    }

    fn statement(&self, index: usize, s: &read::Statement) -> Statement {
        Statement {
            id: statement_id(read::StatementId(index as u32)),
            speaker: s.speaker.as_ref().map(|a| a.0.to_string()),
            source: s.source.map(|x| self.span(x)),
            cue: s.cue.map(|x| self.span(x)),
            content: self.spans(&s.content),
            kind: s.kind.name().to_owned(),
            medium: s.medium.clone(),
            addressee: s.addressee.as_ref().map(|a| a.0.to_string()),
            date: self.when(s.date.as_ref()),
            place: s.place.as_ref().map(|p| p.0.to_string()),
            polarity: s.polarity.name().to_owned(),
            stance: s.stance.0.to_owned(),
            within: s.within.map(statement_id),
            evidence: self.spans(s.evidence.spans()),
            rule: s.evidence.rule().0.to_owned(),
            confidence: round(s.evidence.confidence().0),
        }
    }

    fn event(&self, index: usize, e: &read::Event) -> Event {
        let by_statement = e.by_statement.iter().map(|&s| statement_id(s));
        let by_actor = e.by_actor.iter().map(|a| a.0.to_string());
        Event {
            id: event_id(read::EventId(index as u32)),
            r#type: e.kind.name().to_owned(),
            plover: e.plover.name().to_owned(),
            mode: e.mode.map(str::to_owned),
            contexts: crate::contexts::of(self.reading.analysis, e.evidence.spans()[0]),
            actors: e.actors.iter().map(|a| a.0.to_string()).collect(),
            recipients: e.recipients.iter().map(|a| a.0.to_string()).collect(),
            when: self.when(e.when.as_ref()),
            r#where: e.place.as_ref().map(|p| p.0.to_string()),
            status: e.status.name().to_owned(),
            according_to: by_statement.chain(by_actor).collect(),
            trigger: Some(self.span(e.trigger)),
            evidence: self.spans(e.evidence.spans()),
            rule: e.evidence.rule().0.to_owned(),
            confidence: round(e.evidence.confidence().0),
        }
    }
}

/// `s1` for the first statement.
pub(crate) fn statement_id(id: read::StatementId) -> String {
    format!("s{}", id.0 + 1)
}

/// `e1` for the first event.
pub(crate) fn event_id(id: read::EventId) -> String {
    format!("e{}", id.0 + 1)
}

fn candidate(c: &read::Candidate) -> Candidate {
    Candidate { id: c.id.to_string(), name: c.name.clone(), confidence: round(c.confidence.0) }
}

fn by_name(by: rapporteur_text::PublishedBy) -> &'static str {
    use rapporteur_text::PublishedBy::*;
    match by {
        Argument => "argument",
        Metadata => "metadata",
        Dateline => "dateline",
        Inferred => "inferred",
    }
}

/// Two decimals: a score is no more exact than that, and the record stays readable.
fn round(score: f32) -> f32 {
    (score * 100.0).round() / 100.0
}
