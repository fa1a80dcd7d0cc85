//! The record's types, field by field as they are serialised.
//!
//! Offsets here count Unicode code points into `document.text`. A value that the text does not give
//! is `null` or an empty list. Every list is in the order of the text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! shape {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident : $type:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type),+ }
    };
}

shape!(
    /// Words of the text. `text` repeats them, so that a span survives a re-extraction.
    Span {
        /// First code point.
        start: u32,
        /// The code point after the last.
        end: u32,
        /// The words.
        text: String,
    }
);

shape!(
    /// What one reading of one document yields.
    Record {
        /// The document itself.
        document: Document,
        /// Actors, with all their spellings gathered under one id.
        actors: Vec<Actor>,
        /// Places.
        places: Vec<Place>,
        /// Expressions of time.
        times: Vec<Time>,
        /// Who said what.
        statements: Vec<Statement>,
        /// Who did what to whom.
        events: Vec<Event>,
        /// Talks: who comes, who does not, on what condition.
        talks: Vec<Talks>,
        /// Positions.
        positions: Vec<Position>,
        /// Deadlines and ultimatums.
        deadlines: Vec<Deadline>,
        /// Agreements with terms, expiry and alleged breaches.
        agreements: Vec<Agreement>,
        /// Where accounts conflict.
        disputes: Vec<Dispute>,
        /// Spans that cannot be right as they stand.
        garbles: Vec<Garble>,
    }
);

shape!(
    /// One report.
    Document {
        /// `sha256:` of the text.
        id: String,
        /// Path or address it came from.
        source: String,
        /// Who published it.
        publisher: Option<String>,
        /// Headline.
        title: Option<String>,
        /// Author as printed.
        byline: Option<String>,
        /// Address of the page.
        url: Option<String>,
        /// ISO 8601 date or date-time; a year or month where the evidence fixes no day.
        published: Option<String>,
        /// `argument`, `metadata`, `dateline` or `inferred`.
        published_by: Option<String>,
        /// The words it was read from.
        published_evidence: Vec<Span>,
        /// BCP 47.
        language: String,
        /// What the reader of the record must know.
        notes: Vec<Note>,
        /// Version of the program and hash of its model.
        reader: String,
        /// The text all spans point into.
        text: String,
    }
);

shape!(
    /// What the reader of the record must know.
    Note {
        /// `decoded`, `not-english`, `cut`, `no-article`, `empty`, `likely-respun`, `bad-date`.
        code: String,
        /// One plain sentence.
        text: String,
        /// Where, if at one place.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        span: Option<Span>,
    }
);

shape!(
    /// Someone who acts or speaks.
    Actor {
        /// Stable id: `person/volodymyr-zelenskyy`, `state/UKR`, `person/?slug`.
        id: String,
        /// Canonical name.
        name: String,
        /// `person state organisation armed-group media people`.
        kind: String,
        /// ISO 3166 alpha-3.
        country: Option<String>,
        /// CAMEO-style code.
        code: Option<String>,
        /// Offices that hold on the day of publication.
        roles: Vec<Role>,
        /// Words that stand for this actor.
        mentions: Vec<Mention>,
    }
);

shape!(
    /// An office held.
    Role {
        /// 'President'.
        title: String,
        /// ISO 3166 alpha-3, or an organisation's id.
        of: String,
        /// First day, as far as known.
        since: Option<String>,
        /// Last day, as far as known.
        until: Option<String>,
    }
);

shape!(
    /// Words that stand for an actor or place.
    Mention {
        /// First code point.
        start: u32,
        /// The code point after the last.
        end: u32,
        /// The words.
        text: String,
        /// `name role pronoun metonym nominal`.
        r#as: String,
        /// `exact alias repaired coreference unresolved`.
        how: String,
        /// Where repaired: what it was read as and why.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        repair: Option<Repair>,
        /// Where unresolved: who it may be.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        candidates: Vec<Candidate>,
        /// The rule that decided.
        rule: String,
    }
);

