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
pub(crate) enum Sound {
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

    /// The family in the skeleton, 1 to 7; 0 for sounds that names lose easily.
    fn family(self) -> u8 {
        match self {
            A | E | I | O | U | H => 0,
            P | B => 1,
            T | D => 2,
            K | G | Kh => 3,
            F | V | W => 4,
            S | Z | Sh | Zh | Ch | C | Cc | Ts | J | X => 5,
            L | R => 6,
            M | N => 7,
        }
    }

    /// A second family that the letter may stand for.
    fn other_family(self) -> Option<u8> {
        match self {
            C | Cc | X | Sh | H => Some(3),
            J | W => Some(0),
            G => Some(5),
            _ => None,
        }
    }
}

/// Appends the sounds of a name to `out`. Written for speed: the index of near names is built from
/// all known names at every start.
pub(crate) fn sounds_into(name: &str, letters: &mut Vec<u8>, out: &mut Vec<Sound>) {
    letters.clear();
    for c in name.chars() {
        if c.is_ascii() {
            match c.to_ascii_lowercase() as u8 {
                letter @ b'a'..=b'z' => letters.push(letter),
                // Digits that a scanner makes of letters.
                b'0' => letters.push(b'o'),
                b'1' => letters.push(b'l'),
                b'5' => letters.push(b's'),
                _ => {}
            }
        } else {
            c.to_lowercase().for_each(|c| letters_of(c, letters));
        }
    }
    let from = out.len();
    let mut rest = letters.as_slice();
    while let Some((sound, used)) = first_sound(rest) {
        // Doubled letters sound as one, and so does a run of i-like letters.
        if let Some(sound) = sound
            && out[from..].last() != Some(&sound)
        {
            out.push(sound);
        }
        rest = &rest[used..];
    }
}

/// The Latin letters that a letter beyond ASCII stands for; 0 for one that has none.
fn letters_of(c: char, letters: &mut Vec<u8>) {
    match c {
        // Letters whose accent is a sound of its own.
        'ç' | 'č' | 'ć' => letters.extend(b"tch"),
        'ş' | 'š' | 'ș' | 'ś' => letters.extend(b"sh"),
        'ž' | 'ź' | 'ż' => letters.extend(b"zh"),
        'ğ' => letters.push(b'h'),
        'ı' => letters.push(b'i'),
        'ł' => letters.push(b'l'),
        'ø' | 'œ' => letters.push(b'o'),
        'đ' => letters.push(b'd'),
        'ə' => letters.push(b'a'),
        'ß' => letters.push(b's'),
        'æ' => letters.push(b'e'),
        c => {
            for part in std::iter::once(c).nfkd() {
                if part.is_ascii() {
                    letters.extend(Some(part as u8).filter(u8::is_ascii_alphabetic));
                } else if !is_combining_mark(part) && part.is_alphabetic() {
                    letters.push(0);
                }
            }
        }
    }
}

