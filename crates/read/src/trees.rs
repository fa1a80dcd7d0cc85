//! Trees for tests, written beside their sentences.

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
