//! Rows of the user format, as TOML.

use crate::Error;
use std::fmt::Write as _;
use std::io::Write;

/// One row on its way out.
pub(crate) struct Row {
    text: String,
}

impl Row {
    pub(crate) fn new(table: &str) -> Self {
        Self { text: format!("\n[[{table}]]\n") }
    }

    /// A field; none where there is nothing to say.
    pub(crate) fn text(&mut self, key: &str, value: &str) -> &mut Self {
        if !value.is_empty() {
            let _ = write!(self.text, "{key} = ");
            quoted(value, &mut self.text);
            self.text.push('\n');
        }
        self
    }

    pub(crate) fn maybe(&mut self, key: &str, value: Option<&str>) -> &mut Self {
        self.text(key, value.unwrap_or_default())
    }

    pub(crate) fn list<S: AsRef<str>>(&mut self, key: &str, values: &[S]) -> &mut Self {
        if !values.is_empty() {
            let _ = write!(self.text, "{key} = [");
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    self.text.push_str(", ");
                }
                quoted(value.as_ref(), &mut self.text);
            }
            self.text.push_str("]\n");
        }
        self
    }

    /// A list of tables on lines of their own; each a list of keys and values.
    pub(crate) fn rows(&mut self, key: &str, rows: &[Vec<(&str, String)>]) -> &mut Self {
        if !rows.is_empty() {
            let _ = writeln!(self.text, "{key} = [");
            for row in rows {
                self.text.push_str("  { ");
                let said = row.iter().filter(|(_, value)| !value.is_empty());
                for (at, (key, value)) in said.enumerate() {
                    if at > 0 {
                        self.text.push_str(", ");
                    }
                    let _ = write!(self.text, "{key} = ");
                    quoted(value, &mut self.text);
                }
                self.text.push_str(" },\n");
            }
            self.text.push_str("]\n");
        }
        self
    }

    pub(crate) fn end(&self, out: &mut dyn Write) -> Result<(), Error> {
        out.write_all(self.text.as_bytes()).map_err(Error::Write)
    }
}

/// A basic string of TOML.
fn quoted(value: &str, out: &mut String) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
