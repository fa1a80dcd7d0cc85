use super::*;
use rapporteur_world::World;

fn places(text: &str) -> Vec<(String, String)> {
    let document = Document::plain(text);
    let analysis = Analysis::default();
    let world = World::embedded();
    let actors = crate::people::read(&document, &analysis, world, "2024-05-01".parse().ok());
    read(&document, &analysis, world, &actors)
        .iter()
        .flat_map(|p| {
            p.mentions.iter().map(|m| {
                (
                    document.text[m.span].to_owned(),
                    p.country.clone().unwrap_or_default().to_string(),
                )
            })
        })
        .collect()
}

#[test]
fn what_stands_beside_a_name_tells_which() {
    let found = places("Shelling was heard near Tripoli, Lebanon, on Monday.");
    assert!(found.contains(&("Tripoli".to_owned(), "LBN".to_owned())), "{found:?}");
    let found = places("Militias fought in Tripoli and Benghazi.");
    assert!(found.contains(&("Tripoli".to_owned(), "LBY".to_owned())), "{found:?}");
}

#[test]
fn demonyms_and_persons_are_no_places() {
    let found = places("The Lebanese singer Michael Houston sang.");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_apposition_says_where() {
    let found = places("A tanker overturned outside Naples, a resort town in southern Florida.");
    assert!(found.contains(&("Naples".to_owned(), "USA".to_owned())), "{found:?}");
    let found = places("A tanker overturned outside Naples, the mayor said.");
    assert!(found.contains(&("Naples".to_owned(), "ITA".to_owned())), "{found:?}");
}

#[test]
fn waters_and_empires_are_no_towns() {
    let found =
        places("Trawlers crossed the Barenz Sea. The valley was the Mughal Empire's for an age.");
    assert!(!found.iter().any(|f| f.0 == "Barenz" || f.0 == "Empire"), "{found:?}");
    let found = places("Monitors drove through the Trans Nistria region at night.");
    assert!(found.contains(&("Trans Nistria".to_owned(), "MDA".to_owned())), "{found:?}");
}

mod any_text {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn is_read_without_panic(
            text in prop::collection::vec(
                prop_oneof![
                    3 => prop::sample::select(vec![
                        "Odessa", ",", "the", "Texas", "town", "Lake", "Palace", "of", "in", "Don",
                        "Bass", "Strait", "Paris", "W.Va.", "(", ")", "Lebanon", "Sea", "Kara", "Bakh",
                        "region", "\n", "Sanaʽa", "İzmir",
                    ]).prop_map(str::to_owned),
                    1 => any::<String>(),
                ],
                0..30,
            ).prop_map(|all| all.join(" "))
        ) {
            let document = Document::plain(text);
            let world = World::embedded();
            let actors = crate::people::read(&document, &Analysis::default(), world, None);
            let found = read(&document, &Analysis::default(), world, &actors);
            let whole = document.text.as_str();
            for mention in found.iter().flat_map(|p| &p.mentions) {
                let (start, end) = (mention.span.start(), mention.span.end());
                prop_assert!(start < end && end <= whole.len());
                prop_assert!(whole.is_char_boundary(start) && whole.is_char_boundary(end));
            }
        }
    }
}
