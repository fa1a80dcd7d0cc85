//! The figures that are printed and what they must not fall below: `floors.toml`.

use serde::Deserialize;

/// All figures, in the order of the table.
#[derive(Deserialize)]
pub(crate) struct Floors {
    pub(crate) figure: Vec<Figure>,
}

/// One figure of one set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    pub(crate) set: String,
    pub(crate) name: String,
    /// Keys in the scorer's JSON, parted by `/`.
    pub(crate) at: String,
    /// Least value, in percent; greatest for `lower` figures.
    pub(crate) floor: Option<f64>,
    /// What the figure must come to, where the floor only guards what is reached so far, in percent.
    pub(crate) must: Option<f64>,
    /// What is wished for, in percent.
    pub(crate) aim: Option<f64>,
    /// Whether less is better.
    #[serde(default)]
    pub(crate) lower: bool,
}

impl Figure {
    /// Whether a value has come to what it must.
    pub(crate) fn comes_to_must(&self, value: f64) -> bool {
        self.must.is_none_or(|m| if self.lower { value <= m } else { value >= m })
    }

    /// Whether a value is no worse than the floor.
    pub(crate) fn holds(&self, value: f64) -> bool {
        // Compared as printed, so that the table never contradicts itself.
        let rounded = (value * 100.0).round() / 100.0;
        self.floor.is_none_or(|f| if self.lower { rounded <= f } else { rounded >= f })
    }
}

/// The floors this program was built with.
pub(crate) fn read() -> Result<Floors, String> {
    toml::from_str(include_str!("../floors.toml")).map_err(|e| format!("floors.toml: {e}"))
}
