//! What went wrong between the browser and the server, in words.

use crate::api::ApiError;
use crate::ui::Trouble;
use domain::problem::ProblemCode;
use domain::text::Lang;
use domain::text::problem::{remedy, title};

/// What happened and what to do next.
pub fn trouble(error: &ApiError, lang: Lang) -> Trouble {
    let (title, remedy) = match error {
        ApiError::Problem(problem) => return Trouble::of(problem, lang),
        ApiError::SignedOut => (
            title(ProblemCode::SignedOut, lang),
            remedy(ProblemCode::SignedOut, lang),
        ),
        ApiError::Offline => (
            lang.pick("网络没有连上", "There is no connection"),
            lang.pick(
                "已填写的内容都还在，连上网络后请重试。",
                "Nothing is lost; try again when you are online.",
            ),
        ),
        ApiError::Timeout => (
            lang.pick("等了 15 秒还没有回应", "No answer after 15 seconds"),
            lang.pick(
                "已填写的内容都还在，请稍后重试。",
                "Nothing is lost; please try again a little later.",
            ),
        ),
        ApiError::Garbled => (
            lang.pick("收到的内容无法读取", "The answer can't be read"),
            lang.pick(
                "请刷新页面后再试，已填写的内容都还在。",
                "Please reload the page; nothing is lost.",
            ),
        ),
    };
    Trouble {
        title: title.into(),
        remedy: remedy.into(),
        request_id: None,
        again: true,
    }
}
