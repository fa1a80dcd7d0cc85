//! Passages of several decades and continents, read without a model: whom each word must name, and whom
//! it must not.

use crate::How;
use rapporteur_text::{Analysis, Document};
use rapporteur_world::World;

/// The known actors that some mention of exactly these words is of.
fn whom(text: &str, date: &str, words: &str) -> Vec<String> {
    let document = Document::plain(text);
    let found = super::read(&document, &Analysis::default(), World::embedded(), date.parse().ok());
    found
        .iter()
        .filter(|a| {
            a.mentions.iter().any(|m| m.how != How::Unresolved && &document.text[m.span] == words)
        })
        .map(|a| a.id.0.to_string())
        .filter(|id| !id.contains('?'))
        .collect()
}

#[test]
fn counterparts() {
    for (date, text, words, id) in [
        (
            "1991-01-09",
            "US Secretary of State James Baker met his Iraqi opposite number in Geneva for six hours.",
            "his Iraqi opposite number",
            "person/tariq-aziz",
        ),
        (
            "2018-05-15",
            "German Foreign Minister Heiko Maas met his French counterpart in Brussels.",
            "his French counterpart",
            "person/jean-yves-le-drian",
        ),
        (
            "2000-06-13",
            "South Korean President Kim Dae-jung shook hands with his North Korean counterpart.",
            "his North Korean counterpart",
            "person/kim-jong-il",
        ),
        // Who leads one state meets who leads the other: a prime minister and a president.
        (
            "2018-07-09",
            "Ethiopian Prime Minister Abiy Ahmed embraced his Eritrean counterpart in Asmara.",
            "his Eritrean counterpart",
            "person/isaias-afwerki",
        ),
        (
            "2023-10-05",
            "Armenian Prime Minister Nikol Pashinyan hoped to meet his Azerbaijani counterpart.",
            "his Azerbaijani counterpart",
            "person/ilham-aliyev",
        ),
        (
            "2005-07-18",
            "Australian Foreign Minister Alexander Downer called his Indonesian colleague.",
            "his Indonesian colleague",
            "person/hassan-wirajuda",
        ),
    ] {
        let found = whom(text, date, words);
        let bare = words.split_once(' ').map_or(words, |w| w.1);
        let found = if found.is_empty() { whom(text, date, bare) } else { found };
        assert_eq!(found, [id], "{text}");
    }
    assert!(
        whom("A French colleague of hers agreed.", "2018-05-15", "French colleague").is_empty()
    );
}

#[test]
fn offices_by_decade() {
    for (date, text, words, id) in [
        (
            "1991-02-01",
            "Bush telephoned the Turkish president about the base.",
            "the Turkish president",
            "person/turgut-ozal",
        ),
        (
            "1994-10-26",
            "Israel's prime minister signed the treaty in the Arava.",
            "Israel's prime minister",
            "person/yitzhak-rabin",
        ),
        (
            "1999-02-20",
            "In Rambouillet the top US diplomat pressed the Kosovo Albanians to sign.",
            "the top US diplomat",
            "person/madeleine-albright",
        ),
        (
            "2003-03-10",
            "The UN secretary-general warned the council.",
            "The UN secretary-general",
            "person/kofi-annan",
        ),
        // Foreign ministers hold an office of one, whatever their deputies are called.
        (
            "2015-07-14",
            "The Iranian foreign minister appeared on the balcony.",
            "The Iranian foreign minister",
            "person/mohammad-javad-zarif",
        ),
        (
            "2016-09-26",
            "The Colombian president signed the accord in Cartagena.",
            "The Colombian president",
            "person/juan-manuel-santos",
        ),
        // The constitution changed: the prime minister led Turkey until 2014.
        (
            "2005-12-17",
            "The Turkish leader said talks with the European Union would be long.",
            "The Turkish leader",
            "person/recep-tayyip-erdogan",
        ),
        (
            "2009-10-10",
            "The Armenian leader signed the protocols in Zurich.",
            "The Armenian leader",
            "person/serzh-sargsyan",
        ),
    ] {
        assert_eq!(whom(text, date, words), [id], "{text}");
    }
    // Nobody is meant by an office of many, one to come, one left.
    for (date, text) in [
        ("2013-05-01", "The Egyptian deputy foreign minister will travel to Addis Ababa."),
        ("2013-05-01", "A former Israeli prime minister drafted the plan."),
        ("2016-12-01", "The US president-elect telephoned Taipei."),
        ("2019-10-25", "The Israeli prime minister-designate began talks."),
        ("2021-03-01", "The Israeli justice minister resigned."),
    ] {
        let document = Document::plain(text);
        let found =
            super::read(&document, &Analysis::default(), World::embedded(), date.parse().ok());
        assert!(!found.iter().any(|a| a.id.0.starts_with("person/")), "{text} {found:?}");
    }
}

