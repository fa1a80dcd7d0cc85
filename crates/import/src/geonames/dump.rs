//! One line of the dump.

use crate::Error;
use crate::names::is_latin;
use rapporteur_world::normal;
use rapporteur_world::places_file::{AREA, FACILITY, WATER};

/// A place of the dump.
pub(super) struct Line<'t> {
    pub(super) id: u32,
    pub(super) name: &'t str,
    ascii: &'t str,
    also: &'t str,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) kind: u8,
    /// ISO 3166 alpha-2.
    pub(super) country: &'t str,
    /// Code of the first-level area.
    pub(super) admin1: &'t str,
    pub(super) population: u64,
    /// Whether it is such an area itself.
    pub(super) first_level: bool,
}

/// Reads a line; `None` for what was not asked for, for states, which the registry has, and for
/// places that are no more.
pub(super) fn line<'t>(
    text: &'t str,
    classes: &str,
    least: u64,
) -> Result<Option<Line<'t>>, &'static str> {
    let mut fields = text.split('\t');
    let mut next = || fields.next().ok_or("fewer than 15 fields parted by tabs");
    let id = next()?;
    let (name, ascii, also) = (next()?, next()?, next()?);
    let (lat, lon) = (next()?, next()?);
    let (class, code, country) = (next()?, next()?, next()?);
    let _ = next()?;
    let admin1 = next()?;
    let (_, _, _) = (next()?, next()?, next()?);
    let population = next()?;
    let id: u32 =
        id.trim_start_matches('\u{feff}').parse().map_err(|_| "the first field is no number")?;
    let degrees = |text: &str, most: f64| {
        text.parse::<f64>()
            .ok()
            .filter(|d| d.abs() <= most)
            .ok_or("latitude and longitude are no degrees")
    };
    let (lat, lon) = (degrees(lat, 90.0)?, degrees(lon, 180.0)?);
    if name.trim().is_empty() {
        return Err("no name");
    }
    if class.is_empty() || !classes.contains(class) {
        return Ok(None);
    }
    // Historical, abandoned and destroyed places; states and their like.
    let gone = (class == "A" || class == "P") && code.ends_with('H');
    if gone || matches!(code, "PPLQ" | "PPLW") || (class == "A" && code.starts_with("PCL")) {
        return Ok(None);
    }
    let population = population.parse().unwrap_or(0);
    if class == "P" && population < least {
        return Ok(None);
    }
    let kind = match class {
        "P" => 0,
        "A" => 1,
        "H" => WATER,
        "S" | "R" => FACILITY,
        _ => AREA,
    };
    Ok(Some(Line {
        id,
        name,
        ascii,
        also,
        lat,
        lon,
        kind,
        country,
        admin1,
        population,
        first_level: code == "ADM1",
    }))
}

impl Line<'_> {
    /// Every form that the place is found under: its name, and other names by the rules of
    /// `data/places/build.py` (Latin, capitalised, of four letters and more, more of them the larger
    /// the place).
    pub(super) fn each_form(
        &self,
        take: &mut dyn FnMut(&str) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let most = match self.population {
            0..15_000 => 6,
            15_000..100_000 => 16,
            _ => 60,
        };
        let mut seen: Vec<String> = Vec::new();
        let mut give = |form: String| {
            if form.len() < 2 || form.len() > 120 || seen.contains(&form) {
                return Ok(());
            }
            take(&form)?;
            seen.push(form);
            Ok(())
        };
        give(normal(self.name))?;
        give(normal(self.ascii))?;
        let mut plain: Vec<&str> =
            self.also.split(',').map(str::trim).filter(|n| is_spelling(n)).collect();
        plain.sort_by_key(|n| !n.is_ascii());
        for name in plain.into_iter().take(most) {
            give(normal(name))?;
        }
        Ok(())
    }
}

/// Whether it is a name that reports could use: no code, no other script.
fn is_spelling(name: &str) -> bool {
    let letters = name.chars().count();
    (4..=40).contains(&letters)
        && is_latin(name)
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && !name.chars().any(|c| c.is_numeric() || matches!(c, '/' | ':' | '(' | ')'))
}
