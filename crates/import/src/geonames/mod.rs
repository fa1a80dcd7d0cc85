//! A full dump of GeoNames to a places file.
//!
//! The dump (`allCountries.txt`, unpacked from the zip of <https://download.geonames.org/export/dump/>)
//! is read twice: once for what is there and how large it is, once for names and points. Names are
//! sorted in parts of bounded size that are merged from files, so that twelve million places need some
//! hundreds of megabytes of memory. Everything is written into a folder for work and put together at
//! the end.

mod dump;
mod sorted;

use crate::{Counts, Error, Watch};
use dump::{Line, line};
use rapporteur_world::World;
use rapporteur_world::places_file::{Finish, Head, MOST, Row};
use smol_str::SmolStr;
use sorted::Sorter;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// What to build from.
#[derive(Debug)]
pub struct Plan<'a> {
    /// `allCountries.txt`, or the file of one country.
    pub dump: &'a Path,
    /// `admin1CodesASCII.txt`: names of the first-level areas. Without it the dump's own names serve.
    pub admin1: Option<&'a Path>,
    /// Feature classes that are taken: `AP`, `APHTLSRUV` for everything.
    pub classes: &'a str,
    /// Places of class P with fewer people are left out.
    pub least: u64,
    /// An empty folder for work; what is left in it is of no use afterwards.
    pub work: &'a Path,
}

/// Bytes of names that are sorted at once.
const SORTED_AT_ONCE: usize = 192 << 20;

/// Builds a places file and writes it to `out`; counts what was taken.
///
/// # Errors
/// When a file cannot be read or written, or when the dump holds no place of the asked classes.
pub fn build(
    plan: &Plan<'_>,
    out: &mut dyn Write,
    world: &World,
    watch: &mut dyn Watch,
) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    let survey = survey(plan, &mut counts, watch)?;
    if survey.order.is_empty() {
        return Err(Error::Nothing(format!(
            "no place of the classes {} was found: expected the tab-separated lines of GeoNames' allCountries.txt, \
             unpacked from its zip",
            plan.classes
        )));
    }
    let areas = areas(plan, survey.areas, world)?;
    // Where each place stands, by its number in the dump.
    let mut rank = vec![0u32; survey.order.len()];
    for (at, (_, _, number)) in survey.order.iter().enumerate() {
        rank[*number as usize] = at as u32;
    }
    drop(survey.order);
    let mut rows = vec![0u8; rank.len() * Row::BYTES];
    let names_path = plan.work.join("names");
    let mut names = BufWriter::new(File::create(&names_path).map_err(Error::Write)?);
    let mut sorter = Sorter::new(plan.work, SORTED_AT_ONCE);
    let mut name_at = 0u64;
    let mut number = 0usize;
    each(plan, watch, |text, _| {
        let Ok(Some(place)) = line(text, plan.classes, plan.least) else { return Ok(()) };
        let Some(&at) = rank.get(number) else { return Ok(()) };
        number += 1;
        let country = areas.country_of.get(place.country).copied();
        let row = Row {
            geoname: place.id,
            lat: place.lat,
            lon: place.lon,
            admin: areas
                .numbers
                .get(&(place.country.to_owned(), place.admin1.to_owned()))
                .copied()
                .unwrap_or(0),
            name_at: u32::try_from(name_at).map_err(|_| {
                Error::Nothing("the names fill more than 4 GB: choose fewer classes".to_owned())
            })?,
            country: country.unwrap_or(areas.nowhere),
            population: place.population,
            kind: place.kind,
        };
        rows[at as usize * Row::BYTES..][..Row::BYTES].copy_from_slice(&row.pack());
        names
            .write_all(place.name.as_bytes())
            .and_then(|()| names.write_all(b"\n"))
            .map_err(Error::Write)?;
        name_at += place.name.len() as u64 + 1;
        place.each_form(&mut |form| sorter.push(form, at))
    })?;
    names.flush().map_err(Error::Write)?;
    drop(names);
    let map_path = plan.work.join("map");
    let lists = map(sorter, &map_path)?;
    let length = |path: &Path| std::fs::metadata(path).map(|m| m.len()).map_err(Error::Write);
    let head = Head {
        source: format!("GeoNames (CC BY 4.0), classes {}", plan.classes),
        countries: areas.countries,
        admins: areas.names,
        parts: [rows.len() as u64, length(&names_path)?, lists.len() as u64, length(&map_path)?],
    };
    let written = (|| {
        let mut file = Finish::begin(out, &head)?;
        file.write_all(&rows)?;
        io::copy(&mut File::open(&names_path)?, &mut file)?;
        file.write_all(&lists)?;
        io::copy(&mut File::open(&map_path)?, &mut file)?;
        file.end().map(|_| ())
    })();
    written.map_err(Error::Write)?;
    Ok(counts)
}

/// What the first reading tells.
struct Survey {
    /// People, GeoNames number and number in the dump; the largest first.
    order: Vec<(u64, u32, u32)>,
    /// Names of first-level areas as the dump has them, by country and code.
    areas: BTreeMap<(String, String), String>,
}

