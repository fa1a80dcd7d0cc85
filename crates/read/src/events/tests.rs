use super::read;
use crate::trees::{actor, tree};
use crate::{Actor, ActorKind, Event, EventStatus, Time, TimeKind};
use rapporteur_text::{Analysis, Document};

fn cast(document: &Document, analysis: &Analysis) -> Vec<Actor> {
    vec![
        actor(document, analysis, "state/TCD", ActorKind::State, &["Chad", "Chadian"]),
        actor(document, analysis, "state/SDN", ActorKind::State, &["Sudan", "Sudanese"]),
        actor(document, analysis, "person/harel", ActorKind::Person, &["Harel"]),
        actor(document, analysis, "armed-group/m9", ActorKind::ArmedGroup, &["rebels"]),
    ]
}

fn events(words: &str) -> Vec<Event> {
    let (document, analysis) = tree(words);
    let actors = cast(&document, &analysis);
    let statements = crate::speech::read(&document, &analysis, &actors, &[], &[], None);
    read(&document, &analysis, &actors, &[], &[], &statements)
}

/// 'TYPE actors > recipients status' of each event.
fn shown(words: &str) -> Vec<String> {
    let ids = |ids: &[crate::ActorId]| {
        ids.iter()
            .map(|i| i.0.rsplit('/').next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
            .join("+")
    };
    events(words)
        .iter()
        .map(|e| {
            format!(
                "{} {} > {} {}",
                e.kind.name(),
                ids(&e.actors),
                ids(&e.recipients),
                e.status.name()
            )
        })
        .collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (words, expected) in cases {
        assert_eq!(shown(words), *expected, "{words}");
    }
}

#[test]
fn talks_have_both_sides_as_actors() {
    check(&[
        (
            "Chad/PROPN/nsubj/4 and/CCONJ/cc/3 Sudan/PROPN/conj/1 held/VERB:hold/root/0 talks/NOUN:talk/obj/4 ./PUNCT/punct/4",
            &["CONSULT TCD+SDN >  happened"],
        ),
        (
            "Harel/PROPN/nsubj/2 met/VERB:meet/root/0 the/DET/det/4 rebels/NOUN:rebel/obj/2 ./PUNCT/punct/2",
            &["CONSULT harel+m9 >  happened"],
        ),
        // A hall that holds people, a plan that meets resistance.
        (
            "Chad/PROPN/nsubj/2 held/VERB:hold/root/0 a/DET/det/4 stake/NOUN/obj/2 ./PUNCT/punct/2",
            &[],
        ),
        (
            "Sudan/PROPN/nsubj/2 met/VERB:meet/root/0 the/DET/det/4 deadline/NOUN/obj/2 ./PUNCT/punct/2",
            &[],
        ),
    ]);
}

#[test]
fn one_sided_acts() {
    check(&[
        (
            "Chad/PROPN/nsubj/2 accused/VERB:accuse/root/0 Sudan/PROPN/obj/2 of/SCONJ/mark/5 lying/VERB:lie/advcl/2 ./PUNCT/punct/2",
            &["ACCUSE TCD > SDN happened"],
        ),
        (
            "Sudan/PROPN/nsubj:pass/3 was/AUX:be/aux:pass/3 attacked/VERB:attack/root/0 by/ADP/case/5 rebels/NOUN:rebel/obl:agent/3 ./PUNCT/punct/3",
            &["ASSAULT m9 > SDN happened"],
        ),
        (
            "Chad/PROPN/nsubj/2 imposed/VERB:impose/root/0 sanctions/NOUN:sanction/obj/2 on/ADP/case/5 Sudan/PROPN/obl/2 ./PUNCT/punct/2",
            &["SANCTION TCD > SDN happened"],
        ),
        // Imposing oneself is no sanction.
        ("Chad/PROPN/nsubj/2 imposed/VERB:impose/root/0 itself/PRON/obj/2 ./PUNCT/punct/2", &[]),
        (
            "Chad/PROPN/nsubj/2 freed/VERB:free/root/0 nine/NUM/nummod/5 Sudanese/ADJ/amod/5 prisoners/NOUN:prisoner/obj/2 ./PUNCT/punct/2",
            &["RETREAT TCD > SDN happened"],
        ),
    ]);
}

#[test]
fn what_is_asked_is_no_act_of_its_own() {
    check(&[(
        "Chad/PROPN/nsubj/2 urged/VERB:urge/root/0 Sudan/PROPN/obj/2 to/PART/mark/5 meet/VERB/xcomp/2 the/DET/det/7 rebels/NOUN:rebel/obj/5 ./PUNCT/punct/2",
        &["REQUEST TCD > SDN happened"],
    )]);
}

#[test]
fn nouns_that_tell_of_acts() {
    check(&[
        (
            "Chad/PROPN/nmod:poss/3 ’s/PART/case/1 invasion/NOUN/nsubj/6 of/ADP/case/5 Sudan/PROPN/nmod/3 failed/VERB:fail/root/0 ./PUNCT/punct/6",
            &["ASSAULT TCD > SDN happened"],
        ),
        (
            "Talks/NOUN:talk/nsubj/6 between/ADP/case/3 Chad/PROPN/nmod/1 and/CCONJ/cc/5 Sudan/PROPN/conj/3 resumed/VERB:resume/root/0 ./PUNCT/punct/6",
            &["CONSULT TCD+SDN >  happened"],
        ),
        // An attack of nobody's.
        (
            "A/DET/det/3 heart/NOUN/compound/3 attack/NOUN/nsubj/4 came/VERB:come/root/0 ./PUNCT/punct/4",
            &[],
        ),
    ]);
}

#[test]
fn status_from_the_words_around() {
    let meets = |before: &str, verb: &str| {
        format!("Chad/PROPN/nsubj/3 {before} {verb} Sudan/PROPN/obj/3 ./PUNCT/punct/3")
    };
    let cases = [
        (meets("will/AUX/aux/3", "meet/VERB/root/0"), EventStatus::Planned),
        (meets("may/AUX/aux/3", "meet/VERB/root/0"), EventStatus::Possible),
        (meets("never/ADV/advmod/3", "met/VERB:meet/root/0"), EventStatus::Denied),
        (meets("finally/ADV/advmod/3", "met/VERB:meet/root/0"), EventStatus::Happened),
        (
            "Chad/PROPN/nsubj/2 plans/VERB:plan/root/0 to/PART/mark/4 meet/VERB/xcomp/2 Sudan/PROPN/obj/4 ./PUNCT/punct/2"
                .to_owned(),
            EventStatus::Planned,
        ),
        (
            "If/SCONJ/mark/3 Chad/PROPN/nsubj/3 meets/VERB:meet/advcl/7 Sudan/PROPN/obj/3 ,/PUNCT/punct/3 nobody/PRON/nsubj/7 wins/VERB:win/root/0 ./PUNCT/punct/7"
                .to_owned(),
            EventStatus::Conditional,
        ),
    ];
    for (words, status) in cases {
        let found = events(&words);
        assert_eq!(found.first().map(|e| e.status), Some(status), "{words}");
    }
}

#[test]
fn by_whose_account() {
    let found = events(
        "Harel/PROPN/nsubj/2 said/VERB:say/root/0 that/SCONJ/mark/6 Chad/PROPN/nsubj/6 had/AUX:have/aux/6 attacked/VERB:attack/ccomp/2 Sudan/PROPN/obj/6 ./PUNCT/punct/2",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].by_statement, [crate::StatementId(0)]);
}