#[test]
fn those_who_were() {
    let text = "Olusegun Obasanjo announced the deal. The former Nigerian president smiled.";
    let found = whom(text, "2022-11-02", "The former Nigerian president");
    assert_eq!(found, ["person/olusegun-obasanjo"]);
    let text = "Goodluck Jonathan announced the deal. The former Kenyan president smiled.";
    assert!(whom(text, "2022-11-02", "The former Kenyan president").is_empty());
}

#[test]
fn namesakes_by_the_day() {
    for (date, text, words, id) in [
        (
            "2018-06-12",
            "Kim and Trump signed a joint statement in Singapore on North Korea.",
            "Kim",
            "person/kim-jong-un",
        ),
        (
            "1991-02-27",
            "Bush announced that Kuwait was free and the offensive would stop.",
            "Bush",
            "person/george-h-w-bush",
        ),
        (
            "2003-03-17",
            "Bush gave Saddam Hussein 48 hours to leave Iraq.",
            "Bush",
            "person/george-w-bush",
        ),
        (
            "1994-01-16",
            "Assad told Clinton in Geneva that Syria wanted normal relations with Israel.",
            "Assad",
            "person/hafez-al-assad",
        ),
        (
            "1999-10-11",
            "Aliyev and Kocharyan met on the border between Azerbaijan and Armenia.",
            "Aliyev",
            "person/heydar-aliyev",
        ),
        (
            "2020-11-10",
            "Aliyev said Armenia had capitulated and Azerbaijan had won.",
            "Aliyev",
            "person/ilham-aliyev",
        ),
        (
            "1999-07-10",
            "Kabila signed the Lusaka agreement with the presidents of Rwanda and Uganda.",
            "Kabila",
            "person/laurent-desire-kabila",
        ),
    ] {
        assert_eq!(whom(text, date, words), [id], "{text}");
    }
}

#[test]
fn other_walks_of_life() {
    for (date, text, words) in [
        (
            "2008-03-10",
            "Election observer Robert Mugambe said the count was slow.",
            "Robert Mugambe",
        ),
        ("2005-03-10", "The trade unionist Thabo Mbeke led the strike in Durban.", "Thabo Mbeke"),
        ("2002-03-10", "Border guard Saddam Hassan waved the trucks through.", "Saddam Hassan"),
        ("2015-04-10", "Ahmed Yassin, a 23-year-old student from Aleppo, crossed.", "Ahmed Yassin"),
        ("2003-04-10", "A shopkeeper called Hussein swept the street in Baghdad.", "Hussein"),
        ("2015-10-01", "The camp bears the name of a Colonel Lavrov of the engineers.", "Lavrov"),
        ("2004-08-01", "The sprinter Carter, 19, trained in Athens.", "Carter"),
        ("2000-10-10", "The surgeon Ehud Barakat treated the wounded in Nablus.", "Ehud Barakat"),
        // A report of another generation.
        ("2024-02-01", "Nehru said the talks between India and China would resume.", "Nehru"),
    ] {
        assert!(!whom(text, date, words).iter().any(|i| i.starts_with("person/")), "{text}");
    }
}