fn survey(plan: &Plan<'_>, counts: &mut Counts, watch: &mut dyn Watch) -> Result<Survey, Error> {
    let mut made = Survey { order: Vec::new(), areas: BTreeMap::new() };
    let mut broken: Vec<(u64, &'static str)> = Vec::new();
    counts.lines = each(plan, watch, |text, at| {
        match line(text, plan.classes, plan.least) {
            Ok(Some(place)) => {
                counts.wrote("place");
                let number = u32::try_from(made.order.len()).map_err(|_| {
                    Error::Nothing("more than four thousand million places".to_owned())
                })?;
                made.order.push((place.population, place.id, number));
                if place.first_level {
                    let key = (place.country.to_owned(), place.admin1.to_owned());
                    made.areas.entry(key).or_insert_with(|| place.name.to_owned());
                }
            }
            Ok(None) => counts.pass("of a class that was not asked for, a state, or no more"),
            Err(why) => {
                counts.broken += 1;
                broken.push((at, why));
                broken.truncate(1000);
            }
        }
        Ok(())
    })?;
    for (at, why) in broken {
        watch.broken(at, why);
    }
    made.order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    Ok(made)
}

/// Calls `take` with every line of the dump and its number; gives the count of lines.
fn each(
    plan: &Plan<'_>,
    watch: &mut dyn Watch,
    mut take: impl FnMut(&str, u64) -> Result<(), Error>,
) -> Result<u64, Error> {
    let mut input = BufReader::with_capacity(1 << 20, File::open(plan.dump).map_err(Error::Read)?);
    let mut lines = crate::lines::Lines::of(&mut input as &mut dyn BufRead);
    let mut number = 0;
    while let Some(bytes) = lines.next(watch)? {
        // A line that was passed over as too long counts as well, so this may lag behind.
        number += 1;
        take(&String::from_utf8_lossy(bytes), number)?;
    }
    Ok(lines.number)
}

/// Countries and first-level areas, by number.
struct Areas {
    countries: Vec<SmolStr>,
    /// By ISO 3166 alpha-2.
    country_of: HashMap<String, u8>,
    /// The number of no country.
    nowhere: u8,
    names: Vec<(SmolStr, String)>,
    /// By alpha-2 and code.
    numbers: HashMap<(String, String), u16>,
}

fn areas(
    plan: &Plan<'_>,
    mut found: BTreeMap<(String, String), String>,
    world: &World,
) -> Result<Areas, Error> {
    if let Some(path) = plan.admin1 {
        let text = std::fs::read(path).map_err(Error::Read)?;
        for row in String::from_utf8_lossy(&text).lines() {
            // 'KE.05<tab>Nairobi Area<tab>Nairobi Area<tab>184742'
            let mut fields = row.split('\t');
            let code = fields.next().unwrap_or_default().split_once('.');
            let name = fields.nth(1).filter(|n| !n.is_empty());
            if let (Some((country, code)), Some(name)) = (code, name) {
                found.insert((country.to_owned(), code.to_owned()), name.to_owned());
            }
        }
    }
    let states = world.states().into_iter();
    let known: BTreeMap<String, String> = states
        .filter_map(|(code, e)| Some((world.entry(e).iso2.as_ref()?.to_string(), code.to_owned())))
        .collect();
    let mut countries: Vec<SmolStr> = known.values().map(|c| SmolStr::from(c.as_str())).collect();
    countries.push(SmolStr::default());
    countries.sort();
    countries.dedup();
    countries.truncate(256);
    let number = |code: &str| countries.iter().position(|c| c == code).map(|at| at as u8);
    let country_of =
        known.iter().filter_map(|(iso2, code)| Some((iso2.clone(), number(code)?))).collect();
    let nowhere = number("").unwrap_or(0);
    let mut names = Vec::new();
    let mut numbers = HashMap::new();
    for ((iso2, code), name) in found.into_iter().take(usize::from(u16::MAX)) {
        let country = known.get(&iso2).map_or("", String::as_str);
        names.push((SmolStr::from(format!("{country}.{name}")), name));
        numbers.insert((iso2, code), names.len() as u16);
    }
    Ok(Areas { countries, country_of, nowhere, names, numbers })
}

/// Writes the map of names, and gives the lists of names that several places bear.
fn map(sorter: Sorter, path: &Path) -> Result<Vec<u8>, Error> {
    let file = BufWriter::new(File::create(path).map_err(Error::Write)?);
    let wrong = |error: fst::Error| Error::Write(io::Error::other(error));
    let mut map = fst::MapBuilder::new(file).map_err(wrong)?;
    let mut lists: Vec<u8> = Vec::new();
    sorter.merge(&mut |form, places| {
        let value = match places {
            [one] => u64::from(*one) << 8,
            several => {
                let start = (lists.len() / 4) as u64;
                let kept = &several[..several.len().min(MOST)];
                kept.iter().for_each(|place| lists.extend(place.to_le_bytes()));
                (start << 8) | kept.len() as u64
            }
        };
        map.insert(form, value).map_err(wrong)
    })?;
    map.finish().map_err(wrong)?;
    Ok(lists)
}

/// Reads one line as the fuzzer does: nothing may panic on any text.
#[doc(hidden)]
pub fn line_for_fuzzing(text: &str) {
    if let Ok(Some(place)) = line(text, "APHTLSRUV", 0) {
        let Line { lat, lon, .. } = place;
        assert!(lat.abs() <= 90.0 && lon.abs() <= 180.0);
        let _ = place.each_form(&mut |_| Ok(()));
    }
}
