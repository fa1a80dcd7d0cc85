//! Numbers as reports write them: '30', '2,500', '2 1/2', 'twenty-four', 'a couple of', 'several'.

use super::tokens::{Kind, Tokens};

/// How many.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Amount {
    /// In hundredths, so that halves stay whole numbers.
    Exact(u32),
    /// 'several', 'a few', 'dozens of'.
    Vague,
}

impl Amount {
    pub(super) fn hundredths(self) -> Option<u32> {
        match self {
            Self::Exact(n) => Some(n),
            Self::Vague => None,
        }
    }

    /// The whole number, where it is one.
    pub(super) fn whole(self) -> Option<i32> {
        self.hundredths().filter(|n| n % 100 == 0).map(|n| (n / 100) as i32)
    }
}

/// The amount that begins at token `i`, and the token after it.
pub(super) fn amount(t: &Tokens<'_>, i: usize) -> Option<(Amount, usize)> {
    vague(t, i).or_else(|| {
        let (n, next) = whole(t, i)?;
        fraction(t, i, n, next).or(Some((Amount::Exact(n.saturating_mul(100)), next)))
    })
}

fn vague(t: &Tokens<'_>, i: usize) -> Option<(Amount, usize)> {
    let next = match t.word(i) {
        "a" if t.is(i + 1, &["few"]) => i + 2,
        "a" if t.is(i + 1, &["couple"]) => {
            return Some((Amount::Exact(200), i + 2 + usize::from(t.is(i + 2, &["of"]))));
        }
        "a" if t.is(i + 1, &["number", "series", "matter"]) && t.is(i + 2, &["of"]) => i + 3,
        "several" | "few" | "many" | "numerous" | "countless" => i + 1,
        "dozens" | "scores" | "hundreds" | "thousands" | "tens" if t.is(i + 1, &["of"]) => i + 2,
        _ => return None,
    };
    Some((Amount::Vague, next))
}

/// 'one and a half', '2 1/2', '2.5', '2½', 'half a'.
fn fraction(t: &Tokens<'_>, from: usize, n: u32, next: usize) -> Option<(Amount, usize)> {
    let exact =
        |n: u32, hundredths: u32| Amount::Exact(n.saturating_mul(100).saturating_add(hundredths));
    if t.is(next, &["and"]) && t.is(next + 1, &["a"]) && t.is(next + 2, &["half", "quarter"]) {
        let rest = if t.is(next + 2, &["half"]) { 50 } else { 25 };
        return Some((exact(n, rest), next + 3));
    }
    match t.word(next) {
        "½" if t.glued(next) => return Some((exact(n, 50), next + 1)),
        "¼" if t.glued(next) => return Some((exact(n, 25), next + 1)),
        "¾" if t.glued(next) => return Some((exact(n, 75), next + 1)),
        _ => {}
    }
    if t.all.get(from)?.kind != Kind::Number {
        return None;
    }
    if t.word(next) == "." && t.glued(next) && t.glued(next + 1) {
        let (tenths, len) = t.digits(next + 1, 2)?;
        return Some((exact(n, if len == 1 { tenths * 10 } else { tenths }), next + 2));
    }
    // '2 1/2' and '2-1/2'.
    let at = if t.word(next) == "-" { next + 1 } else { next };
    let (top, _) = t.digits(at, 1)?;
    if t.word(at + 1) == "/" && t.glued(at + 1) && t.glued(at + 2) {
        let (bottom, _) = t.digits(at + 2, 1)?;
        if bottom > 0 && top < bottom {
            return Some((exact(n, top * 100 / bottom), at + 3));
        }
    }
    None
}

/// A whole number in digits or words, at most nine digits.
pub(super) fn whole(t: &Tokens<'_>, i: usize) -> Option<(u32, usize)> {
    if let Some((mut n, len)) = t.digits(i, 9) {
        let mut next = i + 1;
        // '2,500': groups of three, glued.
        if len <= 3 {
            while t.word(next) == "," && t.glued(next) && t.glued(next + 1) && next < i + 5 {
                match t.digits(next + 1, 3) {
                    Some((group, 3)) => n = n.saturating_mul(1000).saturating_add(group),
                    _ => break,
                }
                next += 2;
            }
        }
        return Some((n, next));
    }
    words(t, i)
}