#[test]
fn spellings_of_many_alphabets() {
    for (date, text, words, id) in [
        (
            "1996-08-31",
            "Russian President Boris Yelzin sent Lebed to Khasavyurt.",
            "Boris Yelzin",
            "person/boris-yeltsin",
        ),
        (
            "2009-06-13",
            "Iran's president Mahmoud Ahmadinedschad claimed victory.",
            "Mahmoud Ahmadinedschad",
            "person/mahmoud-ahmadinejad",
        ),
        (
            "2011-03-18",
            "Libyan leader Moammar Kadhafi declared a ceasefire.",
            "Moammar Kadhafi",
            "person/muammar-gaddafi",
        ),
        (
            "2000-07-25",
            "PLO chairman Jasser Arafat left Camp David without a deal.",
            "Jasser Arafat",
            "person/yasser-arafat",
        ),
        (
            "1998-10-23",
            "Israeli Prime Minister Binyamin Netanyahu signed the Wye memorandum.",
            "Binyamin Netanyahu",
            "person/benjamin-netanyahu",
        ),
        (
            "1997-10-29",
            "Chinese President Jiang Tsemin was received by Clinton.",
            "Jiang Tsemin",
            "person/jiang-zemin",
        ),
        (
            "2008-05-08",
            "Chinese President Jintao Hu met Fukuda in Tokyo.",
            "Jintao Hu",
            "person/hu-jintao",
        ),
        (
            "2023-11-21",
            "Hamas chief Ismael Haniya said a truce was close.",
            "Ismael Haniya",
            "person/ismail-haniyeh",
        ),
        (
            "1994-11-20",
            "UNITA leader Jonas Sawimbi did not attend the signing in Lusaka.",
            "Jonas Sawimbi",
            "person/jonas-savimbi",
        ),
    ] {
        assert_eq!(whom(text, date, words), [id], "{text}");
    }
}

#[test]
fn seats_and_names_with_an_owner() {
    for (date, text, words, id) in [
        ("1996-03-10", "Damascus rejected the Israeli offer.", "Damascus", "state/SYR"),
        (
            "1992-01-17",
            "Moscow, which had joined the call, sent its deputy minister.",
            "Moscow",
            "state/RUS",
        ),
        (
            "2022-11-03",
            "The Tigray People's Liberation Front signed the text.",
            "Tigray People's Liberation Front",
            "armed-group/tplf",
        ),
        (
            "1996-11-03",
            "The People’s Republic of China protested.",
            "People’s Republic of China",
            "state/CHN",
        ),
    ] {
        assert_eq!(whom(text, date, words), [id], "{text}");
    }
    for (date, text, words) in [
        ("2003-03-10", "A tornado struck Lebanon, Tennessee, on Friday.", "Lebanon"),
        ("2002-07-30", "The accord was signed in Pretoria.", "Pretoria"),
        ("1992-01-17", "The National Guard will be dissolved.", "The National"),
        ("1992-01-17", "Nine Latin American presidents came.", "American"),
        ("2006-03-10", "The barracks fell to the Free Burundi Movement.", "Burundi"),
    ] {
        assert!(whom(text, date, words).is_empty(), "{text}");
    }
}

#[test]
fn short_forms_that_are_towns() {
    let text = "Charles Taylor spoke first. In Monrovia, Taylor, whom they accuse, said no.";
    assert_eq!(whom(text, "1999-07-08", "Taylor"), ["person/charles-taylor"]);
    let text = "The Rev. Jesse Jackson flew to Lome. Justice Minister Martha Karua stayed.";
    let document = Document::plain(text);
    let found =
        super::read(&document, &Analysis::default(), World::embedded(), "2008-02-01".parse().ok());
    let words: Vec<_> =
        found.iter().flat_map(|a| &a.mentions).map(|m| &document.text[m.span]).collect();
    assert!(!words.contains(&"Rev") && !words.contains(&"Justice"), "{words:?}");
    assert!(words.contains(&"Martha Karua"), "{words:?}");
}
