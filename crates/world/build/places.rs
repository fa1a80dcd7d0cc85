//! `data/places/cities.tsv`(`.gz`) and `admin1.tsv` to the packed gazetteer.

use crate::normal::normal;
use crate::shape::Registry;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::path::Path;

/// The gazetteer's parts, as files.
#[derive(Default)]
pub(crate) struct Gazetteer {
    /// Rows of [`ROW`] bytes; see `src/gazetteer.rs`, which reads them.
    pub(crate) rows: Vec<u8>,
    /// All canonical names, one after the other, each closed by a line feed.
    pub(crate) strings: String,
    /// Row numbers (u32, little-endian) of the names that several places bear.
    pub(crate) lists: Vec<u8>,
    /// Normal form to `row << 8`, or to `start in lists << 8 | count`.
    pub(crate) names: Vec<u8>,
}

const ROW: usize = 16;
/// More places of one name than this are not told apart; the smallest are left out.
const MOST: usize = 250;

struct Row {
    id: u32,
    name: String,
    also: Vec<String>,
    lat: f64,
    lon: f64,
    /// ISO 3166 alpha-3.
    country: String,
    /// `country.area`.
    admin: String,
    population: u64,
    /// 0 city, 1 admin area.
    kind: u8,
}

pub(crate) fn compile(folder: &Path, tables: &mut Registry) -> Gazetteer {
    let mut rows: Vec<Row> = table(folder, "cities", 0);
    let mut admins = table(folder, "admin1", 1);
    for point in crate::registry::rows(&folder.join("points.toml"), "area") {
        let (name, country) =
            (crate::registry::text(&point, "name"), crate::registry::text(&point, "country"));
        let fit = admins.iter_mut().find(|a| a.name == name && a.country == country);
        if let (Some(area), Some((lat, lon))) = (fit, crate::registry::point(&point)) {
            (area.lat, area.lon) = (f64::from(lat), f64::from(lon));
        }
    }
    let mut admin_numbers: HashMap<String, u16> = HashMap::new();
    for admin in &admins {
        let key = admin.admin.clone();
        admin_numbers.entry(key.clone()).or_insert_with(|| {
            tables.admins.push((key.as_str().into(), admin.name.clone()));
            tables.admins.len() as u16
        });
    }
    // An area without a point of its own stands where its people live.
    let mut middle: HashMap<String, (f64, f64, f64, u64)> = HashMap::new();
    for row in &rows {
        let m = middle.entry(row.admin.clone()).or_default();
        let weight = (row.population.max(1) as f64).sqrt();
        *m = (m.0 + row.lat * weight, m.1 + row.lon * weight, m.2 + weight, m.3 + row.population);
    }
    for admin in &mut admins {
        let Some(&(lat, lon, weight, people)) = middle.get(&admin.admin) else { continue };
        if admin.lat.is_nan() && weight > 0.0 {
            (admin.lat, admin.lon) = (lat / weight, lon / weight);
        }
        if admin.population == 0 {
            admin.population = people;
        }
    }
    admins.retain(|a| !a.lat.is_nan());
    rows.append(&mut admins);
    rows.sort_by(|a, b| (b.population, a.id).cmp(&(a.population, b.id)));

    let mut made = Gazetteer::default();
    let mut countries: Vec<SmolStr> =
        rows.iter().map(|r| SmolStr::from(r.country.as_str())).collect();
    countries.sort();
    countries.dedup();
    let mut forms: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let country = countries.partition_point(|c| c.as_str() < row.country.as_str());
        let admin = admin_numbers.get(&row.admin).copied().unwrap_or(0);
        let name_at = made.strings.len() as u32;
        made.strings.push_str(&row.name);
        made.strings.push('\n');
        made.rows.extend(row.id.to_le_bytes());
        made.rows.extend(((row.lat * 100.0).round() as i16).to_le_bytes());
        made.rows.extend(((row.lon * 100.0).round() as i16).to_le_bytes());
        made.rows.extend(admin.to_le_bytes());
        made.rows.extend(&name_at.to_le_bytes()[..3]);
        made.rows.push(country as u8);
        // Eighths of a power of two: 12 % a step.
        let people = ((row.population.max(1) as f64).log2() * 8.0).round().min(255.0);
        made.rows.push(people as u8);
        made.rows.push(row.kind);
        for name in std::iter::once(&row.name).chain(&row.also) {
            let form = normal(name);
            if form.len() >= 2 {
                forms.entry(form).or_default().insert(at as u32);
            }
        }
    }
    assert_eq!(made.rows.len(), rows.len() * ROW);
    assert!(made.strings.len() < 1 << 24, "names are addressed with three bytes");
    tables.countries = countries;

    let mut map = fst::MapBuilder::memory();
    for (form, places) in forms {
        let value = if places.len() == 1 {
            u64::from(*places.first().expect("one")) << 8
        } else {
            let start = (made.lists.len() / 4) as u64;
            for place in places.iter().take(MOST) {
                made.lists.extend(place.to_le_bytes());
            }
            (start << 8) | places.len().min(MOST) as u64
        };
        map.insert(form, value).expect("sorted by the tree");
    }
    made.names = map.into_inner().expect("in memory");
    let total = made.rows.len() + made.strings.len() + made.lists.len() + made.names.len();
    if total > 11_500_000 {
        println!("cargo::warning=the gazetteer takes {total} bytes");
    }
    made
}

/// Reads one table by the names in its header line.
fn table(folder: &Path, name: &str, kind: u8) -> Vec<Row> {
    let packed = folder.join(format!("{name}.tsv.gz"));
    let text = if packed.exists() {
        let mut text = String::new();
        let file = std::fs::File::open(&packed).unwrap_or_else(|e| panic!("{packed:?}: {e}"));
        flate2::read::GzDecoder::new(file)
            .read_to_string(&mut text)
            .unwrap_or_else(|e| panic!("{}: {e}", packed.display()));
        text
    } else {
        crate::text_of(&folder.join(format!("{name}.tsv"))).unwrap_or_default()
    };
    // The header is the last of the lines of comment at the head.
    let header =
        text.lines().take_while(|l| l.starts_with('#')).filter(|l| l.contains('\t')).last();
    let header: Vec<&str> =
        header.unwrap_or_default().trim_start_matches(['#', ' ']).split('\t').collect();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let column = |names: &[&str]| header.iter().position(|h| names.contains(h));
    let columns = [
        column(&["geonameid"]),
        column(&["name"]),
        column(&["also"]),
        column(&["lat"]),
        column(&["lon"]),
        column(&["country"]),
        column(&["admin1"]),
        column(&["population"]),
    ];
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let field = |i: usize| {
                columns[i].and_then(|c| fields.get(c)).copied().unwrap_or_default().trim()
            };
            let number = |i: usize| field(i).parse::<f64>().unwrap_or(f64::NAN);
            let also = field(2).split('|').filter(|n| !n.is_empty()).map(str::to_owned);
            let area = if kind == 1 { field(1) } else { field(6) };
            let country = field(5).to_owned();
            let admin = format!("{country}.{area}");
            Row {
                id: field(0).parse().unwrap_or(0),
                name: field(1).to_owned(),
                also: also.collect(),
                lat: number(3),
                lon: number(4),
                country,
                admin,
                population: field(7).parse().unwrap_or(0),
                kind,
            }
        })
        .filter(|row| !row.name.is_empty() && (kind == 1 || !row.lat.is_nan()))
        .collect()
}
