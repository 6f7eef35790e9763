//! How do the forms look by which somebody objects? Everything that was typed is in the next page, too: nothing is lost.

use super::boxes::{Choice, TextBox, Wrong, error, hidden, radios, summary};
use super::objecting::Sent;
use crate::service::showing::objecting::Grant;
use axum::http::StatusCode;
use domain::delivery::{CODE_DIGITS, CODE_MINUTES, Means};
use domain::objection::filing::CLAIMED_MAX;
use domain::problem::ProblemCode;
use domain::showing::MAY_OBJECT_FOR;
use domain::text::markup::escaped;
use domain::text::{Lang, case, delivery};
use std::fmt::Write as _;

/// The way from what was checked to the first form.
pub(super) fn door(grant: &str, lang: Lang) -> String {
    let title = lang.pick("内容有误？", "Is anything wrong?");
    let lasts = MAY_OBJECT_FOR.as_mins();
    let says = match lang {
        Lang::Zh => format!(
            "可以在查验后 {lasts} 分钟内向发证单位提出异议，不用登录，需要一个手机号码或电子邮箱。"
        ),
        Lang::En => format!(
            "You may object to the issuer within {lasts} minutes, without logging in, with a phone number or an e-mail address."
        ),
    };
    let go = lang.pick("提出异议", "Object");
    let grant = hidden("grant", grant);
    let lang = hidden("lang", lang.tag());
    format!(
        "<h2>{title}</h2><p>{says}</p>\
         <form method=\"post\" action=\"/objecting\">{grant}{lang}<button class=\"primary\">{go}</button></form>"
    )
}

/// What is wrong, why, and where one is told.
pub(super) fn whole(
    grant: &Grant,
    sent: &Sent,
    wrong: &[Wrong],
    means: &[Means],
    lang: Lang,
) -> String {
    let mut html = summary(wrong, lang);
    let _ = write!(
        html,
        "<form method=\"post\" action=\"/objecting/code\" novalidate>{}{}",
        hidden("grant", &sent.grant),
        hidden("lang", lang.tag())
    );
    html.push_str(&fields(grant, sent, wrong, lang));
    let claimed = TextBox {
        id: "claimed",
        label: lang.pick("应该是什么", "What is right"),
        hint: "",
        value: &sent.claimed,
    };
    html.push_str(&claimed.line(wrong, &format!("type=\"text\" maxlength=\"{CLAIMED_MAX}\"")));
    html.push_str(&grounds(grant, sent, wrong, lang));
    let explanation = TextBox {
        id: "explanation",
        label: lang.pick("为什么这样认为", "Why you think so"),
        hint: lang.pick(
            "写清楚您是怎么知道的，方便发证单位核实。",
            "Say how you know, so that the issuer can look into it.",
        ),
        value: &sent.explanation,
    };
    html.push_str(&explanation.lines(wrong));
    html.push_str(&told(sent, wrong, means, lang));
    let next = lang.pick("获取验证码", "Send me a code");
    let _ = write!(html, "<button class=\"primary\">{next}</button></form>");
    html
}

/// The code that was sent; everything else goes along unseen.
pub(super) fn code(sent: &Sent, masked: &str, wrong: &[Wrong], lang: Lang) -> String {
    let mut html = summary(wrong, lang);
    let _ = write!(
        html,
        "{}<form method=\"post\" action=\"/objecting/file\" novalidate>",
        sent_to(masked, lang)
    );
    let along = along(sent, lang);
    html.push_str(&along);
    html.push_str(&code_box(wrong, lang));
    let file = lang.pick("提交异议", "Object");
    let again = lang.pick("重新获取验证码", "Send another code");
    let change = lang.pick("返回修改", "Back, to change something");
    let _ = write!(
        html,
        "<button class=\"primary\">{file}</button></form>\
         <form method=\"post\" action=\"/objecting/code\">{along}<button>{again}</button></form>\
         <form method=\"post\" action=\"/objecting\">{along}<button>{change}</button></form>"
    );
    html
}

/// Where a code was sent, and for how long it is good.
pub(super) fn sent_to(masked: &str, lang: Lang) -> String {
    let says = match lang {
        Lang::Zh => format!("验证码已发到以下地址，{CODE_MINUTES} 分钟内有效："),
        Lang::En => {
            format!("A code was sent to this address, and is valid for {CODE_MINUTES} minutes:")
        }
    };
    format!("<p>{says}<strong>{}</strong></p>", escaped(masked))
}

