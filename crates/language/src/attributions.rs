//! Attributions as the analysis gives them: spans, with quotations over several paragraphs joined.

use crate::decode::links::{Fragment, Linked};
use crate::quotes;
use crate::units::Units;
use rapporteur_text::{Attribution, Span, Text};

/// Linked fragments as spans.
pub(crate) fn spans(
    linked: &[Linked],
    fragments: &[Fragment],
    units: &Units,
    text: &Text,
) -> Vec<Attribution> {
    let span = |&at: &usize| -> Option<Span> {
        let (from, to) = fragments[at].run.units;
        text.span(units.units[from].start as usize, units.units[to - 1].end as usize)
    };
    linked
        .iter()
        .map(|l| Attribution {
            source: l.source.iter().filter_map(span).collect(),
            cue: l.cue.iter().filter_map(span).collect(),
            content: l.content.iter().filter_map(span).collect(),
            score: l.score,
        })
        .collect()
}

/// Joins quotations over several paragraphs: a paragraph that leaves one open and a next one that
/// begins with a mark belong together, as the press prints them.
///
/// The second paragraph's quotation goes to the attribution of the first unless the model found
/// it a cue of its own. Fires in «“One. ¶ “Two,” he said» only where 'said' was not found with
/// 'Two'; never after «“One.” ¶ “Two.”», which are two quotations.
pub(crate) fn join_paragraphs(attributions: &mut Vec<Attribution>, units: &Units, text: &Text) {
    let source = text.as_str();
    let mut carried: Option<usize> = None;
    for bounds in units.paragraphs.windows(3) {
        let [start, middle, end] = [bounds[0] as usize, bounds[1] as usize, bounds[2] as usize];
        let (here, next) = (&units.units[start..middle], &units.units[middle..end]);
        let open = quotes::left_open(source, here);
        let (Some(open), Some(close)) = (open, quotes::continued(next)) else {
            carried = None;
            continue;
        };
        let stretch = |from: usize, to: usize| {
            text.span(units.units[from].start as usize, units.units[to - 1].end as usize)
        };
        let (Some(before), Some(after)) =
            (stretch(start + open, middle), stretch(middle, middle + close))
        else {
            continue;
        };
        // A quotation that was itself carried here goes on; else whoever said its last part.
        let owner = carried.take().or_else(|| last_with(attributions, before));
        let Some(owner) = owner else { continue };
        let touches = |a: &Attribution| a.content.iter().any(|c| c.overlaps(after));
        let other = |at: usize, a: &Attribution| at != owner && touches(a);
        if attributions.iter().enumerate().any(|(at, a)| other(at, a) && !a.cue.is_empty()) {
            continue;
        }
        // What the model found there without a cue is part of it.
        let mut parts: Vec<Span> = Vec::new();
        for (at, attribution) in attributions.iter_mut().enumerate() {
            if other(at, attribution) {
                parts.append(&mut attribution.content);
            }
        }
        let whole = &mut attributions[owner];
        if !touches(whole) {
            whole.content.push(after);
        }
        for part in parts {
            if !whole.content.iter().any(|c| c.overlaps(part)) {
                whole.content.push(part);
            }
        }
        whole.content.sort();
        carried = Some(owner);
    }
    attributions.retain(|a| !(a.content.is_empty() && a.cue.is_empty()));
}

/// The attribution with a cue whose content reaches furthest into `span`.
fn last_with(attributions: &[Attribution], span: Span) -> Option<usize> {
    let reach = |a: &Attribution| {
        a.content.iter().filter(|c| c.overlaps(span)).map(|c| c.end()).max().unwrap_or(0)
    };
    let said = attributions.iter().enumerate().filter(|(_, a)| !a.cue.is_empty());
    said.max_by_key(|(_, a)| reach(a)).filter(|(_, a)| reach(a) > 0).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::tests::read;

    fn attribution(text: &Text, cue: &str, content: &[&str]) -> Attribution {
        let find = |part: &str| {
            let at = text.as_str().find(part).unwrap();
            text.span(at, at + part.len()).unwrap()
        };
        let cue = if cue.is_empty() { vec![] } else { vec![find(cue)] };
        let content = content.iter().map(|c| find(c)).collect();
        Attribution { source: vec![], cue, content, score: 1.0 }
    }

    fn joined(text: &str, found: &[(&str, &[&str])]) -> Vec<Vec<String>> {
        let text = Text::new(text.to_owned());
        let mut all: Vec<_> =
            found.iter().map(|(cue, content)| attribution(&text, cue, content)).collect();
        join_paragraphs(&mut all, &read(text.as_str()), &text);
        let show = |a: &Attribution| a.content.iter().map(|c| text[*c].to_owned()).collect();
        all.iter().map(show).collect()
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraphs() {
        let text = "He said: “One.\n“Two.\n“Three.” Then he left.";
        let found: &[(&str, &[&str])] = &[("said", &["“One."]), ("", &["“Three.”"])];
        assert_eq!(joined(text, found), [["“One.", "“Two.", "“Three.”"]]);
    }

    #[test]
    fn closed_quotations_and_those_with_a_cue_stand_alone() {
        let two = "He said: “One.”\n“Two.”";
        let found: &[(&str, &[&str])] = &[("said", &["“One.”"]), ("", &["“Two.”"])];
        assert_eq!(joined(two, found), [["“One.”"], ["“Two.”"]]);
        let own = "He said: “One.\n“Two,” she added.";
        let found: &[(&str, &[&str])] = &[("said", &["“One."]), ("added", &["“Two,”"])];
        assert_eq!(joined(own, found), [["“One."], ["“Two,”"]]);
    }
}
