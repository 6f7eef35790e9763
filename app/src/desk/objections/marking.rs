//! 批量标注: which cases of the list are chosen, the button that marks them, and what became of each.

use crate::api;
use crate::desk::desktop::Desktop;
use crate::desk::sending::Sending;
use crate::desk::text::objections as text;
use crate::remote::Remote;
use crate::ui::error_summary::focus;
use crate::ui::{Icon, icon, lang};
use domain::access::{Action, Relation, Role, allowed};
use domain::id::ObjectionId;
use domain::text::{Lang, problem};
use domain::wire::queue::{MARKS_AT_ONCE, MarkCases, QueuePage, QueueRow};
use domain::wire::search::BatchResult;
use leptos::prelude::*;

const TOLD: &str = "marks-told";

/// Cases with their numbers.
type Numbered = Vec<(ObjectionId, String)>;

/// The chosen cases with their numbers. Cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct Marking {
    chosen: RwSignal<Numbered>,
    told: RwSignal<Option<(Numbered, BatchResult)>>,
    sending: Sending,
    queue: Remote<QueuePage>,
}

impl Marking {
    /// For who marks at all.
    pub(super) fn of(role: Role, desktop: Desktop, queue: Remote<QueuePage>) -> Option<Self> {
        let marks = allowed(role, Relation::OwnAgency, Action::Mark);
        marks.then(|| Self {
            chosen: RwSignal::new(Vec::new()),
            told: RwSignal::new(None),
            sending: Sending::new(desktop),
            queue,
        })
    }

    /// The box that chooses a case of the list of those that await the mark.
    pub(super) fn pick(self, row: &QueueRow) -> AnyView {
        let lang = lang();
        let one = StoredValue::new((row.case.id, row.case.case_number.clone()));
        let has = move || {
            let id = one.with_value(|one| one.0);
            self.chosen
                .with(|all| all.iter().any(|(known, _)| *known == id))
        };
        let change = move |event| {
            let on = event_target_checked(&event);
            self.chosen.update(|all| {
                all.retain(|(known, _)| *known != one.with_value(|one| one.0));
                if on && all.len() < MARKS_AT_ONCE {
                    all.push(one.get_value());
                }
            });
        };
        let name = [text::choose_to_mark(lang), &row.case.case_number].concat();
        view! { <input type="checkbox" aria-label=name prop:checked=has on:change=change /> }
            .into_any()
    }

    /// The button, once something is chosen, and what became of what was marked before.
    pub(super) fn bar(self) -> AnyView {
        let lang = lang();
        let send = move |_| {
            let cases = self.chosen.get_untracked();
            let request = MarkCases {
                cases: cases.iter().map(|(id, _)| *id).collect(),
            };
            self.sending.send(
                move |key| api::desk::mark_many(request, key),
                move |result| {
                    self.told.set(Some((cases, result)));
                    self.chosen.set(Vec::new());
                    self.queue.reload();
                    request_animation_frame(|| focus(TOLD));
                },
            );
        };
        let button = move || {
            let count = self.chosen.with(Vec::len);
            (count > 0).then(|| {
                let label = [text::mark_chosen(lang), " ", &count.to_string()].concat();
                view! { <button type="button" class="primary" disabled=move || self.sending.busy.get() on:click=send>{label}</button> }
            })
        };
        let told = move || {
            self.told
                .get()
                .map(|(cases, result)| told(&cases, &result, lang))
        };
        view! { <div class="near">{self.sending.trouble()}{button}{told}</div> }.into_any()
    }
}

/// How many were marked, and by number those that were not, with why and what to do.
fn told(cases: &[(ObjectionId, String)], result: &BatchResult, lang: Lang) -> AnyView {
    let refused = result.items.iter().filter_map(|item| {
        let code = item.refused?;
        let known = cases.iter().find(|(id, _)| id.0 == item.id);
        let number = known.map_or_else(String::new, |(_, number)| number.clone());
        let why = [
            problem::title(code, lang),
            ". ",
            problem::remedy(code, lang),
        ]
        .concat();
        Some(view! { <li><b class="number">{number}</b>{lang.colon()}{why}</li> })
    });
    let refused: Vec<_> = refused.collect();
    let well = (result.items.len() - refused.len()).to_string();
    let (class, mark) = if refused.is_empty() {
        ("banner", Icon::Check)
    } else {
        ("problem", Icon::Alert)
    };
    let list = (!refused.is_empty()).then(|| {
        view! { <p>{text::not_marked(lang)}</p><ul class="plain">{refused}</ul> }
    });
    view! {
        <div class=class id=TOLD tabindex="-1" role="status">
            <p class="lead">{icon(mark)}{text::marked_many(lang)}{lang.pick("", " ")}{well}</p>
            {list}
        </div>
    }
    .into_any()
}
