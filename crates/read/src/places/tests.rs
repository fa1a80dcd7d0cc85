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
