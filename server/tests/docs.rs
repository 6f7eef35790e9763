//! The page of settings is what the program reads. `UPDATE_DOCS=1 cargo test -p server --test docs` writes it anew.

use server::config::settings::SETTINGS;
use std::fmt::Write as _;
use std::path::Path;

#[test]
fn the_page_of_settings_lists_every_setting() {
    let mut page = String::from(
        "# Configuration\n\nOne TOML file (`--config`), overridden by the environment (`MINGZHENG__SECTION__KEY`), overridden by flags.\n\
         `mingzheng check-config` prints what holds and where it comes from.\n\
         Made from `server/src/config/settings.rs` by a test; do not edit.\n\n| setting | variable | default | what it is |\n| --- | --- | --- | --- |\n",
    );
    for setting in SETTINGS {
        let variable = format!(
            "MINGZHENG__{}",
            setting.key.replace('.', "__").to_uppercase()
        );
        let default = if setting.default.is_empty() {
            "—".to_owned()
        } else {
            format!("`{}`", setting.default)
        };
        writeln!(
            page,
            "| `{}` | `{variable}` | {default} | {} |",
            setting.key, setting.about
        )
        .unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stands == page,
        "configuration.md is stale: run UPDATE_DOCS=1 cargo test -p server --test docs"
    );
}