#[test]
fn who_speaks_in_a_quotation_is_i() {
    let found = shown(
        "“/PUNCT/punct/4 I/PRON/nsubj/4 will/AUX/aux/4 meet/VERB/ccomp/10 Sudan/PROPN/obj/4 soon/ADV/advmod/4 ,/PUNCT/punct/4 ”/PUNCT/punct/4 \
         Harel/PROPN/nsubj/10 said/VERB:say/root/0 ./PUNCT/punct/10",
    );
    assert_eq!(found, ["CONSULT harel+SDN >  planned"]);
}

#[test]
fn both_sides_are_those_named_together() {
    let found = shown(
        "Chad/PROPN/nsubj/2 attacked/VERB:attack/root/0 Sudan/PROPN/obj/2 ./PUNCT/punct/2 || \
         Both/DET/det/2 sides/NOUN:side/nsubj/3 signed/VERB:sign/root/0 a/DET/det/5 treaty/NOUN/obj/3 ./PUNCT/punct/3",
    );
    assert_eq!(found, ["ASSAULT TCD > SDN happened", "SUPPORT TCD+SDN >  happened"]);
}

#[test]
fn the_day_of_the_clause() {
    let (document, analysis) = tree(
        "Chad/PROPN/nsubj/2 attacked/VERB:attack/root/0 Sudan/PROPN/obj/2 on/ADP/case/5 Monday/PROPN/obl/2 ./PUNCT/punct/2",
    );
    let at = document.text.as_str().find("Monday").expect("it is there");
    let monday = Time {
        span: document.text.span(at, at + 6).expect("inside"),
        kind: TimeKind::Date,
        value: "2025-03-03".into(),
        anchor: None,
        rule: crate::Rule("test"),
    };
    let actors = cast(&document, &analysis);
    let found = read(&document, &analysis, &actors, &[], &[monday], &[]);
    assert_eq!(found[0].when.as_ref().map(|w| w.value.as_str()), Some("2025-03-03"));
}

mod any_tree {
    use super::read;
    use crate::trees::chaos;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        /// Whatever the tree, reading ends, and every event has somebody in it.
        #[test]
        fn reading_ends(seed in any::<u64>()) {
            let (document, analysis, actors, times) = chaos(seed);
            let said = crate::speech::read(&document, &analysis, &actors, &[], &times, None);
            for event in read(&document, &analysis, &actors, &[], &times, &said) {
                prop_assert!(!event.actors.is_empty() || !event.recipients.is_empty());
            }
        }
    }
}
