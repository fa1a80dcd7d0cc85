//! The world as a user wants it: the embedded one, their files of actors, their gazetteer.

use rapporteur_world::user::UserError;
use rapporteur_world::{Additions, PlacesFile, World};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the user's could not be used. Its text says which, where in it, and what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnowledgeError(String);

impl fmt::Display for KnowledgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for KnowledgeError {}

impl From<UserError> for KnowledgeError {
    fn from(error: UserError) -> Self {
        Self(error.to_string())
    }
}

/// The embedded world with the files of actors, in their order, and the gazetteer of `places` in
/// place of its own; `None` where no file is given and the embedded one serves.
///
/// # Errors
/// When a file cannot be read or is not what it should be. Then nothing of any of them is used.
pub fn knowledge(
    actors: &[PathBuf],
    places: Option<&Path>,
) -> Result<Option<Arc<World>>, KnowledgeError> {
    let read = |path: &Path| {
        std::fs::read(path)
            .map_err(|e| KnowledgeError(format!("{} could not be read: {e}", path.display())))
    };
    let mut own: Option<World> = None;
    if let Some(path) = places {
        let file = PlacesFile::from_bytes(read(path)?)
            .map_err(|e| KnowledgeError(format!("{}: {e}", path.display())))?;
        own = Some(World::embedded().with_places(&file));
    }
    let mut additions = Additions::default();
    for path in actors {
        additions = additions.and(Additions::read(&path.display().to_string(), &read(path)?)?);
    }
    if !actors.is_empty() {
        let before = own.as_ref().unwrap_or_else(|| World::embedded());
        own = Some(before.with(&additions)?);
    }
    Ok(own.map(Arc::new))
}
