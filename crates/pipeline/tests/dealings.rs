//! Talks, truces and ultimatums of many conflicts, read with the model that is shipped.
//!
//! Each passage says what must be found in it and what must not. The passages were written for this
//! test; what they tell did not all happen.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use rapporteur_pipeline::{Limits, Reader};
use rapporteur_record::Record;
use rapporteur_text::{Date, Document, Published, PublishedBy};
use std::fmt::Write;

struct Case {
    name: &'static str,
    date: (i16, i8, i8),
    text: &'static str,
    /// Lines of [`told`] that begin so must be there.
    must: &'static [&'static str],
    /// No line of [`told`] may contain these.
    must_not: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "Sudan: who comes and who does not",
        date: (2024, 8, 12),
        text: "Sudan's army will not attend talks in Geneva on Wednesday, Foreign Minister Hussein Awad \
            said on Monday. The Rapid Support Forces have said they will send a delegation to the talks. \
            The United States invited both sides in July. Sudan accused the RSF of violating the \
            Jeddah agreement.",
        must: &["talks"],
        must_not: &["state/USA + ", "+ state/USA", "attending state/SDN", "state/USA attending"],
    },
    Case {
        name: "Camp David: the host is no party",
        date: (1978, 9, 5),
        text: "President Anwar Sadat of Egypt and Prime Minister Menachem Begin of Israel will meet at \
            Camp David on Wednesday. President Jimmy Carter will host the talks. Jordan's King Hussein \
            refused to attend. Syria rejected the negotiations.",
        must: &["talks person/?anwar-sadat + person/?menachem-begin"],
        must_not: &["person/jimmy-carter +", "+ person/jimmy-carter", "state/SYR +", "+ state/SYR"],
    },
    Case {
        name: "Korea: talks called off",
        date: (2018, 5, 16),
        text: "North Korea has called off talks with South Korea that were scheduled for Wednesday, \
            Seoul's Unification Ministry said. The two countries held talks in April at the border \
            village of Panmunjom. Pyongyang said it would not attend the summit with the United States \
            unless Washington dropped its demands.",
        must: &["talks state/PRK + state/KOR", "position state/PRK conditions"],
        must_not: &["state/JPN"],
    },
    Case {
        name: "Ethiopia: a truce and its breach",
        date: (2022, 8, 25),
        text: "Ethiopia and the Tigray People's Liberation Front agreed to a humanitarian truce on March \
            24. On Wednesday the government accused the TPLF of violating the truce. The group denied it.",
        must: &["agreement ceasefire state/ETH + armed-group/tplf; announced 2022-03-24"],
        must_not: &["proposed"],
    },
    Case {
        name: "Kosovo: an ultimatum in hours",
        date: (1999, 3, 20),
        text: "NATO gave Yugoslavia 48 hours to withdraw its troops from Kosovo or face air strikes. \
            Belgrade rejected the ultimatum. Serbia said foreign soldiers on its soil were not up for debate.",
        must: &["deadline org/nato > ", "position state/SRB rejects"],
        must_not: &["talks", "agreement"],
    },
    Case {
        name: "Kuwait: by a day, or else",
        date: (1990, 11, 30),
        text: "The United Nations Security Council demanded that Iraq withdraw from Kuwait by January 15. \
            Iraqi officials said on Friday that the troops would leave by spring.",
        must: &["deadline org/un-security-council > state/IRQ due 1991-01-15: open"],
        must_not: &["talks", "agreement"],
    },
    Case {
        name: "Colombia: a truce with an end",
        date: (2023, 1, 2),
        text: "Colombia and the National Liberation Army announced a six-month ceasefire on December 31. \
            The rebels had proposed talks in Caracas.",
        must: &[
            "agreement ceasefire state/COL + armed-group/eln; announced 2022-12-31; P6M; expires 2023-06-30: in-force",
        ],
        must_not: &["collapsed", "rejected"],
    },
    Case {
        name: "Cyprus: a mediator meets both",
        date: (2004, 2, 19),
        text: "Talks between the Greek Cypriot leader Tassos Papadopoulos and the Turkish Cypriot leader \
            Rauf Denktash opened in Nicosia on Thursday. U.N. mediator Alvaro de Soto chaired the meeting. \
            A news conference was held in the evening.",
        must: &[
            "talks person/tassos-papadopoulos + person/rauf-denktash",
            "  in Nicosia",
            "  on 2004-02-19",
        ],
        must_not: &["de-soto +", "+ person/?alvaro", "org/un +", "+ org/un"],
    },
    Case {
        name: "Trade: partners who negotiate",
        date: (2019, 5, 6),
        text: "China and the United States will hold trade talks in Washington on Thursday. Beijing said \
            its delegation would be led by Vice Premier Liu He. A trade deal is still possible, he said.",
        must: &["talks state/CHN + state/USA", "  on 2019-05-09", "  planned"],
        must_not: &["held", "in-force"],
    },
    Case {
        name: "Ulster: two governments in one phrase, a chairman who sets a deadline",
        date: (1998, 4, 10),
        text: "The British and Irish governments signed a peace accord on Friday, hours after a deadline of \
            April 9 set by the talks' chairman, George Mitchell. Ian Paisley denounced the accord.",
        must: &["agreement peace state/GBR + state/IRL", "deadline person/george-mitchell > "],
        must_not: &["collapsed", "state/USA"],
    },
    Case {
        name: "Aceh: a rebel prime minister speaks for the rebels; talks told of without their sides",
        date: (2005, 8, 15),
        text: "The Indonesian government and the Free Aceh Movement signed a peace treaty in Helsinki on \
            Monday. The rebels' exiled prime minister, Malik Mahmud, said his men would keep their word as \
            long as the other side did. Further negotiations were held in Helsinki in April.",
        must: &[
            "agreement peace state/IDN + armed-group/gam; announced 2005-08-15",
            "talks state/IDN + armed-group/gam",
            "  on 2005-04",
            "position armed-group/gam conditions",
        ],
        must_not: &["position state/IDN"],
    },
    Case {
        name: "Whose talks is not told where more than two act together",
        date: (2014, 3, 20),
        text: "Chad and Niger signed a border accord on Monday. Mali and Algeria agreed to reopen a road. \
            Further negotiations were held in Geneva in January.",
        must: &[],
        must_not: &["talks"],
    },
    Case {
        name: "No talks: guarantors, schools, a cabinet",
        date: (2021, 6, 1),
        text: "Kenya and Norway acted as guarantors of the negotiations. The president attended school in \
            Oxford. The cabinet meeting of Peru ended late. Ministers from Chile visited a museum in Lima. \
            The deal of the cards was fair, and a good deal of snow fell.",
        must: &[],
        must_not: &["talks", "agreement", "deadline", "attending"],
    },
    Case {
        name: "Sri Lanka: talks that stopped",
        date: (2003, 4, 22),
        text: "The Tamil Tigers suspended peace talks with the government of Sri Lanka on Monday. The two \
            sides had signed a ceasefire in February 2002. Norway, which brokered the truce, urged the \
            rebels to return to the table.",
        must: &["talks", "  postponed", "agreement ceasefire"],
        must_not: &["state/NOR +", "+ state/NOR", "cancelled"],
    },
];

