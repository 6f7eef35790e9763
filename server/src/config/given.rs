//! What was given, setting by setting, and what is wrong with it?

use super::settings::SETTINGS;
use super::sources::{self, Source, Values};
use super::{Fault, Faults, Flags};
use std::collections::BTreeMap;

/// In place of a secret.
const MASK: &str = "********";

/// The values that were given, with the faults found so far.
pub(super) struct Given {
    values: Values,
    faults: Vec<Fault>,
}

impl Given {
    /// Collects everything and complains of keys that nobody knows.
    pub(super) fn collect(flags: &Flags, environment: &[(String, String)]) -> Self {
        let mut faults = Vec::new();
        let values = sources::collect(flags, environment, &mut faults);
        for (key, (_, source)) in &values {
            if !is_known(key) {
                let what = format!(
                    "没有这个配置项(来自 {source})。There is no such setting (from {source}){}",
                    near(key).map_or_else(String::new, |near| format!("; {near}?"))
                );
                faults.push(Fault {
                    key: key.clone(),
                    what,
                });
            }
        }
        Self { values, faults }
    }

    /// A setting that is given or has a default.
    pub(super) fn read<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (text, source) = self.effective(key);
        self.judged(key, &source, read(&text))
    }

    /// A setting that need not be given.
    pub(super) fn read_optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let (text, source) = self.values.get(key)?.clone();
        self.judged(key, &source, read(&text))
    }

    fn judged<T>(&mut self, key: &str, source: &Source, read: Result<T, String>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(what) => {
                self.faults.push(Fault {
                    key: key.to_owned(),
                    what: format!("{what} ({source})"),
                });
                None
            }
        }
    }

    /// The value under a key of several parts.
    pub(super) fn take(&self, parts: &[&str]) -> Option<String> {
        self.values
            .get(&parts.join("."))
            .map(|(text, _)| text.clone())
    }

    /// Every value below a key, by its last part.
    pub(super) fn take_below(&self, parts: &[&str]) -> BTreeMap<String, String> {
        let above = format!("{}.", parts.join("."));
        self.values
            .iter()
            .filter_map(|(key, (text, _))| {
                Some((key.strip_prefix(&above)?.to_owned(), text.clone()))
            })
            .collect()
    }

    /// Notes a fault that only shows when settings are seen together.
    pub(super) fn fault(&mut self, key: &str, what: &str) {
        self.faults.push(Fault {
            key: key.to_owned(),
            what: what.to_owned(),
        });
    }

    pub(super) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    pub(super) fn into_faults(self) -> Faults {
        Faults(self.faults)
    }

    /// Every setting with its value and source; secrets masked.
    pub(super) fn shown(&self) -> Vec<(&'static str, String, Source)> {
        let settings = SETTINGS.iter().map(|setting| {
            let (text, source) = self.effective(setting.key);
            let text = if is_secret(setting.key) && !text.is_empty() {
                MASK.to_owned()
            } else {
                without_password(&text)
            };
            (setting.key, text, source)
        });
        let secret = self.values.iter().filter(|(key, _)| is_key(key));
        let secret = secret.map(|(_, (_, source))| ("keys.*", MASK.to_owned(), source.clone()));
        settings.chain(secret).collect()
    }

    fn effective(&self, key: &str) -> (String, Source) {
        self.values.get(key).cloned().unwrap_or_else(|| {
            let setting = SETTINGS.iter().find(|setting| setting.key == key);
            let default = setting.map_or("", |setting| setting.default);
            (default.to_owned(), Source::Default)
        })
    }
}

fn is_known(key: &str) -> bool {
    let is_key_set = |set: &str| {
        key == format!("keys.{set}.active") || key.starts_with(&format!("keys.{set}.keys."))
    };
    SETTINGS.iter().any(|setting| setting.key == key)
        || is_key_set("sealing")
        || is_key_set("index")
}

fn is_key(key: &str) -> bool {
    key.starts_with("keys.") && key != "keys.file"
}

/// Settings of which nothing is shown.
fn is_secret(key: &str) -> bool {
    key == "messages.key" || key.ends_with("_secret")
}

/// The setting that was probably meant: of the same name in another section.
fn near(key: &str) -> Option<&'static str> {
    let name = key.rsplit('.').next()?;
    SETTINGS
        .iter()
        .map(|setting| setting.key)
        .find(|known| known.rsplit('.').next() == Some(name))
}

/// `postgres://user:secret@host/name` without the secret.
pub(crate) fn without_password(text: &str) -> String {
    let masked = || {
        let (scheme, rest) = text.split_once("://")?;
        let (user, host) = rest.rsplit_once('@')?;
        let (name, _) = user.split_once(':')?;
        Some(format!("{scheme}://{name}:{MASK}@{host}"))
    };
    let text = masked().unwrap_or_else(|| text.to_owned());
    let Some((address, query)) = text.split_once('?') else {
        return text;
    };
    let parts = query.split('&').map(|part| match part.split_once('=') {
        Some((name, _)) if name.contains("password") => format!("{name}={MASK}"),
        _ => part.to_owned(),
    });
    format!("{address}?{}", parts.collect::<Vec<_>>().join("&"))
}
