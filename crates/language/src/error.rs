use std::path::PathBuf;

/// Why a model could not be loaded. Reading a text has no errors.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// This build carries no model.
    #[error(
        "this build carries no language model (model/english.model was not there when it was \
         built, or the feature 'embedded' was off); name one with --model FILE"
    )]
    NotEmbedded,
    /// The file could not be read.
    #[error("cannot read the language model {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The bytes are no model of ours, or of another version.
    #[error("not a language model: {0}")]
    Container(String),
    /// The network inside could not be set up, or does not fit its labels.
    #[error("the network in the language model cannot be used: {0}")]
    Network(String),
}
