//! The program against `training/reference.py`, decision for decision.
//!
//! The network runs in int8 on both sides, but its sums are rounded in another order, so that a
//! near tie may fall the other way: units and windows must be equal, decisions nearly all.
//! After a new model:
//!
//!     python -m training.reference --brief model/english.model \
//!         crates/language/tests/reference.txt > crates/language/tests/reference.json

use crate::encoder::Inputs;
use crate::units::Units;
use crate::windows::Windows;
use crate::{Layers, LoadError, Model};
use rapporteur_text::{CodePoints, Span, Text};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Reference {
    model: String,
    /// Start, end, space, case, quote, window, label.
    units: Vec<[usize; 7]>,
    windows: Vec<Window>,
    /// Start, end, token, tag, features, lemma, head, relation.
    sentences: Vec<Vec<ReferenceWord>>,
    entities: BTreeMap<String, Vec<(usize, usize, String)>>,
    attributions: Vec<Said>,
}

type ReferenceWord = (usize, usize, usize, String, String, String, usize, String);

#[derive(Deserialize)]
struct Window {
    ids: Vec<i32>,
    shape: Vec<i32>,
    quote: Vec<i32>,
}

#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Said {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Share of the smaller of the two sets that both hold.
fn agreement<T: Ord>(ours: &BTreeSet<T>, theirs: &BTreeSet<T>) -> f64 {
    let shared = ours.intersection(theirs).count();
    2.0 * shared as f64 / (ours.len() + theirs.len()).max(1) as f64
}

/// The embedded model and the files in `tests/`; others by RAPPORTEUR_MODEL and
/// RAPPORTEUR_REFERENCE (a path without its `.txt` and `.json`).
fn model_and_path() -> Option<(Model, PathBuf)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    let path = std::env::var_os("RAPPORTEUR_REFERENCE").map_or(own, PathBuf::from);
    let model = match std::env::var_os("RAPPORTEUR_MODEL") {
        Some(file) => Model::from_file(Path::new(&file)),
        None => Model::embedded(),
    };
    match model {
        Err(LoadError::NotEmbedded) => {
            println!("no model in this build: nothing to compare");
            None
        }
        model => Some((model.unwrap(), path)),
    }
}

