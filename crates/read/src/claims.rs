//! What a reading claims: each claim with the words it rests on and the rule that made it.

use rapporteur_text::{Date, Published, Span};
use smol_str::SmolStr;

/// Everything read from one document. All lists are in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// Day of publication, given or found.
    pub published: Option<Published>,
    /// Actors, in the order of their first mention.
    pub actors: Vec<Actor>,
    /// Places, in the order of their first mention.
    pub places: Vec<Place>,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
}

/// A stable, readable id: `person/volodymyr-zelenskyy`, `state/UKR`, `person/?slug` for an actor
/// that the registry does not know.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActorId(pub SmolStr);

/// A stable, readable id of a place: `place/istanbul-745044`, `place/?slug`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlaceId(pub SmolStr);

/// Index into [`Claims::statements`]; the record writes it as `s1`, `s2`, …
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatementId(pub u32);

/// Index into [`Claims::events`]; the record writes it as `e1`, `e2`, …
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventId(pub u32);

/// Name of the rule or model that made a claim, as `--why` prints it (`speech/according-to`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rule(pub &'static str);

/// How sure a claim is, 0 to 1.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug)]
pub struct Confidence(pub f32);

/// The words a claim rests on, and what made it. There is none without words.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    spans: Vec<Span>,
    rule: Rule,
    confidence: Confidence,
}

impl Evidence {
    /// Evidence in one span.
    pub fn new(span: Span, rule: Rule, confidence: f32) -> Self {
        Self { spans: vec![span], rule, confidence: Confidence(confidence.clamp(0.0, 1.0)) }
    }

    /// Adds a further span, unless it is there already.
    #[must_use]
    pub fn and(mut self, span: Span) -> Self {
        if !self.spans.contains(&span) {
            self.spans.push(span);
        }
        self
    }

    /// The spans, at least one, the main one first.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The rule or model that made the claim.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How sure it is.
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }
}

/// Someone who acts or speaks, with everything in the text that names them.
#[derive(Clone, PartialEq, Debug)]
pub struct Actor {
    /// Stable id.
    pub id: ActorId,
    /// Canonical name.
    pub name: String,
    /// What they are.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3 code of the country they belong to.
    pub country: Option<SmolStr>,
    /// CAMEO-style code (`RUSGOV`, `IGONAT`).
    pub code: Option<SmolStr>,
    /// Offices that hold on the day of publication.
    pub roles: Vec<Role>,
    /// Mentions, in order, not overlapping one another.
    pub mentions: Vec<Mention>,
}

/// What an actor is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActorKind {
    /// A person.
    Person,
    /// A state, or the government that stands for it.
    State,
    /// An organisation.
    Organisation,
    /// An armed group or movement.
    ArmedGroup,
    /// A medium or news agency.
    Media,
    /// A people, a public, or an unnamed group of officials.
    People,
}

/// An office held.
#[derive(Clone, PartialEq, Debug)]
pub struct Role {
    /// 'President'.
    pub title: String,
    /// What of: ISO 3166 alpha-3, or an organisation's id.
    pub of: SmolStr,
    /// First day, as far as known.
    pub since: Option<Date>,
    /// Last day, as far as known; `None` where no end is known.
    pub until: Option<Date>,
}

/// Words that stand for an actor or a place.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What they are.
    pub as_: As,
    /// How they were read.
    pub how: How,
    /// Where `how` is `Repaired`: what they were read as, and by what evidence.
    pub repair: Option<Repair>,
    /// Where `how` is `Unresolved`: who it may be, best first.
    pub candidates: Vec<Candidate>,
    /// The rule that decided.
    pub rule: Rule,
}

/// What the words of a mention are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum As {
    Name,
    Role,
    Pronoun,
    Metonym,
    Nominal,
}

/// How a mention was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum How {
    Exact,
    Alias,
    Repaired,
    Coreference,
    Unresolved,
}

/// What a corrupted name was read as, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Repair {
    /// The known name.
    pub read_as: String,
    /// How sure, 0 to 1.
    pub confidence: Confidence,
    /// 'sounds alike', 'named as president of Ukraine', …: plain words, best first.
    pub evidence: Vec<String>,
    /// The next best candidate and its score, where there is one.
    pub runner_up: Option<Candidate>,
}

/// Someone a mention may be.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// Their id.
    pub id: SmolStr,
    /// Canonical name.
    pub name: String,
    /// How likely, 0 to 1.
    pub confidence: Confidence,
}

/// Somewhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    /// Stable id.
    pub id: PlaceId,
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// ISO 3166 alpha-3.
    pub country: Option<SmolStr>,
    /// Degrees north, −90 to 90, and east, −180 to 180.
    pub point: Option<(f64, f64)>,
    /// What the point stands for.
    pub precision: Option<Precision>,
    /// Mentions, in order, not overlapping one another.
    pub mentions: Vec<Mention>,
}

/// What a place is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum PlaceKind {
    Country,
    Region,
    City,
    Facility,
    Water,
}

/// What the point of a place stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum Precision {
    Exact,
    City,
    Admin,
    Country,
}

