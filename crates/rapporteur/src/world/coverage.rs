//! `rapporteur world coverage`.

use super::fail;
use crate::arguments::{Coverage, Rows};
use crate::output::{tell, width};
use rapporteur_pipeline::knowledge;
use rapporteur_pipeline::world::{Covered, Post, World};
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

/// Days that a gap must last to be told: dates of a month leave as much open.
const GAP: i32 = 31;

pub(crate) fn run(options: &Coverage) -> ExitCode {
    let own = match knowledge(&options.actors, None) {
        Ok(own) => own,
        Err(error) => return fail(&error.to_string()),
    };
    let world = own.as_deref().unwrap_or_else(|| World::embedded());
    let last = world.known_as_of().get(..4).and_then(|y| y.parse().ok()).unwrap_or(9999);
    let to = options.to.unwrap_or(last).max(options.from);
    let classes: Vec<&str> = options.office.iter().map(String::as_str).collect();
    let known = world.posts(&[]);
    for asked in &classes {
        if !known.iter().any(|p| p.class == *asked) {
            let mut all: Vec<&str> = known.iter().map(|p| p.class.as_str()).collect();
            all.sort_unstable();
            all.dedup();
            tell(&format!(
                "--office {asked} is none that anybody held: expected one of {}",
                all.join(", ")
            ));
            return ExitCode::from(2);
        }
    }
    for asked in &options.country {
        if world.state(asked).is_none() && world.by_id(asked).is_none() {
            tell(&format!(
                "--country {asked} is not known: expected an ISO 3166 alpha-3 code, such as KEN, or an id, such as org/un"
            ));
            return ExitCode::from(2);
        }
    }
    let posts: Vec<Post> = known
        .into_iter()
        .filter(|p| classes.contains(&p.class.as_str()))
        .filter(|p| {
            // Without a word of organisations, states are meant.
            if options.country.is_empty() {
                !p.of.contains('/') && !p.of.is_empty()
            } else {
                options.country.contains(&p.of)
            }
        })
        .collect();
    let report = Report { world, posts: &posts, from: options.from, to };
    let text = match (options.format, options.gaps) {
        (Rows::Text, false) => report.years() + &report.troubles(),
        (Rows::Text, true) => report.troubles(),
        (Rows::Csv, false) => report.years_csv(),
        (Rows::Csv, true) => report.troubles_csv(),
    };
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&format!("standard output could not be written: {error}")),
    }
}

struct Report<'w> {
    world: &'w World,
    posts: &'w [Post],
    from: i16,
    to: i16,
}

/// Where nobody, or two at once, are known.
struct Trouble {
    what: &'static str,
    of: String,
    office: String,
    from: String,
    to: String,
    first: String,
    second: String,
}