/// The sound that letters begin with, if they have one, and how many letters make it; none where
/// no letter is left. The longest writing comes first.
fn first_sound(letters: &[u8]) -> Option<(Option<Sound>, usize)> {
    let (sound, used) = match letters {
        [b't', b's', b'c', b'h', ..] => (Ch, 4),
        [b'd', b's', b'c', b'h', ..] => (J, 4),
        [b's', b'h', b'c', b'h', ..] => (Sh, 4),
        [b's', b'c', b'h', b't', b's', b'c', b'h', ..] => (Sh, 7),
        [b's', b'c', b'h', ..] => (Sh, 3),
        [b't', b'c', b'h', ..] => (Ch, 3),
        [b'd', b'z', b'h', ..] => (J, 3),
        [b's', b'h', ..] => (Sh, 2),
        [b'z', b'h', ..] => (Zh, 2),
        [b'c', b'h', ..] => (Cc, 2),
        [b'k', b'h', ..] => (Kh, 2),
        [b'g', b'h', ..] | [b'g', b'u', b'e' | b'i' | b'y', ..] => (G, 2),
        [b'p', b'h', ..] => (F, 2),
        [b't', b'h', ..] => (T, 2),
        [b'w', b'h', ..] => (W, 2),
        [b't', b's' | b'z', ..] => (Ts, 2),
        [b'c', b'z', ..] => (Ch, 2),
        [b's', b'z', ..] => (S, 2),
        [b'd', b'j', ..] => (J, 2),
        [b'c', b'k', ..] | [b'q', b'u', ..] => (K, 2),
        [b'o', b'u' | b'o', ..] => (U, 2),
        [b'e', b'e', ..] | [b'i', b'e'] => (I, 2),
        [b'a', b'e' | b'i', ..] => (E, 2),
        [b'a', ..] => (A, 1),
        [b'e', ..] => (E, 1),
        [b'i' | b'y', ..] => (I, 1),
        [b'o', ..] => (O, 1),
        [b'u', ..] => (U, 1),
        [b'p', ..] => (P, 1),
        [b'b', ..] => (B, 1),
        [b't', ..] => (T, 1),
        [b'd', ..] => (D, 1),
        [b'k' | b'q', ..] => (K, 1),
        [b'g', ..] => (G, 1),
        [b'f', ..] => (F, 1),
        [b'v', ..] => (V, 1),
        [b'w', ..] => (W, 1),
        [b's', ..] => (S, 1),
        [b'z', ..] => (Z, 1),
        [b'c', ..] => (C, 1),
        [b'j', ..] => (J, 1),
        [b'x', ..] => (X, 1),
        [b'h', ..] => (H, 1),
        [b'l', ..] => (L, 1),
        [b'r', ..] => (R, 1),
        [b'm', ..] => (M, 1),
        [b'n', ..] => (N, 1),
        [_, ..] => return Some((None, 1)),
        [] => return None,
    };
    Some((Some(sound), used))
}

/// The sounds of a name.
pub(crate) fn sounds(name: &str) -> Vec<Sound> {
    let mut out = Vec::with_capacity(name.len());
    sounds_into(name, &mut Vec::with_capacity(name.len()), &mut out);
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

/// Longest name, in sounds or letters, that is compared without memory of its own.
const ROOM: usize = 63;

/// Cheapest way from one row of symbols to another, by rows of a table.
fn distance<T: Copy + PartialEq>(
    a: &[T],
    b: &[T],
    swap: impl Fn(T, T) -> f32,
    gap: impl Fn(&[T], usize) -> f32,
) -> f32 {
    let width = b.len() + 1;
    if b.len() <= ROOM {
        rows(a, b, swap, gap, &mut [0.0; 3 * (ROOM + 1)][..3 * width])
    } else {
        rows(a, b, swap, gap, &mut vec![0.0; 3 * width])
    }
}

/// `table` has room for three rows.
fn rows<T: Copy + PartialEq>(
    a: &[T],
    b: &[T],
    swap: impl Fn(T, T) -> f32,
    gap: impl Fn(&[T], usize) -> f32,
    table: &mut [f32],
) -> f32 {
    let width = b.len() + 1;
    let (mut older, rest) = table.split_at_mut(width);
    let (mut row, mut next) = rest.split_at_mut(width);
    row[0] = 0.0;
    for j in 0..b.len() {
        row[j + 1] = row[j] + gap(b, j);
    }
    for i in 0..a.len() {
        let lost = gap(a, i);
        next[0] = row[0] + lost;
        for j in 0..b.len() {
            let mut best = row[j] + swap(a[i], b[j]);
            best = best.min(row[j + 1] + lost).min(next[j] + gap(b, j));
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(older[j - 1] + 0.7);
            }
            next[j + 1] = best;
        }
        (older, row, next) = (row, next, older);
    }
    row[b.len()]
}

/// A name made ready for comparing: its sounds and its letters.
pub(crate) struct Heard {
    sounds: Vec<Sound>,
    letters: Vec<char>,
}

