//! Text in a page: whatever it looks like, it is no markup.

use super::date::{self, Piece};

/// What stands between two tags or in an attribute's quotes.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// The same with each day in one piece: a line doesn't break within it.
pub fn escaped_days(text: &str) -> String {
    let pieces = date::pieces(text).map(|piece| match piece {
        Piece::Words(words) => escaped(words),
        Piece::Day(day) => ["<span class=\"day\">", day, "</span>"].concat(),
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_means_something_to_a_page_is_left() {
        let safe = escaped("<a href=\"x\" title='y'>&amp;");
        assert_eq!(
            safe,
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;"
        );
    }

    #[test]
    fn a_day_stays_in_one_piece_and_what_is_around_it_is_no_markup() {
        let safe = escaped_days("<2024年3月5日>至长期");
        assert_eq!(
            safe,
            "&lt;<span class=\"day\">2024年3月5日</span>&gt;至长期"
        );
    }
}