shape!(
    /// What a corrupted name was read as.
    Repair {
        /// The known name.
        read_as: String,
        /// 0 to 1.
        confidence: f32,
        /// Plain reasons.
        evidence: Vec<String>,
        /// The next best candidate.
        runner_up: Option<Candidate>,
    }
);

shape!(
    /// Someone a mention may be.
    Candidate {
        /// Their id.
        id: String,
        /// Canonical name.
        name: String,
        /// 0 to 1.
        confidence: f32,
    }
);

shape!(
    /// Somewhere.
    Place {
        /// Stable id.
        id: String,
        /// Canonical name.
        name: String,
        /// `country region city facility water`.
        kind: String,
        /// ISO 3166 alpha-3.
        country: Option<String>,
        /// Degrees north.
        lat: Option<f64>,
        /// Degrees east.
        lon: Option<f64>,
        /// `exact`, `city`, `admin`, `country`.
        precision: Option<String>,
        /// Words that stand for it.
        mentions: Vec<Mention>,
    }
);

shape!(
    /// An expression of time.
    Time {
        /// First code point.
        start: u32,
        /// The code point after the last.
        end: u32,
        /// The words.
        text: String,
        /// `DATE TIME DURATION SET`.
        r#type: String,
        /// TIMEX3 value.
        value: String,
        /// What it was counted from.
        anchor: Option<String>,
        /// The rule that gave the value.
        rule: String,
    }
);

shape!(
    /// When something was, and the words that say so.
    When {
        /// ISO 8601 or TIMEX3 value.
        value: String,
        /// The words.
        from: Option<Span>,
    }
);

shape!(
    /// Who said what.
    Statement {
        /// `s1`, `s2`, …
        id: String,
        /// Actor id; null where nobody is named.
        speaker: Option<String>,
        /// The words that name the speaker.
        source: Option<Span>,
        /// The words that say that it was said.
        cue: Option<Span>,
        /// What was said.
        content: Vec<Span>,
        /// `direct`, `indirect`, `mixed`.
        kind: String,
        /// As reported ('X', 'Al Jazeera').
        medium: Option<String>,
        /// Actor id.
        addressee: Option<String>,
        /// When it was said.
        date: Option<When>,
        /// Place id.
        place: Option<String>,
        /// `said denied declined`.
        polarity: String,
        /// Force of the cue.
        stance: String,
        /// Id of the statement that reports this one.
        within: Option<String>,
        /// The words it rests on.
        evidence: Vec<Span>,
        /// The rule or model that found it.
        rule: String,
        /// 0 to 1.
        confidence: f32,
    }
);

shape!(
    /// Who did what to whom.
    Event {
        /// `e1`, `e2`, …
        id: String,
        /// PLOVER type of the act, whatever its status.
        r#type: String,
        /// Type after PLOVER's rules on tense and negation.
        plover: String,
        /// PLOVER mode.
        mode: Option<String>,
        /// PLOVER contexts.
        contexts: Vec<String>,
        /// Actor ids.
        actors: Vec<String>,
        /// Actor ids.
        recipients: Vec<String>,
        /// When.
        when: Option<When>,
        /// Place id.
        r#where: Option<String>,
        /// `happened planned proposed conditional possible denied`.
        status: String,
        /// Ids of statements or actors; empty where the outlet says it in its own voice.
        according_to: Vec<String>,
        /// The word that says it.
        trigger: Option<Span>,
        /// The sentence.
        evidence: Vec<Span>,
        /// The rule that found it.
        rule: String,
        /// 0 to 1.
        confidence: f32,
    }
);

shape!(
    /// Talks, past or to come.
    Talks {
        /// `t1`, `t2`, …
        id: String,
        /// Actor ids.
        parties: Vec<String>,
        /// Actor ids.
        mediators: Vec<String>,
        /// Actor ids.
        hosts: Vec<String>,
        /// `direct indirect mediated`.
        format: Option<String>,
        /// Place id.
        place: Option<String>,
        /// ISO 8601 or TIMEX3 value.
        starts: Option<String>,
        /// `proposed planned under-way held postponed cancelled`.
        status: Option<String>,
        /// What they resume.
        resumes: Option<String>,
        /// Who comes.
        attendance: Vec<Attendance>,
        /// The words.
        evidence: Vec<Span>,
        /// Ids of the statements and events it was made from.
        from: Vec<String>,
    }
);