#[test]
fn decides_as_the_reference_does() {
    let Some((model, path)) = model_and_path() else { return };
    let text = Text::new(std::fs::read_to_string(path.with_extension("txt")).unwrap());
    let json = std::fs::read_to_string(path.with_extension("json")).unwrap();
    let reference: Reference = serde_json::from_str(&json).unwrap();
    assert_eq!(model.hash(), reference.model, "made from another model: see the top of this file");
    let points = CodePoints::new(&text);
    inputs_are_equal(&model, &text, &points, &reference);

    let layers = model.layers(&text, usize::MAX);
    let mut report = Vec::new();
    let mut compare = |what: &str, share: f64, least: f64| {
        report.push((share < least, format!("{what}: {:.2} % agree", share * 100.0)));
    };
    compare_words(&layers, &points, &reference, &mut compare);
    let at = |span: Span| (points.of_byte(span.start()), points.of_byte(span.end()));
    let (mut ours, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    for (scheme, found) in &layers.entities {
        ours.extend(found.iter().map(|e| (scheme, at(e.span), e.label.to_string())));
    }
    for (scheme, found) in &reference.entities {
        theirs.extend(found.iter().map(|(s, e, label)| (scheme, (*s, *e), label.clone())));
    }
    compare("entities", agreement(&ours, &theirs), 0.95);
    let spans = |spans: &[Span]| spans.iter().map(|s| at(*s)).collect();
    let said: BTreeSet<Said> = layers
        .attributions
        .iter()
        .map(|a| Said { source: spans(&a.source), cue: spans(&a.cue), content: spans(&a.content) })
        .collect();
    let theirs = reference.attributions.iter().cloned().collect();
    compare("attributions", agreement(&said, &theirs), 0.85);
    let lines: Vec<&str> = report.iter().map(|(_, line)| line.as_str()).collect();
    println!("{}", lines.join("\n"));
    assert!(report.iter().all(|(bad, _)| !bad), "{}", lines.join("\n"));
}

fn inputs_are_equal(model: &Model, text: &Text, points: &CodePoints<'_>, reference: &Reference) {
    let parts = model.parts();
    let units = Units::read(text.as_str(), &parts.config, &parts.vocabulary);
    let mut kept_by = Vec::new();
    let windows = Windows::new(text.as_str(), &units, parts.config.window);
    let mut theirs = reference.windows.iter();
    for (number, window) in windows.enumerate() {
        let ours = Inputs::of(window, &units, &parts.vocabulary);
        let theirs = theirs.next().unwrap();
        assert_eq!(ours.ids, theirs.ids, "window {number}");
        assert_eq!(ours.shape, theirs.shape, "window {number}");
        assert_eq!(ours.quote, theirs.quote, "window {number}");
        kept_by.resize(window.keep.1, number);
    }
    assert!(theirs.next().is_none());
    assert_eq!(units.units.len(), reference.units.len());
    for ((ours, theirs), kept_by) in units.units.iter().zip(&reference.units).zip(kept_by) {
        let [start, end, space, case, quote, window, _] = *theirs;
        let span = text.span(ours.start as usize, ours.end as usize).unwrap();
        let ours = (ours.space as usize, usize::from(ours.case), ours.quote as usize, kept_by);
        assert_eq!(ours, (space, case, quote, window), "{:?}", &text[span]);
        assert_eq!((points.of_byte(span.start()), points.of_byte(span.end())), (start, end));
    }
}

fn compare_words(
    layers: &Layers,
    points: &CodePoints<'_>,
    reference: &Reference,
    compare: &mut impl FnMut(&str, f64, f64),
) {
    let analysis = &layers.analysis;
    let (mut sentences, mut theirs) = (BTreeSet::new(), BTreeSet::new());
    let mut ours_by = vec![BTreeSet::new(); 6];
    let mut theirs_by = vec![BTreeSet::new(); 6];
    let note = |by: &mut Vec<BTreeSet<_>>, at: (usize, usize), values: [String; 6]| {
        for (set, value) in by.iter_mut().zip(values) {
            set.insert((at, value));
        }
    };
    for sentence in &analysis.sentences {
        sentences.insert(points.of_byte(sentence.span.start()));
        for word in &analysis.words[sentence.words.start as usize..sentence.words.end as usize] {
            let at = (points.of_byte(word.span.start()), points.of_byte(word.span.end()));
            let head = word.head.map_or("root".to_owned(), |h| {
                points.of_byte(analysis.word(h).span.start()).to_string()
            });
            let values = [
                points.of_byte(word.token.start()).to_string(),
                word.upos.name().to_owned(),
                word.feats.to_string(),
                word.lemma.to_string(),
                head,
                word.relation.to_string(),
            ];
            note(&mut ours_by, at, values);
        }
    }
    for sentence in &reference.sentences {
        theirs.insert(sentence[0].0);
        for (start, end, token, upos, feats, lemma, head, relation) in sentence {
            let head = match head {
                0 => "root".to_owned(),
                head => sentence[head - 1].0.to_string(),
            };
            let token = sentence.iter().find(|w| w.2 == *token).unwrap().0.to_string();
            let values =
                [token, upos.clone(), feats.clone(), lemma.clone(), head, relation.clone()];
            note(&mut theirs_by, (*start, *end), values);
        }
    }
    compare("sentences", agreement(&sentences, &theirs), 0.98);
    let names = ["words and tokens", "tags", "features", "lemmas", "heads", "relations"];
    for ((name, ours), theirs) in names.iter().zip(&ours_by).zip(&theirs_by) {
        compare(name, agreement(ours, theirs), if *name == "heads" { 0.97 } else { 0.98 });
    }
}
