//! Which language a text is in, as far as that decides whether it is read.
//!
//! Refusing an English text costs its whole record, reading a foreign one costs a poor record: so a
//! text counts as foreign only where all signs agree. Short texts and lists of names are read.

use whatlang::{Detector, Lang, Script};

/// A BCP 47 tag, `und` where it cannot be told, and whether the text is surely not English.
pub(crate) struct Language {
    pub(crate) tag: String,
    pub(crate) foreign: bool,
}

/// Words that stand in any English sentence of some length and are rare in other languages.
const ENGLISH: [&str; 32] = [
    "the", "of", "and", "that", "with", "from", "has", "have", "been", "were", "which", "would",
    "this", "their", "they", "said", "after", "not", "who", "its", "are", "will", "but", "about",
    "had", "his", "when", "what", "there", "could", "into", "says",
];

/// Bytes looked at, half from the start and half from the middle.
const SAMPLE: usize = 32 << 10;

/// The language of a text; `declared` is what its page says, believed where the text says nothing.
pub(crate) fn of(text: &str, declared: Option<&str>) -> Language {
    let sample = sample(text);
    let tag = |tag: &str, foreign| Language { tag: tag.to_owned(), foreign };
    let (mut words, mut english, mut lower) = (0usize, 0usize, 0usize);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        lower += usize::from(word.chars().all(char::is_lowercase));
        english += usize::from(ENGLISH.iter().any(|e| word.eq_ignore_ascii_case(e)));
    }
    if words == 0 {
        return tag("und", false);
    }
    // One word in sixteen; running English has one in five.
    if english >= 2 && english * 16 >= words {
        return tag("en", false);
    }
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let found = Detector::new().detect(&sample);
    match found {
        Some(info) if info.script() != Script::Latin => {
            let foreign = letters >= 20 && english * 40 < words;
            tag(bcp47(info.lang()), foreign)
        }
        Some(info) if info.lang() == Lang::Eng => tag("en", false),
        // Names are capitalised and say nothing of the language around them.
        Some(info)
            if info.is_reliable()
                && words >= 12
                && english * 40 < words
                && lower * 5 >= words * 2 =>
        {
            tag(bcp47(info.lang()), true)
        }
        _ => {
            let base = declared.and_then(|d| d.split(['-', '_']).next()).unwrap_or_default();
            tag(if base.eq_ignore_ascii_case("en") { "en" } else { "und" }, false)
        }
    }
}

fn sample(text: &str) -> std::borrow::Cow<'_, str> {
    if text.len() <= SAMPLE {
        return text.into();
    }
    let half = SAMPLE / 2;
    let middle = text.floor_char_boundary((text.len() / 2).max(half));
    let end = text.floor_char_boundary(middle + half);
    format!("{} {}", &text[..text.floor_char_boundary(half)], &text[middle..end]).into()
}

/// The two-letter tag of a language, its three-letter one where it has no other.
fn bcp47(language: Lang) -> &'static str {
    use Lang::*;
    match language {
        Epo => "eo",
        Eng => "en",
        Rus => "ru",
        Cmn => "zh",
        Spa => "es",
        Por => "pt",
        Ita => "it",
        Ben => "bn",
        Fra => "fr",
        Deu => "de",
        Ukr => "uk",
        Kat => "ka",
        Ara => "ar",
        Hin => "hi",
        Jpn => "ja",
        Heb => "he",
        Yid => "yi",
        Pol => "pl",
        Amh => "am",
        Jav => "jv",
        Kor => "ko",
        Nob => "nb",
        Dan => "da",
        Swe => "sv",
        Fin => "fi",
        Tur => "tr",
        Nld => "nl",
        Hun => "hu",
        Ces => "cs",
        Ell => "el",
        Bul => "bg",
        Bel => "be",
        Mar => "mr",
        Kan => "kn",
        Ron => "ro",
        Slv => "sl",
        Hrv => "hr",
        Srp => "sr",
        Mkd => "mk",
        Lit => "lt",
        Lav => "lv",
        Est => "et",
        Tam => "ta",
        Vie => "vi",
        Urd => "ur",
        Tha => "th",
        Guj => "gu",
        Uzb => "uz",
        Pan => "pa",
        Aze => "az",
        Ind => "id",
        Tel => "te",
        Pes => "fa",
        Mal => "ml",
        Ori => "or",
        Mya => "my",
        Nep => "ne",
        Sin => "si",
        Khm => "km",
        Tuk => "tk",
        Aka => "ak",
        Zul => "zu",
        Sna => "sn",
        Afr => "af",
        Lat => "la",
        Slk => "sk",
        Cat => "ca",
        Tgl => "tl",
        Hye => "hy",
        Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_and_what_cannot_be_told_is_read() {
        for text in [
            "Kyiv said no.",
            "Putin skips Istanbul talks",
            "Volodymyr Zelenskyy, Recep Tayyip Erdoğan, Emmanuel Macron, Friedrich Merz, Keir Starmer, \
             Luiz Inácio Lula da Silva, Gustavo Petro, Nayib Bukele, Viktor Orbán, Robert Fico, Donald Tusk",
            "The two sides met in Geneva on Monday, and both of them said that they would come again.",
            "Он сказал: the talks, which had been planned for Monday, were put off after they failed.",
            "1,234",
            "Ha?",
        ] {
            assert!(!of(text, None).foreign, "{text}: {}", of(text, None).tag);
        }
        assert_eq!(of("The two sides met and said that they would talk.", None).tag, "en");
        assert_eq!(of("1,234", None).tag, "und");
    }

    #[test]
    fn other_languages_are_named() {
        for (text, tag) in [
            ("Президент заявил, что переговоры в Стамбуле начнутся в четверг утром.", "ru"),
            (
                "Der Kanzler sagte am Montag, dass die Gespräche in der kommenden Woche fortgesetzt werden sollen, und nannte die Lage ernst.",
                "de",
            ),
            (
                "Le président a déclaré lundi que les négociations reprendraient la semaine prochaine à Genève avec les deux parties au conflit.",
                "fr",
            ),
            (
                "El ministro dijo el lunes que las conversaciones con la guerrilla continuarán la próxima semana en La Habana.",
                "es",
            ),
            (
                "Cumhurbaşkanı, müzakerelerin önümüzdeki hafta İstanbul'da yeniden başlayacağını ve tarafların hazır olduğunu söyledi.",
                "tr",
            ),
            ("قال الرئيس إن المحادثات ستبدأ يوم الخميس في اسطنبول بين الطرفين", "ar"),
        ] {
            let language = of(text, None);
            assert!(language.foreign, "{text}");
            assert_eq!(language.tag, tag);
        }
    }
}