/// The dealings of a record in lines that can be compared.
fn told(record: &Record) -> String {
    let mut out = String::new();
    let place = |id: &Option<String>| {
        let found = record.places.iter().find(|p| Some(&p.id) == id.as_ref());
        found.map(|p| p.name.clone()).unwrap_or_default()
    };
    for t in &record.talks {
        writeln!(out, "talks {}", t.parties.join(" + ")).unwrap();
        writeln!(out, "  in {}", place(&t.place)).unwrap();
        writeln!(out, "  on {}", t.starts.as_deref().unwrap_or("?")).unwrap();
        writeln!(out, "  {}", t.status.as_deref().unwrap_or("?")).unwrap();
        writeln!(
            out,
            "  mediated by {}; hosted by {}",
            t.mediators.join(" + "),
            t.hosts.join(" + ")
        )
        .unwrap();
        for a in &t.attendance {
            let condition = a.condition.as_ref().map_or(String::new(), |c| format!(" ({c})"));
            writeln!(out, "  {} {}{condition}", a.actor, a.status).unwrap();
        }
    }
    for a in &record.agreements {
        write!(out, "agreement {} {}", a.kind, a.parties.join(" + ")).unwrap();
        for (name, value) in
            [("announced ", &a.announced), ("", &a.duration), ("expires ", &a.expires)]
        {
            if let Some(value) = value {
                write!(out, "; {name}{value}").unwrap();
            }
        }
        writeln!(out, ": {}", a.status.as_deref().unwrap_or("?")).unwrap();
        for b in &a.breaches {
            let who = |id: &Option<String>| id.clone().unwrap_or("?".to_owned());
            writeln!(out, "  breach {} > {}", who(&b.accuser), who(&b.accused)).unwrap();
        }
    }
    for d in &record.deadlines {
        writeln!(
            out,
            "deadline {} > {} due {}: {}{}",
            d.set_by.join(" + "),
            d.on.join(" + "),
            d.due.as_deref().unwrap_or("?"),
            d.outcome.as_deref().unwrap_or("?"),
            d.consequence.as_ref().map_or(String::new(), |c| format!(" [{c}]")),
        )
        .unwrap();
    }
    for p in &record.positions {
        writeln!(out, "position {} {} {}", p.party, p.stance, p.issue).unwrap();
    }
    out
}

#[test]
fn dealings_are_found_and_not_invented() {
    let reader = Reader::embedded(Limits::default()).unwrap();
    let mut wrong = String::new();
    for case in CASES {
        let mut document = Document::plain(case.text);
        let (year, month, day) = case.date;
        document.published = Some(Published {
            date: Date::day_of(year, month, day).unwrap(),
            given: None,
            by: PublishedBy::Argument,
            evidence: Vec::new(),
        });
        let told = told(&reader.read(document));
        let before = wrong.len();
        for line in case.must {
            if !told.lines().any(|l| l.starts_with(line)) {
                writeln!(wrong, "{}: missing '{line}'", case.name).unwrap();
            }
        }
        for words in case.must_not {
            if told.contains(words) {
                writeln!(wrong, "{}: found '{words}'", case.name).unwrap();
            }
        }
        if wrong.len() > before {
            writeln!(wrong, "in\n{told}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
