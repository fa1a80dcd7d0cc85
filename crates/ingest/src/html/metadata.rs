//! What a page says about its article: schema.org, OpenGraph, other meta tags, the page itself.

use super::scan::Scan;
use crate::rows::names;
use crate::{Draft, tidy};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// What the page says, as a document without text. `name` is its path or address.
pub(super) fn read(scan: &Scan, name: &str) -> Draft {
    let data = articles(scan);
    let field = |key: &str| {
        data.iter().find_map(|a| a.get(key)).and_then(|v| names(v, 0)).and_then(|s| tidy(&s))
    };
    let meta = |keys: &[&str]| keys.iter().find_map(|k| metas(scan, k).next());
    let publisher = field("publisher")
        .or_else(|| meta(&["og:site_name", "publisher", "dc.publisher", "application-name"]))
        .filter(|p| !is_address(p));
    let heading = tidy(&scan.heading);
    let title = field("headline")
        .or_else(|| meta(&["og:title", "twitter:title", "dc.title", "headline"]))
        .or_else(|| tidy(&scan.title))
        .or_else(|| heading.clone())
        .map(|t| without_publisher(&t, publisher.as_deref(), heading.as_deref()));
    let byline = field("author")
        .or_else(|| meta(&["author", "article:author", "dc.creator", "parsely-author", "byl"]))
        .filter(|a| !is_address(a))
        .or_else(|| scan.authors.iter().find_map(|a| tidy(a)))
        .map(|a| without_by(&a))
        .filter(|a| a.chars().count() <= 120 && publisher.as_ref() != Some(a));
    let own = Some(name).filter(|n| is_address(n)).map(str::to_owned);
    let url = [scan.canonical.clone(), meta(&["og:url"])]
        .into_iter()
        .flatten()
        .find(|u| is_address(u))
        .or(own);
    Draft {
        publisher,
        title,
        byline,
        url,
        dates: dates(scan, &data),
        declared: scan.lang.clone(),
        ..Draft::default()
    }
}

/// The body that schema.org data give, where they do.
pub(super) fn article_body(scan: &Scan) -> Option<String> {
    let body = articles(scan).into_iter().find_map(|a| match a.get("articleBody") {
        Some(Value::String(body)) => Some(body.clone()),
        _ => None,
    })?;
    let body =
        if super::is_markup(&body) { super::words_of(&body) } else { body.replace('\r', "") };
    (!body.trim().is_empty()).then_some(body)
}

/// Dates of publication, the most trustworthy first.
fn dates(scan: &Scan, data: &[Object]) -> Vec<String> {
    let mut dates = Vec::new();
    for key in ["datePublished", "dateCreated"] {
        dates.extend(
            data.iter().filter_map(|a| a.get(key)).filter_map(Value::as_str).map(str::to_owned),
        );
    }
    for key in [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "sailthru.date",
        "parsely-pub-date",
        "article.published",
        "published-date",
        "cxenseparse:recs:publishtime",
        "citation_date",
    ] {
        dates.extend(metas(scan, key));
    }
    // A page has many times; the one marked as publication, else the first one above the article.
    dates.extend(scan.times.iter().filter(|t| t.0).map(|t| t.1.clone()));
    dates.extend(scan.times.iter().filter(|t| !t.0).take(1).map(|t| t.1.clone()));
    dates.retain(|d| !d.trim().is_empty());
    dates
}

fn metas<'s>(scan: &'s Scan, key: &'s str) -> impl Iterator<Item = String> + 's {
    scan.metas.iter().filter(move |(k, _)| k == key).filter_map(|(_, v)| tidy(v))
}

/// The objects of schema.org data that describe an article, articles before mere pages.
fn articles(scan: &Scan) -> Vec<Object> {
    let mut found = Vec::new();
    for data in &scan.data {
        // Line breaks inside strings are not allowed, and common.
        let data: String = data.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let data = data.trim().trim_end_matches(';');
        let data = data.trim_start_matches("<!--").trim_end_matches("-->");
        let data = data.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
        if let Ok(value) = serde_json::from_str(data.trim()) {
            gather(value, &mut found);
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, object)| object).collect()
}

/// Walks lists and graphs; the parser bounds how deep they are.
fn gather(value: Value, found: &mut Vec<(u8, Object)>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| gather(v, found)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.shift_remove(key)
                {
                    gather(inner, found);
                }
            }
            let is = |end: &str| match object.get("@type") {
                Some(Value::String(t)) => t.ends_with(end),
                Some(Value::Array(ts)) => {
                    ts.iter().filter_map(Value::as_str).any(|t| t.ends_with(end))
                }
                _ => false,
            };
            if is("Article") || is("BlogPosting") || is("Report") {
                found.push((0, object));
            } else if is("WebPage") {
                found.push((1, object));
            }
        }
        _ => {}
    }
}

fn is_address(words: &str) -> bool {
    ["http://", "https://", "//", "www."].iter().any(|p| words.starts_with(p))
}

/// A title without the outlet's name behind it: 'Talks begin | The Gazette'.
///
/// What stands behind the mark goes where it is the publisher, or where the page's own heading is
/// what stands before it. 'Talks begin - and end' stays.
fn without_publisher(title: &str, publisher: Option<&str>, heading: Option<&str>) -> String {
    let same = |a: &str, b: Option<&str>| {
        let plain = |s: &str| {
            s.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        b.is_some_and(|b| !plain(a).is_empty() && plain(a) == plain(b))
    };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » "] {
        if let Some((before, after)) = title.rsplit_once(mark) {
            let (before, after) = (before.trim(), after.trim());
            if !before.is_empty() && (same(after, publisher) || same(before, heading)) {
                return before.to_owned();
            }
        }
    }
    title.to_owned()
}

fn without_by(byline: &str) -> String {
    let by = byline.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by "));
    if by { byline[3..].trim().to_owned() } else { byline.to_owned() }
}
