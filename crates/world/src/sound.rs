//! How alike two names sound and look, whatever alphabet they were carried over from.
//!
//! A name is turned into sounds that keep their doubt: German 'j' may be 'y', 'ch' may be 'kh' or
//! 'sh', 'w' may be 'v'. Two names are alike as far as one can be turned into the other by cheap
//! changes: vowels cost little, sounds of one family little, other consonants much.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A sound, as far as letters tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
enum Sound {
    A,
    E,
    I,
    O,
    U,
    P,
    B,
    T,
    D,
    K,
    G,
    F,
    V,
    /// 'w': 'v' or a vowel.
    W,
    S,
    Z,
    Sh,
    Zh,
    Ch,
    /// 'c': 'k', 's', 'ts' or 'ch'.
    C,
    /// 'ch' itself: 'ch', 'kh', 'sh' or 'k'.
    Cc,
    Ts,
    /// 'j': 'y', 'zh', 'dzh' or 'kh'.
    J,
    /// 'x': 'ks', 'sh' or 'kh'.
    X,
    Kh,
    H,
    L,
    R,
    M,
    N,
}

use Sound::{
    A, B, C, Cc, Ch, D, E, F, G, H, I, J, K, Kh, L, M, N, O, P, R, S, Sh, T, Ts, U, V, W, X, Z, Zh,
};

impl Sound {
    fn is_vowel(self) -> bool {
        matches!(self, A | E | I | O | U)
    }

    /// The family in the skeleton; 0 for sounds that names lose easily.
    fn family(self) -> u8 {
        match self {
            A | E | I | O | U | H => 0,
            P | B => b'p',
            T | D => b't',
            K | G | Kh => b'k',
            F | V | W => b'f',
            S | Z | Sh | Zh | Ch | C | Cc | Ts | J | X => b's',
            L | R => b'l',
            M | N => b'n',
        }
    }

    /// A second family that the letter may stand for.
    fn other_family(self) -> Option<u8> {
        match self {
            C | Cc | X | Sh => Some(b'k'),
            J => Some(0),
            G => Some(b's'),
            H => Some(b'k'),
            W => Some(0),
            _ => None,
        }
    }
}

/// The sounds of a name.
fn sounds(name: &str) -> Vec<Sound> {
    let mut letters: Vec<char> = Vec::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            // Letters whose accent is a sound of its own.
            'ç' | 'č' | 'ć' => letters.extend(['t', 'c', 'h']),
            'ş' | 'š' | 'ș' | 'ś' => letters.extend(['s', 'h']),
            'ž' | 'ź' | 'ż' => letters.extend(['z', 'h']),
            'ğ' => letters.push('h'),
            'ı' => letters.push('i'),
            'ł' => letters.push('l'),
            'ø' => letters.push('o'),
            'đ' => letters.push('d'),
            'ə' => letters.push('a'),
            'ß' => letters.push('s'),
            'æ' => letters.push('e'),
            'œ' => letters.push('o'),
            // Digits that a scanner makes of letters.
            '0' => letters.push('o'),
            '1' => letters.push('l'),
            '5' => letters.push('s'),
            c if c.is_ascii_alphabetic() => letters.push(c),
            c if c.is_ascii() => {}
            c => letters.extend(c.nfkd().filter(|&c| !is_combining_mark(c) && c.is_alphabetic())),
        }
    }
    let mut out = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let starts =
            |s: &str| s.chars().count() <= rest.len() && s.chars().zip(rest).all(|(a, &b)| a == b);
        let front = |n: usize| matches!(rest.get(n), Some('e' | 'i' | 'y'));
        let (sound, used): (&[Sound], usize) = match rest[0] {
            _ if starts("tsch") => (&[Ch], 4),
            _ if starts("dsch") => (&[J], 4),
            _ if starts("shch") => (&[Sh], 4),
            _ if starts("schtsch") => (&[Sh], 7),
            _ if starts("sch") => (&[Sh], 3),
            _ if starts("tch") => (&[Ch], 3),
            _ if starts("dzh") => (&[J], 3),
            _ if starts("sh") => (&[Sh], 2),
            _ if starts("zh") => (&[Zh], 2),
            _ if starts("ch") => (&[Cc], 2),
            _ if starts("kh") => (&[Kh], 2),
            _ if starts("gh") => (&[G], 2),
            _ if starts("ph") => (&[F], 2),
            _ if starts("th") => (&[T], 2),
            _ if starts("wh") => (&[W], 2),
            _ if starts("ts") || starts("tz") => (&[Ts], 2),
            _ if starts("cz") => (&[Ch], 2),
            _ if starts("sz") => (&[S], 2),
            _ if starts("dj") => (&[J], 2),
            _ if starts("ck") => (&[K], 2),
            _ if starts("qu") => (&[K], 2),
            _ if starts("gu") && front(2) => (&[G], 2),
            _ if starts("ou") || starts("oo") => (&[U], 2),
            _ if starts("ee") || starts("ie") && rest.len() == 2 => (&[I], 2),
            _ if starts("ae") || starts("ai") => (&[E], 2),
            'a' => (&[A], 1),
            'e' => (&[E], 1),
            'i' | 'y' => (&[I], 1),
            'o' => (&[O], 1),
            'u' => (&[U], 1),
            'p' => (&[P], 1),
            'b' => (&[B], 1),
            't' => (&[T], 1),
            'd' => (&[D], 1),
            'k' | 'q' => (&[K], 1),
            'g' => (&[G], 1),
            'f' => (&[F], 1),
            'v' => (&[V], 1),
            'w' => (&[W], 1),
            's' => (&[S], 1),
            'z' => (&[Z], 1),
            'c' => (&[C], 1),
            'j' => (&[J], 1),
            'x' => (&[X], 1),
            'h' => (&[H], 1),
            'l' => (&[L], 1),
            'r' => (&[R], 1),
            'm' => (&[M], 1),
            'n' => (&[N], 1),
            _ => (&[], 1),
        };
        for &s in sound {
            // Doubled letters sound as one, and so does a run of i-like letters.
            if out.last() != Some(&s) {
                out.push(s);
            }
        }
        at += used;
    }
    out
}

