//! An analysis as CoNLL-U (universaldependencies.org/format.html).

use rapporteur_text::{Analysis, SentenceId, Span, Text, Word};
use std::fmt::Write;

/// Writes what the model read, and only that. The forms, put together without white space, are the
/// characters of the text; a token of several words stands as a range above them.
///
/// ```
/// # use rapporteur_text::{Analysis, Text};
/// let text = Text::new("Go.".to_owned());
/// let rows = "1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n\
///             2\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\tSpaceAfter=No\n";
/// let analysis = Analysis::from_conllu(&text, rows).unwrap();
/// assert!(rapporteur_language::conllu::write(&text, &analysis).ends_with(&format!("{rows}\n")));
/// ```
pub fn write(text: &Text, analysis: &Analysis) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = write_to(text, analysis, &mut out);
    out
}

fn write_to(text: &Text, analysis: &Analysis, out: &mut String) -> std::fmt::Result {
    let mut paragraph = None;
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            writeln!(out, "# newpar")?;
            paragraph = Some(sentence.paragraph);
        }
        writeln!(out, "# sent_id = {}", number + 1)?;
        // Readers break lines at more signs than one, a carriage return for instance.
        let line = text[sentence.span].replace(|c: char| c.is_whitespace() || c.is_control(), " ");
        writeln!(out, "# text = {line}")?;
        let first = sentence.words.start;
        let words: Vec<&Word> =
            analysis.words_of(SentenceId(number as u32)).map(|w| analysis.word(w)).collect();
        let mut at = 0;
        while at < words.len() {
            let token = words[at].token;
            let parts = words[at..].iter().take_while(|w| w.token == token).count();
            let space = space_after(text, token);
            if parts > 1 {
                let form = &text[token];
                writeln!(out, "{}-{}\t{form}{}\t{space}", at + 1, at + parts, "\t_".repeat(7))?;
            }
            for (id, word) in words.iter().enumerate().skip(at).take(parts) {
                let head = word.head.map_or(0, |head| (head.0 + 1).saturating_sub(first));
                writeln!(
                    out,
                    "{}\t{}\t{}\t{}\t_\t{}\t{head}\t{}\t_\t{}",
                    id + 1,
                    &text[word.span],
                    word.lemma,
                    word.upos.name(),
                    word.feats,
                    word.relation,
                    if parts > 1 { "_" } else { space },
                )?;
            }
            at += parts;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn space_after(text: &Text, token: Span) -> &'static str {
    let after = text.as_str()[token.end()..].chars().next();
    if after.is_none_or(|c| !c.is_whitespace()) { "SpaceAfter=No" } else { "_" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written() {
        let text = Text::new("I can't.\n\nGo on".to_owned());
        let rows = "# newpar\n# sent_id = 1\n# text = I can't.\n\
            1\tI\tI\tPRON\t_\tCase=Nom\t2\tnsubj\t_\t_\n\
            2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
            2\tca\tcan\tAUX\t_\t_\t0\troot\t_\t_\n\
            3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\t_\n\
            4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n\
            # newpar\n# sent_id = 2\n# text = Go on\n\
            1\tGo\tgo\tVERB\t_\t_\t0\troot\t_\t_\n\
            2\ton\ton\tADP\t_\t_\t1\tcompound:prt\t_\tSpaceAfter=No\n\n";
        let analysis = Analysis::from_conllu(&text, rows).unwrap();
        assert_eq!(write(&text, &analysis), rows);
    }
}
