//! Every development set, one table.

use crate::floors::{self, Figure};
use crate::tasks::{self, Outcome, Task};
use crate::{Settings, files, scorers};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};

/// A development set: what is read, and what its predictions are scored against.
struct Set {
    task: Task,
    name: &'static str,
    /// Examples, below the shared folder.
    input: &'static str,
    /// Gold records, where they lie elsewhere (`record`).
    gold: &'static str,
    scheme: Option<&'static str>,
    /// Further arguments of the scorer.
    arguments: &'static [&'static str],
    /// Whether `record` is told the dates.
    dated: bool,
}

const fn set(task: Task, name: &'static str, input: &'static str) -> Set {
    Set { task, name, input, gold: "", scheme: None, arguments: &[], dated: true }
}

const fn ner(name: &'static str, input: &'static str, scheme: &'static str) -> Set {
    Set { scheme: Some(scheme), ..set(Task::Ner, name, input) }
}

const NAMED: &[&str] = &["--gold-types", "named"];

const SETS: &[Set] = &[
    set(Task::Ud, "EWT", "corpora/ud/ewt/dev.conllu.gz"),
    set(Task::Ud, "GUM", "corpora/ud/gum/dev.conllu.gz"),
    ner("UNER-EWT", "corpora/ner/uner_ewt/dev.conll", "uner"),
    ner("re3d", "corpora/ner/re3d/dev.jsonl", "re3d"),
    ner("GUM names", "corpora/ner/gum_named/dev.conll", "gum"),
    ner("WikiGold", "corpora/ner/wikigold/dev.conll", "wikigold"),
    ner("CrossNER", "corpora/ner/crossner_politics/dev.conll", "crossner"),
    set(Task::Coref, "GUM coref", "corpora/coref/gum/dev.jsonl.gz"),
    set(Task::Attribution, "PolNeAR", "corpora/polnear/dev.jsonl"),
    set(Task::Attribution, "GUM speech", "corpora/gum_attribution/dev.jsonl"),
    set(Task::Relation, "PLOVER", "corpora/plover/PLV_train.tsv"),
    set(Task::Codes, "PETRARCH", "corpora/petrarch-records/dev.jsonl"),
    set(Task::Timex, "MEANTIME", "corpora/time/meantime_dev.jsonl"),
    set(Task::Timex, "TimeBank", "corpora/time/timebank.jsonl"),
    set(Task::Places, "LGL", "corpora/place/lgl_dev.jsonl"),
    set(Task::Places, "TR-News", "corpora/place/tr_news_dev.jsonl"),
    set(Task::Places, "GeoVirus", "corpora/place/geovirus_dev.jsonl"),
    Set {
        arguments: NAMED,
        ..set(Task::Places, "GeoWebNews", "corpora/place/geowebnews_dev.jsonl")
    },
    set(Task::Names, "names", "corpora/names/dev.jsonl"),
    set(Task::Copies, "copies", "corpora/copies/dev_docs.jsonl"),
    set(Task::Extraction, "pages", "corpora/html/pages"),
    Set { gold: "seed/gold.json", dated: false, ..set(Task::Record, "seed", "seed") },
    Set { gold: "articles/gold", ..set(Task::Record, "articles", "articles") },
    Set {
        gold: "articles/gold",
        dated: false,
        ..set(Task::Record, "articles, no dates", "articles")
    },
];

/// What became of a set.
enum Measured {
    Scores(Value),
    NotBuilt,
    NoData,
    Failed(String),
}

/// Runs the sets of the tasks in `only` (all where it is empty); true where no floor is missed.
#[allow(clippy::print_stdout, reason = "the table is the output")]
pub(crate) fn run(
    shared: &Path,
    only: &[Task],
    out: Option<&Path>,
    model: Option<PathBuf>,
) -> Result<bool, String> {
    let figures = floors::read()?.figure;
    let own = std::env::temp_dir().join(format!("rapporteur-eval-{}", std::process::id()));
    let folder = out.map_or(own.clone(), Path::to_owned);
    let settings = Settings { model, ..Settings::default() };
    println!("{}", line(["task", "set", "figure", "value", "floor", "aim", ""]));
    let mut good = true;
    for set in SETS.iter().filter(|s| only.is_empty() || only.contains(&s.task)) {
        let result = measure(set, shared, &folder, &settings);
        good &= print(set, &figures, &result);
    }
    if out.is_none() {
        // Left behind it only takes room; the next run has a folder of its own.
        let _ = std::fs::remove_dir_all(own);
    }
    Ok(good)
}

