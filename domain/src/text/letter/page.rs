//! A letter as a page, for mail programs that show one: the same words, and nothing that the text has not. No picture, no
//! link and nothing that tells anybody that it was read.

use super::{Letter, RULE};
use crate::text::Lang;
use crate::text::markup::escaped;

const STYLE: &str = "max-width:34rem;margin:0 auto;padding:16px;font:16px/1.65 sans-serif;color:#1b2430;background:#fff";
const RULED: &str = "border:0;border-top:1px solid #d5dae1;margin:24px 0";

/// The page. What stands in the letter is text, whatever it looks like.
pub fn of(letter: &Letter) -> String {
    let parts: Vec<String> = letter.body.split(RULE).map(part).collect();
    let rule = ["<hr style=\"", RULED, "\">"].concat();
    [
        "<!doctype html><html lang=\"",
        Lang::Zh.tag(),
        "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>",
        &escaped(&letter.subject),
        "</title></head><body style=\"",
        STYLE,
        "\">",
        &parts.join(&rule),
        "</body></html>\n",
    ]
    .concat()
}

/// What stands between two rules, paragraph by paragraph, in the language that it begins in.
fn part(text: &str) -> String {
    let first = text.chars().find(|one| one.is_alphabetic());
    let lang = match first {
        Some(one) if one.is_ascii() => Lang::En,
        _ => Lang::Zh,
    };
    let blocks = text.split("\n\n").map(str::trim);
    let blocks = blocks.filter(|block| !block.is_empty()).map(block);
    let blocks: String = blocks.collect();
    ["<div lang=\"", lang.tag(), "\">", &blocks, "</div>"].concat()
}

/// A list where each line is one, else a paragraph.
fn block(text: &str) -> String {
    let items: Option<Vec<&str>> = text.lines().map(|line| line.strip_prefix("- ")).collect();
    if let Some(items) = items {
        let item = |one: &str| ["<li>", &escaped(one), "</li>"].concat();
        let items: String = items.into_iter().map(item).collect();
        ["<ul style=\"padding-left:20px\">", &items, "</ul>"].concat()
    } else {
        let lines: Vec<String> = text.lines().map(escaped).collect();
        ["<p>", &lines.join("<br>"), "</p>"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::super::code;
    use super::*;
    use crate::delivery::Means;

    fn letter(body: &str) -> Letter {
        Letter {
            subject: "明证：<b>".into(),
            body: body.into(),
        }
    }

    /// The words of a page without what marks them up.
    fn words(page: &str) -> String {
        let body = page.split_once("<body").unwrap().1;
        let mut words = String::new();
        let mut inside = true;
        for one in body.chars() {
            match one {
                '<' => inside = true,
                '>' => inside = false,
                other if !inside => words.push(other),
                _ => {}
            }
        }
        words
    }

    #[test]
    fn what_stands_in_a_letter_is_text_whatever_it_looks_like() {
        let page = of(&letter("<img src=x onerror=a()> \"&' </body>"));
        assert!(page.contains("&lt;img src=x onerror=a()&gt; &quot;&amp;&#39; &lt;/body&gt;"));
        assert!(page.contains("<title>明证：&lt;b&gt;</title>"));
        assert_eq!(page.matches("</body>").count(), 1);
    }

    #[test]
    fn a_page_says_the_words_of_the_letter_each_part_in_its_language() {
        let letter = code("123456", Means::Mail);
        let page = of(&letter);
        let plain = |text: &str| -> String {
            let kept = text
                .chars()
                .filter(|one| !one.is_whitespace() && *one != '-');
            kept.collect()
        };
        let said = words(&page).replace("&#39;", "'");
        assert_eq!(plain(&said), plain(&letter.body));
        for lang in ["<div lang=\"zh-CN\">", "<div lang=\"en\">"] {
            assert!(page.contains(lang), "{page}");
        }
    }

    #[test]
    fn lines_that_are_items_are_a_list() {
        let page = of(&letter("您有 2 条新消息：\n\n- 甲\n- 乙"));
        assert!(page.contains("<p>您有 2 条新消息：</p>"));
        assert!(page.contains("<li>甲</li><li>乙</li></ul>"));
    }

    #[test]
    fn a_page_fetches_nothing_and_leads_nowhere() {
        let page = of(&code("123456", Means::Mail));
        for away in [
            "://", "<a ", "<img", "<link", "<script", "url(", "src=", "href=",
        ] {
            assert!(!page.contains(away), "{away}");
        }
    }
}
