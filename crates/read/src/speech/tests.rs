use super::read;
use crate::trees::{actor, tree};
use crate::{Actor, ActorKind, Polarity, Statement, StatementKind, Time, TimeKind};
use rapporteur_text::{Analysis, Attribution, Document};

/// What one statement is expected to be: speaker, contents, stance.
type Expected = (Option<&'static str>, &'static [&'static str], &'static str);

struct Case {
    words: &'static str,
    expected: &'static [Expected],
}

fn cast(document: &Document, analysis: &Analysis) -> Vec<Actor> {
    vec![
        actor(document, analysis, "person/harel", ActorKind::Person, &["Harel"]),
        actor(document, analysis, "state/NOR", ActorKind::State, &["Oslo"]),
        actor(document, analysis, "media/le-jour", ActorKind::Media, &["LeJour"]),
        actor(document, analysis, "state/TCD", ActorKind::State, &["Chad"]),
    ]
}

fn statements(words: &str) -> (Document, Vec<Statement>) {
    let (document, analysis) = tree(words);
    let actors = cast(&document, &analysis);
    let found = read(&document, &analysis, &actors, &[], &[], None);
    (document, found)
}

fn check(cases: &[Case]) {
    for case in cases {
        let (document, found) = statements(case.words);
        let shown: Vec<(Option<String>, Vec<String>, &str)> = found
            .iter()
            .map(|s| {
                let content = s.content.iter().map(|c| document.text[*c].to_owned()).collect();
                (s.speaker.as_ref().map(|i| i.0.to_string()), content, s.stance.0)
            })
            .collect();
        let expected: Vec<(Option<String>, Vec<String>, &str)> = case
            .expected
            .iter()
            .map(|(who, content, stance)| {
                let content = content.iter().map(|c| (*c).to_owned()).collect();
                (who.map(str::to_owned), content, *stance)
            })
            .collect();
        assert_eq!(shown, expected, "{}", document.text.as_str());
    }
}

#[test]
fn clauses_under_verbs_of_saying() {
    check(&[
        Case {
            words: "Harel/PROPN/nsubj/2 said/VERB:say/root/0 that/SCONJ/mark/7 the/DET/det/5 bridge/NOUN/nsubj/7 is/AUX/cop/7 open/ADJ/ccomp/2 ./PUNCT/punct/2",
            expected: &[(Some("person/harel"), &["the bridge is open"], "say")],
        },
        // A verb that adds numbers says nothing.
        Case {
            words: "Chad/PROPN/nsubj/2 added/VERB:add/root/0 a/DET/det/4 month/NOUN/obj/2 ./PUNCT/punct/2",
            expected: &[],
        },
        // An attitude is no statement.
        Case {
            words: "Chad/PROPN/nsubj/2 feared/VERB:fear/root/0 that/SCONJ/mark/5 it/PRON/nsubj/5 failed/VERB:fail/ccomp/2 ./PUNCT/punct/2",
            expected: &[],
        },
    ]);
}

#[test]
fn accusing_denying_urging() {
    check(&[
        Case {
            words: "Oslo/PROPN/nsubj/2 accused/VERB:accuse/root/0 Chad/PROPN/obj/2 of/SCONJ/mark/5 shelling/VERB:shell/advcl/2 a/DET/det/7 port/NOUN/obj/5 ./PUNCT/punct/2",
            expected: &[(Some("state/NOR"), &["shelling a port"], "accuse")],
        },
        Case {
            words: "Chad/PROPN/nsubj/2 denied/VERB:deny/root/0 the/DET/det/4 report/NOUN/obj/2 ./PUNCT/punct/2",
            expected: &[(Some("state/TCD"), &["the report"], "deny")],
        },
        Case {
            words: "Oslo/PROPN/nsubj/2 urged/VERB:urge/root/0 Chad/PROPN/obj/2 to/PART/mark/5 leave/VERB/xcomp/2 ./PUNCT/punct/2",
            expected: &[(Some("state/NOR"), &["Chad to leave"], "ask")],
        },
        Case {
            words: "Harel/PROPN/nsubj/2 declined/VERB:decline/root/0 to/PART/mark/4 comment/VERB/xcomp/2 ./PUNCT/punct/2",
            expected: &[(Some("person/harel"), &["to comment"], "decline")],
        },
        // Leaving is not saying.
        Case {
            words: "Chad/PROPN/nsubj/2 refused/VERB:refuse/root/0 to/PART/mark/4 leave/VERB/xcomp/2 ./PUNCT/punct/2",
            expected: &[],
        },
    ]);
    let (_, denied) = statements(
        "Chad/PROPN/nsubj/2 denied/VERB:deny/root/0 that/SCONJ/mark/5 it/PRON/nsubj/5 fired/VERB:fire/ccomp/2 ./PUNCT/punct/2",
    );
    assert_eq!(denied[0].polarity, Polarity::Denied);
}

#[test]
fn sources_named_by_according_to() {
    check(&[Case {
        words: "According/VERB:accord/case/3 to/ADP/fixed/1 Oslo/PROPN/obl/8 ,/PUNCT/punct/3 the/DET/det/6 bridge/NOUN/nsubj/8 is/AUX/cop/8 open/ADJ/root/0 ./PUNCT/punct/8",
        expected: &[(Some("state/NOR"), &["the bridge is open"], "say")],
    }]);
}

#[test]
fn an_interrupted_quotation_is_one_statement() {
    let words = "“/PUNCT/punct/4 We/PRON/nsubj/4 will/AUX/aux/4 come/VERB/ccomp/8 ,/PUNCT/punct/4 ”/PUNCT/punct/4 \
                 Harel/PROPN/nsubj/8 said/VERB:say/root/0 ./PUNCT/punct/8 || \
                 “/PUNCT/punct/4 That/PRON/nsubj/4 is/AUX/cop/4 certain/ADJ/root/0 enough/ADV/advmod/4 ./PUNCT/punct/4 ”/PUNCT/punct/4";
    check(&[Case {
        words,
        expected: &[(Some("person/harel"), &["We will come", "That is certain enough."], "say")],
    }]);
    assert_eq!(statements(words).1[0].kind, StatementKind::Direct);
}

#[test]
fn a_quoted_word_is_no_quotation_of_its_own() {
    check(&[Case {
        words: "The/DET/det/5 “/PUNCT/punct/3 hot/ADJ/amod/5 ”/PUNCT/punct/3 phase/NOUN/nsubj/6 ended/VERB:end/root/0 ./PUNCT/punct/6",
        expected: &[],
    }]);
}

#[test]
fn a_frame_before_the_quotation() {
    check(&[Case {
        words: "Harel/PROPN/nsubj/2 said/VERB:say/root/0 :/PUNCT/punct/6 “/PUNCT/punct/6 We/PRON/nsubj/6 leave/VERB/parataxis/2 at/ADP/case/8 dawn/NOUN/obl/6 ./PUNCT/punct/6 ”/PUNCT/punct/6",
        expected: &[(Some("person/harel"), &["We leave at dawn."], "say")],
    }]);
}

#[test]
fn a_pronoun_is_the_last_speaker() {
    check(&[Case {
        words: "Harel/PROPN/nsubj/2 said/VERB:say/root/0 it/PRON/nsubj/4 failed/VERB:fail/ccomp/2 ./PUNCT/punct/2 || \
                She/PRON/nsubj/2 added/VERB:add/root/0 that/SCONJ/mark/5 Chad/PROPN/nsubj/5 knew/VERB:know/ccomp/2 ./PUNCT/punct/2",
        expected: &[
            (Some("person/harel"), &["it failed"], "say"),
            (Some("person/harel"), &["Chad knew"], "say"),
        ],
    }]);
}

#[test]
fn media_platforms_and_days() {
    let (document, analysis) = tree(
        "Harel/PROPN/nsubj/2 told/VERB:tell/root/0 LeJour/PROPN/obj/2 on/ADP/case/5 Monday/PROPN/obl/2 that/SCONJ/mark/8 Chad/PROPN/nsubj/8 left/VERB:leave/ccomp/2 ./PUNCT/punct/2 || \
         She/PRON/nsubj/2 wrote/VERB:write/root/0 on/ADP/case/4 Telegram/PROPN/obl/2 that/SCONJ/mark/7 it/PRON/nsubj/7 rained/VERB:rain/ccomp/2 ./PUNCT/punct/2",
    );
    let actors = cast(&document, &analysis);
    let at = document.text.as_str().find("Monday").expect("it is there");
    let monday = Time {
        span: document.text.span(at, at + 6).expect("inside"),
        kind: TimeKind::Date,
        value: "2025-03-03".into(),
        anchor: None,
        rule: crate::Rule("test"),
    };
    let found = read(&document, &analysis, &actors, &[], &[monday], None);
    assert_eq!(found[0].medium.as_deref(), Some("media/le-jour"));
    assert_eq!(found[0].date.as_ref().map(|d| d.value.as_str()), Some("2025-03-03"));
    assert_eq!(found[1].medium.as_deref(), Some("Telegram"));
    assert_eq!(found[1].date, None);
}

#[test]
fn what_the_model_finds_is_kept_but_not_attitudes() {
    let words = "Chad/PROPN/nsubj/2 fears/VERB:fear/root/0 war/NOUN/obj/2 ./PUNCT/punct/2 || \
                 Chad/PROPN/nsubj/2 warns/VERB:warn/root/0 of/ADP/case/4 war/NOUN/obl/2 ./PUNCT/punct/2";
    let (document, mut analysis) = tree(words);
    let span = |word: &str, n: usize| {
        let at = document.text.as_str().match_indices(word).nth(n).map(|(i, _)| i);
        at.and_then(|i| document.text.span(i, i + word.len())).expect("it is there")
    };
    for n in 0..2 {
        let cue = if n == 0 { span("fears", 0) } else { span("warns", 0) };
        analysis.attributions.push(Attribution {
            source: vec![span("Chad", n)],
            cue: vec![cue],
            content: vec![span("war", if n == 0 { 0 } else { 2 })],
            score: 0.9,
        });
    }
    let actors = cast(&document, &analysis);
    let found = read(&document, &analysis, &actors, &[], &[], None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].stance.0, "warn");
    assert_eq!(found[0].evidence.rule().0, "speech/model");
}

#[test]
fn a_statement_in_a_statement_says_within_which() {
    let (_, found) = statements(
        "Harel/PROPN/nsubj/2 said/VERB:say/root/0 Chad/PROPN/nsubj/4 claimed/VERB:claim/ccomp/2 that/SCONJ/mark/7 it/PRON/nsubj/7 won/VERB:win/ccomp/4 ./PUNCT/punct/2",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].within, Some(crate::StatementId(0)));
}

mod any_tree {
    use super::read;
    use crate::trees::chaos;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Whatever the tree, reading ends and every content is words of the text.
        #[test]
        fn reading_ends(seed in any::<u64>()) {
            let (document, analysis, actors, times) = chaos(seed);
            for statement in read(&document, &analysis, &actors, &[], &times, None) {
                for content in statement.content {
                    prop_assert!(!document.text[content].trim().is_empty());
                }
            }
        }
    }
}
