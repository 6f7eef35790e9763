//! Somebody who saw a licence objects to it: what is wrong, a code, and it is filed.

use super::boxes::Wrong;
use super::form;
use super::{Shell, lang, of_citizens};
use crate::http::Problem;
use crate::service::showing::objecting::{self, Filed, Grant, Said};
use crate::service::{Ctx, Error, Visitor};
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::delivery::{Address, Means};
use domain::problem::{FieldProblem, ProblemCode};
use domain::rulebook::Ground;
use domain::showing::{Again, MAY_OBJECT_FOR, OBJECTIONS_AT_ONCE};
use domain::text::{Lang, date, problem as words};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Everything that the forms send; what is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    pub(super) grant: String,
    lang: String,
    pub(super) field: String,
    pub(super) claimed: String,
    pub(super) ground: String,
    pub(super) explanation: String,
    pub(super) means: String,
    pub(super) address: String,
    code: String,
}

impl Sent {
    pub(super) fn ground_word(ground: Ground) -> String {
        word(&ground)
    }

    pub(super) fn means_word(means: Means) -> String {
        word(&means)
    }

    fn lang(&self) -> Lang {
        lang(Some(&self.lang))
    }

    fn said(&self) -> Said {
        // Neither database keeps a text with NUL, and nobody types it.
        let text = |text: &str| text.replace('\0', "");
        Said {
            field: text(&self.field),
            claimed: text(&self.claimed),
            ground: read(&self.ground),
            explanation: text(&self.explanation),
            means: read(&self.means),
            address: text(&self.address),
        }
    }

    /// The address as it may be shown to whoever looks over the shoulder.
    fn masked(&self) -> String {
        let means = read::<Means>(&self.means);
        let address =
            means.and_then(|means| Some((means, Address::parse(means, &self.address).ok()?)));
        address.map_or_else(String::new, |(means, address)| address.masked(means))
    }
}

fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn read<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

type Received = Result<Form<Sent>, FormRejection>;

/// What was sent by whom may object still, or the page that says that it is too late.
async fn opened(
    ctx: &Ctx<Visitor>,
    sent: Received,
) -> Result<Result<(Sent, Grant), Response>, Problem> {
    of_citizens(&ctx.app)?;
    let Ok(Form(sent)) = sent else {
        return Err(Problem::new(ProblemCode::Malformed));
    };
    match objecting::open(ctx, &sent.grant).await {
        Ok(grant) => Ok(Ok((sent, grant))),
        Err(error) if error.code() == ProblemCode::NotFound => Ok(Err(too_late(sent.lang()))),
        Err(error) => Err(error.into()),
    }
}

/// The first form, empty or with what was typed before.
pub(super) async fn begin(ctx: Ctx<Visitor>, sent: Received) -> Result<Response, Problem> {
    Ok(match opened(&ctx, sent).await? {
        Err(page) => page,
        Ok((sent, grant)) => first(&ctx, &grant, &sent, (StatusCode::OK, &[])),
    })
}

/// The form for the code, once one was sent.
pub(super) async fn ask_code(ctx: Ctx<Visitor>, sent: Received) -> Result<Response, Problem> {
    let (sent, grant) = match opened(&ctx, sent).await? {
        Err(page) => return Ok(page),
        Ok(opened) => opened,
    };
    match objecting::ask_code(&ctx, &grant, &sent.said()).await {
        Ok(()) => Ok(second(&sent, (StatusCode::OK, &[]))),
        Err(error) => again(&ctx, &grant, &sent, error),
    }
}

/// Files it and leads to the sheet.
pub(super) async fn file(ctx: Ctx<Visitor>, sent: Received) -> Result<Response, Problem> {
    let (sent, grant) = match opened(&ctx, sent).await? {
        Err(page) => return Ok(page),
        Ok(opened) => opened,
    };
    let lang = sent.lang();
    match objecting::file(&ctx, &grant, &sent.said(), &sent.code).await {
        Ok(Filed::Sheet(token)) => {
            let path = format!("/receipts/{token}?lang={}", lang.tag());
            Ok(Redirect::to(&path).into_response())
        }
        Ok(Filed::TooMany(again)) => Ok(too_many(again, lang)),
        Err(error) => {
            let Some((status, wrong)) = form::wrong_code(error.code(), lang) else {
                return again(&ctx, &grant, &sent, error);
            };
            Ok(second(&sent, (status, &[wrong])))
        }
    }
}

