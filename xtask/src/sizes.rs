//! `cargo xtask sizes`: what the citizen's two applications are made of, by crate, from the names of their functions.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload};

use crate::{shell, web};

const PROGRAMS: [&str; 2] = ["home", "citizen"];

/// Crates with less than this part of a program, in thousandths, are summed up.
const SHOWN: usize = 5;

const ABOUT: &str = "\
# 群众应用由什么组成 What the citizen's applications are made of

由 `cargo xtask sizes` 生成：每个函数按名字归到写它的 crate，单位是压缩前的字节。泛型函数归给定义它的 crate(例如 Leptos 为每种界面生成的代码算在 `tachys`、`leptos`、`reactive_graph`)。压缩后的总数见 `cargo xtask web`;首次打开的上限是 133,120 字节(brotli)。

Made by `cargo xtask sizes`: each function counts for the crate that its name begins with, in bytes before compression. Generic functions count for the crate that defines them.
";

const WHAT_COSTS: &str = "
## 值不值 What costs more than it gives

- `serde_json`、`leptos_router`、`gloo-net` 都没有用：见 [ADR 0007](adr/0007-no-router-library.md)、[ADR 0008](adr/0008-a-first-screen-of-its-own.md)。
- 日历与期限(`domain`、`jiff`)在浏览器里与服务器用同一份，只有日期计算，没有时区数据库，所以留着;`jiff` 不到千分之五。
- `without a name` 是编译器自带的和合并后没有名字的函数。
- `data` 是文字：中英两种界面文字都在里面。按语言分成两份会省下约一半，代价是切换语言要再下载一次；首次打开在上限以内，没有做。
";

/// Writes the table into the documents.
pub(crate) fn run() -> Result<()> {
    web::build()?;
    let mut page = String::from(ABOUT);
    for program in PROGRAMS {
        let wasm = web::named(program)?;
        let (parts, total) = parts_of(&wasm)?;
        let _ = write!(
            page,
            "\n## {program}\n\n| crate | bytes | % |\n| --- | ---: | ---: |\n"
        );
        let (shown, rest): (Vec<_>, Vec<_>) = parts
            .iter()
            .partition(|(_, bytes)| **bytes * 1000 >= total * SHOWN);
        let mut shown: Vec<(&str, usize)> = shown
            .iter()
            .map(|(name, bytes)| (name.as_str(), **bytes))
            .collect();
        shown.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
        let rest: usize = rest.iter().map(|(_, bytes)| **bytes).sum();
        for (name, bytes) in shown.into_iter().chain([("others", rest), ("all", total)]) {
            let tenths = bytes * 1000 / total.max(1);
            let _ = writeln!(
                page,
                "| {name} | {bytes} | {}.{} |",
                tenths / 10,
                tenths % 10
            );
        }
    }
    page.push_str(WHAT_COSTS);
    let path = shell::root().join("server/docs/size.md");
    shell::write_if_changed(&path, page.as_bytes())?;
    shell::say(&page);
    Ok(())
}

/// The bytes of each crate's functions, of the data, and of all.
fn parts_of(wasm: &[u8]) -> Result<(BTreeMap<String, usize>, usize)> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut parts = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => imported = section.count(),
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::DataSection(section) => {
                parts.insert("data".to_owned(), section.range().len());
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(known) = section.as_known() {
                    for name in known {
                        if let Name::Function(functions) = name? {
                            for function in functions {
                                let function = function?;
                                names.insert(function.index, function.name.to_owned());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    for (index, bytes) in (imported..).zip(bodies) {
        let name = names.get(&index).map_or("", String::as_str);
        *parts.entry(crate_of(name)).or_default() += bytes;
    }
    let total = parts.values().sum();
    Ok((parts, total))
}

/// The crate that a function's name begins with; what only drops something counts for what that is.
fn crate_of(name: &str) -> String {
    let name = name
        .strip_prefix("core::ptr::drop_in_place<")
        .unwrap_or(name);
    let path = name.split(" as ").find_map(|part| {
        let part = part.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
        let part = part.strip_prefix("dyn ").unwrap_or(part);
        let (first, _) = part.split_once("::")?;
        // The standard library's names say which build of a crate it is.
        let first = first.split('[').next().unwrap_or(first);
        let is_name = first
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        is_name.then(|| first.to_owned())
    });
    path.unwrap_or_else(|| "without a name".to_owned())
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_function_counts_for_the_crate_that_it_is_about() {
        assert_eq!(
            crate_of("tachys::view::any_view::AnyView::build::h0123"),
            "tachys"
        );
        assert_eq!(
            crate_of("<alloc::vec::Vec<T> as core::clone::Clone>::clone"),
            "alloc"
        );
        assert_eq!(
            crate_of("<T as app::json::take::FromJson>::from_json"),
            "app"
        );
        assert_eq!(
            crate_of("core::ptr::drop_in_place<app::ui::load::Loaded>"),
            "app"
        );
        assert_eq!(crate_of("core[c593]::str::slice_error_fail_rt"), "core");
        assert_eq!(crate_of("<char as core[c593]::fmt::Debug>::fmt"), "core");
        assert_eq!(crate_of("memcpy"), "without a name");
    }
}
