use rapporteur_language::{Model, Stage};
use rapporteur_read::Claims;
use rapporteur_record::{Reading, Record};
use rapporteur_text::{Analysis, Document, Note, NoteCode};
use rapporteur_world::World;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How much of a document is read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of text that are read; what follows is kept and marked as not read.
    pub max_text: usize,
    /// Threads that read one document: of use where there is only one. What is read is the same.
    pub threads: usize,
}

impl Default for Limits {
    /// One megabyte: some 160,000 words, longer than any report.
    fn default() -> Self {
        Self { max_text: 1_000_000, threads: 1 }
    }
}

/// Where the time of a reading went.
#[derive(Clone, Copy, Debug, Default)]
pub struct Timing {
    /// Cutting the text into units and pieces.
    pub units: Duration,
    /// Running the language model's network.
    pub encoder: Duration,
    /// Decoding what the network says into trees, entities and attributions.
    pub decoding: Duration,
    /// Reading claims from the analysis.
    pub reading: Duration,
    /// Adding the claims up and writing the record.
    pub record: Duration,
}

impl std::ops::AddAssign for Timing {
    fn add_assign(&mut self, other: Self) {
        self.units += other.units;
        self.encoder += other.encoder;
        self.decoding += other.decoding;
        self.reading += other.reading;
        self.record += other.record;
    }
}

/// The model could not be loaded.
#[derive(Debug)]
pub struct Error(rapporteur_language::LoadError);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the language model could not be loaded: {}", self.0)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// The world that documents are read with.
enum Knowledge {
    Embedded(&'static World),
    Own(Arc<World>),
}

impl std::ops::Deref for Knowledge {
    type Target = World;

    fn deref(&self) -> &World {
        match self {
            Self::Embedded(world) => world,
            Self::Own(world) => world,
        }
    }
}

/// Reads the embedded world while the model is loaded: neither needs the other, and whoever asks
/// for the world too early waits for it. Nobody waits for the thread itself.
fn read_world_aside() {
    let aside = std::thread::Builder::new().name("world".into());
    // Without a thread the world is read when it is first asked for.
    let _ = aside.spawn(|| World::embedded().make_ready());
}

/// Reads documents. Costs a model load to make, little to share.
pub struct Reader {
    model: Model,
    world: Knowledge,
    limits: Limits,
    name: String,
}

impl Reader {
    /// A reader with the model and the world that are part of the program.
    pub fn embedded(limits: Limits) -> Result<Self, Error> {
        read_world_aside();
        Model::embedded().map(|m| Self::with(m, limits)).map_err(Error)
    }

    /// A reader with another model.
    pub fn with_model_file(path: &Path, limits: Limits) -> Result<Self, Error> {
        read_world_aside();
        Model::from_file(path).map(|m| Self::with(m, limits)).map_err(Error)
    }

    fn with(model: Model, limits: Limits) -> Self {
        let name = format!("rapporteur {}+{}", env!("CARGO_PKG_VERSION"), model.hash());
        Self { model, world: Knowledge::Embedded(World::embedded()), limits, name }
    }

    /// The same reader with another world, whose mark its name shows from now on. Other readers of
    /// this process keep theirs.
    #[must_use]
    pub fn with_world(mut self, world: Arc<World>) -> Self {
        if !world.mark().is_empty() {
            self.name = format!("{}+world.{}", self.name, world.mark());
        }
        // What unknown names are compared with is made while the first text is analysed.
        let ready = Arc::clone(&world);
        let _ = std::thread::Builder::new().name("world".into()).spawn(move || ready.make_ready());
        self.world = Knowledge::Own(world);
        self
    }

    /// The world that documents are read with.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Program version and hash of the model, as the record's `reader` field has it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Reads one document.
    pub fn read(&self, document: Document) -> Record {
        self.read_timed(document).0
    }

    /// Reads one document and says where the time went.
    pub fn read_timed(&self, mut document: Document) -> (Record, Timing) {
        let mut timing = Timing::default();
        let analysis = self.analyse_timed(&mut document, &mut timing);
        let start = Instant::now();
        let claims = self.claims(&document, &analysis);
        timing.reading = start.elapsed();
        let start = Instant::now();
        let parts = Reading { document: &document, analysis: &analysis, claims: &claims };
        let record = rapporteur_record::assemble(parts, &self.name);
        timing.record = start.elapsed();
        (record, timing)
    }

    /// What the language model says of a document's text. A document in another language is not
    /// read; of a longer one the first part is, and the document's notes say so.
    pub fn analyse(&self, document: &mut Document) -> Analysis {
        self.analyse_timed(document, &mut Timing::default())
    }

    fn analyse_timed(&self, document: &mut Document, timing: &mut Timing) -> Analysis {
        if document.notes.iter().any(|n| n.code == NoteCode::NotEnglish) {
            return Analysis::default();
        }
        let limit = self.limits.max_text;
        if document.text.len() > limit {
            let text = document.text.as_str();
            let mut cut = limit;
            while !text.is_char_boundary(cut) {
                cut -= 1;
            }
            document.notes.push(Note {
                code: NoteCode::Cut,
                text: format!(
                    "The text is {} bytes long and was read up to byte {cut}; what follows is kept but \
                     not read. A higher --max-text reads more.",
                    text.len()
                ),
                span: document.text.span(cut, text.len()),
            });
        }
        let mut stage: Option<(Stage, Instant)> = None;
        let mut note = |next: Option<Stage>| {
            if let Some((stage, since)) = stage {
                *match stage {
                    Stage::Units => &mut timing.units,
                    Stage::Encoder => &mut timing.encoder,
                    Stage::Decoding => &mut timing.decoding,
                } += since.elapsed();
            }
            stage = next.map(|s| (s, Instant::now()));
        };
        let layers = self.model.layers_watched(
            self.limits.threads.max(1),
            &document.text,
            limit,
            &mut |s| note(Some(s)),
        );
        note(None);
        layers.analysis
    }

    /// What is claimed in a document.
    pub fn claims(&self, document: &Document, analysis: &Analysis) -> Claims {
        if document.notes.iter().any(|n| n.code == NoteCode::NotEnglish) {
            return Claims { published: document.published.clone(), ..Claims::default() };
        }
        rapporteur_read::read(document, analysis, &self.world)
    }
}