/// The box for a code that was sent.
pub(super) fn code_box(wrong: &[Wrong], lang: Lang) -> String {
    let code = TextBox {
        id: "code",
        label: &match lang {
            Lang::Zh => format!("{CODE_DIGITS} 位验证码"),
            Lang::En => format!("The code of {CODE_DIGITS} digits"),
        },
        hint: "",
        value: "",
    };
    code.line(
        wrong,
        &format!(
            "type=\"text\" inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"{CODE_DIGITS}\""
        ),
    )
}

fn along(sent: &Sent, lang: Lang) -> String {
    [
        ("grant", sent.grant.as_str()),
        ("lang", lang.tag()),
        ("field", &sent.field),
        ("claimed", &sent.claimed),
        ("ground", &sent.ground),
        ("explanation", &sent.explanation),
        ("means", &sent.means),
        ("address", &sent.address),
    ]
    .map(|(name, value)| hidden(name, value))
    .concat()
}

fn fields(grant: &Grant, sent: &Sent, wrong: &[Wrong], lang: Lang) -> String {
    let options: Vec<_> = grant
        .seen
        .face
        .iter()
        .map(|field| {
            let chosen = if field.key == sent.field {
                " selected"
            } else {
                ""
            };
            let (key, label) = (escaped(&field.key), escaped(&field.label));
            let value = escaped(&field.value);
            format!("<option value=\"{key}\"{chosen}>{label}: {value}</option>")
        })
        .collect();
    let options = options.concat();
    let label = lang.pick("哪一项有误", "What is wrong");
    let choose = lang.pick("请选择", "Please choose");
    let (error, invalid) = error(wrong, "field");
    let described = if error.is_empty() {
        ""
    } else {
        " aria-describedby=\"field-error\""
    };
    format!(
        "<div class=\"field\"><label for=\"field\">{label}</label>{error}\
         <select id=\"field\" name=\"field\"{described}{invalid}>\
         <option value=\"\">{choose}</option>{options}</select></div>"
    )
}

fn grounds(grant: &Grant, sent: &Sent, wrong: &[Wrong], lang: Lang) -> String {
    let choices = grant.grounds.iter().map(|ground| Choice {
        value: Sent::ground_word(*ground),
        label: case::ground_plain(*ground, lang),
        hint: case::ground_means(*ground, lang),
    });
    let legend = lang.pick("属于哪一种问题", "Which kind of fault");
    radios("ground", legend, choices, (&sent.ground, wrong))
}

fn told(sent: &Sent, wrong: &[Wrong], means: &[Means], lang: Lang) -> String {
    let choices = means.iter().map(|means| Choice {
        value: Sent::means_word(*means),
        label: delivery::means(*means, lang),
        hint: "",
    });
    let legend = lang.pick("结果怎样告知您", "How you want to be told");
    let how = radios("means", legend, choices, (&sent.means, wrong));
    let place = TextBox {
        id: "address",
        label: lang.pick("手机号码或电子邮箱", "The phone number or e-mail address"),
        hint: lang.pick(
            "只用来核对您本人和告知处理结果；持证主体看不到。",
            "Used to make sure of you and to tell you the result. The holder does not see it.",
        ),
        value: &sent.address,
    };
    how + &place.line(wrong, "type=\"text\" maxlength=\"254\"")
}

/// What is said where the code can't be used any more, and by which status; none where something else is wrong.
pub(super) fn wrong_code(code: ProblemCode, lang: Lang) -> Option<(StatusCode, Wrong)> {
    let (status, says) = match code {
        ProblemCode::TooManyRequests => (
            StatusCode::TOO_MANY_REQUESTS,
            lang.pick(
                "验证码输错次数太多，请重新获取",
                "Too many wrong codes; please ask for another one",
            ),
        ),
        ProblemCode::NotFound => (
            StatusCode::UNPROCESSABLE_ENTITY,
            lang.pick(
                "验证码已过期，请重新获取",
                "The code has run out; please ask for another one",
            ),
        ),
        _ => return None,
    };
    let says = says.to_owned();
    Some((status, Wrong { id: "code", says }))
}