/// 'twenty-four', 'two hundred', 'a hundred and five', 'one'.
fn words(t: &Tokens<'_>, i: usize) -> Option<(u32, usize)> {
    let hundred = |i: usize| t.entry(i).cardinal.filter(|&n| n == 100 || n == 1000);
    let mut at = i;
    let mut total: u32 = 0;
    let mut part: u32 = 0;
    let mut seen = false;
    if t.is(i, &["a", "an"]) {
        hundred(i + 1)?;
        (part, at) = (1, i + 1);
    }
    // A number in words is at most eight words long.
    while at < i + 12 {
        if let Some(factor) = hundred(at) {
            if factor == 1000 {
                total = total.saturating_add(part.max(1).saturating_mul(1000));
                part = 0;
            } else {
                part = part.max(1).saturating_mul(100);
            }
            (seen, at) = (true, at + 1);
            continue;
        }
        let skip = usize::from(
            seen && (t.word(at) == "-" && t.glued(at) && t.glued(at + 1)
                || t.word(at) == "and" && part.is_multiple_of(100) && (part > 0 || total > 0)),
        );
        let Some(n) = t.entry(at + skip).cardinal.filter(|&n| n < 100) else { break };
        // 'twenty' takes a unit after it; 'three four' are two numbers.
        let fits = !seen
            || part.is_multiple_of(100)
            || (part.is_multiple_of(10) && part % 100 >= 20 && n < 10);
        if !fits || (n == 0 && seen) {
            break;
        }
        part = part.saturating_add(n);
        (seen, at) = (true, at + skip + 1);
    }
    seen.then_some((total.saturating_add(part), at))
}

/// '12th', 'twelfth', 'twenty-first'.
pub(super) fn ordinal(t: &Tokens<'_>, i: usize) -> Option<(u32, usize)> {
    if let Some((n, _)) = t.digits(i, 3) {
        let ends = t.glued(i + 1) && t.is(i + 1, &["st", "nd", "rd", "th"]);
        return ends.then_some((n, i + 2));
    }
    let entry = t.entry(i);
    if let Some(n) = entry.ordinal {
        return Some((n, i + 1));
    }
    let tens = entry.cardinal.filter(|n| (20..100).contains(n) && n % 10 == 0)?;
    let at = i + 1 + usize::from(t.word(i + 1) == "-");
    let n = t.entry(at).ordinal.filter(|&n| n < 10)?;
    Some((tens + n, at + 1))
}

/// A year in words: 'nineteen ninety-six', 'two thousand and four', 'twenty fourteen'.
pub(super) fn year_in_words(t: &Tokens<'_>, i: usize) -> Option<(i16, usize)> {
    let first = t.entry(i).cardinal?;
    if (17..=20).contains(&first) {
        let (rest, next) = words(t, i + 1)?;
        return (10..100).contains(&rest).then_some(((first * 100 + rest) as i16, next));
    }
    if first == 2 && t.is(i + 1, &["thousand"]) {
        let (n, next) = words(t, i)?;
        return (2000..2100).contains(&n).then_some((n as i16, next));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use rapporteur_text::Text;

    #[test]
    fn amounts() {
        for (words, want) in [
            ("30 days", Some(3000)),
            ("2,500 days", Some(250_000)),
            ("2 1/2 years", Some(250)),
            ("2.5 years", Some(250)),
            ("twenty-four hours", Some(2400)),
            ("twenty four hours", Some(2400)),
            ("a hundred and five years", Some(10_500)),
            ("two thousand years", Some(200_000)),
            ("one and a half years", Some(150)),
            ("a couple of years", Some(200)),
            ("several years", None),
            ("a few years", None),
        ] {
            let text = Text::new(words.to_owned());
            let tokens = Tokens::cut(&text);
            let (found, next) = amount(&tokens, 0).unwrap();
            assert_eq!(found.hundredths(), want, "{words}");
            assert_eq!(next, tokens.len() - 1, "{words}");
        }
    }

    #[test]
    fn ordinals_and_years() {
        let text = Text::new("12th twenty-first nineteen ninety-six two thousand and four".into());
        let tokens = Tokens::cut(&text);
        assert_eq!(ordinal(&tokens, 0), Some((12, 2)));
        assert_eq!(ordinal(&tokens, 2), Some((21, 5)));
        assert_eq!(year_in_words(&tokens, 5), Some((1996, 9)));
        assert_eq!(year_in_words(&tokens, 9), Some((2004, 13)));
    }
}
