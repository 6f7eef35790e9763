//! JavaScript with less around it.

/// Drops indentation and comment lines; neither wasm-bindgen nor we write text that spans lines.
pub(crate) fn tighten(js: &str) -> String {
    let mut tight = String::with_capacity(js.len());
    let mut in_comment = false;
    for line in js.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            tight.push_str(line);
            tight.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    tight
}

#[cfg(test)]
mod tests {
    use super::tighten;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let js = "/* eslint-disable */\n/**\n * words\n */\nfunction a() {\n    // why\n    return 1; // kept\n}\n";
        assert_eq!(tighten(js), "function a() {\nreturn 1; // kept\n}\n");
    }
}
