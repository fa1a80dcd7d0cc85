use crate::files;
use rapporteur_pipeline::Reader;
use rapporteur_text::Text;
use std::path::Path;

/// Raw text to CoNLL-U.
pub(super) fn predict(reader: &Reader, input: &Path, output: &Path) -> Result<(), String> {
    let text = Text::new(files::text(input)?);
    let analysis = reader.model().analyse(&text, usize::MAX);
    files::write(output, rapporteur_language::conllu::write(&text, &analysis).as_bytes())
}
