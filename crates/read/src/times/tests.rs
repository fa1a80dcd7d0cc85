//! Whole expressions, against a day of publication: sentences of our own, one case a line.

use super::*;
use proptest::prelude::*;
use rapporteur_text::{Analysis, Date, Document, Published, PublishedBy};

fn read_on(words: &str, published: &str) -> (Document, Found) {
    let mut document = Document::plain(words);
    document.published = published.parse().ok().map(|date: Date| Published {
        date,
        given: None,
        by: PublishedBy::Argument,
        evidence: Vec::new(),
    });
    let found = read(&document, &Analysis::default(), None);
    (document, found)
}

struct Case {
    published: &'static str,
    words: &'static str,
    /// The words of each expression and its value.
    want: &'static [(&'static str, &'static str)],
}

fn run(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let (document, found) = read_on(case.words, case.published);
        let got: Vec<(&str, &str)> =
            found.times.iter().map(|t| (&document.text[t.span], t.value.as_str())).collect();
        if got != case.want {
            wrong.push(format!("{:?}\n   want {:?}\n   got  {got:?}", case.words, case.want));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

const fn case(
    published: &'static str,
    words: &'static str,
    want: &'static [(&'static str, &'static str)],
) -> Case {
    Case { published, words, want }
}

/// A Wednesday.
const DAY: &str = "2008-08-13";

#[test]
fn days_of_the_calendar() {
    run(&[
        case(DAY, "The truce of 12 August held.", &[("12 August", "2008-08-12")]),
        case(DAY, "It was signed on August 12th, 1949.", &[("August 12th, 1949", "1949-08-12")]),
        case(
            DAY,
            "They met on the 9th of August 2008.",
            &[("the 9th of August 2008", "2008-08-09")],
        ),
        case(
            DAY,
            "Fighting began on Thursday, August 7th, in Tskhinvali.",
            &[("Thursday, August 7th", "2008-08-07")],
        ),
        case(DAY, "The text is dated 2008-08-12.", &[("2008-08-12", "2008-08-12")]),
        case(
            DAY,
            "The form said 8/12/2008 and 12.08.2008.",
            &[("8/12/2008", "2008-08-12"), ("12.08.2008", "2008-08-12")],
        ),
        case(DAY, "Observers arrived on the 12th.", &[("the 12th", "2008-08-12")]),
        case(DAY, "They lost in the 12th round on the 12th hole.", &[]),
        case(DAY, "The last vote was on Dec. 20.", &[("Dec. 20", "2007-12-20")]),
        case(DAY, "The next vote will be on Dec. 20.", &[("Dec. 20", "2008-12-20")]),
        case(DAY, "The accord of 30 February is a joke.", &[("30 February", "XXXX-02-30")]),
        case(
            DAY,
            "In 2003 they met twice: on 5 May and on 7 June.",
            &[("2003", "2003"), ("5 May", "2003-05-05"), ("7 June", "2003-06-07")],
        ),
    ]);
}

#[test]
fn weekdays_go_with_the_tense() {
    run(&[
        case(DAY, "The envoy said on Tuesday that talks failed.", &[("Tuesday", "2008-08-12")]),
        case(DAY, "The envoy will arrive on Friday.", &[("Friday", "2008-08-15")]),
        case(DAY, "The envoy said Wednesday he was ready.", &[("Wednesday", "2008-08-13")]),
        case(DAY, "Talks due to open on Monday were put off.", &[("Monday", "2008-08-18")]),
        case(DAY, "On Sunday, rebels shelled the port.", &[("Sunday", "2008-08-10")]),
        case(DAY, "On Sunday, rebels would release the crew.", &[("Sunday", "2008-08-17")]),
        case(DAY, "Last Friday the bridge fell.", &[("Last Friday", "2008-08-08")]),
        case(DAY, "They return next Friday.", &[("next Friday", "2008-08-15")]),
        case(DAY, "He left on Tuesday of last week.", &[("Tuesday of last week", "2008-08-05")]),
        case(DAY, "The deal should be signed on Saturday.", &[("Saturday", "2008-08-16")]),
        case(DAY, "Monday's attack killed nine.", &[("Monday", "2008-08-11")]),
        case(DAY, "They have until Friday to answer.", &[("Friday", "2008-08-15")]),
    ]);
}

#[test]
fn parts_of_the_day_and_clocks() {
    run(&[
        case(
            DAY,
            "Shells fell late Monday and on Tuesday night.",
            &[("late Monday", "2008-08-11"), ("Tuesday night", "2008-08-12TNI")],
        ),
        case(DAY, "The army withdrew last night.", &[("last night", "2008-08-12TNI")]),
        case(DAY, "He spoke this morning.", &[("this morning", "2008-08-13TMO")]),
        case(DAY, "The truce began at 07:00 GMT.", &[("07:00 GMT", "2008-08-13T07:00Z")]),
        case(
            DAY,
            "The truce begins at 6 p.m. local time on Friday.",
            &[("6 p.m. local time on Friday", "2008-08-15T18:00")],
        ),
        case(DAY, "It struck at 0735 GMT.", &[("0735 GMT", "2008-08-13T07:35Z")]),
        case(
            DAY,
            "The deadline is 9 p.m. Moscow time Thursday.",
            &[("9 p.m. Moscow time Thursday", "2008-08-14T21:00+04:00")],
        ),
        case(DAY, "The guns fell silent at noon Tuesday.", &[("noon Tuesday", "2008-08-12T12:00")]),
        case(
            DAY,
            "It expires at midnight on Saturday.",
            &[("midnight on Saturday", "2008-08-16T24:00")],
        ),
        case(
            DAY,
            "It fell on the night of 9 August.",
            &[("the night of 9 August", "2008-08-09TNI")],
        ),
        case(DAY, "It fell at half past seven.", &[("half past seven", "2008-08-13T07:30")]),
        case(DAY, "The score was 2:1 after extra time.", &[]),
        case(
            DAY,
            "They left in the early hours of Tuesday.",
            &[("the early hours of Tuesday", "2008-08-12TMO")],
        ),
    ]);
}

#[test]
fn counted_from_the_day_of_writing() {
    run(&[
        case(
            DAY,
            "He resigned yesterday and leaves tomorrow.",
            &[("yesterday", "2008-08-12"), ("tomorrow", "2008-08-14")],
        ),
        case(DAY, "Two days ago the line held.", &[("Two days ago", "2008-08-11")]),
        case(DAY, "The accord was signed three years ago.", &[("three years ago", "2005")]),
        case(DAY, "The war ended several decades ago.", &[("several decades ago", "PAST_REF")]),
        case(DAY, "The panel will report in three weeks.", &[("three weeks", "2008-W36")]),
        case(DAY, "It was the worst fighting in three weeks.", &[("three weeks", "P3W")]),
        case(
            DAY,
            "Last week they met; this month they did not; next year they may.",
            &[("Last week", "2008-W32"), ("this month", "2008-08"), ("next year", "2009")],
        ),
        case(DAY, "Over the weekend both sides rearmed.", &[("the weekend", "2008-W32-WE")]),
        case(
            DAY,
            "Elections were held earlier this year and late last year.",
            &[("earlier this year", "2008"), ("late last year", "2007")],
        ),
    ]);
}

#[test]
fn counted_from_what_was_named() {
    run(&[
        case(
            DAY,
            "On 8 August troops crossed. The next day the town fell.",
            &[("8 August", "2008-08-08"), ("The next day", "2008-08-09")],
        ),
        case(
            DAY,
            "They signed on 4 June 2006, and a week earlier they had not spoken.",
            &[("4 June 2006", "2006-06-04"), ("a week earlier", "2006-W21")],
        ),
        case(
            DAY,
            "It came three days after August 5.",
            &[("three days after August 5", "2008-08-08")],
        ),
        case(
            DAY,
            "War broke out in 1998. That year a third fled, and the following year more.",
            &[("1998", "1998"), ("That year", "1998"), ("the following year", "1999")],
        ),
        case(DAY, "He left a day after the raid.", &[("a day", "P1D")]),
    ]);
}

#[test]
fn months_and_longer() {
    run(&[
        case(DAY, "In May the talks collapsed.", &[("May", "2008-05")]),
        case(DAY, "In December they fought on.", &[("December", "2007-12")]),
        case(DAY, "A vote will be held in December.", &[("December", "2008-12")]),
        case(
            DAY,
            "The sides met in December last year and in early April.",
            &[("December last year", "2007-12"), ("early April", "2008-04")],
        ),
        case(DAY, "It was agreed last November.", &[("last November", "2007-11")]),
        case(
            DAY,
            "The pact of mid-2004 lapsed at the end of 2006.",
            &[("mid-2004", "2004"), ("the end of 2006", "2006")],
        ),
        case(
            DAY,
            "Exports fell in the second quarter of 2007.",
            &[("the second quarter of 2007", "2007-Q2")],
        ),
        case(
            DAY,
            "The budget for fiscal year 2007 and the first half of 2008.",
            &[("fiscal year 2007", "2007"), ("the first half of 2008", "2008-H1")],
        ),
        case(
            DAY,
            "In the spring of 1999 and last winter they starved.",
            &[("the spring of 1999", "1999-SP"), ("last winter", "2007-WI")],
        ),
        case(
            DAY,
            "The border of the 1920s dates to the 19th century.",
            &[("the 1920s", "192"), ("the 19th century", "18")],
        ),
        case(
            DAY,
            "The palace was built in the mid-19th century.",
            &[("the mid-19th century", "18")],
        ),
        case(DAY, "The 1991 accord and the 2004 elections.", &[("1991", "1991"), ("2004", "2004")]),
        case(DAY, "It ended nineteen ninety-six.", &[("nineteen ninety-six", "1996")]),
        case(DAY, "They attacked on Christmas Eve.", &[("Christmas Eve", "2007-12-24")]),
        case("2016-04-20", "He spoke on Good Friday.", &[("Good Friday", "2016-03-25")]),
    ]);
}

#[test]
fn lengths_and_sets() {
    run(&[
        case(
            DAY,
            "A 30-day ceasefire followed three years of war.",
            &[("30-day", "P30D"), ("three years", "P3Y")],
        ),
        case(
            DAY,
            "They waited for weeks, then half an hour more.",
            &[("weeks", "PXW"), ("half an hour", "PT30M")],
        ),
        case(DAY, "Over the past two months nothing moved.", &[("the past two months", "P2M")]),
        case(DAY, "It lasted two and a half hours.", &[("two and a half hours", "PT2H30M")]),
        case(
            DAY,
            "The siege took two years and six months.",
            &[("two years and six months", "P2Y6M")],
        ),
        case(
            DAY,
            "Nearly two years passed in recent months.",
            &[("Nearly two years", "P2Y"), ("recent months", "PXM")],
        ),
        case(DAY, "A 55-year-old man and a girl 12 years old died.", &[]),
        case(
            DAY,
            "Convoys pass every day, and inspectors twice a year.",
            &[("every day", "P1D"), ("twice a year", "P1Y")],
        ),
        case(
            DAY,
            "Markets open each Thursday and on Mondays.",
            &[("each Thursday", "XXXX-WXX-4"), ("Mondays", "XXXX-WXX-1")],
        ),
        case(DAY, "The plant makes 20,000 barrels a day.", &[("a day", "P1D")]),
        case(
            DAY,
            "A decades-long feud over weekly raids.",
            &[("decades-long", "PXDE"), ("weekly", "P1W")],
        ),
    ]);
}

#[test]
fn words_without_a_date() {
    run(&[
        case(
            DAY,
            "The sides are currently apart and will soon meet.",
            &[("currently", "PRESENT_REF"), ("soon", "FUTURE_REF")],
        ),
        case(
            DAY,
            "They recently spoke of the future.",
            &[("recently", "PAST_REF"), ("the future", "FUTURE_REF")],
        ),
        case(DAY, "He was absent at the time.", &[("at the time", "PAST_REF")]),
        case(DAY, "As soon as they met, the current talks began.", &[("current", "PRESENT_REF")]),
    ]);
}

#[test]
fn ranges() {
    run(&[
        case(
            DAY,
            "The summit runs from 5 to 9 September.",
            &[("5", "2008-09-05"), ("9 September", "2008-09-09")],
        ),
        case(
            DAY,
            "Polls on May 5-9, 2007, were calm.",
            &[("May 5", "2007-05-05"), ("9, 2007", "2007-05-09")],
        ),
        case(
            DAY,
            "Between March and June 2006 they fought.",
            &[("March", "2006-03"), ("June 2006", "2006-06")],
        ),
        case(
            DAY,
            "The war of 1998-2000 and the drought of 2004-05.",
            &[("1998", "1998"), ("2000", "2000"), ("2004", "2004"), ("05", "2005")],
        ),
    ]);
}

#[test]
fn what_is_no_time() {
    run(&[
        case(DAY, "They may march to the second gate.", &[]),
        case(DAY, "Mrs May said the plan stands.", &[]),
        case(DAY, "Black September and the Sunday Times were named.", &[]),
        case(DAY, "About 2,022 people and 2000 troops stayed.", &[]),
        case(DAY, "Resolution 1973 and Agenda 2030 were cited.", &[]),
        case(DAY, "Resolutions 1970 and 1973 were not.", &[]),
        case(DAY, "Call 555-2014 or pay $1990.", &[]),
        case(DAY, "The fall of Grozny and the Arab Spring.", &[]),
        case(DAY, "Three quarters of the seats went to them.", &[]),
        case(
            DAY,
            "In the 0th quarter and the 0th week of March nothing fell.",
            &[("March", "2008-03")],
        ),
    ]);
}

#[test]
fn quoted_words_are_anchored_where_they_were_said() {
    run(&[case(
        "2008-08-14",
        "“We leave tomorrow,” the colonel said on Monday.",
        &[("tomorrow", "2008-08-12"), ("Monday", "2008-08-11")],
    )]);
}

#[test]
fn without_a_day_of_publication_the_open_parts_stay_open() {
    run(&[
        case(
            "",
            "He said on Tuesday that talks on 5 May failed last year.",
            &[("Tuesday", "XXXX-WXX-2"), ("5 May", "XXXX-05-05"), ("last year", "XXXX")],
        ),
        case(
            "2008",
            "He left last year, on Tuesday.",
            &[("last year", "2007"), ("Tuesday", "XXXX-WXX-2")],
        ),
        case(
            "2008-08",
            "In May he left; last month he returned.",
            &[("May", "2008-05"), ("last month", "2008-07")],
        ),
        case("", "It starts at 07:00 GMT.", &[("07:00 GMT", "T07:00Z")]),
    ]);
}

#[test]
fn each_time_tells_its_anchor_and_rule() {
    let (_, found) = read_on("On Tuesday they signed the 1994 pact.", DAY);
    let told: Vec<_> = found.times.iter().map(|t| (t.anchor.as_deref(), t.rule.0)).collect();
    assert_eq!(told, [(Some("published 2008-08-13"), "times/weekday"), (None, "times/year")]);
}

#[test]
fn dates_of_publication() {
    for (words, want) in [
        // Datelines.
        ("GENEVA, 12 March 2016 — Talks resumed.", Some(("2016-03-12", PublishedBy::Dateline))),
        (
            "Pact reached\nPublished 3 June 1999, 10:00 GMT\nThe war is over.",
            Some(("1999-06-03", PublishedBy::Dateline)),
        ),
        (
            "SANAA, Yemen, Nov. 20 (AFP) - On Monday, Nov. 19, 2012, the panel met.",
            Some(("2012-11-20", PublishedBy::Dateline)),
        ),
        // No year anywhere.
        ("SANAA, Nov. 20 (AFP) - The panel met on Monday.", None),
        ("John Doe (August 9, 1929 – February 13, 2014) was a diplomat.", None),
        // A picture's date on a weekday that the report names, with a plan ahead.
        (
            "The rebels said Saturday they would free the crew. The first flight was set for Sunday.\n\
             A guard stands at the airport in Juba, South Sudan, January 18, 2014.",
            Some(("2014-01-18", PublishedBy::Inferred)),
        ),
        // Weekday with month and day, a year named and the years since.
        (
            "The president arrived on Monday. On Sunday, March 20th, he had told his cabinet of the visit. The cabinet agreed on Sunday.\n\
             The embargo was tightened in 2015 and first eased in 2013. The parliament refused three years of pleas.\n\
             On Tuesday he will address the nation, and on Wednesday he will leave.",
            Some(("2016-03-21", PublishedBy::Inferred)),
        ),
        (
            "Yesterday, February 17, 2006, the ministry confirmed it.",
            Some(("2006-02-18", PublishedBy::Inferred)),
        ),
        // A weekday and nothing else; an old date and nothing else; no plan ahead.
        ("Talks broke off on Tuesday. They will resume on Friday.", None),
        (
            "The pact was signed on 12 March 2016. On Tuesday it was broken; on Friday they will meet.",
            None,
        ),
        (
            "The accord of Sunday, March 20th, was broken on Sunday. It will be renewed on Friday.",
            None,
        ),
    ] {
        let found = read(&Document::plain(words), &Analysis::default(), None);
        let got = found.published.map(|p| {
            assert!(!p.evidence.is_empty(), "{words}");
            (p.date.to_string(), p.by)
        });
        assert_eq!(got, want.map(|(date, by)| (date.to_owned(), by)), "{words}");
    }
}

/// The weekdays fit 2002, 2013, 2019 and 2024; only in one of these did both hold their offices.
#[test]
fn offices_choose_the_year() {
    let words = "Secretary of State John Kerry left Vienna on Monday, and President Barack Obama \
                 will see the Senate's leaders on Wednesday.\n\
                 The plan was agreed on Sunday, November 24th, after talks that began in 2012. On \
                 Sunday both sides called it a first step.";
    let found = read(&Document::plain(words), &Analysis::default(), Some(World::embedded()));
    let date = found.published.map(|p| p.date.to_string());
    assert_eq!(date.as_deref(), Some("2013-11-25"));
    let found = read(&Document::plain(words), &Analysis::default(), None);
    assert_eq!(found.published, None);
}

#[test]
fn a_long_line_of_digits_or_words_takes_linear_time() {
    for piece in [
        "1",
        "12 ",
        "a ",
        "the ",
        "in May ",
        "\"",
        "5-",
        "two hundred ",
        "Monday ",
        "10:30 ",
        "every ",
    ] {
        let text = piece.repeat((1 << 18) / piece.len());
        let found = read(&Document::plain(text), &Analysis::default(), None);
        assert!(found.times.len() < 1 << 17);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Any text: no panic, spans in order and on boundaries, values that are TIMEX3.
    #[test]
    fn any_text(
        words in prop::collection::vec(
            prop_oneof![
                "[a-zA-Z0-9 .,:/'’“”\"()\n-]{0,12}",
                "\\PC{0,8}",
                prop::sample::select(vec![
                    "May", "Monday", "last", "the", "12", "2014", "of", "week", "years", "ago", "p.m.", "GMT",
                    "early", "in", "half", "a", "and", "two", "hundred", "first", "quarter", "9999", "0", "next",
                    "century", "Q4", "night", "to", "-", "Easter", "FY", "year", "every", "1st", "10:30",
                ]).prop_map(str::to_owned),
            ],
            0..40,
        ),
        blank in prop::bool::ANY,
        published in prop::sample::select(vec!["", "2025-05-14", "0001-01-01", "9999-12-31", "2024", "2024-02"]),
    ) {
        let text = words.join(if blank { " " } else { "" });
        let (document, found) = read_on(&text, published);
        let mut end = 0;
        for time in &found.times {
            prop_assert!(time.span.start() >= end && !time.span.is_empty());
            end = time.span.end();
            prop_assert!(is_timex3(&time.value), "{} = {}", &document.text[time.span], time.value);
        }
    }
}
