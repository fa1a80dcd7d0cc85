//! Any text is read: no panic, spans in order, trees whole, the same in any company.
//!
//! With the embedded model, or the one that RAPPORTEUR_MODEL names; without either there is
//! nothing to run, and the tests say so.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests")]

use rapporteur_language::{LoadError, Model, conllu};
use rapporteur_text::{Analysis, Text};
use std::path::Path;
use std::sync::OnceLock;

fn model() -> Option<&'static Model> {
    static MODEL: OnceLock<Option<Model>> = OnceLock::new();
    let load = || match std::env::var_os("RAPPORTEUR_MODEL") {
        Some(file) => Some(Model::from_file(Path::new(&file)).unwrap()),
        None => match Model::embedded() {
            Err(LoadError::NotEmbedded) => {
                println!("no model in this build: nothing to run");
                None
            }
            model => Some(model.unwrap()),
        },
    };
    MODEL.get_or_init(load).as_ref()
}

fn text(text: impl Into<String>) -> Text {
    Text::new(text.into())
}

/// What must hold of every analysis.
fn check(text: &Text, analysis: &Analysis) {
    let mut words = 0;
    let mut end = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.words.start, words);
        assert!(sentence.words.end > words && sentence.words.end <= words + 256);
        words = sentence.words.end;
        let range = sentence.words.start as usize..words as usize;
        let roots = analysis.words[range.clone()].iter().filter(|w| w.head.is_none()).count();
        assert_eq!(roots, 1);
        for word in &analysis.words[range] {
            assert!(word.span.start() >= end && !word.span.is_empty());
            assert!(word.token.contains(word.span) && sentence.span.contains(word.token));
            assert!(word.head.is_none_or(|h| sentence.words.contains(&h.0)));
            assert_eq!(word.relation == "root", word.head.is_none());
            assert!(!word.lemma.is_empty());
            end = word.span.end();
        }
    }
    assert_eq!(words as usize, analysis.words.len());
    for pair in analysis.entities.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start());
    }
    let paragraphs: Vec<_> = text.paragraphs().collect();
    for sentence in &analysis.sentences {
        assert!(paragraphs[sentence.paragraph as usize].contains(sentence.span));
    }
    let bare = |s: &str| s.split_whitespace().collect::<String>();
    let written = conllu::write(text, analysis);
    let mut forms = String::new();
    let mut until = 0;
    for line in written.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 10, "{line:?}");
        match columns[0].split_once('-') {
            Some((_, last)) => until = last.parse().unwrap(),
            None if columns[0].parse::<u32>().unwrap() <= until => continue,
            None => until = 0,
        }
        forms.push_str(columns[1]);
    }
    assert_eq!(forms, bare(&text.as_str()[..analysis.read_to]));
}

fn read(words: impl Into<String>) {
    if let Some(model) = model() {
        let text = text(words);
        let analysis = model.analyse(&text, usize::MAX);
        assert_eq!(analysis.read_to, text.len());
        check(&text, &analysis);
    }
}

/// Characters of all sorts that look random and are the same on every machine.
fn noise(length: usize) -> String {
    let mut state = 7u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 7
    };
    (0..length)
        .filter_map(|_| match next() % 8 {
            0 => Some(' '),
            1 => char::from_u32(next() % 0x11_0000),
            2 => char::from_u32(next() % 0x3000),
            3 => Some(['"', '“', '”', '’', '\n', '.', '\u{301}', '\u{200d}'][next() as usize % 8]),
            _ => char::from_u32(0x20 + next() % 0x60),
        })
        .collect()
}

#[test]
fn nothing_and_next_to_nothing() {
    for words in ["", " ", "\n\n", ".", "a", "\u{0}", "\u{feff}", "’", "“", "n't", "\u{301}"] {
        read(words);
    }
}

#[test]
fn plain_sentences() {
    read("Kyiv said no. \"We can't go,\" he told the BBC.\n\n“One.\n\n“Two,” she cannot say.\n");
}

#[test]
fn random_characters() {
    read(noise(4000));
}

#[test]
fn a_sentence_without_end() {
    read("word ".repeat(1500));
    read("a".repeat(20_000));
    read("!?".repeat(600));
    read("don't".repeat(200));
}

#[test]
fn very_many_paragraphs() {
    read("Go\n".repeat(1500));
}

#[test]
fn the_limit_is_kept() {
    let Some(model) = model() else { return };
    let long = text("The talks went on. ".repeat(40));
    let analysis = model.analyse(&long, 100);
    assert!(analysis.read_to <= 100 && analysis.read_to > 50);
    check(&long, &analysis);
    assert!(model.analyse(&long, 0).words.is_empty());
}

#[test]
fn the_same_in_any_company() {
    let Some(model) = model() else { return };
    let texts = [
        "Moscow rejected the plan. \"No,\" said Lavrov.",
        "The rebels' commander, who hadn't slept, signed at 10am.\n\nBoth sides cheered.",
        &"It was quiet in the valley on Monday, officials said. ".repeat(12),
    ]
    .map(text);
    let shown = |t: &Text| format!("{:?}", model.layers(t, usize::MAX));
    let alone: Vec<String> = texts.iter().map(shown).collect();
    let reverse: Vec<String> = texts.iter().rev().map(shown).collect();
    assert!(alone.iter().eq(reverse.iter().rev()));
    let two = |t: &Text| format!("{:?}", model.layers_watched(2, t, usize::MAX, &mut |_| ()));
    assert_eq!(texts.iter().map(two).collect::<Vec<_>>(), alone);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| texts.iter().map(shown).collect::<Vec<_>>());
        let own: Vec<String> = texts.iter().map(shown).collect();
        assert_eq!(own, alone);
        assert_eq!(other.join().unwrap(), alone);
    });
}
