use crate::analyse::{self, Layers, Stage};
use crate::config::Config;
use crate::container::{Container, Tensors};
use crate::decode::chain::Steps;
use crate::decode::labels::Labels;
use crate::decode::lemma::Script;
use crate::decode::lexicon::Lexicon;
use crate::decode::links::{BUCKETS, LinkScorer};
use crate::decode::sentence::Tables;
use crate::encoder::{Encoder, Network};
use crate::error::LoadError;
use crate::pieces::Vocabulary;
use rapporteur_text::{Analysis, Text, Upos};
use std::path::Path;

/// The trained language model. Load one and share it: it holds no state of any text.
pub struct Model {
    parts: Parts,
    hash: String,
}

/// One model is read with by many threads.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<Model>();
};

/// The model file and its hash, taken when the program was built: hashing it at every start would
/// cost as much as half the rest of loading.
#[cfg(model_present)]
static EMBEDDED: Option<(&[u8], &str)> =
    Some((include_bytes!(env!("ENGLISH_MODEL")), env!("ENGLISH_MODEL_HASH")));
#[cfg(not(model_present))]
static EMBEDDED: Option<(&[u8], &str)> = None;

/// What reading needs of a model.
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) encoder: Encoder,
    pub(crate) tables: Tables,
    /// Steps between entity labels, in the order of `Config::ner`.
    pub(crate) names: Vec<Steps>,
    pub(crate) speech: Steps,
    pub(crate) links: LinkScorer,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("hash", &self.hash).finish_non_exhaustive()
    }
}

impl Model {
    /// The model this build carries.
    ///
    /// # Errors
    /// [`LoadError::NotEmbedded`] where it carries none.
    pub fn embedded() -> Result<Self, LoadError> {
        let (bytes, hash) = EMBEDDED.ok_or(LoadError::NotEmbedded)?;
        let container = Container::new(bytes)?;
        let onnx = Network::Embedded(container.section("encoder.onnx")?);
        Self::build(&container, &onnx, hash)
    }

    /// A model in a file of its own.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds no model that fits this program.
    pub fn from_file(path: &Path) -> Result<Self, LoadError> {
        let read = std::fs::read(path);
        let bytes = read.map_err(|source| LoadError::Read { path: path.to_owned(), source })?;
        Self::load(&bytes)
    }

    /// A model in memory, in the format of `training/CONTRACT.md`.
    ///
    /// # Errors
    /// Where the bytes hold no model that fits this program.
    pub fn load(bytes: &[u8]) -> Result<Self, LoadError> {
        use sha2::Digest;
        let container = Container::new(bytes)?;
        let onnx = Network::Read(container.section("encoder.onnx")?);
        let digest = sha2::Sha256::digest(bytes);
        let hash: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self::build(&container, &onnx, &hash)
    }

    fn build(container: &Container<'_>, onnx: &Network<'_>, hash: &str) -> Result<Self, LoadError> {
        let config: Config = serde_json::from_slice(container.section("config.json")?)
            .map_err(|e| LoadError::Container(format!("config.json: {e}")))?;
        config.check().map_err(LoadError::Container)?;
        let vocabulary =
            Vocabulary::new(container.text("vocab.txt")?).map_err(LoadError::Container)?;
        let tensors = Tensors::new(container.section("tensors.safetensors")?)?;
        let encoder = Encoder::new(onnx, &config, &vocabulary).map_err(LoadError::Network)?;
        let (dims, relations) = (config.dims, config.deprel.len());
        let root = config.deprel.iter().position(|r| r == "root").unwrap_or_default();
        let rel_u = tensors.get("rel_u", &[relations, dims.rel + 1, dims.rel + 1])?;
        let scripts = config.lemma_scripts.iter().map(|script| {
            let wrong = || LoadError::Container(format!("{script:?} is no lemma script"));
            Script::parse(script).ok_or_else(wrong)
        });
        let tables = Tables {
            upos: config.upos.iter().map(|t| Upos::from_name(t).unwrap_or(Upos::X)).collect(),
            feats: config.feats.iter().map(|f| f.as_str().into()).collect(),
            scripts: scripts.collect::<Result<_, _>>()?,
            lexicon: Lexicon::new(container.text_if_any("lemmas.tsv")?)
                .map_err(LoadError::Container)?,
            relations: config.deprel.iter().map(Into::into).collect(),
            labels: Labels::new(&rel_u, relations, dims.rel, root),
            arc: dims.arc,
            rel: dims.rel,
        };
        let speech = Steps::new(
            &tensors.get("attr_trans", &[7, 7])?,
            tensors.get("attr_start", &[7])?,
            tensors.get("attr_end", &[7])?,
        );
        let links = LinkScorer::new(
            dims.link,
            tensors.get("link_w", &[2, dims.link + 1, dims.link])?,
            tensors.get("link_none", &[2, dims.link + 1])?,
            tensors.get("link_dist", &[2, BUCKETS])?,
            config.link,
        );
        let names = config.ner.values().map(|labels| Steps::spans(labels.len())).collect();
        let parts = Parts { config, vocabulary, encoder, tables, names, speech, links };
        Ok(Self { parts, hash: hash.chars().take(16).collect() })
    }

    #[cfg(test)]
    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// The first sixteen hexadecimal digits of the SHA-256 of the model file, as the record names
    /// its reader.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Reads a text, up to about `limit` bytes: to the last break between paragraphs or words
    /// before it. [`Analysis::read_to`] says how far.
    ///
    /// Runs on one thread and gives the same for the same text, whatever else is read beside it.
    pub fn analyse(&self, text: &Text, limit: usize) -> Analysis {
        self.analyse_on(1, text, limit)
    }

    /// As [`Model::analyse`], with so many threads on the one text; the result is the same. For
    /// a single text on a machine with cores to spare: several texts are read faster side by side.
    pub fn analyse_on(&self, threads: usize, text: &Text, limit: usize) -> Analysis {
        self.layers_watched(threads, text, limit, &mut |_| ()).analysis
    }

    /// As [`Model::analyse`], with the layers the analysis was made of.
    pub fn layers(&self, text: &Text, limit: usize) -> Layers {
        self.layers_watched(1, text, limit, &mut |_| ())
    }

    /// As [`Model::layers`], with so many threads; `watch` hears of each stage as it begins. This
    /// crate reads no clock: who wants to know what takes how long looks at one there.
    pub fn layers_watched(
        &self,
        threads: usize,
        text: &Text,
        limit: usize,
        watch: &mut (dyn FnMut(Stage) + Send),
    ) -> Layers {
        analyse::read(&self.parts, text, limit, threads, watch)
    }
}
