//! Trees for tests, written beside their sentences.

use crate::{Actor, ActorId, ActorKind, As, How, Mention, Rule, Time, TimeKind};
use rapporteur_text::{Analysis, Document};

/// A document and its analysis from sentences written as `form/UPOS[:lemma]/relation/head`, words
/// parted by blanks, sentences by ` || `, paragraphs by ` ## `. The lemma is the lower-case form
/// unless given. Punctuation takes no blank before it, quotation marks bind as they should.
pub(crate) fn tree(words: &str) -> (Document, Analysis) {
    let (mut text, mut conllu) = (String::new(), String::new());
    for (p, paragraph) in words.split(" ## ").enumerate() {
        if p > 0 {
            text.push('\n');
        }
        for sentence in paragraph.split(" || ") {
            for (n, word) in sentence.split_whitespace().enumerate() {
                let parts: Vec<&str> = word.split('/').collect();
                let [form, tag, relation, head] = parts[..] else {
                    panic!("'{word}' is not form/UPOS/relation/head");
                };
                let (upos, lemma) = tag.split_once(':').unwrap_or((tag, form));
                let (lemma, feats) = lemma.split_once(';').unwrap_or((lemma, "_"));
                let lemma = if upos == "PROPN" { form.to_owned() } else { lemma.to_lowercase() };
                let closing = matches!(form, "." | "," | ":" | "?" | "!" | "”" | "’s" | "n’t");
                let after_open = text.is_empty() || text.ends_with(['“', '\n']);
                if !closing && !after_open {
                    text.push(' ');
                }
                text.push_str(form);
                let line = format!(
                    "{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t_\n",
                    n + 1
                );
                conllu.push_str(&line);
            }
            conllu.push('\n');
        }
    }
    let document = Document::plain(text);
    let analysis = Analysis::from_conllu(&document.text, &conllu).expect("the tree fits its text");
    (document, analysis)
}

/// An actor with a mention at every place where one of the names stands.
pub(crate) fn actor(
    document: &Document,
    analysis: &Analysis,
    id: &str,
    kind: ActorKind,
    names: &[&str],
) -> Actor {
    let mentions = analysis
        .words
        .iter()
        .filter(|w| names.contains(&&document.text[w.span]))
        .map(|w| Mention {
            span: w.span,
            as_: As::Name,
            how: How::Exact,
            repair: None,
            candidates: Vec::new(),
            rule: Rule("test"),
        })
        .collect();
    Actor {
        id: ActorId(id.into()),
        name: id.to_owned(),
        kind,
        country: None,
        code: None,
        roles: Vec::new(),
        mentions,
    }
}

/// A text of words that the rules look for, with a tree that no parser would build: heads and
/// relations drawn from `seed`, circles included.
pub(crate) fn chaos(seed: u64) -> (Document, Analysis, Vec<Actor>, Vec<Time>) {
    const FORMS: [&str; 30] = [
        "Chad",
        "said",
        "“",
        "”",
        "that",
        "talks",
        "according",
        "to",
        "accused",
        "of",
        "He",
        "will",
        "attack",
        "Monday",
        ",",
        ".",
        "rebels",
        "if",
        "not",
        "promise",
        "told",
        "held",
        "both",
        "sides",
        "with",
        "on",
        "quoted",
        "saying",
        "é",
        ":",
    ];
    const RELATIONS: [&str; 17] = [
        "nsubj",
        "obj",
        "obl",
        "ccomp",
        "xcomp",
        "advcl",
        "acl",
        "acl:relcl",
        "conj",
        "case",
        "mark",
        "nmod",
        "root",
        "punct",
        "parataxis",
        "nmod:poss",
        "nsubj:pass",
    ];
    const TAGS: [&str; 8] = ["NOUN", "VERB", "PROPN", "PRON", "ADP", "PUNCT", "AUX", "ADJ"];
    let mut state = seed | 1;
    let mut draw = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut text, mut conllu) = (String::new(), String::new());
    for _ in 0..1 + draw(6) {
        let length = 1 + draw(24);
        for n in 0..length {
            let form = FORMS[draw(FORMS.len())];
            text.push_str(form);
            text.push_str(if draw(12) == 0 { "\n" } else { " " });
            let (tag, head, relation) =
                (TAGS[draw(TAGS.len())], draw(length + 1), RELATIONS[draw(RELATIONS.len())]);
            conllu.push_str(&format!(
                "{}\t{form}\t{form}\t{tag}\t_\t_\t{head}\t{relation}\t_\t_\n",
                n + 1
            ));
        }
        conllu.push('\n');
    }
    let document = Document::plain(text);
    let analysis =
        Analysis::from_conllu(&document.text, &conllu).expect("the forms are the text's");
    let actors = vec![
        actor(&document, &analysis, "state/TCD", ActorKind::State, &["Chad"]),
        actor(&document, &analysis, "armed-group/m9", ActorKind::ArmedGroup, &["rebels"]),
    ];
    let times = analysis
        .words
        .iter()
        .filter(|w| &document.text[w.span] == "Monday")
        .map(|w| Time {
            span: w.span,
            kind: TimeKind::Date,
            value: "2025-03-03".into(),
            anchor: None,
            rule: Rule("test"),
        })
        .collect();
    (document, analysis, actors, times)
}
