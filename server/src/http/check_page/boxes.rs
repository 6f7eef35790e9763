//! How does a box of a form look, and what is said at it? Without a script, and whatever was typed is no markup.

use domain::objection::filing::EXPLANATION_MAX;
use domain::text::Lang;
use domain::text::markup::escaped;
use std::fmt::Write as _;

/// What is wrong with which box, in words.
pub(super) struct Wrong {
    pub(super) id: &'static str,
    pub(super) says: String,
}

/// What goes along unseen.
pub(super) fn hidden(name: &str, value: &str) -> String {
    let value = escaped(value);
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
}

/// A list on top that leads to each box.
pub(super) fn summary(wrong: &[Wrong], lang: Lang) -> String {
    if wrong.is_empty() {
        return String::new();
    }
    let title = lang.pick("请先改好下面几处", "Please correct this first");
    let lines: Vec<_> = wrong
        .iter()
        .map(|one| {
            let says = escaped(&one.says);
            format!("<li><a href=\"#{}\">{says}</a></li>", one.id)
        })
        .collect();
    let lines = lines.concat();
    format!(
        "<div class=\"error-summary\" role=\"alert\"><p class=\"lead\">{title}</p><ul>{lines}</ul></div>"
    )
}

/// What is said above a box, and what tells the box of it.
pub(super) fn error(wrong: &[Wrong], id: &str) -> (String, &'static str) {
    match wrong.iter().find(|one| one.id == id) {
        None => (String::new(), ""),
        Some(one) => {
            let says = escaped(&one.says);
            (
                format!("<p class=\"error\" id=\"{id}-error\">{says}</p>"),
                " aria-invalid=\"true\"",
            )
        }
    }
}

/// A box with what stands around it.
pub(super) struct TextBox<'a> {
    pub(super) id: &'static str,
    pub(super) label: &'a str,
    pub(super) hint: &'a str,
    pub(super) value: &'a str,
}

impl TextBox<'_> {
    pub(super) fn line(&self, wrong: &[Wrong], kind: &str) -> String {
        let (id, value) = (self.id, escaped(self.value));
        self.around(wrong, |attributes| {
            format!("<input id=\"{id}\" name=\"{id}\" {kind} value=\"{value}\"{attributes}>")
        })
    }

    pub(super) fn lines(&self, wrong: &[Wrong]) -> String {
        let (id, value) = (self.id, escaped(self.value));
        self.around(wrong, |attributes| {
            format!(
                "<textarea id=\"{id}\" name=\"{id}\" rows=\"4\" maxlength=\"{EXPLANATION_MAX}\"{attributes}>\n{value}</textarea>"
            )
        })
    }

    fn around(&self, wrong: &[Wrong], control: impl Fn(&str) -> String) -> String {
        let (id, label) = (self.id, self.label);
        let (error, invalid) = error(wrong, id);
        let hint = match self.hint {
            "" => String::new(),
            hint => format!("<p class=\"hint\" id=\"{id}-hint\">{hint}</p>"),
        };
        let described: Vec<_> = [("hint", &hint), ("error", &error)]
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(part, _)| format!("{id}-{part}"))
            .collect();
        let described = match described.join(" ") {
            ids if ids.is_empty() => invalid.to_owned(),
            ids => format!(" aria-describedby=\"{ids}\"{invalid}"),
        };
        let control = control(&described);
        format!(
            "<div class=\"field\"><label for=\"{id}\">{label}</label>{hint}{error}{control}</div>"
        )
    }
}

/// One of the answers to a question.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
}

/// A question of which one answer is chosen. The first one bears the name's id, so that the summary leads to it.
pub(super) fn radios(
    name: &str,
    legend: &str,
    choices: impl Iterator<Item = Choice>,
    (chosen, wrong): (&str, &[Wrong]),
) -> String {
    let (error, _) = error(wrong, name);
    let mut html = format!("<fieldset class=\"choices\"><legend>{legend}</legend>{error}");
    for (place, choice) in choices.enumerate() {
        let id = match place {
            0 => name.to_owned(),
            place => format!("{name}-{place}"),
        };
        let checked = if choice.value == chosen {
            " checked"
        } else {
            ""
        };
        let hint = match choice.hint {
            "" => String::new(),
            hint => format!("<span class=\"hint\">{hint}</span>"),
        };
        let (value, label) = (choice.value, choice.label);
        let _ = write!(
            html,
            "<label class=\"choice\" for=\"{id}\"><input type=\"radio\" id=\"{id}\" name=\"{name}\" value=\"{value}\"{checked}>\
             <span>{label}{hint}</span></label>"
        );
    }
    html.push_str("</fieldset>");
    html
}
