//! What do file, environment and flags say, before anybody asks whether it makes sense?

use super::{Fault, Flags};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    Default,
    /// The configuration file.
    File(String),
    /// This variable.
    Environment(String),
    /// This flag.
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => f.write_str(path),
            Self::Environment(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// Values by key, each with its source.
pub(super) type Values = BTreeMap<String, (String, Source)>;

const PREFIX: &str = "MINGZHENG__";

/// Everything that is said; a flag goes before a variable, a variable before the file.
pub(super) fn collect(
    flags: &Flags,
    environment: &[(String, String)],
    faults: &mut Vec<Fault>,
) -> Values {
    let mut values = Values::new();
    if let Some(path) = &flags.file.config {
        from_file(path, &mut values, faults);
    }
    for (name, value) in environment {
        // A variable that is set to nothing says nothing.
        if let Some(key) = name.strip_prefix(PREFIX).filter(|_| !value.is_empty()) {
            let key = key.to_lowercase().replace("__", ".");
            values.insert(key, (value.clone(), Source::Environment(name.clone())));
        }
    }
    if let Some(listen) = &flags.web.listen {
        let source = Source::Flag("--listen");
        values.insert("http.listen".to_owned(), (listen.clone(), source));
    }
    if let Some(face) = flags.web.face {
        let name = clap::ValueEnum::to_possible_value(&face);
        let name = name.map(|name| name.get_name().to_owned());
        let value = (name.unwrap_or_default(), Source::Flag("--face"));
        values.insert("http.face".to_owned(), value);
    }
    values
}

fn from_file(path: &Path, values: &mut Values, faults: &mut Vec<Fault>) {
    let place = path.display().to_string();
    let mut fault = |what: String| {
        faults.push(Fault {
            key: place.clone(),
            what,
        });
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return fault(format!("无法读取。It can't be read: {error}")),
    };
    match text.parse::<toml::Table>() {
        Ok(table) => flatten(&table, "", &Source::File(place.clone()), values),
        Err(error) => {
            // The whole message would quote the line, which may hold a key.
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text
                .bytes()
                .take(start)
                .filter(|byte| *byte == b'\n')
                .count();
            fault(format!(
                "第 {line} 行不是有效的 TOML。Line {line} isn't TOML: {}",
                error.message()
            ));
        }
    }
}

fn flatten(table: &toml::Table, above: &str, source: &Source, values: &mut Values) {
    for (name, value) in table {
        let key = match above {
            "" => name.clone(),
            above => format!("{above}.{name}"),
        };
        let text = match value {
            toml::Value::Table(below) => {
                flatten(below, &key, source, values);
                continue;
            }
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        values.insert(key, (text, source.clone()));
    }
}