/// An expression of time.
#[derive(Clone, PartialEq, Debug)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value (`2025-05-12`, `2025-05-11TEV`, `P30D`, `PAST_REF`).
    pub value: SmolStr,
    /// What it was counted from: 'published 2025-05-15', 'the day named before'; `None` where the
    /// words alone fix it.
    pub anchor: Option<String>,
    /// The rule that gave the value.
    pub rule: Rule,
}

/// TIMEX3 types.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are TIMEX3's")]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// When something was, as far as the text says.
#[derive(Clone, PartialEq, Debug)]
pub struct When {
    /// ISO 8601 or TIMEX3 value.
    pub value: SmolStr,
    /// The words it comes from; `None` where it follows from the day of publication alone.
    pub from: Option<Span>,
}

/// Someone said something.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Who; `None` where nobody is named.
    pub speaker: Option<ActorId>,
    /// The words that name the speaker.
    pub source: Option<Span>,
    /// The words that say that it was said.
    pub cue: Option<Span>,
    /// What was said, without quotation marks at its edges.
    pub content: Vec<Span>,
    /// Quoted, told, or both.
    pub kind: StatementKind,
    /// Where it was said, as reported ('X', 'Truth Social', 'Al Jazeera').
    pub medium: Option<String>,
    /// Whom it was said to.
    pub addressee: Option<ActorId>,
    /// When it was said.
    pub date: Option<When>,
    /// Where it was said.
    pub place: Option<PlaceId>,
    /// Said, denied, or declined to say.
    pub polarity: Polarity,
    /// Force of the cue.
    pub stance: Stance,
    /// The statement that reports this one.
    pub within: Option<StatementId>,
    /// The words it rests on.
    pub evidence: Evidence,
}

/// How words are given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum StatementKind {
    Direct,
    Indirect,
    Mixed,
}

/// Whether something was said, denied, or declined.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum Polarity {
    Said,
    Denied,
    Declined,
}

/// Force of a cue, from the lexicon of cues: `say claim warn demand promise accuse ask …`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Stance(pub &'static str);

/// Someone did something.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    /// What the act is, whatever its status.
    pub kind: Plover,
    /// The type after PLOVER's own rules on tense and negation.
    pub plover: Plover,
    /// PLOVER mode.
    pub mode: Option<&'static str>,
    /// PLOVER contexts.
    pub contexts: Vec<&'static str>,
    /// Who did it. Both sides of what is done together.
    pub actors: Vec<ActorId>,
    /// To whom.
    pub recipients: Vec<ActorId>,
    /// When.
    pub when: Option<When>,
    /// Where.
    pub place: Option<PlaceId>,
    /// Whether it happened.
    pub status: EventStatus,
    /// By whose account: statements that say it; empty where the outlet says it in its own voice.
    pub by_statement: Vec<StatementId>,
    /// By whose account, where an actor is named without a statement.
    pub by_actor: Vec<ActorId>,
    /// The word that says it.
    pub trigger: Span,
    /// The sentence it stands in.
    pub evidence: Evidence,
}

/// Whether an event happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum EventStatus {
    Happened,
    Planned,
    Proposed,
    Conditional,
    Possible,
    Denied,
}

/// The sixteen event types of PLOVER 2.0 (manual, section 3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names are PLOVER's")]
pub enum Plover {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

macro_rules! names {
    ($type:ty { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// The name in the record.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
            /// The variant with that name in the record.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names!(ActorKind {
    Person = "person",
    State = "state",
    Organisation = "organisation",
    ArmedGroup = "armed-group",
    Media = "media",
    People = "people",
});
names!(As {
    Name = "name",
    Role = "role",
    Pronoun = "pronoun",
    Metonym = "metonym",
    Nominal = "nominal",
});
names!(How {
    Exact = "exact",
    Alias = "alias",
    Repaired = "repaired",
    Coreference = "coreference",
    Unresolved = "unresolved",
});
names!(PlaceKind {
    Country = "country",
    Region = "region",
    City = "city",
    Facility = "facility",
    Water = "water",
});
names!(Precision { Exact = "exact", City = "city", Admin = "admin", Country = "country" });
names!(TimeKind { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET" });
names!(StatementKind { Direct = "direct", Indirect = "indirect", Mixed = "mixed" });
names!(Polarity { Said = "said", Denied = "denied", Declined = "declined" });
names!(EventStatus {
    Happened = "happened",
    Planned = "planned",
    Proposed = "proposed",
    Conditional = "conditional",
    Possible = "possible",
    Denied = "denied",
});
names!(Plover {
    Agree = "AGREE",
    Consult = "CONSULT",
    Support = "SUPPORT",
    Concede = "CONCEDE",
    Cooperate = "COOPERATE",
    Aid = "AID",
    Retreat = "RETREAT",
    Request = "REQUEST",
    Accuse = "ACCUSE",
    Reject = "REJECT",
    Threaten = "THREATEN",
    Protest = "PROTEST",
    Sanction = "SANCTION",
    Mobilize = "MOBILIZE",
    Coerce = "COERCE",
    Assault = "ASSAULT",
});