shape!(
    /// Whether someone comes.
    Attendance {
        /// Actor id.
        actor: String,
        /// `attending absent conditional unclear sends-delegation`.
        status: String,
        /// 'head of the delegation'.
        role: Option<String>,
        /// On what condition.
        condition: Option<String>,
        /// Ids of statements or actors.
        according_to: Vec<String>,
        /// Earlier statuses told in the text.
        history: Vec<AttendanceBefore>,
        /// The words.
        evidence: Vec<Span>,
    }
);

shape!(
    /// What was told earlier of someone's coming.
    AttendanceBefore {
        /// As in [`Attendance`].
        status: String,
        /// The words.
        evidence: Vec<Span>,
    }
);

shape!(
    /// What a party wants.
    Position {
        /// Actor id.
        party: String,
        /// A short noun.
        issue: String,
        /// `demands offers accepts rejects conditions`.
        stance: String,
        /// In the words of the text.
        what: String,
        /// On what condition.
        condition: Option<String>,
        /// When it was stated.
        date: Option<When>,
        /// Id of the statement.
        statement: Option<String>,
        /// The words.
        evidence: Vec<Span>,
        /// Ids of the statements and events it was made from.
        from: Vec<String>,
    }
);

shape!(
    /// A deadline or ultimatum.
    Deadline {
        /// Actor ids.
        set_by: Vec<String>,
        /// Actor ids.
        on: Vec<String>,
        /// In the words of the text.
        demand: Option<String>,
        /// ISO 8601 or TIMEX3 value.
        due: Option<String>,
        /// In the words of the text.
        consequence: Option<String>,
        /// `open met unmet` on `published`.
        outcome: Option<String>,
        /// The words.
        evidence: Vec<Span>,
        /// Ids of the statements and events it was made from.
        from: Vec<String>,
    }
);

shape!(
    /// An agreement, from proposal to collapse.
    Agreement {
        /// `a1`, `a2`, …
        id: String,
        /// `ceasefire peace exchange arms-control trade security other`.
        kind: String,
        /// Actor ids.
        parties: Vec<String>,
        /// Actor ids.
        mediators: Vec<String>,
        /// Actor ids.
        guarantors: Vec<String>,
        /// What it covers, in the words of the text.
        scope: Option<String>,
        /// ISO 8601 or TIMEX3 value.
        announced: Option<String>,
        /// ISO 8601 or TIMEX3 value.
        signed: Option<String>,
        /// ISO 8601 or TIMEX3 value.
        effective: Option<String>,
        /// ISO 8601 duration.
        duration: Option<String>,
        /// ISO 8601 date.
        expires: Option<String>,
        /// The formula ('announced + P30D').
        expires_by: Option<String>,
        /// `proposed in-force expired collapsed rejected` on `published`.
        status: Option<String>,
        /// Alleged breaches.
        breaches: Vec<Breach>,
        /// The words.
        evidence: Vec<Span>,
        /// Ids of the statements and events it was made from.
        from: Vec<String>,
    }
);

shape!(
    /// An alleged breach.
    Breach {
        /// Actor id.
        accuser: Option<String>,
        /// Actor id.
        accused: Option<String>,
        /// When.
        date: Option<When>,
        /// Actor ids.
        denied_by: Vec<String>,
        /// The words.
        evidence: Vec<Span>,
    }
);

shape!(
    /// Two accounts that cannot both hold.
    Dispute {
        /// What is disputed, a short noun phrase.
        about: String,
        /// The accounts.
        accounts: Vec<Account>,
    }
);

shape!(
    /// One account of what is disputed.
    Account {
        /// Actor ids.
        by: Vec<String>,
        /// The words.
        span: Vec<Span>,
    }
);

shape!(
    /// Words that cannot be right as they stand.
    Garble {
        /// The words.
        span: Span,
        /// What they may have been.
        reading: Option<String>,
        /// The reason.
        why: String,
    }
);
