//! The names of the types in the API's description.

use std::path::Path;

/// The names of the types that get a schema, as the sources of the crate declare them.
fn schema_names(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            schema_names(&path, names);
            continue;
        }
        let source = std::fs::read_to_string(&path).unwrap();
        for after in source.split("derive(utoipa::ToSchema)").skip(1) {
            let declared = after.lines().find_map(|line| {
                let line = line.trim();
                line.strip_prefix("pub struct ")
                    .or_else(|| line.strip_prefix("pub enum "))
            });
            let name = declared.unwrap().split(|c: char| !c.is_alphanumeric());
            names.extend(name.take(1).map(str::to_owned));
        }
    }
}

#[test]
fn no_two_types_share_a_name_in_the_openapi_document() {
    let mut names = Vec::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    schema_names(&sources, &mut names);
    assert!(names.len() > 60, "{names:?}");
    names.sort();
    for pair in names.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
}