impl Heard {
    pub(crate) fn new(name: &str) -> Self {
        Self { sounds: sounds(name), letters: crate::normal(name).chars().collect() }
    }

    /// As [`likeness`], to a name with these sounds; 0 where the lengths alone rule out `least`.
    pub(crate) fn likeness(&self, sounds: &[Sound], name: &str, least: f32) -> f32 {
        let (x, y) = (&self.sounds, sounds);
        if x.is_empty() || y.is_empty() {
            return 0.0;
        }
        let long = x.len().max(y.len()) as f32;
        // The cheapest loss of a sound costs a fifth.
        if x.len().abs_diff(y.len()) as f32 * 0.2 > (1.0 - least) * long {
            return 0.0;
        }
        let heard = distance(x, y, change, |s, i| lose(s[i], i.checked_sub(1).map(|p| s[p])));
        let letters: Vec<char> = crate::normal(name).chars().collect();
        let (p, q) = (&self.letters, &letters);
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
    Heard::new(a).likeness(&sounds(b), b, 0.0)
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

/// Consonant families of a name, four bits each: at most 32, further ones are left out.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Skeleton {
    families: u128,
    len: u32,
}

impl Skeleton {
    const MOST: u32 = 32;

    pub(crate) fn len(self) -> usize {
        self.len as usize
    }

    fn push(&mut self, family: u8) {
        let last = self.families.checked_shr(4 * self.len.saturating_sub(1)).unwrap_or(0);
        let doubled = self.len > 0 && last == u128::from(family);
        if family != 0 && !doubled && self.len < Self::MOST {
            self.families |= u128::from(family) << (4 * self.len);
            self.len += 1;
        }
    }

    /// The same without its family number `at`.
    pub(crate) fn without(self, at: usize) -> Self {
        let low = self.families & ((1 << (4 * at)) - 1);
        let high = self.families.checked_shr(4 * (at as u32 + 1)).unwrap_or(0);
        Self { families: low | high << (4 * at), len: self.len - 1 }
    }

    /// The skeleton in 32 bits. Two that share them make two names be compared in vain, no more.
    pub(crate) fn short(self) -> u32 {
        let folded = (self.families ^ self.families >> 64) as u64;
        (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }
}

/// The skeletons of a row of sounds, with the variants that doubtful letters allow (at most four).
///
/// Two spellings of a name have skeletons that are equal or differ by one family: 'Zelenskyy' and
/// 'Selenskyj' are both s-l-n-s-k.
pub(crate) fn skeletons(sounds: &[Sound], out: &mut Vec<Skeleton>) {
    out.clear();
    out.push(Skeleton::default());
    for (at, &sound) in sounds.iter().enumerate() {
        let family = |f: u8| if f == 0 && at == 0 { 8 } else { f };
        let known = out.len();
        if let Some(other) = sound.other_family().filter(|_| known < 4) {
            out.extend_from_within(..);
            out[known..].iter_mut().for_each(|s| s.push(family(other)));
        }
        out[..known].iter_mut().for_each(|s| s.push(family(sound.family())));
    }
    out.sort_unstable();
    out.dedup();
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
            let of = |name| {
                let mut out = Vec::new();
                skeletons(&sounds(name), &mut out);
                out
            };
            let other = of(b);
            assert!(of(a).iter().any(|s| other.contains(s)), "{a} {b}");
        }
        let mut none = Vec::new();
        skeletons(&sounds("…"), &mut none);
        assert_eq!(none, [Skeleton::default()]);
    }

    #[test]
    fn a_family_is_left_out_wherever_it_stands() {
        let mut long = Skeleton::default();
        for at in 0..40 {
            long.push(1 + at % 7);
        }
        assert_eq!(long.len(), 32);
        for at in [0, 15, 31] {
            assert_eq!(long.without(at).len(), 31);
        }
        let mut two = Skeleton::default();
        two.push(3);
        two.push(3);
        two.push(5);
        let mut one = Skeleton::default();
        one.push(5);
        assert_eq!((two.len(), two.without(0)), (2, one));
    }
}