/// What it costs to hear `a` where `b` is meant, 0 to 1.
fn change(a: Sound, b: Sound) -> f32 {
    if a == b {
        return 0.0;
    }
    let pair = |x: Sound, y: Sound| (a == x && b == y) || (a == y && b == x);
    let one_of =
        |x: Sound, ys: &[Sound]| (a == x && ys.contains(&b)) || (b == x && ys.contains(&a));
    if a.is_vowel() && b.is_vowel() {
        return if pair(I, E) || pair(O, U) || pair(A, O) || pair(A, E) { 0.2 } else { 0.35 };
    }
    if pair(V, W) || one_of(Cc, &[Ch, Kh]) || one_of(C, &[K, S, Ts]) || one_of(J, &[Zh, I]) {
        return 0.05;
    }
    if pair(F, V) || pair(F, W) || pair(S, Z) || pair(S, Ts) || pair(Z, Ts) || pair(Kh, H) {
        return 0.15;
    }
    if one_of(Cc, &[Sh, K]) || one_of(C, &[Ch, Cc, G]) || one_of(J, &[Kh, Ch, H, G]) {
        return 0.2;
    }
    if one_of(X, &[Sh, Kh, K, S]) || one_of(Sh, &[S, Zh, Ch, Ts]) || one_of(W, &[U, O]) {
        return 0.2;
    }
    if one_of(Zh, &[Z, Ch]) || one_of(G, &[K, H, Kh, Zh]) || pair(K, Kh) || pair(T, D) {
        return 0.2;
    }
    if pair(P, B) || pair(J, E) || pair(Ch, Ts) || pair(M, N) || one_of(H, &[Cc]) {
        return 0.3;
    }
    if pair(L, R) || pair(B, V) || pair(P, F) || pair(Z, D) || pair(T, Ts) || pair(V, U) {
        return 0.5;
    }
    if a.is_vowel() != b.is_vowel() { 1.2 } else { 1.0 }
}

/// What it costs to drop or add the sound after `before`.
fn lose(sound: Sound, before: Option<Sound>) -> f32 {
    match sound {
        // A glide beside a vowel: Yermak and Ermak, Kostyukov and Kostukov.
        I | J if before.is_none_or(Sound::is_vowel) => 0.2,
        H => 0.25,
        s if s.is_vowel() => 0.35,
        W => 0.6,
        _ => 0.9,
    }
}

/// Cheapest way from one row of symbols to another, by rows of a table.
fn distance<T: Copy + PartialEq>(
    a: &[T],
    b: &[T],
    swap: impl Fn(T, T) -> f32,
    gap: impl Fn(&[T], usize) -> f32,
) -> f32 {
    let mut older: Vec<f32> = Vec::new();
    let mut row: Vec<f32> = Vec::with_capacity(b.len() + 1);
    row.push(0.0);
    for j in 0..b.len() {
        row.push(row[j] + gap(b, j));
    }
    for i in 0..a.len() {
        let mut next = Vec::with_capacity(b.len() + 1);
        next.push(row[0] + gap(a, i));
        for j in 0..b.len() {
            let mut best = row[j] + swap(a[i], b[j]);
            best = best.min(row[j + 1] + gap(a, i)).min(next[j] + gap(b, j));
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(older[j - 1] + 0.7);
            }
            next.push(best);
        }
        older = row;
        row = next;
    }
    row[b.len()]
}

/// A name made ready for comparing: its sounds and its letters.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    sounds: Vec<Sound>,
    letters: Vec<char>,
}

impl Heard {
    pub(crate) fn new(name: &str) -> Self {
        Self { sounds: sounds(name), letters: crate::normal(name).chars().collect() }
    }

