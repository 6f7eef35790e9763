//! Evidence on its way to the server, with its progress.

use super::draft::Writing;
use crate::api::{self, ApiError, SubmissionKey};
use crate::browser;
use crate::citizen::begun;
use crate::citizen::paging::told;
use crate::context::Context;
use crate::text::citizen as words;
use crate::text::trouble::trouble;
use crate::ui::{EvidencePicker, Trouble, Upload, lang};
use domain::id::EvidenceId;
use domain::objection::filing::{EVIDENCE_BYTES_MAX, EVIDENCE_MAX};
use domain::problem::ProblemCode;
use domain::text::{Lang, problem};
use domain::wire::draft::Evidence;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

/// So many milliseconds after a file could not be sent it is sent again.
const RETRY: i32 = 5_000;

/// Files on their way, each with a number that stays while others come and go.
type Uploads = RwSignal<Vec<(u32, Upload)>>;

/// What proves it. It stays while the draft is read anew: a file that waits for a connection is not lost when there is one.
#[derive(Clone, Copy)]
pub(super) struct Files {
    /// Those that the server has.
    pub(super) evidence: RwSignal<Vec<Evidence>>,
    uploads: Uploads,
    last: StoredValue<u32>,
}

impl Files {
    /// For one draft.
    pub(super) fn new() -> Self {
        Self {
            evidence: RwSignal::new(Vec::new()),
            uploads: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        }
    }
}

pub(super) fn picker(writing: Writing) -> AnyView {
    let lang = lang();
    let Files {
        evidence,
        uploads,
        last,
    } = writing.files;
    let problem = RwSignal::new(None::<Trouble>);
    let on_pick = UnsyncCallback::new(move |files: Vec<File>| {
        problem.set(None);
        // What failed for good has been read by now.
        uploads.update(|uploads| {
            uploads.retain(|(_, upload)| upload.trouble.as_ref().is_none_or(|told| told.again));
        });
        for file in files {
            last.update_value(|last| *last += 1);
            send(writing, uploads, last.get_value(), file, lang);
        }
    });
    let context = Context::here();
    let on_remove = Callback::new(move |id: EvidenceId| {
        problem.set(None);
        spawn_local(async move {
            match api::drafts::remove_evidence(writing.id, id).await {
                // One that is not there any more was removed in another tab.
                Err(error) if error.code() != Some(ProblemCode::NotFound) => {
                    context.heed(&error);
                    problem.try_set(Some(trouble(&error, lang)));
                }
                _ => {
                    evidence.try_update(|files| files.retain(|file| file.id != id));
                }
            }
        });
    });
    let shown = Signal::derive(move || {
        uploads
            .get()
            .into_iter()
            .map(|(_, upload)| upload)
            .collect::<Vec<_>>()
    });
    view! {
        <section class="near">
            <h2>{words::evidence(lang)}</h2>
            {told(problem)}
            <EvidencePicker files=evidence uploads=shown address=api::evidence::address on_pick on_remove />
        </section>
    }
    .into_any()
}

fn send(writing: Writing, uploads: Uploads, number: u32, file: File, lang: Lang) {
    let refused = refusal(writing, &file, lang);
    let hopeless = refused.is_some();
    uploads.update(|uploads| {
        uploads.push((
            number,
            Upload {
                name: file.name(),
                percent: 0,
                trouble: refused,
            },
        ));
    });
    if hopeless {
        return;
    }
    let key = SubmissionKey::new().get();
    spawn_local(try_to_send(writing, (uploads, number), file, (key, lang)));
}

/// Sends it, under one key, until an answer comes or the screen is left.
async fn try_to_send(
    writing: Writing,
    (uploads, number): (Uploads, u32),
    file: File,
    (key, lang): (String, Lang),
) {
    let progress = move |percent: u32| {
        change(uploads, number, |upload| {
            upload.percent = u8::try_from(percent).unwrap_or(100);
            upload.trouble = None;
        });
    };
    // Without its draft the server would refuse it for good.
    let sent = match begun::find(writing.id).await {
        Some(_) => Err(ApiError::Offline),
        None => api::evidence::upload(writing.id, file.clone(), key.clone(), progress).await,
    };
    let error = match sent {
        Ok(evidence) => {
            uploads.try_update(|uploads| uploads.retain(|(other, _)| *other != number));
            writing
                .files
                .evidence
                .try_update(|files| files.push(evidence));
            return;
        }
        Err(error) => error,
    };
    let mut told = trouble(&error, lang);
    told.again = error.is_unanswered();
    if told.again {
        told.remedy = words::will_send_file(lang).into();
        browser::after(RETRY, move || {
            let still = uploads
                .try_with_untracked(|uploads| uploads.iter().any(|(other, _)| *other == number));
            if still == Some(true) {
                spawn_local(try_to_send(writing, (uploads, number), file, (key, lang)));
            }
        });
    }
    change(uploads, number, |upload| upload.trouble = Some(told));
}

fn change(uploads: Uploads, number: u32, change: impl FnOnce(&mut Upload)) {
    uploads.try_update(|uploads| {
        if let Some((_, upload)) = uploads.iter_mut().find(|(other, _)| *other == number) {
            change(upload);
        }
    });
}

/// What can be told before anything is sent; the server decides by content.
fn refusal(writing: Writing, file: &File, lang: Lang) -> Option<Trouble> {
    let told = |title: &str, code| {
        Some(Trouble {
            title: title.into(),
            remedy: problem::remedy(code, lang).into(),
            request_id: None,
            again: false,
        })
    };
    let most = u32::try_from(EVIDENCE_BYTES_MAX).map_or(f64::MAX, f64::from);
    if file.size() > most {
        told(
            problem::title(ProblemCode::TooLarge, lang),
            ProblemCode::TooLarge,
        )
    } else if file.size() < 1.0 {
        told(words::empty_file(lang), ProblemCode::WrongFileType)
    } else if writing.files.evidence.with_untracked(Vec::len) >= EVIDENCE_MAX {
        told(
            problem::title(ProblemCode::TooManyFiles, lang),
            ProblemCode::TooManyFiles,
        )
    } else {
        None
    }
}
