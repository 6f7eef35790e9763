//! A text that the agency keeps is put into the box, filled from the case, and edited there.

use crate::api;
use crate::desk::text::templates as text;
use crate::remote::Remote;
use crate::ui::{Choice, Load, SelectField, Skeleton, effect, lang};
use domain::objection::templates::{TemplatePurpose, fill};
use domain::text::template::value;
use domain::wire::case::CaseDetail;
use domain::wire::template::{Templates, TextTemplate};
use leptos::prelude::*;

/// The choice among the agency's texts for this box of the case.
pub(super) fn choice(
    purpose: TemplatePurpose,
    case: &CaseDetail,
    target: RwSignal<String>,
) -> AnyView {
    let case = StoredValue::new(case.clone());
    let all = Remote::new(api::templates::all);
    let show = Callback::new(move |all: Templates| {
        let procedure =
            case.with_value(|case| case.desk.as_ref().map(|desk| desk.procedure.clone()));
        let fits = |one: &TextTemplate| {
            one.purpose == purpose && Some(&one.procedure) == procedure.as_ref()
        };
        offered(all.items.into_iter().filter(fits).collect(), case, target)
    });
    view! { <Load data=all.signal() retry=all.retry() skeleton=Skeleton::Rows show=show /> }
        .into_any()
}

fn offered(
    all: Vec<TextTemplate>,
    case: StoredValue<CaseDetail>,
    target: RwSignal<String>,
) -> AnyView {
    let lang = lang();
    if all.is_empty() {
        return view! { <p class="hint small">{text::none_here(lang)}</p> }.into_any();
    }
    let options = all.iter().map(|one| Choice {
        value: one.id.to_string(),
        label: one.name.clone(),
        hint: String::new(),
    });
    let options = options.collect();
    let chosen = RwSignal::new(String::new());
    effect(move || {
        let id = chosen.get();
        let Some(one) = all.iter().find(|one| one.id.to_string() == id) else {
            return;
        };
        let filled = case.with_value(|case| fill(&one.text, |place| value(place, case)));
        target.update(|words| put(words, &filled));
        // So that the same one can be chosen again.
        chosen.set(String::new());
    });
    view! {
        <SelectField id="template" label=text::choose(lang) hint=text::choose_hint(lang) options=options chosen=chosen />
    }
    .into_any()
}

/// Nothing that was typed is lost.
fn put(words: &mut String, filled: &str) {
    if !words.trim().is_empty() {
        words.push('\n');
    }
    words.push_str(filled);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_put_behind_what_was_typed() {
        let mut words = " ".to_owned();
        words.clear();
        put(&mut words, "请补充");
        assert_eq!(words, "请补充");
        put(&mut words, "谢谢");
        assert_eq!(words, "请补充\n谢谢");
    }
}