    /// As [`likeness`]; 0 where the lengths alone rule out `least`.
    pub(crate) fn likeness(&self, other: &Self, least: f32) -> f32 {
        let (x, y) = (&self.sounds, &other.sounds);
        if x.is_empty() || y.is_empty() {
            return 0.0;
        }
        let long = x.len().max(y.len()) as f32;
        // The cheapest loss of a sound costs a fifth.
        if x.len().abs_diff(y.len()) as f32 * 0.2 > (1.0 - least) * long {
            return 0.0;
        }
        let heard = distance(x, y, change, |s, i| lose(s[i], i.checked_sub(1).map(|p| s[p])));
        let (p, q) = (&self.letters, &other.letters);
        let most = p.len().max(q.len()).max(1) as f32;
        let mut read = most;
        if p.len().abs_diff(q.len()) as f32 <= (1.0 - least) * most {
            read = distance(p, q, |c, d| if c == d { 0.0 } else { look(c, d) }, |_, _| 1.0);
        }
        (1.0 - heard / long).max(1.0 - read / most).clamp(0.0, 1.0)
    }
}

/// How alike two single words are, 0 to 1: 1 for the same sounds or letters.
///
/// 'Selenskyj' and 'Zelenskyy' are; so are, a little less, 'Kostukov' and 'Kostyukov'.
pub fn likeness(a: &str, b: &str) -> f32 {
    Heard::new(a).likeness(&Heard::new(b), 0.0)
}

/// Letters that a scanner takes for one another cost less.
fn look(a: char, b: char) -> f32 {
    const ALIKE: [(char, char); 8] = [
        ('1', 'l'),
        ('1', 'i'),
        ('0', 'o'),
        ('5', 's'),
        ('c', 'e'),
        ('i', 'l'),
        ('u', 'v'),
        ('h', 'b'),
    ];
    if ALIKE.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x)) { 0.4 } else { 1.0 }
}

/// Consonant families of a name, with the variants that its doubtful letters allow (at most four).
///
/// Two spellings of a name have skeletons that are equal or differ by one family: 'Zelenskyy' and
/// 'Selenskyj' both have `slnsk`.
pub(crate) fn skeletons(name: &str) -> Vec<Vec<u8>> {
    let sounds = sounds(name);
    let mut out: Vec<Vec<u8>> = vec![Vec::new()];
    for (at, &sound) in sounds.iter().enumerate() {
        let first = if at == 0 { b'a' } else { 0 };
        let family = |f: u8| if f == 0 { first } else { f };
        let mut more = Vec::new();
        if let Some(other) = sound.other_family().filter(|_| out.len() < 4) {
            more = out.clone();
            more.iter_mut().for_each(|s| push(s, family(other)));
        }
        out.iter_mut().for_each(|s| push(s, family(sound.family())));
        out.append(&mut more);
    }
    out.sort();
    out.dedup();
    out
}

fn push(skeleton: &mut Vec<u8>, family: u8) {
    if family != 0 && skeleton.last() != Some(&family) {
        skeleton.push(family);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_two_alphabets_worth_of_spellings() {
        for (a, b, least) in [
            ("Selenskyj", "Zelenskyy", 0.85),
            ("Kostukov", "Kostyukov", 0.9),
            ("Lawrow", "Lavrov", 0.9),
            ("Poutine", "Putin", 0.8),
            ("Uschakow", "Ushakov", 0.9),
            ("Sacharowa", "Zakharova", 0.9),
            ("Prigoschin", "Prigozhin", 0.9),
            ("Chavushoglu", "Çavuşoğlu", 0.9),
            ("Gutierrez", "Guterres", 0.8),
            ("Phidan", "Fidan", 0.95),
            ("Puttin", "Putin", 0.95),
            ("Ze1enskyy", "Zelenskyy", 0.9),
            ("Tsinpin", "Jinping", 0.6),
        ] {
            let found = likeness(a, b);
            assert!(found >= least, "{a} {b} {found}");
        }
        for (a, b, most) in [
            ("Petrenkov", "Peskov", 0.75),
            ("Whitcomb", "Witkoff", 0.75),
            ("Giles", "Starmer", 0.4),
            ("Musk", "Tusk", 0.8),
            ("Kiel", "Kyiv", 0.7),
        ] {
            let found = likeness(a, b);
            assert!(found <= most, "{a} {b} {found}");
        }
    }

    #[test]
    fn skeletons_meet() {
        for (a, b) in
            [("Zelenskyy", "Selenskyj"), ("Yanukovych", "Janukowitsch"), ("Kharkiv", "Charkiw")]
        {
            let other = skeletons(b);
            assert!(skeletons(a).iter().any(|s| other.contains(s)), "{a} {b}");
        }
        assert_eq!(skeletons("…"), [Vec::<u8>::new()]);
    }
}
