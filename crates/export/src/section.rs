use rapporteur_record::Record;

/// A list of the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are record.md's")]
pub enum Section {
    Statements,
    Talks,
    Agreements,
    Deadlines,
    Positions,
    Disputes,
    Events,
    Actors,
    Places,
    Times,
    Garbles,
}

impl Section {
    /// All of them, in the order in which people want to see them.
    pub const ALL: [Self; 11] = [
        Self::Talks,
        Self::Deadlines,
        Self::Agreements,
        Self::Positions,
        Self::Disputes,
        Self::Statements,
        Self::Events,
        Self::Actors,
        Self::Places,
        Self::Times,
        Self::Garbles,
    ];

    /// The name of the list in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statements => "statements",
            Self::Talks => "talks",
            Self::Agreements => "agreements",
            Self::Deadlines => "deadlines",
            Self::Positions => "positions",
            Self::Disputes => "disputes",
            Self::Events => "events",
            Self::Actors => "actors",
            Self::Places => "places",
            Self::Times => "times",
            Self::Garbles => "garbles",
        }
    }

    /// The heading that people see.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Statements => "Who said what",
            Self::Talks => "Talks",
            Self::Agreements => "Agreements",
            Self::Deadlines => "Deadlines and ultimatums",
            Self::Positions => "Positions",
            Self::Disputes => "Where accounts conflict",
            Self::Events => "Who did what to whom",
            Self::Actors => "Actors",
            Self::Places => "Places",
            Self::Times => "Times",
            Self::Garbles => "Garbled",
        }
    }

    /// How many entries a record has in it.
    pub fn count(self, record: &Record) -> usize {
        match self {
            Self::Statements => record.statements.len(),
            Self::Talks => record.talks.len(),
            Self::Agreements => record.agreements.len(),
            Self::Deadlines => record.deadlines.len(),
            Self::Positions => record.positions.len(),
            Self::Disputes => record.disputes.len(),
            Self::Events => record.events.len(),
            Self::Actors => record.actors.len(),
            Self::Places => record.places.len(),
            Self::Times => record.times.len(),
            Self::Garbles => record.garbles.len(),
        }
    }
}