impl Report<'_> {
    fn name(&self, of: &str) -> String {
        let entry = self.world.state(of).or_else(|| self.world.by_id(of));
        entry.map_or_else(|| of.to_owned(), |e| self.world.entry(e).name.clone())
    }

    /// Lines for people: a body, and under it its offices with the years in which they are known.
    fn years(&self) -> String {
        let mut out = format!(
            "Offices known {}-{}. A year in brackets is known in part.\n",
            self.from, self.to
        );
        let mut body = "";
        for post in self.posts {
            if post.of != body {
                body = &post.of;
                let _ = writeln!(out, "\n{} ({})", self.name(body), body);
            }
            let years = self.world.covered(post, self.from, self.to);
            let label = post.class.replace('-', " ");
            let said = runs(&years);
            wrap(&mut out, &format!("  {label:<20} "), &said);
        }
        if self.posts.is_empty() {
            out.push_str("\nNobody is known to have held such an office.\n");
        }
        out
    }

    fn years_csv(&self) -> String {
        let mut rows = csv::Writer::from_writer(Vec::new());
        let mut ok =
            rows.write_record(["of", "name", "office", "year", "known", "holders"]).is_ok();
        for post in self.posts {
            for year in self.world.covered(post, self.from, self.to) {
                let holders: Vec<&str> =
                    year.holders.iter().map(|&p| self.world.entry(p).name.as_str()).collect();
                let record = [
                    post.of.clone(),
                    self.name(&post.of),
                    post.class.clone(),
                    year.year.to_string(),
                    known(&year).to_owned(),
                    holders.join(" | "),
                ];
                ok &= rows.write_record(&record).is_ok();
            }
        }
        finished(rows, ok)
    }

    fn all_troubles(&self) -> Vec<Trouble> {
        let name = |e| self.world.entry(e).name.clone();
        let day = |d: (i16, i8, i8)| format!("{:04}-{:02}-{:02}", d.0, d.1, d.2);
        let mut found = Vec::new();
        for post in self.posts {
            for gap in self.world.gaps(post, self.from, self.to, GAP) {
                found.push(Trouble {
                    what: "gap",
                    of: post.of.clone(),
                    office: post.class.clone(),
                    from: day(gap.span.from),
                    to: day(gap.span.to),
                    first: name(gap.before),
                    second: name(gap.after),
                });
            }
        }
        for overlap in self.world.overlaps() {
            let office = self.world.office(overlap.office);
            let post = Post { of: overlap.of.clone(), class: office.class.to_string() };
            if self.posts.contains(&post)
                && overlap.span.to.0 >= self.from
                && overlap.span.from.0 <= self.to
            {
                found.push(Trouble {
                    what: "overlap",
                    of: overlap.of,
                    office: office.key.to_string(),
                    from: day(overlap.span.from),
                    to: day(overlap.span.to),
                    first: name(overlap.first),
                    second: name(overlap.second),
                });
            }
        }
        found
    }

    fn troubles(&self) -> String {
        let mut out = String::from("\nGaps and overlaps\n");
        let all = self.all_troubles();
        for t in &all {
            let office = t.office.replace('-', " ");
            let said = match t.what {
                "gap" => format!(
                    "nobody known {} to {}, between {} and {}",
                    t.from, t.to, t.first, t.second
                ),
                _ => format!("two known {} to {}: {} and {}", t.from, t.to, t.first, t.second),
            };
            wrap(&mut out, &format!("  {} {office}: ", t.of), &said);
        }
        if all.is_empty() {
            let _ = writeln!(out, "  none in {} offices", self.posts.len());
        }
        out
    }

    fn troubles_csv(&self) -> String {
        let mut rows = csv::Writer::from_writer(Vec::new());
        let mut ok =
            rows.write_record(["what", "of", "office", "from", "to", "first", "second"]).is_ok();
        for t in self.all_troubles() {
            let record = [t.what, &t.of, &t.office, &t.from, &t.to, &t.first, &t.second];
            ok &= rows.write_record(record).is_ok();
        }
        finished(rows, ok)
    }
}

fn finished(rows: csv::Writer<Vec<u8>>, ok: bool) -> String {
    let bytes = rows.into_inner().unwrap_or_default();
    debug_assert!(ok, "memory does not fail");
    String::from_utf8(bytes).unwrap_or_default()
}

fn known(year: &Covered) -> &'static str {
    match (year.whole, year.holders.is_empty()) {
        (true, _) => "whole",
        (false, false) => "part",
        (false, true) => "none",
    }
}

/// `1990-1993, (1994), 1996-2025; nobody known 1995`.
fn runs(years: &[Covered]) -> String {
    let mut known_years = Vec::new();
    let mut open = Vec::new();
    let mut at = 0;
    while at < years.len() {
        let kind = known(&years[at]);
        let end = years[at..].iter().take_while(|y| known(y) == kind).count() + at;
        let (first, last) = (years[at].year, years[end - 1].year);
        let span = if first == last { first.to_string() } else { format!("{first}-{last}") };
        match kind {
            "whole" => known_years.push(span),
            "part" => known_years.push(format!("({span})")),
            _ => open.push(span),
        }
        at = end;
    }
    let mut said = known_years.join(", ");
    if !open.is_empty() {
        let before = if said.is_empty() { "" } else { "; " };
        let _ = write!(said, "{before}nobody known {}", open.join(", "));
    }
    said
}

/// Writes a line, wrapped under the end of its label.
fn wrap(out: &mut String, label: &str, said: &str) {
    let indent = label.chars().count().min(24);
    out.push_str(label);
    let mut column = label.chars().count();
    for (at, word) in said.split(' ').enumerate() {
        let length = word.chars().count();
        if at > 0 && column + 1 + length > width() {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}
