//! Who follows an objection by a sheet answers what the agency asks for: the words, a code, and the case goes on.

use super::boxes::{TextBox, Wrong, hidden, summary};
use super::form::{code_box, sent_to, wrong_code};
use super::{Shell, lang, of_citizens};
use crate::http::{Path, Problem};
use crate::service::showing::adding;
use crate::service::{Ctx, Error, Visitor};
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::problem::ProblemCode;
use domain::text::markup::escaped;
use domain::text::{Lang, problem as words};
use serde::Deserialize;

/// Everything that the forms send; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    lang: String,
    text: String,
    code: String,
}

type Received = Result<Form<Sent>, FormRejection>;

/// A sheet, with what was sent to it.
struct To {
    token: String,
    text: String,
    code: String,
    lang: Lang,
}

fn received(
    ctx: &Ctx<Visitor>,
    token: Result<Path<String>, Problem>,
    sent: Received,
) -> Result<To, Problem> {
    of_citizens(&ctx.app)?;
    let (Ok(Path(token)), Ok(Form(sent))) = (token, sent) else {
        return Err(Problem::new(ProblemCode::Malformed));
    };
    Ok(To {
        token,
        // Neither database keeps a text with NUL, and nobody types it.
        text: sent.text.replace('\0', ""),
        code: sent.code,
        lang: lang(Some(&sent.lang)),
    })
}

/// The form for the code, once one was sent.
pub(super) async fn ask_code(
    ctx: Ctx<Visitor>,
    token: Result<Path<String>, Problem>,
    sent: Received,
) -> Result<Response, Problem> {
    let to = received(&ctx, token, sent)?;
    match adding::ask_code(&ctx, &to.token, &to.text).await {
        Ok(Some(masked)) => Ok(to.second(&masked, (StatusCode::OK, &[]))),
        Ok(None) => Ok(to.sheet()),
        Err(error) => to.again(error),
    }
}

/// Adds it and leads back to the sheet.
pub(super) async fn add(
    ctx: Ctx<Visitor>,
    token: Result<Path<String>, Problem>,
    sent: Received,
) -> Result<Response, Problem> {
    let to = received(&ctx, token, sent)?;
    match adding::add(&ctx, &to.token, (&to.text, &to.code)).await {
        Ok(_) => Ok(to.sheet()),
        Err(error) => {
            let Some((status, wrong)) = wrong_code(error.code(), to.lang) else {
                return to.again(error);
            };
            Ok(to.second("", (status, &[wrong])))
        }
    }
}

impl To {
    fn sheet(&self) -> Response {
        let path = format!("/receipts/{}?lang={}", self.token, self.lang.tag());
        Redirect::to(&path).into_response()
    }

    /// The form in which something has to be corrected.
    fn again(&self, error: Error) -> Result<Response, Problem> {
        let lang = self.lang;
        let (id, says) = match error {
            Error::Invalid(problems) => {
                let first = problems.into_iter().next();
                let problem = first.ok_or_else(|| Problem::new(ProblemCode::Malformed))?;
                let says = words::field(problem.code, problem.limit, lang);
                let of_code = problem.pointer == "/code";
                (if of_code { "code" } else { "text" }, says)
            }
            Error::TooMany { .. } => {
                let says = lang.pick(
                    "今天要的验证码太多了，请 24 小时后再试，或者凭案件编号与办理单位联系",
                    "Too many codes were sent today; please try again in 24 hours, or call the agency",
                );
                ("text", says.to_owned())
            }
            Error::Refused(code @ ProblemCode::NotSent) => {
                ("text", words::title(code, lang).to_owned())
            }
            error => return Err(error.into()),
        };
        let wrong = [Wrong { id, says }];
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        if id == "code" {
            return Ok(self.second("", (status, &wrong)));
        }
        let shell = Shell {
            title: lang.pick("补充说明", "Add to it"),
            lang,
            in_both: false,
        };
        let main = summary(&wrong, lang) + &form(&self.token, &self.text, &wrong, lang);
        Ok(shell.answer(status, &main))
    }

    /// The code that was sent; the words go along unseen.
    fn second(&self, masked: &str, (status, wrong): (StatusCode, &[Wrong])) -> Response {
        let lang = self.lang;
        let to = if masked.is_empty() {
            String::new()
        } else {
            sent_to(masked, lang)
        };
        let along = hidden("lang", lang.tag()) + &hidden("text", &self.text);
        let send = lang.pick("提交补充", "Send it");
        let again = lang.pick("重新获取验证码", "Send another code");
        let token = escaped(&self.token);
        let code = code_box(wrong, lang);
        let main = format!(
            "{}{to}<form method=\"post\" action=\"/receipts/{token}/add\" novalidate>{along}{code}\
             <button class=\"primary\">{send}</button></form>\
             <form method=\"post\" action=\"/receipts/{token}/code\">{along}<button>{again}</button></form>",
            summary(wrong, lang)
        );
        let shell = Shell {
            title: lang.pick("核对验证码", "Enter the code"),
            lang,
            in_both: false,
        };
        shell.answer(status, &main)
    }
}

/// What the agency asks for, and the box to answer it.
pub(super) fn asked(token: &str, asked: &str, lang: Lang) -> String {
    let title = lang.pick("请您补充", "You are asked for more");
    let says = lang.pick(
        "办理单位想请您补充。不补充也会按现有材料答复，期限照常计算。",
        "The agency asks you for more. Without it, it is decided on what is there; the clocks run on.",
    );
    let quoted = match asked {
        "" => String::new(),
        asked => format!("<blockquote>{}</blockquote>", escaped(asked)),
    };
    let form = form(token, "", &[], lang);
    format!("<h2>{title}</h2><p>{says}</p>{quoted}{form}")
}

fn form(token: &str, text: &str, wrong: &[Wrong], lang: Lang) -> String {
    let words = TextBox {
        id: "text",
        label: lang.pick("您的补充", "What you add"),
        hint: lang.pick(
            "提交前要核对发到您联系地址的验证码。材料请按办理单位说的方式提交。",
            "A code is sent to your address first. Files are handed in as the agency says.",
        ),
        value: text,
    };
    let (token, lang_tag) = (escaped(token), hidden("lang", lang.tag()));
    let next = lang.pick("获取验证码", "Send me a code");
    format!(
        "<form method=\"post\" action=\"/receipts/{token}/code\" novalidate>{lang_tag}{}\
         <button class=\"primary\">{next}</button></form>",
        words.lines(wrong)
    )
}