/// The form in which something has to be corrected.
fn again(
    ctx: &Ctx<Visitor>,
    grant: &Grant,
    sent: &Sent,
    error: Error,
) -> Result<Response, Problem> {
    let lang = sent.lang();
    let of_form = |says: String| Wrong {
        id: "address",
        says,
    };
    let (status, wrong) = match error {
        Error::Invalid(problems) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            problems.iter().map(|one| in_words(one, lang)).collect(),
        ),
        Error::TooMany { .. } => {
            let says = lang.pick(
                "这个地址今天要的验证码太多了，请 24 小时后再试",
                "Too many codes were sent to this address; please try again in 24 hours",
            );
            (
                StatusCode::TOO_MANY_REQUESTS,
                vec![of_form(says.to_owned())],
            )
        }
        Error::Refused(ProblemCode::TooManyRequests) => {
            let says = lang.pick(
                "这次查验要的验证码太多了，请对方重新出示后再提出",
                "Too many codes were sent after this check; please ask to be shown it again",
            );
            (
                StatusCode::TOO_MANY_REQUESTS,
                vec![of_form(says.to_owned())],
            )
        }
        Error::Refused(code @ ProblemCode::NotSent) => {
            let says = words::title(code, lang).to_owned();
            (StatusCode::UNPROCESSABLE_ENTITY, vec![of_form(says)])
        }
        error => return Err(error.into()),
    };
    if wrong.iter().any(|one: &Wrong| one.id == "code") {
        return Ok(second(sent, (status, &wrong)));
    }
    Ok(first(ctx, grant, sent, (status, &wrong)))
}

fn in_words(problem: &FieldProblem, lang: Lang) -> Wrong {
    let (id, name) = match problem.pointer.as_str() {
        "/claims" | "/claims/0/key" => ("field", lang.pick("哪一项有误", "What is wrong")),
        "/claims/0/claimed" => ("claimed", lang.pick("应该是什么", "What is right")),
        "/ground" => ("ground", lang.pick("问题种类", "Kind of fault")),
        "/explanation" => ("explanation", lang.pick("为什么", "Why")),
        "/means" => ("means", lang.pick("怎样告知", "How you are told")),
        "/code" => ("code", lang.pick("验证码", "Code")),
        _ => ("address", lang.pick("联系地址", "Address")),
    };
    let says = words::field(problem.code, problem.limit, lang);
    Wrong {
        id,
        says: [name, lang.colon(), &says].concat(),
    }
}

fn first(
    ctx: &Ctx<Visitor>,
    grant: &Grant,
    sent: &Sent,
    (status, wrong): (StatusCode, &[Wrong]),
) -> Response {
    let lang = sent.lang();
    let means: Vec<_> = Means::ALL
        .into_iter()
        .filter(|means| ctx.app.post.has(*means))
        .collect();
    let card = super::page::card(&grant.seen, ctx.now, lang);
    let form = form::whole(grant, sent, wrong, &means, lang);
    let shell = Shell {
        title: lang.pick("提出异议", "Object to a licence"),
        lang,
        in_both: false,
    };
    shell.answer(status, &(card + &form))
}

fn second(sent: &Sent, (status, wrong): (StatusCode, &[Wrong])) -> Response {
    let lang = sent.lang();
    let shell = Shell {
        title: lang.pick("核对验证码", "Enter the code"),
        lang,
        in_both: false,
    };
    shell.answer(status, &form::code(sent, &sent.masked(), wrong, lang))
}

fn too_late(lang: Lang) -> Response {
    let lasts = MAY_OBJECT_FOR.as_mins();
    let says = match lang {
        Lang::Zh => {
            format!("查验已超过 {lasts} 分钟，或者证照内容已更新。请对方重新出示，查验后再提出。")
        }
        Lang::En => format!(
            "The check was more than {lasts} minutes ago, or the licence has changed. Please ask to be shown it again, and object then."
        ),
    };
    let shell = Shell {
        title: lang.pick("请重新查验", "Please check it again"),
        lang,
        in_both: false,
    };
    shell.answer(StatusCode::NOT_FOUND, &format!("<p>{says}</p>"))
}

fn too_many(again: Again, lang: Lang) -> Response {
    let most = OBJECTIONS_AT_ONCE;
    let says = match (again, lang) {
        (Again::From(at), Lang::Zh) => {
            let at = date::moment(at, lang);
            format!("每个联系方式每天最多提出 {most} 件异议。{at} 以后可以再提。")
        }
        (Again::From(at), Lang::En) => {
            let at = date::moment(at, lang);
            format!("Each address may object {most} times a day. You may object again after {at}.")
        }
        (_, Lang::Zh) => {
            format!("您有 {most} 件异议还在办理。其中一件办结后可以再提；进展请看各件的回执页面。")
        }
        (_, Lang::En) => format!(
            "{most} objections of yours are under way. You may object again once one of them is closed; their receipts say how they stand."
        ),
    };
    let shell = Shell {
        title: lang.pick("暂时不能再提出异议", "No more objections for now"),
        lang,
        in_both: false,
    };
    shell.answer(StatusCode::TOO_MANY_REQUESTS, &format!("<p>{says}</p>"))
}