#[allow(clippy::print_stdout, reason = "the table is the output")]
fn print(set: &Set, figures: &[Figure], result: &Measured) -> bool {
    let task = set.task.to_string();
    let plain = |what: &str| println!("{}", line([&task, set.name, "", what, "", "", ""]));
    let mut good = true;
    match result {
        Measured::NotBuilt => plain("not built"),
        Measured::NoData => plain("no data"),
        Measured::Failed(why) => {
            println!("{}  {why}", line([&task, set.name, "", "failed", "", "", "MISSED"]));
            good = false;
        }
        Measured::Scores(scores) => {
            for figure in figures.iter().filter(|f| f.set == set.name) {
                let value = scorers::figure(scores, &figure.at).map(|v| v * 100.0);
                let holds = value.map_or(figure.floor.is_none(), |v| figure.holds(v));
                good &= holds;
                let number = |n: Option<f64>| n.map_or(String::new(), |n| format!("{n:.1}"));
                let limit = |n: Option<f64>| match n {
                    Some(n) if figure.lower => format!("≤ {n:.1}"),
                    n => number(n),
                };
                println!(
                    "{}",
                    line([
                        &task,
                        set.name,
                        &figure.name,
                        &value.map_or("none".to_owned(), |v| format!("{v:.2}")),
                        &limit(figure.floor),
                        &limit(figure.aim),
                        match (holds, figure.floor) {
                            (false, _) => "MISSED",
                            _ if !value.is_some_and(|v| figure.comes_to_must(v))
                                && figure.must.is_some() =>
                            {
                                "floor held, must not reached"
                            }
                            (true, Some(_)) => "ok",
                            (true, None) => "",
                        },
                    ])
                );
            }
        }
    }
    // The table is long in the making: each set is shown when it is done.
    let _ = std::io::stdout().flush();
    good
}

fn line(cells: [&str; 7]) -> String {
    let [task, set, figure, value, floor, aim, ok] = cells;
    format!("{task:<12}{set:<20}{figure:<28}{value:>9}{floor:>8}{aim:>8}  {ok}")
        .trim_end()
        .to_owned()
}

fn measure(set: &Set, shared: &Path, folder: &Path, settings: &Settings) -> Measured {
    let input = shared.join(set.input);
    if !input.exists() || (!set.gold.is_empty() && !shared.join(set.gold).exists()) {
        return Measured::NoData;
    }
    let folder = folder.join(format!("{}-{}", set.task, set.name.replace([' ', ','], "-")));
    let settings = Settings { scheme: set.scheme.map(str::to_owned), ..settings.clone() };
    match predict_and_score(set, shared, &input, &folder, &settings) {
        Ok(Some(scores)) => Measured::Scores(scores),
        Ok(None) => Measured::NotBuilt,
        Err(why) => Measured::Failed(why),
    }
}

fn predict_and_score(
    set: &Set,
    shared: &Path,
    input: &Path,
    folder: &Path,
    settings: &Settings,
) -> Result<Option<Value>, String> {
    let predicted = folder.join("predicted");
    let shown = |path: &Path| path.display().to_string();
    // Scorers read plain files.
    let gold = if set.input.ends_with(".gz") {
        let gold = folder.join("gold");
        files::write(&gold, &files::bytes(input)?)?;
        gold
    } else {
        input.to_owned()
    };
    let read = match set.task {
        Task::Ud => {
            let text = folder.join("text.txt");
            files::write(&text, scorers::run("conllu_text.py", [&gold])?.as_bytes())?;
            text
        }
        Task::Record if !set.dated => {
            // The same texts without their index.
            let texts = folder.join("texts");
            for (name, path) in files::named(input, &[".txt"])? {
                files::write(&texts.join(format!("{name}.txt")), &files::bytes(&path)?)?;
            }
            texts
        }
        _ => input.to_owned(),
    };
    if tasks::predict(set.task, &read, &predicted, settings)? == Outcome::NotBuilt {
        return Ok(None);
    }
    let mut arguments = vec![shown(&gold), shown(&predicted)];
    let scorer = match set.task {
        Task::Record => {
            let gold = shared.join(set.gold);
            arguments = if gold.is_dir() {
                vec!["--pairs".to_owned(), shown(&gold), shown(&predicted)]
            } else {
                vec![shown(&gold), shown(&predicted.join("article.json"))]
            };
            arguments.extend(["--texts".to_owned(), shown(input)]);
            "score_record.py".to_owned()
        }
        Task::Extraction => {
            let jsonl = folder.join("predicted.jsonl");
            std::fs::rename(&predicted, &jsonl).map_err(|e| e.to_string())?;
            arguments = vec![shown(&input.join("../gold.json")), shown(&jsonl)];
            "score_extraction.py".to_owned()
        }
        task => format!("score_{task}.py"),
    };
    arguments.extend(set.arguments.iter().map(ToString::to_string));
    let mut scores = scorers::score(&scorer, arguments)?;
    // Several records are scored by their mean.
    match scores.get_mut("mean") {
        Some(mean) => Ok(Some(mean.take())),
        None => Ok(Some(scores)),
    }
}
