use super::*;

fn actors(text: &str, date: &str) -> Vec<(String, Vec<String>)> {
    let document = Document::plain(text);
    let found = read(&document, &Analysis::default(), World::embedded(), date.parse().ok());
    found
        .iter()
        .map(|a| {
            let words = a.mentions.iter().filter(|m| m.how != How::Unresolved);
            (a.id.0.to_string(), words.map(|m| document.text[m.span].to_owned()).collect())
        })
        .collect()
}

fn has(found: &[(String, Vec<String>)], id: &str, words: &str) -> bool {
    found.iter().any(|(i, all)| i == id && all.iter().any(|w| w == words))
}

#[test]
fn offices_by_the_day() {
    for (date, id) in
        [("2013-05-01", "person/abdullah-gul"), ("2025-05-15", "person/recep-tayyip-erdogan")]
    {
        let found = actors("The Turkish president called for calm.", date);
        assert!(has(&found, id, "The Turkish president"), "{found:?}");
    }
    let found = actors("A former Turkish president called for calm.", "2025-05-15");
    assert!(!found.iter().any(|f| f.0.starts_with("person/")), "{found:?}");
}

#[test]
fn garbled_names_by_their_context() {
    let found = actors(
        "Turkish Foreign Minister Hakan Phidan met Israel's Benjamin Nethanyahu.",
        "2024-05-01",
    );
    assert!(has(&found, "person/hakan-fidan", "Hakan Phidan"), "{found:?}");
    assert!(has(&found, "person/benjamin-netanyahu", "Benjamin Nethanyahu"), "{found:?}");
    let found = actors("The local florist Hanna Netanya sold roses.", "2024-05-01");
    assert!(!found.iter().any(|f| f.0 == "person/benjamin-netanyahu"), "{found:?}");
}

#[test]
fn seats_act_or_are_places() {
    let found =
        actors("Ankara said talks would resume. The delegations met in Ankara.", "2024-05-01");
    let turkey: Vec<_> = found.iter().filter(|f| f.0 == "state/TUR").collect();
    assert_eq!(turkey[0].1, ["Ankara"], "{found:?}");
}

#[test]
fn short_forms_follow() {
    // A person nobody knows stays unresolved, and is one and the same under both names.
    let text = "Rolf Ebner, a farmer, was there. Mr. Ebner said no. He left.";
    let document = Document::plain(text);
    let found = read(&document, &Analysis::default(), World::embedded(), None);
    let ebner = found.iter().find(|a| a.id.0 == "person/?rolf-ebner").expect("named in full");
    let words: Vec<_> = ebner.mentions.iter().map(|m| &document.text[m.span]).collect();
    assert!(words.iter().any(|w| w.ends_with("Ebner") && !w.starts_with("Rolf")), "{words:?}");
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    /// Words that the rules look for, between words and signs of any kind.
    fn pieces() -> impl Strategy<Value = String> {
        const WORDS: [&str; 40] = [
            "President",
            "the",
            "former",
            "his",
            "counterpart",
            "Turkish",
            "Moscow",
            ",",
            ".",
            "said",
            "'s",
            "’s",
            "Kim",
            "Jr.",
            "(UN)",
            "of",
            "Justice",
            "Minister",
            "a",
            "General",
            "-",
            "and",
            "Assad",
            "al-",
            "U.S.",
            "People's",
            "Liberation",
            "Front",
            "which",
            "\n\n",
            "in",
            "“",
            "”",
            "21",
            "-year-old",
            "Erdoğan",
            "Free",
            "Burundi",
            "Movement",
            "opposite number",
        ];
        let known = prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned);
        prop::collection::vec(
            prop_oneof![4 => known, 1 => "\\PC{0,6}", 1 => any::<String>()],
            0..40,
        )
        .prop_map(|all| all.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn is_read_without_panic(text in pieces(), year in 1985i16..2030) {
            let document = Document::plain(text);
            let date = Date::year_only(year);
            let found = read(&document, &Analysis::default(), World::embedded(), date);
            let whole = document.text.as_str();
            for actor in &found {
                prop_assert!(!actor.mentions.is_empty());
                for mention in &actor.mentions {
                    let (start, end) = (mention.span.start(), mention.span.end());
                    prop_assert!(start < end && end <= whole.len());
                    prop_assert!(whole.is_char_boundary(start) && whole.is_char_boundary(end));
                }
                for pair in actor.mentions.windows(2) {
                    prop_assert!(pair[0].span.end() <= pair[1].span.start());
                }
            }
            let again = read(&document, &Analysis::default(), World::embedded(), date);
            prop_assert_eq!(found, again);
        }
    }
}
