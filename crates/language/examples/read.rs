//! A text as the model reads it: CoNLL-U, entities by scheme, attributions.
//!
//!     cargo run -p rapporteur-language --example read -- TEXT [MODEL]

#![allow(clippy::print_stdout, reason = "a program for people")]

use rapporteur_language::{Model, conllu};
use rapporteur_text::{Span, Text};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a text file")?;
    let model = match arguments.next() {
        Some(model) => Model::from_file(Path::new(&model))?,
        None => Model::embedded()?,
    };
    let text = Text::new(std::fs::read_to_string(file)?);
    let layers = model.layers(&text, usize::MAX);
    print!("{}", conllu::write(&text, &layers.analysis));
    for entity in &layers.analysis.entities {
        println!("# {:?} {:.2} {}", entity.kind, entity.score, &text[entity.span]);
    }
    for (scheme, entities) in &layers.entities {
        for entity in entities {
            println!("# {scheme} {} {:.2} {}", entity.label, entity.score, &text[entity.span]);
        }
    }
    for said in &layers.analysis.attributions {
        let show = |spans: &[Span]| {
            spans.iter().map(|s| text[*s].to_owned()).collect::<Vec<_>>().join(" … ")
        };
        println!(
            "# {:.2} [{}] [{}] [{}]",
            said.score,
            show(&said.source),
            show(&said.cue),
            show(&said.content)
        );
    }
    Ok(())
}
