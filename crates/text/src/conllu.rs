use crate::{Analysis, Sentence, Span, Text, Upos, Word, WordId};
use std::sync::Arc;

impl Analysis {
    /// Reads an analysis from CoNLL-U, for tests and evaluation: trees written by hand or gold ones.
    ///
    /// The forms must follow one another in `text` with nothing but white space between them; a
    /// paragraph is a line of the text. Entities and attributions stay empty.
    ///
    /// # Errors
    /// Names the line whose form is not found where it should stand, or that has too few columns.
    ///
    /// Source: universaldependencies.org/format.html.
    pub fn from_conllu(text: &Text, conllu: &str) -> Result<Self, String> {
        let mut analysis = Self { read_to: text.len(), ..Self::default() };
        let paragraphs: Vec<Span> = text.paragraphs().collect();
        let (mut at, mut first, mut wide) = (0, 0, None::<(u32, Span)>);
        let mut inside = false;
        for (number, line) in conllu.lines().map(str::trim).chain([""]).enumerate() {
            if line.starts_with('#') {
                continue;
            }
            if line.is_empty() {
                let words = first..analysis.words.len() as u32;
                if let [head, .., tail] | [head @ tail] = &analysis.words[first as usize..] {
                    let span = head.token.join(tail.token);
                    let paragraph = paragraphs.partition_point(|p| p.end() <= span.start()) as u32;
                    analysis.sentences.push(Sentence { span, words, paragraph });
                }
                (first, wide) = (analysis.words.len() as u32, None);
                continue;
            }
            let wrong = |why: &str| format!("line {}: {why}: {line}", number + 1);
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, _, feats, head, relation, ..] = columns[..] else {
                return Err(wrong("fewer than eight columns, parted by tabs"));
            };
            if id.contains('.') {
                continue;
            }
            let mut find = |form: &str| {
                let rest = &text.as_str()[at..];
                let start = at + (rest.len() - rest.trim_start().len());
                let found = text.as_str()[start..].starts_with(form);
                let span = found.then(|| text.span(start, start + form.len())).flatten();
                at = span.map_or(at, Span::end);
                span.ok_or_else(|| wrong("the text goes on otherwise"))
            };
            if let Some((_, last)) = id.split_once('-') {
                let last = last.parse().map_err(|_| wrong("no number"))?;
                wide = Some((last, find(form)?));
                continue;
            }
            let number_of: u32 = id.parse().map_err(|_| wrong("no number"))?;
            let (span, token) = match wide {
                // The parts of 'don't' are found one after the other inside it, else share it.
                Some((last, token)) if number_of <= last => {
                    let from = analysis.words.last().filter(|w| w.token == token);
                    let from = from.map_or(token.start(), |w| w.span.end());
                    let part = text
                        .span(from, from + form.len())
                        .filter(|&s| token.contains(s) && text[s].eq_ignore_ascii_case(form));
                    (part.unwrap_or(token), token)
                }
                _ => {
                    let span = find(form)?;
                    (span, span)
                }
            };
            let mark = matches!(form, "\"" | "“" | "”");
            let quoted = if mark { false } else { inside };
            inside = match form {
                "“" => true,
                "”" => false,
                "\"" => !inside,
                _ => inside,
            };
            let head: u32 = head.parse().map_err(|_| wrong("no number"))?;
            analysis.words.push(Word {
                span,
                token,
                upos: Upos::from_name(upos).unwrap_or(Upos::X),
                feats: Arc::from(feats),
                lemma: lemma.into(),
                head: (head > 0).then(|| WordId(first + head - 1)),
                relation: relation.into(),
                quoted,
            });
        }
        let broken = analysis
            .words
            .iter()
            .position(|w| w.head.is_some_and(|h| h.0 as usize >= analysis.words.len()));
        match broken {
            Some(word) => Err(format!("word {}: its head is not in the text", word + 1)),
            None => Ok(analysis),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KYIV: &str = "\
1\tKyiv\tKyiv\tPROPN\t_\tNumber=Sing\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tcome\tcome\tVERB\t_\t_\t0\troot\t_\t_
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

1\tWhy\twhy\tADV\t_\t_\t0\troot\t_\t_
2\t?\t?\tPUNCT\t_\t_\t1\tpunct\t_\t_
";

    #[test]
    fn words_find_their_place() {
        let text = Text::new("Kyiv didn't come.\nWhy?".to_owned());
        let analysis = Analysis::from_conllu(&text, KYIV).unwrap();
        assert_eq!(analysis.sentences.len(), 2);
        assert_eq!(analysis.sentences[1].paragraph, 1);
        assert_eq!(&text[analysis.words[2].span], "n't");
        assert_eq!(&text[analysis.words[2].token], "didn't");
        assert_eq!(analysis.words[0].head, Some(WordId(3)));
        assert_eq!(analysis.words[5].head, None);
    }

    #[test]
    fn another_text_is_an_error_that_names_the_line() {
        let text = Text::new("Kyiv would come.".to_owned());
        let error = Analysis::from_conllu(&text, KYIV).unwrap_err();
        assert!(error.starts_with("line 2"), "{error}");
    }
}
